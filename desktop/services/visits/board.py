"""The day at a glance; names come masked."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from sqlalchemy import exists, func, select

from desktop.domain.masking import mask_name
from desktop.domain.paper_number import PaperKind, read
from desktop.domain.visit import (
    AppointmentLine,
    AppointmentState,
    Board,
    Channel,
    VisitLine,
    VisitState,
)
from desktop.services.act import Act, local
from desktop.services.duties import duties_of_day
from desktop.store.log import AccessRow
from desktop.store.notes import Draft
from desktop.store.office import Account
from desktop.store.people import Visitor
from desktop.store.referrals import Referral
from desktop.store.visits import Appointment, Visit

MINUTES_SHOWN = 60
CLOCK_SLACK = timedelta(minutes=5)
"""So much may two clocks differ, or one be set back, without a word about it."""


def board_of(act: Act, day: date, *, first: bool) -> Board:
    """Queue, appointments and duties of a day; the log counts what was shown."""
    return with_duties(act, queue_of(act, day, first=first))


def with_duties(act: Act, board: Board) -> Board:
    """The same with what needs doing today."""
    duties, unread = duties_of_day(act)
    act.about(*(duty.visitor_id or None for duty in duties))
    act.count = (act.count or 0) + len(duties)
    return replace(board, duties=duties, duties_unread=unread)


def queue_of(act: Act, day: date, *, first: bool) -> Board:
    """Who came and who is expected, without the duties: what a clerk calls the next one from."""
    visits = tuple(
        _visit_line(row)
        for row in act.session.execute(_visits(day).where(Visit.day == day).order_by(Visit.ticket))
    )
    appointments = tuple(
        AppointmentLine(
            row.id,
            row.version,
            row.visitor_id,
            mask_name(name),
            local(row.at),
            row.purpose,
            counsellor,
            AppointmentState(row.state),
        )
        for row, name, counsellor in act.session.execute(
            select(Appointment, Visitor.name, Account.name)
            .join(Visitor, Visitor.id == Appointment.visitor_id)
            .join(Account, Account.id == Appointment.counsellor_id)
            .where(Appointment.day == day)
            .order_by(Appointment.at)
        )
    )
    act.about(*(line.visitor_id for line in visits))
    act.about(*(line.visitor_id for line in appointments))
    act.count = len(visits) + len(appointments)
    served = [line for line in visits if line.state is VisitState.DONE]
    return Board(
        day=day,
        visits=visits,
        appointments=appointments,
        duties=(),
        visited=len(visits),
        done=len(served),
        waits_by_hour=_waits_by_hour(visits),
        clock_behind=first and _clock_is_behind(act),
    )


def line_of_today(act: Act, visitor_id: int) -> VisitLine | None:
    """Today's latest visit of a visitor as the board shows it."""
    found = act.session.execute(
        _visits(act.today)
        .where(Visit.visitor_id == visitor_id, Visit.day == act.today)
        .order_by(Visit.arrived_at.desc(), Visit.id.desc())
        .limit(1)
    ).first()
    return None if found is None else _visit_line(found)


def _clock_is_behind(act: Act) -> bool:
    latest = act.session.scalar(select(func.max(AccessRow.at)))
    return latest is not None and latest > act.now + CLOCK_SLACK


def _visits(day: date) -> Any:
    """Visits with what their cards show, in one question: the visitor's and the counsellor's name,
    whether a note about the visitor is being typed, and whether a slip went out on the day.
    """
    drafted = exists().where(Draft.screen == "counselling", Draft.visitor_id == Visit.visitor_id)
    printed = exists().where(Referral.issued_on == day, Referral.visit_id == Visit.id)
    return (
        select(
            Visit,
            Visitor.name.label("name"),
            Account.name.label("counsellor"),
            drafted.label("drafted"),
            printed.label("printed"),
        )
        .outerjoin(Visitor, Visitor.id == Visit.visitor_id)
        .outerjoin(Account, Account.id == Visit.counsellor_id)
    )


def _visit_line(found: Any) -> VisitLine:
    visit: Visit = found.Visit
    name: str | None = found.name
    return VisitLine(
        id=visit.id,
        version=visit.version,
        number=read(visit.number, PaperKind.VISIT).text,
        ticket=visit.ticket,
        visitor_id=visit.visitor_id,
        masked_name=mask_name(name) if name else "익명 문의",
        purposes=visit.purposes,
        channel=Channel(visit.channel),
        state=VisitState(visit.state),
        arrived_at=local(visit.arrived_at),
        called_at=local(visit.called_at) if visit.called_at else None,
        started_at=local(visit.started_at) if visit.started_at else None,
        finished_at=local(visit.finished_at) if visit.finished_at else None,
        counsellor_id=visit.counsellor_id,
        counsellor=found.counsellor or "",
        first_time=visit.first_time,
        result=visit.result,
        needs=visit.needs,
        note_drafted=found.drafted and visit.state == VisitState.COUNSELLING.value,
        slip_printed=found.printed,
    )


def _waits_by_hour(visits: Iterable[VisitLine]) -> tuple[tuple[int, int], ...]:
    """(hour, mean minutes waited) of the visits called in that hour, by hour."""
    waits: dict[int, list[int]] = {}
    for line in visits:
        called = line.called_at or line.started_at
        if called is None or line.visitor_id is None:
            continue
        minutes = int((called - line.arrived_at).total_seconds() // MINUTES_SHOWN)
        waits.setdefault(called.hour, []).append(minutes)
    return tuple((hour, round(sum(group) / len(group))) for hour, group in sorted(waits.items()))
