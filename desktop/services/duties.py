"""What needs doing: promises due, slips nobody answered, registrations and stays that end.

A centre of many years has more of each kind than anybody reads: the board reads the
nearest of each, one's own cases first, and counts the rest.
"""

from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, exists, func, select
from sqlalchemy.orm import aliased

from desktop.domain.calendar import add_months, show_time
from desktop.domain.masking import mask_name
from desktop.domain.referral import Progress
from desktop.domain.rights import Right, may
from desktop.domain.subject_request import RequestKind, RequestState
from desktop.domain.visit import AppointmentState, Duty
from desktop.services.access_log.months import months_of
from desktop.services.act import Act, local
from desktop.services.follow_ups import follow_up_duty, open_follow_ups
from desktop.services.retention.finding import COUNTED, counts_for_today
from desktop.store.partners import Organisation, PartnerService
from desktop.store.people import SeekingRegistration, Visitor
from desktop.store.referrals import Referral
from desktop.store.requests import SubjectRequest
from desktop.store.visits import Appointment, FollowUp

ENDS_SOON = timedelta(days=7)
STAY_ENDS_SOON = timedelta(days=30)
REVIEW_WITHIN = timedelta(days=9)
"""The log of a month is looked through by the tenth of the next."""
MOST_OF_A_KIND = 100
"""So many of one kind are read for the board; more nobody gets done in a day."""

Asked = Select[*tuple[Any, ...]]
"""A question to the store whose rows a function beside it makes into duties."""

_AWAITING = tuple(
    progress.value for progress in (Progress.ISSUED, Progress.HANDED, Progress.ARRIVED)
)


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
            "reply_due",
            silent_slips(act),
            Referral.counsellor_id == me,
            Referral.reply_due,
            Referral.id,
            _silent_slip,
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
            SubjectRequest.due_on,
            SubjectRequest.id,
            _request,
        ),
    ):
        rows, total = _nearest(act, asked, own, due, key)
        found += [make(act, row) for row in rows]
        if total > len(rows):
            unread[kind] = total - len(rows)
    found += reviews_due(act)
    found += _destructions(act)
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
        *_every(act, silent_slips(act, Referral.visitor_id == visitor_id), _silent_slip),
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


def silent_slips(act: Act, *one: ColumnElement[bool]) -> Asked:
    """Slips whose reply is past its day, with visitor, service and partner."""
    return (
        select(Referral, Visitor.name, PartnerService.name, Organisation.short_name)
        .join(Visitor, Visitor.id == Referral.visitor_id)
        .join(PartnerService, PartnerService.id == Referral.service_id)
        .join(Organisation, Organisation.id == PartnerService.organisation_id)
        .where(Referral.progress.in_(_AWAITING), Referral.reply_due < act.today, *one)
    )


def _silent_slip(act: Act, found: Any) -> Duty:
    row, name, service, partner = found
    return Duty(
        kind="reply_due",
        id=row.id,
        visitor_id=row.visitor_id,
        masked_name=mask_name(name),
        text=f"{partner} {service}",
        due_on=row.reply_due or act.today,
        overdue=True,
        own=row.counsellor_id == act.account.account_id,
    )


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
        due_on=row.due_on,
        overdue=row.due_on < act.today,
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
