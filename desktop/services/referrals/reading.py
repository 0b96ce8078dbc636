"""A referral and its slips, read within an act."""

from dataclasses import replace

from sqlalchemy import select

from desktop.domain.errors import NotFound, Refused
from desktop.domain.paper_number import PaperKind, read
from desktop.domain.referral import SlipDraft
from desktop.services.act import Act
from desktop.services.partners import OPEN, rows_of_service
from desktop.services.slips import SlipGround, draft_from
from desktop.store.partners import Organisation
from desktop.store.partners import PartnerService as ServiceRow
from desktop.store.referrals import Referral, Slip
from desktop.store.visits import Visit


def referral_of(act: Act, referral_id: int) -> Referral:
    """The referral of an id. Raises NotFound."""
    referral = act.session.get(Referral, referral_id)
    if referral is None:
        raise NotFound("이 의뢰를 찾을 수 없습니다.")
    return referral


def last_slip_of(act: Act, referral: Referral) -> Slip:
    """The paper issued last, void or not. Raises NotFound."""
    slip = act.session.scalars(
        select(Slip).where(Slip.referral_id == referral.id).order_by(Slip.revision.desc()).limit(1)
    ).first()
    if slip is None:
        raise NotFound("이 의뢰로 발급한 의뢰서가 없습니다.")
    return slip


def issued_before(act: Act, draft: SlipDraft) -> SlipDraft | None:
    """What the last paper of the referral being mended said; None for a first paper."""
    if draft.referral_id is None:
        return None
    return draft_from(last_slip_of(act, referral_of(act, draft.referral_id)).draft)


def before_of(act: Act, visitor_id: int, referral_id: int | None) -> Referral | None:
    """The referral a new one follows; it has to be of the same person. Raises Refused."""
    if referral_id is None:
        return None
    referral = referral_of(act, referral_id)
    if referral.visitor_id != visitor_id:
        raise Refused("다른 분의 의뢰에 이어 발급할 수 없습니다.")
    return referral


def said_again(act: Act, draft: SlipDraft, failed: Referral) -> SlipDraft:
    """What was said about the person on the slip that led nowhere, for the next partner.

    What belonged to that partner alone (its conditions, papers, days) is not taken over.
    """
    slip = last_slip_of(act, failed)
    if not slip.draft:
        return replace(draft, predecessor_id=failed.id)
    said = draft_from(slip.draft)
    return replace(
        draft,
        reason_code=said.reason_code,
        reason=said.reason,
        wishes=said.wishes,
        summary=said.summary,
        contact_way=said.contact_way,
        large_type=said.large_type,
        predecessor_id=failed.id,
    )


def open_referral_of(act: Act, visitor_id: int, service_id: int) -> Referral | None:
    """The referral to this service, whatever its dated row, that is still open."""
    return act.session.scalars(
        select(Referral).where(
            Referral.visitor_id == visitor_id,
            Referral.service_id.in_(rows_of_service(service_id)),
            Referral.progress.in_(OPEN),
        )
    ).first()


def partners_of_same_kind(act: Act, ground: SlipGround, visitor_id: int) -> tuple[str, ...]:
    """Other partners at work for the visitor with the same kind of help: worth a word."""
    rows = act.session.execute(
        select(Referral.number, ServiceRow.kinds, ServiceRow.name, Organisation.short_name)
        .join(ServiceRow, ServiceRow.id == Referral.service_id)
        .join(Organisation, Organisation.id == ServiceRow.organisation_id)
        .where(
            Referral.visitor_id == visitor_id,
            Referral.progress.in_(OPEN),
            Referral.service_id != ground.service.id,
        )
    )
    return tuple(
        f"{short} {name}"
        for _, kinds, name, short in rows
        if set(kinds) & set(ground.service.kinds)
    )


def visit_for(act: Act, draft: SlipDraft) -> int | None:
    """The visit a slip comes out of: the form's own, else today's latest of the visitor.

    The form's own may have been moved to somebody else meanwhile.
    """
    if draft.visit_id is not None:
        own = act.session.get(Visit, draft.visit_id)
        if own is not None and own.visitor_id == draft.visitor_id:
            return own.id
    visitor_id = draft.visitor_id
    return act.session.scalars(
        select(Visit.id)
        .where(Visit.visitor_id == visitor_id, Visit.day == act.today)
        .order_by(Visit.arrived_at.desc())
        .limit(1)
    ).first()


def shown_number(digits: str) -> str:
    """A stored slip number as it is printed; empty for none."""
    return read(digits, PaperKind.SLIP).text if digits else ""
