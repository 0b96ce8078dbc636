"""The day at a glance; names come masked."""

from collections.abc import Iterable
from datetime import date, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

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
_ACCOUNT_NAMES = select(Account.id, Account.name)


def board_of(act: Act, day: date, *, first: bool) -> Board:
    """Queue, appointments and duties of a day; the log counts what was shown."""
    names = {row.id: row.name for row in act.session.execute(_ACCOUNT_NAMES)}
    drafted, printed = _marks(act.session, day)
    visits = tuple(
        _visit_line(row, name, names, drafted, printed)
        for row, name in act.session.execute(
            select(Visit, Visitor.name)
            .outerjoin(Visitor, Visitor.id == Visit.visitor_id)
            .where(Visit.day == day)
            .order_by(Visit.ticket)
        )
    )
    appointments = tuple(
        AppointmentLine(
            row.id,
            row.version,
            row.visitor_id,
            mask_name(name),
            local(row.at),
            row.purpose,
            names.get(row.counsellor_id, ""),
            AppointmentState(row.state),
        )
        for row, name in act.session.execute(
            select(Appointment, Visitor.name)
            .join(Visitor, Visitor.id == Appointment.visitor_id)
            .where(Appointment.day == day)
            .order_by(Appointment.at)
        )
    )
    duties, unread = duties_of_day(act)
    act.about(*(line.visitor_id for line in visits))
    act.about(*(line.visitor_id for line in appointments))
    act.about(*(duty.visitor_id or None for duty in duties))
    act.count = len(visits) + len(appointments) + len(duties)
    served = [line for line in visits if line.state is VisitState.DONE]
    return Board(
        day=day,
        visits=visits,
        appointments=appointments,
        duties=duties,
        duties_unread=unread,
        visited=len(visits),
        done=len(served),
        waits_by_hour=_waits_by_hour(visits),
        clock_behind=first and _clock_is_behind(act),
    )


def line_of_today(act: Act, visitor_id: int) -> VisitLine | None:
    """Today's latest visit of a visitor as the board shows it."""
    names = {row.id: row.name for row in act.session.execute(_ACCOUNT_NAMES)}
    drafted, printed = _marks(act.session, act.today)
    found = act.session.execute(
        select(Visit, Visitor.name)
        .join(Visitor, Visitor.id == Visit.visitor_id)
        .where(Visit.visitor_id == visitor_id, Visit.day == act.today)
        .order_by(Visit.arrived_at.desc(), Visit.id.desc())
        .limit(1)
    ).first()
    if found is None:
        return None
    visit, name = found
    return _visit_line(visit, name, names, drafted, printed)


def _clock_is_behind(act: Act) -> bool:
    latest = act.session.scalar(select(func.max(AccessRow.at)))
    return latest is not None and latest > act.now + CLOCK_SLACK


def _marks(session: Session, day: date) -> tuple[set[int], set[int]]:
    """Visitors with a note being typed, and visits with a slip, for the chips on the cards."""
    drafted = {
        visitor_id
        for (visitor_id,) in session.execute(
            select(Draft.visitor_id).where(
                Draft.screen == "counselling", Draft.visitor_id.is_not(None)
            )
        )
        if visitor_id is not None
    }
    printed = {
        visit_id
        for (visit_id,) in session.execute(
            select(Referral.visit_id).where(
                Referral.issued_on == day, Referral.visit_id.is_not(None)
            )
        )
        if visit_id is not None
    }
    return drafted, printed


def _visit_line(
    visit: Visit,
    name: str | None,
    names: dict[int, str],
    drafted: set[int],
    printed: set[int],
) -> VisitLine:
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
        counsellor=names.get(visit.counsellor_id or 0, ""),
        first_time=visit.first_time,
        result=visit.result,
        needs=visit.needs,
        note_drafted=visit.visitor_id in drafted and visit.state == VisitState.COUNSELLING.value,
        slip_printed=visit.id in printed,
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
