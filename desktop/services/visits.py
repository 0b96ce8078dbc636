"""Arrivals and today's board: take in, call, hand over, finish, undo, appointments."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from desktop.domain.access import ActKind
from desktop.domain.account import AccountLine, Role, SignedIn
from desktop.domain.clock import KST
from desktop.domain.errors import Conflict, NotFound, Refused
from desktop.domain.guard import find_identifiers
from desktop.domain.masking import mask_name
from desktop.domain.paper_number import PaperKind, read
from desktop.domain.visit import (
    AppointmentDraft,
    AppointmentLine,
    AppointmentState,
    Board,
    Channel,
    Duty,
    VisitDraft,
    VisitLine,
    VisitState,
)
from desktop.domain.visitor import VisitorDraft
from desktop.services.act import Act, Office, local
from desktop.services.drafts import forget_draft
from desktop.services.duties import duties_of, duties_of_day
from desktop.services.numbers import take_number
from desktop.services.visitors import check, file_registration, fill, replace_details
from desktop.store.log import AccessRow
from desktop.store.notes import Draft
from desktop.store.office import Account
from desktop.store.people import Visitor
from desktop.store.referrals import Referral
from desktop.store.visits import Appointment, Visit, VisitMove

MINUTES_SHOWN = 60
CLOCK_SLACK = timedelta(minutes=5)
"""So much may two clocks differ, or one be set back, without a word about it."""


@dataclass(frozen=True, slots=True)
class Registered:
    """What an intake made: whom, and which visit with which number and ticket."""

    visitor_id: int
    visit_id: int
    visit_number: str
    ticket: int
    new: bool


class Visits:
    """The queue at the desk and everything that fills today's board."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def register(
        self,
        account: SignedIn,
        person: VisitorDraft,
        visit: VisitDraft,
        visitor_id: int | None = None,
        version: int | None = None,
        *,
        seeking: bool = False,
        draft_id: int | None = None,
    ) -> Registered:
        """Take somebody in: a new person or a known one, and today's visit, as one act.

        `visitor_id` with `version` reuses a person and writes what was completed on the
        form; `seeking` files the job-seeker registration. The draft of the form goes
        in the same transaction. Raises Refused with fields, Conflict.
        """
        with self._office.act(account, ActKind.ENTER, purpose="접수") as act:
            check(person)
            _check_visit(visit)
            known = None
            if visitor_id is not None:
                known = act.session.get(Visitor, visitor_id)
                if known is None:
                    raise NotFound("이 내방객의 기록을 찾을 수 없습니다.")
                if version is not None and known.version != version:
                    raise Conflict(
                        "다른 자리에서 먼저 고쳤습니다. 새로 읽은 내용을 보고 다시 고쳐 주십시오."
                    )
            visitor = known or Visitor(id=act.new_id(), created_at=act.now, visits=0)
            fill(visitor, person)
            visitor.changed_at = act.now
            visitor.visits = (visitor.visits or 0) + 1
            visitor.last_visit_on = act.today
            if known is None:
                act.session.add(visitor)
            act.session.flush()
            if known is not None or person.careers or person.facts or person.groups:
                replace_details(act, visitor.id, person)
            made = self._arrive(act, visit, visitor.id, first_time=known is None)
            if seeking:
                act.session.flush()
                file_registration(act, visitor.id)
            forget_draft(act, draft_id)
            act.about(visitor.id)
            act.changed("visitor", "visit")
            return Registered(visitor.id, made.id, made.number, made.ticket, known is None)

    def arrive(self, account: SignedIn, visitor_id: int, visit: VisitDraft) -> Registered:
        """Somebody known is here again; nothing about the person changes."""
        with self._office.act(account, ActKind.ENTER, (visitor_id,), "접수") as act:
            _check_visit(visit)
            visitor = act.session.get(Visitor, visitor_id)
            if visitor is None:
                raise NotFound("이 내방객의 기록을 찾을 수 없습니다.")
            visitor.visits += 1
            visitor.last_visit_on = act.today
            made = self._arrive(act, visit, visitor_id, first_time=False)
            act.changed("visitor", "visit")
            return Registered(visitor_id, made.id, made.number, made.ticket, False)

    def enquire(self, account: SignedIn, visit: VisitDraft) -> Registered:
        """An anonymous enquiry: counted, answered, done; nobody's data are kept."""
        with self._office.act(account, ActKind.ENTER, purpose="익명 문의") as act:
            _check_visit(visit)
            made = self._arrive(act, visit, None, first_time=False)
            made.state = VisitState.DONE.value
            made.started_at = made.finished_at = act.now
            made.counsellor_id = account.account_id
            made.result = "informed"
            act.changed("visit")
            return Registered(0, made.id, made.number, made.ticket, False)

    def _arrive(
        self, act: Act, visit: VisitDraft, visitor_id: int | None, *, first_time: bool
    ) -> Visit:
        ticket = act.session.execute(
            select(func.coalesce(func.max(Visit.ticket), 0) + 1).where(Visit.day == act.today)
        ).scalar_one()
        made = Visit(
            id=act.new_id(),
            number=take_number(act, PaperKind.VISIT, self._office.desk).digits,
            day=act.today,
            ticket=ticket,
            visitor_id=visitor_id,
            channel=visit.channel.value,
            purposes=visit.purposes,
            presence=visit.presence.value,
            companion_relation=visit.companion_relation,
            needs=visit.needs,
            remark=visit.remark,
            state=VisitState.WAITING.value,
            arrived_at=act.now,
            first_time=first_time,
            receiver_id=act.account.account_id,
        )
        act.session.add(made)
        return made

    def call(self, account: SignedIn, visit_id: int) -> None:
        """Call a waiting visitor to one's own desk."""
        with self._office.act(account, ActKind.CHANGE, purpose="대기 호출") as act:
            visit = _visit(act, visit_id, VisitState.WAITING, VisitState.CALLED)
            visit.called_at = act.now
            _move(act, visit, VisitState.CALLED, account.account_id)

    def start(self, account: SignedIn, visit_id: int) -> None:
        """Take the visitor: the talk begins."""
        with self._office.act(account, ActKind.CHANGE, purpose="상담 시작") as act:
            visit = _visit(act, visit_id, VisitState.WAITING, VisitState.CALLED)
            visit.called_at = visit.called_at or act.now
            visit.started_at = act.now
            _move(act, visit, VisitState.COUNSELLING, account.account_id)

    def hand_over(self, account: SignedIn, visit_id: int, to_account_id: int) -> None:
        """Give the visitor to a colleague, wherever the visit stands."""
        with self._office.act(account, ActKind.CHANGE, purpose="담당 넘김") as act:
            visit = _visit(act, visit_id)
            colleague = act.session.get(Account, to_account_id)
            if colleague is None or colleague.closed_at is not None:
                raise Refused("넘겨받을 상담사를 다시 골라 주십시오.", {"to": "닫힌 계정입니다."})
            _move(act, visit, VisitState(visit.state), to_account_id)

    def finish(self, account: SignedIn, visit_id: int, result: str = "") -> None:
        """The visit is over; `result` from resources/codes/visit_results."""
        with self._office.act(account, ActKind.CHANGE, purpose="방문 종료") as act:
            visit = _visit(act, visit_id)
            if visit.state in (VisitState.DONE.value, VisitState.LEFT.value):
                raise Refused("이미 끝난 방문입니다.")
            visit.finished_at = act.now
            visit.result = result or visit.result
            _move(act, visit, VisitState.DONE, visit.counsellor_id or account.account_id)

    def leave(self, account: SignedIn, visit_id: int) -> None:
        """The visitor went away without being served."""
        with self._office.act(account, ActKind.CHANGE, purpose="돌아감") as act:
            visit = _visit(act, visit_id, VisitState.WAITING, VisitState.CALLED)
            visit.finished_at = act.now
            _move(act, visit, VisitState.LEFT, visit.counsellor_id)

    def undo(self, account: SignedIn, visit_id: int) -> VisitState:
        """Take back one's own last move on the board, of today. Raises Refused."""
        with self._office.act(account, ActKind.CHANGE, purpose="되돌림") as act:
            visit = _visit(act, visit_id)
            move = act.session.scalars(
                select(VisitMove)
                .where(VisitMove.visit_id == visit_id, VisitMove.undone.is_(False))
                .order_by(VisitMove.at.desc(), VisitMove.id.desc())
                .limit(1)
            ).first()
            if (
                move is None
                or move.by_id != account.account_id
                or local(move.at).date() != act.today
            ):
                raise Refused("되돌릴 일이 없습니다. 오늘 본인이 한 일만 되돌립니다.")
            before = VisitState(move.before)
            if before in (VisitState.WAITING, VisitState.CALLED):
                visit.started_at = None
            if before is VisitState.WAITING:
                visit.called_at = None
            visit.finished_at = None
            visit.state = move.before
            visit.counsellor_id = move.counsellor_before
            move.undone = True
            act.about(visit.visitor_id)
            act.changed("visit")
            return before

    def appoint(self, account: SignedIn, visitor_id: int, wanted: AppointmentDraft) -> int:
        """Agree on a next visit with oneself. Gives the appointment's id."""
        with self._office.act(account, ActKind.ENTER, (visitor_id,), "예약") as act:
            return add_appointment(act, visitor_id, wanted, None)

    def appointment_arrived(self, account: SignedIn, appointment_id: int) -> Registered:
        """The appointed visitor is here: one key makes it a visit."""
        with self._office.act(account, ActKind.ENTER, purpose="예약 방문") as act:
            appointment = _appointment(act, appointment_id)
            visitor = act.session.get_one(Visitor, appointment.visitor_id)
            visitor.visits += 1
            visitor.last_visit_on = act.today
            made = self._arrive(
                act,
                VisitDraft(purposes=("counselling",), channel=Channel(appointment.channel)),
                visitor.id,
                first_time=False,
            )
            made.counsellor_id = appointment.counsellor_id
            act.session.flush()
            appointment.state = AppointmentState.ARRIVED.value
            appointment.visit_id = made.id
            act.about(visitor.id)
            act.changed("visitor", "visit", "appointment")
            return Registered(visitor.id, made.id, made.number, made.ticket, False)

    def appointment_missed(self, account: SignedIn, appointment_id: int) -> None:
        """The appointed visitor did not come (불참)."""
        with self._office.act(account, ActKind.CHANGE, purpose="예약 불참") as act:
            appointment = _appointment(act, appointment_id)
            appointment.state = AppointmentState.NO_SHOW.value
            act.about(appointment.visitor_id)
            act.changed("appointment")

    def appointment_cancelled(self, account: SignedIn, appointment_id: int) -> None:
        """The appointment is off."""
        with self._office.act(account, ActKind.CHANGE, purpose="예약 취소") as act:
            appointment = _appointment(act, appointment_id)
            appointment.state = AppointmentState.CANCELLED.value
            act.about(appointment.visitor_id)
            act.changed("appointment")

    def appointment_restored(self, account: SignedIn, appointment_id: int) -> None:
        """Take back 불참 or 취소 of today."""
        with self._office.act(account, ActKind.CHANGE, purpose="되돌림") as act:
            appointment = act.session.get(Appointment, appointment_id)
            if appointment is None or appointment.state == AppointmentState.ARRIVED.value:
                raise Refused("되돌릴 예약이 없습니다.")
            appointment.state = AppointmentState.PLANNED.value
            act.about(appointment.visitor_id)
            act.changed("appointment")

    def next_steps(self, account: SignedIn, visitor_id: int) -> tuple[Duty, ...]:
        """What is still to be done for one visitor: follow-ups, appointments, silent slips, ends.

        Shown beside the open person, whose 조회 is logged already. Earliest first.
        """
        with self._office.act(
            account, ActKind.VIEW, (visitor_id,), "다음에 할 일", logged=False
        ) as act:
            return duties_of(act, visitor_id)

    def of_today(self, account: SignedIn, visitor_id: int) -> VisitLine | None:
        """Today's latest visit of one visitor, finished or not; None when there is none."""
        with self._office.act(
            account, ActKind.VIEW, (visitor_id,), "오늘 방문", logged=False
        ) as act:
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

    def colleagues(self, account: SignedIn) -> tuple[AccountLine, ...]:
        """Everybody a visitor can be handed over to."""
        with self._office.act(account, ActKind.VIEW, purpose="담당자 목록", logged=False) as act:
            rows = act.session.scalars(
                select(Account).where(Account.closed_at.is_(None)).order_by(Account.name)
            )
            return tuple(AccountLine(row.id, row.name, Role(row.role)) for row in rows)

    def board(self, account: SignedIn, day: date | None = None, *, first: bool = True) -> Board:
        """The day at a glance: queue, appointments, what needs doing, own cases first.

        Names come masked. `first` writes the list's one row in the access log; a refresh
        of the same list does not.
        """
        with self._office.act(account, ActKind.VIEW, purpose="오늘 현황", logged=first) as act:
            day = day or act.today
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
            for line in visits:
                act.about(line.visitor_id)
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


def _clock_is_behind(act: Act) -> bool:
    latest = act.session.scalar(select(func.max(AccessRow.at)))
    return latest is not None and latest > act.now + CLOCK_SLACK


_ACCOUNT_NAMES = select(Account.id, Account.name)


def _check_visit(visit: VisitDraft) -> None:
    wrong: dict[str, str] = {}
    if not visit.purposes:
        wrong["purposes"] = "무슨 일로 오셨는지 하나 이상 골라 주십시오."
    for name in ("remark", "companion_relation"):
        if findings := find_identifiers(getattr(visit, name)):
            wrong[name] = findings[0].advice
    if wrong:
        raise Refused("저장하지 않았습니다. 표시한 칸을 보아 주십시오.", wrong)


def _visit(act: Act, visit_id: int, *states: VisitState) -> Visit:
    visit = act.session.get(Visit, visit_id)
    if visit is None:
        raise NotFound("이 방문의 기록을 찾을 수 없습니다.")
    if states and VisitState(visit.state) not in states:
        raise Refused(
            f"이미 {VisitState(visit.state).label} 상태입니다. 오늘 화면을 보아 주십시오."
        )
    return visit


def _move(act: Act, visit: Visit, after: VisitState, counsellor_id: int | None) -> None:
    act.session.add(
        VisitMove(
            id=act.new_id(),
            visit_id=visit.id,
            at=act.now,
            by_id=act.account.account_id,
            before=visit.state,
            after=after.value,
            counsellor_before=visit.counsellor_id,
            counsellor_after=counsellor_id,
        )
    )
    visit.state = after.value
    visit.counsellor_id = counsellor_id
    act.about(visit.visitor_id)
    act.changed("visit")


def _appointment(act: Act, appointment_id: int) -> Appointment:
    appointment = act.session.get(Appointment, appointment_id)
    if appointment is None:
        raise NotFound("이 예약을 찾을 수 없습니다.")
    if appointment.state != AppointmentState.PLANNED.value:
        raise Refused(f"이미 {AppointmentState(appointment.state).label}으로 정리한 예약입니다.")
    return appointment


def add_appointment(
    act: Act, visitor_id: int, wanted: AppointmentDraft, note_id: int | None
) -> int:
    """Add an appointment inside a running act. Raises Refused for a time gone by."""
    at = datetime.combine(wanted.on, wanted.at, tzinfo=KST)
    if at < act.now:
        raise Refused(
            "지난 시각으로는 예약할 수 없습니다.",
            {"next_appointment": "앞으로의 날짜와 시각을 적어 주십시오."},
        )
    if findings := find_identifiers(wanted.purpose):
        raise Refused(findings[0].advice, {"next_appointment": findings[0].advice})
    made = Appointment(
        id=act.new_id(),
        visitor_id=visitor_id,
        day=wanted.on,
        at=at,
        purpose=wanted.purpose,
        channel=wanted.channel.value,
        counsellor_id=act.account.account_id,
        state=AppointmentState.PLANNED.value,
        note_id=note_id,
    )
    act.session.add(made)
    act.changed("appointment")
    return made.id


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


def open_visit_of(session: Session, visitor_id: int, day: date) -> Visit | None:
    """Today's unfinished visit of a visitor, so that a note or slip can be tied to it."""
    return session.scalars(
        select(Visit)
        .where(
            Visit.visitor_id == visitor_id,
            Visit.day == day,
            Visit.state.in_(("waiting", "called", "counselling")),
        )
        .order_by(Visit.arrived_at.desc())
        .limit(1)
    ).first()


def close_visit(session: Session, visit_id: int, now: datetime, result: str) -> None:
    """Mark a visit served from within another act (a finished note)."""
    session.execute(
        update(Visit)
        .where(Visit.id == visit_id, Visit.state.in_(("waiting", "called", "counselling")))
        .values(state="done", finished_at=now, result=result, version=Visit.version + 1)
    )
