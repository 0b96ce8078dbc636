"""What needs doing: promises due, calls about slips, registrations and stays that end.

A centre of many years has more of each kind than anybody reads: the board reads the
nearest of each, one's own cases first, and counts the rest.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, exists, func, or_, select
from sqlalchemy.orm import aliased

from desktop.domain.account import Role
from desktop.domain.calendar import add_months, show_time
from desktop.domain.chase import CallTarget, Side
from desktop.domain.masking import mask_name
from desktop.domain.partner import NOTICE
from desktop.domain.rights import Right, may
from desktop.domain.subject_request import RequestKind, RequestState
from desktop.domain.visit import AppointmentState, Duty
from desktop.services.access_log.months import months_of
from desktop.services.act import Act, local
from desktop.services.chases import call_targets
from desktop.services.follow_ups import follow_up_duty, open_follow_ups
from desktop.services.retention.finding import COUNTED, counts_for_today
from desktop.store.merged import pairs_waiting
from desktop.store.partners import Organisation
from desktop.store.people import SeekingRegistration, Visitor
from desktop.store.referrals import Referral
from desktop.store.requests import SubjectRequest, last_day
from desktop.store.visits import Appointment, FollowUp

ENDS_SOON = timedelta(days=7)
STAY_ENDS_SOON = timedelta(days=30)
REVIEW_WITHIN = timedelta(days=9)
"""The log of a month is looked through by the tenth of the next."""
MOST_OF_A_KIND = 100
"""So many of one kind are read for the board; more nobody gets done in a day."""

Asked = Select[*tuple[Any, ...]]
"""A question to the store whose rows a function beside it makes into duties."""

_CALL_KINDS = {
    Side.PARTNER: "partner_call",
    Side.VISITOR: "visitor_call",
    Side.HAND_OVER: "hand_over",
    Side.SETTLE: "settle",
}


def duties_of_day(act: Act) -> tuple[tuple[Duty, ...], dict[str, int]]:
    """The board's duties, own cases first, then by due day; and by kind how many are unread."""
    me = act.account.account_id
    found: list[Duty] = []
    unread: dict[str, int] = {}
    for kind, asked, own, due, key, make in (
        (
            "follow_up",
            open_follow_ups(FollowUp.due_on <= act.today),
            FollowUp.counsellor_id == me,
            FollowUp.due_on,
            FollowUp.id,
            follow_up_duty,
        ),
        (
            "seeking_ends",
            seeking_ends(act),
            None,
            SeekingRegistration.valid_until,
            SeekingRegistration.id,
            _seeking_end,
        ),
        ("stay_ends", stays_end(act), None, Visitor.stay_until, Visitor.id, _stay_end),
        (
            "subject_request",
            open_requests(),
            SubjectRequest.received_by_id == me,
            last_day,
            SubjectRequest.id,
            _request,
        ),
    ):
        rows, total = _nearest(act, asked, own, due, key)
        found += [make(act, row) for row in rows]
        if total > len(rows):
            unread[kind] = total - len(rows)
    found += _calls(act, call_targets(act))
    found += reviews_due(act)
    found += agreements_end(act)
    found += _destructions(act)
    found += _same_people(act)
    found.sort(key=lambda duty: (not duty.own, duty.due_on, duty.id))
    return tuple(found), unread


def reviews_due(act: Act) -> list[Duty]:
    """Months of the access log that are over and not signed off, for who may sign; one line."""
    if not may(act.account.role, Right.REVIEW):
        return []
    due = [line.month for line in months_of(act) if line.over and not line.signed]
    if not due:
        return []
    year, _, month = due[-1].partition("-")
    ended = add_months(date(int(year), int(month), 1), 1)
    more = f" 외 {len(due) - 1}달" if len(due) > 1 else ""
    due_on = ended + REVIEW_WITHIN
    return [
        Duty(
            kind="log_review",
            id=int(f"{year}{month}"),
            visitor_id=0,
            masked_name=f"{year}년 {int(month)}월{more}",
            text="",
            due_on=due_on,
            overdue=due_on < act.today,
            own=True,
        )
    ]


def agreements_end(act: Act) -> list[Duty]:
    """Agreements with partners that end within 30 days or have ended: for the team leader."""
    if act.account.role is not Role.TEAM_LEAD:
        return []
    rows = act.session.scalars(
        select(Organisation)
        .where(
            Organisation.agreement_to <= act.today + NOTICE,
            Organisation.valid_from <= act.today,
            or_(Organisation.valid_to.is_(None), Organisation.valid_to >= act.today),
        )
        .order_by(Organisation.agreement_to, Organisation.id)
        .limit(MOST_OF_A_KIND)
    ).all()
    return [
        Duty(
            kind="agreement",
            id=row.id,
            visitor_id=0,
            masked_name=(row.short_name or row.name).replace("|", ""),
            text="협약 끝남" if row.agreement_to < act.today else "협약 곧 끝남",
            due_on=row.agreement_to,
            overdue=row.agreement_to < act.today,
            own=True,
        )
        for row in rows
        if row.agreement_to is not None
    ]


def _destructions(act: Act) -> list[Duty]:
    """What is due to be destroyed, in one line that counts; and what waits for a decision."""
    now, soon, waiting = counts_for_today(act)
    lines = []
    if waiting:
        lines.append(_counted(act, 1, f"파기 승인 기다림 {_many(waiting)}", overdue=True))
    if now or soon:
        told = [f"파기할 때가 된 분 {_many(now)}"] if now else []
        told += [f"30일 안 {_many(soon - now)}"] if soon > now else []
        lines.append(_counted(act, 0, " · ".join(told), overdue=bool(now)))
    return lines


def _same_people(act: Act) -> list[Duty]:
    """People who may stand in the store twice, for who may merge them; one line that counts."""
    if not may(act.account.role, Right.MERGE):
        return []
    waiting = pairs_waiting(act.session, COUNTED)
    if not waiting:
        return []
    return [
        Duty(
            kind="duplicate",
            id=0,
            visitor_id=0,
            masked_name="",
            text=f"같은 분일 수 있는 기록 {waiting}쌍{' 넘음' if waiting >= COUNTED else ''}",
            due_on=act.today,
            overdue=False,
            own=True,
        )
    ]


def _many(count: int) -> str:
    return f"{count}건 넘음" if count >= COUNTED else f"{count}건"


def _counted(act: Act, key: int, text: str, *, overdue: bool) -> Duty:
    """Nobody's in particular; `own` where it waits for whoever sits here."""
    return Duty(
        kind="destruction",
        id=key,
        visitor_id=0,
        masked_name="",
        text=text,
        due_on=act.today,
        overdue=overdue,
        own=bool(key),
    )


def duties_of(act: Act, visitor_id: int) -> tuple[Duty, ...]:
    """What is still to be done for one visitor, appointments too, the earliest first."""
    found = [
        *_every(act, open_follow_ups(FollowUp.visitor_id == visitor_id), follow_up_duty),
        *_calls(act, call_targets(act, Referral.visitor_id == visitor_id)),
        *_every(act, _appointed(visitor_id), _appointment),
        *_every(act, seeking_ends(act, SeekingRegistration.visitor_id == visitor_id), _seeking_end),
        *_every(act, stays_end(act, Visitor.id == visitor_id), _stay_end),
        *_every(act, open_requests(SubjectRequest.visitor_id == visitor_id), _request),
    ]
    return tuple(sorted(found, key=lambda duty: (duty.due_on, duty.id)))


def _every(act: Act, asked: Asked, make: Any) -> list[Duty]:
    return [make(act, row) for row in act.session.execute(asked)]


def _nearest(
    act: Act, asked: Asked, own: ColumnElement[bool] | None, due: Any, key: Any
) -> tuple[list[Any], int]:
    """The nearest rows, own ones first, and how many there are; counted only when cut."""
    first = [] if own is None else [own.desc()]
    rows = list(act.session.execute(asked.order_by(*first, due, key).limit(MOST_OF_A_KIND)))
    if len(rows) < MOST_OF_A_KIND:
        return rows, len(rows)
    counted = select(func.count()).select_from(asked.with_only_columns(key).subquery())
    return rows, act.session.scalar(counted) or len(rows)


def _appointed(visitor_id: int) -> Asked:
    return (
        select(Appointment, Visitor.name)
        .join(Visitor, Visitor.id == Appointment.visitor_id)
        .where(
            Appointment.visitor_id == visitor_id,
            Appointment.state == AppointmentState.PLANNED.value,
        )
    )


def _appointment(act: Act, found: Any) -> Duty:
    row, name = found
    return Duty(
        kind="appointment",
        id=row.id,
        visitor_id=row.visitor_id,
        masked_name=mask_name(name),
        text=f"{show_time(row.at)} 예약" + (f" · {row.purpose}" if row.purpose else ""),
        due_on=row.day,
        overdue=local(row.at) < act.now,
        own=row.counsellor_id == act.account.account_id,
    )


def _calls(act: Act, targets: Sequence[CallTarget]) -> list[Duty]:
    """Whom to call today, by partner and by visitor; what else a slip's clocks ask for."""
    return [
        Duty(
            kind=_CALL_KINDS[one.side],
            # The first of them stands for all: there is one line for each.
            id=min(one.referral_ids),
            visitor_id=one.visitor_id,
            masked_name=one.name if one.visitor_id else "",
            text=_call_words(one),
            due_on=one.due_on,
            overdue=one.due_on < act.today,
            own=one.own,
            detail=_call_detail(one),
            key=one.key,
            records=one.referral_ids,
        )
        for one in targets
    ]


def _call_words(one: CallTarget) -> str:
    if one.side is Side.SETTLE:
        return one.asks
    return f"{one.name} {one.rows}건" if one.side is Side.PARTNER else one.partner


def _call_detail(one: CallTarget) -> str:
    """The number to dial, what to ask, and the last time; a visitor's number stays covered."""
    if one.side is Side.SETTLE:
        return ""
    phone = (one.phone or "번호 모름") if one.side is Side.PARTNER else ""
    return " · ".join(part for part in (phone, one.asks, one.last) if part)


def seeking_ends(act: Act, *one: ColumnElement[bool]) -> Asked:
    """Registrations that end within seven days and have not been extended."""
    newer = aliased(SeekingRegistration)
    # Asked for the few that end, not listed of all that ever were extended.
    extended = exists().where(newer.extends_id == SeekingRegistration.id)
    return (
        select(SeekingRegistration, Visitor.name)
        .join(Visitor, Visitor.id == SeekingRegistration.visitor_id)
        .where(
            SeekingRegistration.valid_until >= act.today,
            SeekingRegistration.valid_until <= act.today + ENDS_SOON,
            SeekingRegistration.closed_on.is_(None),
            ~extended,
            *one,
        )
    )


def _seeking_end(act: Act, found: Any) -> Duty:
    row, name = found
    return _end(
        "seeking_ends", row.id, row.visitor_id, name, "구직 등록이 끝납니다", row.valid_until
    )


def stays_end(act: Act, *one: ColumnElement[bool]) -> Asked:
    """Stays in the country that end within thirty days."""
    return select(Visitor.id, Visitor.name, Visitor.stay_until).where(
        Visitor.stay_until >= act.today, Visitor.stay_until <= act.today + STAY_ENDS_SOON, *one
    )


def _stay_end(act: Act, found: Any) -> Duty:
    visitor_id, name, until = found
    return _end("stay_ends", visitor_id, visitor_id, name, "체류 기간이 끝납니다", until)


def open_requests(*one: ColumnElement[bool]) -> Asked:
    """Requests about somebody's own data that still have to be answered, from the first day."""
    return (
        select(SubjectRequest, Visitor.name)
        .join(Visitor, Visitor.id == SubjectRequest.visitor_id)
        .where(SubjectRequest.state == RequestState.OPEN.value, *one)
    )


def _request(act: Act, found: Any) -> Duty:
    row, name = found
    return Duty(
        kind="subject_request",
        id=row.id,
        visitor_id=row.visitor_id,
        masked_name=mask_name(name),
        text=f"{RequestKind(row.kind).label} 요구에 답하기",
        due_on=row.postponed_to or row.due_on,
        overdue=(row.postponed_to or row.due_on) < act.today,
        own=row.received_by_id == act.account.account_id,
    )


def _end(kind: str, key: int, visitor_id: int, name: str, text: str, due_on: date) -> Duty:
    """Something that ends: nobody's own case, never late."""
    return Duty(
        kind=kind,
        id=key,
        visitor_id=visitor_id,
        masked_name=mask_name(name),
        text=text,
        due_on=due_on,
        overdue=False,
        own=False,
    )
