"""The sheet of one call: all open slips of a partner or a visitor, and what is asked of each."""

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import ColumnElement, select

from desktop.domain.calendar import show_day
from desktop.domain.chase import CallRow, CallSheet, Side, Tick
from desktop.domain.clocks import Step, Whom
from desktop.domain.errors import NotFound
from desktop.domain.masking import mask_name
from desktop.domain.referral import Progress
from desktop.services.act import Act, day_of
from desktop.services.chases.finding import Body, bodies_of, waiting
from desktop.services.clocks import Timed, steps_now, timed
from desktop.services.papers.words import show_phone
from desktop.services.partners import OPEN
from desktop.services.referrals.reading import shown_number
from desktop.services.referrals.replies import outcomes_from
from desktop.store.partners import Organisation, PartnerService
from desktop.store.people import Visitor
from desktop.store.referrals import Referral

MOST_ROWS = 200
"""Slips on one sheet; a partner with more is asked about those that wait longest."""
_KNOWN_THERE = tuple(letter for letter in OPEN if letter != Progress.ISSUED.value)
"""A partner is not asked about what nobody has handed over yet."""


def sheet_of(act: Act, side: Side, key: str) -> CallSheet:
    """Everything for one call. Raises NotFound for nobody we know."""
    if side is Side.PARTNER:
        return _of_partner(act, key)
    if side is Side.VISITOR:
        return _of_visitor(act, int(key or 0))
    return _to_settle(act)


def key_of_partner(act: Act, referral_id: int, organisation_id: int) -> str:
    """The key of the partner a slip went to, or of one of its rows. Raises NotFound."""
    asked = select(Organisation.key)
    if referral_id:
        asked = (
            asked.join(PartnerService, PartnerService.organisation_id == Organisation.id)
            .join(Referral, Referral.service_id == PartnerService.id)
            .where(Referral.id == referral_id)
        )
    else:
        asked = asked.where(Organisation.id == organisation_id)
    key = act.session.scalars(asked).first()
    if key is None:
        raise NotFound("이 기관을 찾을 수 없습니다.")
    return key


def _of_partner(act: Act, key: str) -> CallSheet:
    known = act.session.scalars(
        select(Organisation.id).where(Organisation.key == key).limit(1)
    ).first()
    if known is None:
        raise NotFound("이 기관을 찾을 수 없습니다.")
    body = bodies_of(act, {known})[known]
    services = (
        select(PartnerService.id)
        .join(Organisation, Organisation.id == PartnerService.organisation_id)
        .where(Organisation.key == key)
    )
    rows = _rows(
        act, Side.PARTNER, Referral.service_id.in_(services), Referral.progress.in_(_KNOWN_THERE)
    )
    return CallSheet(
        side=Side.PARTNER,
        key=key,
        title=body.name,
        masked_title=body.name,
        phone=body.phone,
        people=body.people,
        hours=body.hours,
        held=_held(act, body),
        rows=rows,
    )


def _of_visitor(act: Act, visitor_id: int) -> CallSheet:
    visitor = act.session.get(Visitor, visitor_id)
    if visitor is None:
        raise NotFound("이 내방객의 기록을 찾을 수 없습니다.")
    act.about(visitor_id)
    return CallSheet(
        side=Side.VISITOR,
        key=str(visitor_id),
        title=f"{visitor.name} 님",
        masked_title=f"{mask_name(visitor.name)} 님",
        phone=show_phone(visitor.phone),
        people=(show_phone(visitor.second_phone),) if visitor.second_phone else (),
        hours="",
        held="",
        rows=_rows(
            act, Side.VISITOR, Referral.visitor_id == visitor_id, Referral.progress.in_(OPEN)
        ),
        visitor_id=visitor_id,
    )


def _to_settle(act: Act) -> CallSheet:
    """What the timer proposes to close, each with the state it would come to."""
    waits = [wait for wait in waiting(act) if wait.step.ask.proposes is not None]
    act.about(*(wait.timed.referral.visitor_id for wait in waits))
    rows = tuple(
        replace(
            _row(act, Side.SETTLE, wait.timed, (wait.step,), wait.name, ""),
            service=f"{wait.body.name} {wait.service}",
        )
        for wait in waits
    )
    return CallSheet(Side.SETTLE, "", "정리할 의뢰", "정리할 의뢰", "", (), "", "", rows)


def _held(act: Act, body: Body) -> str:
    if body.hold_until is None or body.hold_until < act.today:
        return ""
    why = f" · {body.hold_why}" if body.hold_why else ""
    return f"{show_day(body.hold_until)}까지 재촉을 멈춘 기관{why}"


def _rows(act: Act, side: Side, *which: ColumnElement[bool]) -> tuple[CallRow, ...]:
    found = act.session.execute(
        select(Referral, Visitor.name, PartnerService.name, Organisation.short_name)
        .join(Visitor, Visitor.id == Referral.visitor_id)
        .join(PartnerService, PartnerService.id == Referral.service_id)
        .join(Organisation, Organisation.id == PartnerService.organisation_id)
        .where(*which)
        .order_by(Referral.partner_due.is_(None), Referral.partner_due, Referral.issued_on)
        .limit(MOST_ROWS)
    ).all()
    act.about(*(row[0].visitor_id for row in found))
    at_hand = timed(act, [row[0] for row in found])
    steps = steps_now(act, at_hand)
    names = {row[0].id: row[1:] for row in found}
    rows = []
    for one in at_hand:
        name, service, partner = names[one.referral.id]
        if side is Side.VISITOR:
            service = f"{partner} {service}"
        rows.append(_row(act, side, one, steps[one.referral.id], name, service))
    # What is asked today first, the longest due before the rest.
    return tuple(sorted(rows, key=lambda row: (row.due_on is None, row.due_on or act.today)))


def _row(
    act: Act, side: Side, one: Timed, steps: Sequence[Step], name: str, service: str
) -> CallRow:
    row = one.referral
    progress = Progress(row.progress)
    step = next((step for step in steps if _is_asked(side, step)), None)
    chases = [chase for chase in one.chases if _concerns(side, chase.whom)]
    outcomes = outcomes_from(progress)
    ticks = tuple(tick for tick in Tick if tick.progress is None or tick.progress in outcomes)
    return CallRow(
        referral_id=row.id,
        visitor_id=row.visitor_id,
        number=shown_number(row.number),
        name=name,
        masked_name=mask_name(name),
        service=service,
        progress=progress,
        issued_on=row.issued_on,
        reply_due=row.reply_due,
        ask=step.ask if step else None,
        due_on=step.on if step else None,
        last=chases[-1] if chases else None,
        chased=len(chases),
        paused_until=row.paused_until if _pauses(act, row) else None,
        expected_on=row.expected_on,
        ticks=ticks,
        called_today=any(day_of(chase.at) == act.today for chase in chases),
    )


def _is_asked(side: Side, step: Step) -> bool:
    if side is Side.PARTNER:
        return step.ask.whom in (Whom.PARTNER, Whom.ALTERNATE)
    if side is Side.VISITOR:
        return step.ask.whom is Whom.VISITOR
    return step.ask.proposes is not None


def _concerns(side: Side, whom: Whom) -> bool:
    return side is Side.SETTLE or (whom is Whom.VISITOR) is (side is Side.VISITOR)


def _pauses(act: Act, row: Referral) -> bool:
    return row.paused_until is not None and row.paused_until >= act.today
