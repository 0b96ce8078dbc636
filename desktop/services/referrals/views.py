"""Referrals as lists and their page show them; names come masked."""

from collections.abc import Sequence

from sqlalchemy import select

from desktop.domain.consent import Item
from desktop.domain.korean import with_particle
from desktop.domain.masking import masked_or_gone
from desktop.domain.referral import (
    Linked,
    Move,
    Paper,
    Progress,
    ReferralCard,
    ReferralLine,
    SlipLine,
)
from desktop.domain.referral_moves import is_late
from desktop.services.act import Act, Office, local
from desktop.services.consents import withdrawn_from
from desktop.services.papers import label_of
from desktop.services.referrals.after import chain_of, others_open
from desktop.services.referrals.reading import shown_number
from desktop.store.office import Account
from desktop.store.partners import Organisation
from desktop.store.partners import PartnerService as ServiceRow
from desktop.store.people import Visitor
from desktop.store.referrals import Referral, ReferralMove, Slip


def line_of(act: Act, office: Office, referral: Referral) -> ReferralLine:
    """One referral as lists show it."""
    act.session.flush()
    return lines_of(act, office, (referral,))[0]


def lines_of(act: Act, office: Office, rows: Sequence[Referral]) -> tuple[ReferralLine, ...]:
    """Many referrals at the cost of one."""
    if not rows:
        return ()
    names = _named(act, Visitor, {row.visitor_id for row in rows})
    staff = _named(act, Account, {row.counsellor_id for row in rows})
    services = {
        row.id: (row.name, row.short_name or row.organisation)
        for row in act.session.execute(
            select(
                ServiceRow.id,
                ServiceRow.name,
                Organisation.short_name,
                Organisation.name.label("organisation"),
            )
            .join(Organisation, Organisation.id == ServiceRow.organisation_id)
            .where(ServiceRow.id.in_({row.service_id for row in rows}))
        )
    }
    return tuple(
        ReferralLine(
            id=row.id,
            version=row.version,
            number=shown_number(row.number),
            visitor_id=row.visitor_id,
            masked_name=masked_or_gone(names.get(row.visitor_id)),
            partner=services[row.service_id][1],
            service=services[row.service_id][0],
            service_id=row.service_id,
            progress=Progress(row.progress),
            paper=Paper(row.paper),
            issued_on=row.issued_on,
            valid_until=row.valid_until,
            reply_due=row.reply_due,
            overdue=is_late(Progress(row.progress), row.reply_due, row.expected_on, act.today),
            counsellor=staff.get(row.counsellor_id, ""),
            sent_how=label_of(office, "sent_ways", row.sent_how) if row.sent_how else "",
            rounds=row.rounds,
            expected_on=row.expected_on if row.progress == Progress.ON_HOLD.value else None,
            closed_on=row.closed_on,
            result_code=row.result_code,
        )
        for row in rows
    )


def _named(act: Act, table: type[Visitor] | type[Account], ids: set[int]) -> dict[int, str]:
    rows = act.session.execute(select(table.id, table.name).where(table.id.in_(ids)))
    return {row.id: row.name for row in rows}


def slip_line_of(act: Act, slip: Slip, successor: str) -> SlipLine:
    """One issued paper as the referral's page shows it."""
    return SlipLine(
        id=slip.id,
        number=shown_number(slip.number),
        revision=slip.revision,
        issued_at=local(slip.issued_at),
        issued_by=act.name_of(slip.issued_by_id),
        void=slip.void_at is not None,
        void_reason=slip.void_reason,
        successor=successor,
        reprints=slip.reprints,
    )


def successor_of(act: Act, slip: Slip) -> str:
    """The number that replaced a void slip, empty when none did."""
    digits = act.session.execute(
        select(Slip.number).where(
            Slip.referral_id == slip.referral_id, Slip.revision == slip.revision + 1
        )
    ).scalar()
    return shown_number(digits or "")


def void_sentence(act: Act, slip: Slip) -> str:
    """Why a void number opens nothing, and which one to use."""
    successor = successor_of(act, slip)
    if successor:
        old = with_particle(shown_number(slip.number), "은/는")
        return f"{old} 무효입니다. 다시 발급한 {successor} 번호로 적어 주십시오."
    return f"{with_particle(shown_number(slip.number), '은/는')} 무효로 한 의뢰서입니다."


def linked_of(act: Act, office: Office, rows: Sequence[Referral]) -> tuple[Linked, ...]:
    """Other referrals as the card of one names them."""
    return tuple(
        Linked(one.id, one.number, one.partner, one.service, one.progress, one.issued_on)
        for one in lines_of(act, office, rows)
    )


def card_of(act: Act, office: Office, referral: Referral) -> ReferralCard:
    """A referral with its moves and papers, what it follows and what followed on it."""
    slips = act.session.scalars(
        select(Slip).where(Slip.referral_id == referral.id).order_by(Slip.revision)
    ).all()
    moves = act.session.execute(
        select(ReferralMove, Account.name)
        .join(Account, Account.id == ReferralMove.by_id)
        .where(ReferralMove.referral_id == referral.id, ReferralMove.undone.is_(False))
        .order_by(ReferralMove.at, ReferralMove.id)
    )
    shown = {row["item"] for slip in slips[-1:] for row in slip.record.get("rows", ())}
    before, after = chain_of(act, referral)
    return ReferralCard(
        line=line_of(act, office, referral),
        moves=tuple(
            Move(
                at=local(row.at),
                axis=row.axis,
                before=row.before,
                after=row.after,
                by=name,
                evidence=row.evidence,
                reason=_why(office, row),
                source_name=row.source_name,
                inferred=row.inferred,
                act_id=row.act_id,
            )
            for row, name in moves
        ),
        slips=tuple(
            slip_line_of(act, slip, shown_number(later.number) if later else "")
            for slip, later in zip(slips, [*slips[1:], None], strict=True)
        ),
        items=tuple(item for item in Item if item.value in shown),
        before=linked_of(act, office, before),
        after=linked_of(act, office, after),
        others=linked_of(act, office, others_open(act, referral.visitor_id, referral.id)),
        withdrawn=bool(slips) and withdrawn_from(act, referral)[0] is not None,
        client_due=referral.client_due,
        partner_due=referral.partner_due,
    )


def _why(office: Office, row: ReferralMove) -> str:
    """The coded reason in words, and what was written beside it."""
    label = label_of(office, "move_reasons", row.reason_code) if row.reason_code else ""
    if row.after == Progress.DECLINED.value:
        label = label_of(office, "decline_reasons", row.reason_code)
    return " · ".join(part for part in (label, row.reason) if part)
