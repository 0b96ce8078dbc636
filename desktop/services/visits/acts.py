"""The queue at the desk and everything that fills today's board: one method is one act."""

from datetime import date

from sqlalchemy import select

from desktop.domain.access import ActKind
from desktop.domain.account import AccountLine, Role, SignedIn
from desktop.domain.errors import Conflict, NotFound, Refused
from desktop.domain.rights import Right
from desktop.domain.visit import (
    AppointmentDraft,
    AppointmentState,
    Board,
    Channel,
    Duty,
    VisitDraft,
    VisitLine,
    VisitState,
)
from desktop.domain.visitor import VisitorDraft
from desktop.services.act import Office, local
from desktop.services.drafts import forget_draft
from desktop.services.duties import duties_of
from desktop.services.visitors import check, draft_of, file_registration, fill, replace_details
from desktop.services.visits.appointments import add_appointment, planned_appointment
from desktop.services.visits.arriving import arrive, check_visit
from desktop.services.visits.board import board_of, line_of_today, queue_of, with_duties
from desktop.services.visits.moving import check_result, move_visit, visit_of
from desktop.services.visits.records import Registered
from desktop.store.office import Account
from desktop.store.people import Visitor
from desktop.store.visits import Appointment, VisitMove


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
        with self._office.act(account, Right.RECEIVE, ActKind.ENTER, purpose="접수") as act:
            known = before = None
            if visitor_id is not None:
                known = act.session.get(Visitor, visitor_id)
                if known is None:
                    raise NotFound("이 내방객의 기록을 찾을 수 없습니다.")
                if version is not None and known.version != version:
                    raise Conflict(
                        "다른 자리에서 먼저 고쳤습니다. 새로 읽은 내용을 보고 다시 고쳐 주십시오."
                    )
                before = draft_of(act.session, known)
            check(act, self._office, person, before)
            check_visit(act, self._office, visit)
            visitor = known or Visitor(id=act.new_id(), created_at=act.now, visits=0)
            fill(visitor, person)
            visitor.changed_at = act.now
            visitor.visits = (visitor.visits or 0) + 1
            visitor.last_visit_on = act.today
            if known is None:
                act.session.add(visitor)
            act.session.flush()
            replace_details(act, visitor.id, person, before)
            made = arrive(act, self._office, visit, visitor.id, first_time=known is None)
            if seeking:
                file_registration(act, visitor.id)
            forget_draft(act, draft_id)
            act.about(visitor.id)
            act.changed("visitor", "visit")
            return Registered(visitor.id, made.id, made.number, made.ticket, known is None)

    def arrive(self, account: SignedIn, visitor_id: int, visit: VisitDraft) -> Registered:
        """Somebody known is here again; nothing about the person changes."""
        with self._office.act(account, Right.RECEIVE, ActKind.ENTER, (visitor_id,), "접수") as act:
            check_visit(act, self._office, visit)
            visitor = act.session.get(Visitor, visitor_id)
            if visitor is None:
                raise NotFound("이 내방객의 기록을 찾을 수 없습니다.")
            visitor.visits += 1
            visitor.last_visit_on = act.today
            made = arrive(act, self._office, visit, visitor_id)
            act.changed("visitor", "visit")
            return Registered(visitor_id, made.id, made.number, made.ticket, False)

    def enquire(
        self, account: SignedIn, visit: VisitDraft, draft_id: int | None = None
    ) -> Registered:
        """An anonymous enquiry: counted, answered, done; nobody's data are kept.

        The form begun for it, `draft_id`, goes in the same act.
        """
        with self._office.act(account, Right.RECEIVE, ActKind.ENTER, purpose="익명 문의") as act:
            check_visit(act, self._office, visit)
            made = arrive(act, self._office, visit, None, answered="informed")
            forget_draft(act, draft_id)
            act.changed("visit")
            return Registered(0, made.id, made.number, made.ticket, False)

    def call(self, account: SignedIn, visit_id: int) -> None:
        """Call a waiting visitor to one's own desk."""
        with self._office.act(account, Right.RECEIVE, ActKind.CHANGE, purpose="대기 호출") as act:
            visit = visit_of(act, visit_id, VisitState.WAITING, VisitState.CALLED)
            visit.called_at = act.now
            move_visit(act, visit, VisitState.CALLED, account.account_id)

    def start(self, account: SignedIn, visit_id: int) -> None:
        """Take the visitor: the talk begins."""
        with self._office.act(account, Right.RECEIVE, ActKind.CHANGE, purpose="상담 시작") as act:
            visit = visit_of(act, visit_id, VisitState.WAITING, VisitState.CALLED)
            visit.called_at = visit.called_at or act.now
            visit.started_at = act.now
            move_visit(act, visit, VisitState.COUNSELLING, account.account_id)

    def hand_over(self, account: SignedIn, visit_id: int, to_account_id: int) -> None:
        """Give the visitor to a colleague, wherever the visit stands."""
        with self._office.act(account, Right.RECEIVE, ActKind.CHANGE, purpose="담당 넘김") as act:
            visit = visit_of(act, visit_id)
            colleague = act.session.get(Account, to_account_id)
            if colleague is None or colleague.closed_at is not None:
                raise Refused("넘겨받을 상담사를 다시 골라 주십시오.", {"to": "닫힌 계정입니다."})
            move_visit(act, visit, VisitState(visit.state), to_account_id)

    def finish(self, account: SignedIn, visit_id: int, result: str = "") -> None:
        """The visit is over; `result` from resources/codes/visit_results."""
        with self._office.act(account, Right.RECEIVE, ActKind.CHANGE, purpose="방문 종료") as act:
            visit = visit_of(act, visit_id)
            if visit.state in (VisitState.DONE.value, VisitState.LEFT.value):
                raise Refused("이미 끝난 방문입니다.")
            check_result(act, self._office, result)
            visit.finished_at = act.now
            visit.result = result or visit.result
            move_visit(act, visit, VisitState.DONE, visit.counsellor_id or account.account_id)

    def leave(self, account: SignedIn, visit_id: int) -> None:
        """The visitor went away without being served."""
        with self._office.act(account, Right.RECEIVE, ActKind.CHANGE, purpose="돌아감") as act:
            visit = visit_of(act, visit_id, VisitState.WAITING, VisitState.CALLED)
            visit.finished_at = act.now
            move_visit(act, visit, VisitState.LEFT, visit.counsellor_id)

    def undo(self, account: SignedIn, visit_id: int) -> VisitState:
        """Take back one's own last move on the board, of today. Raises Refused."""
        with self._office.act(account, Right.RECEIVE, ActKind.CHANGE, purpose="되돌림") as act:
            visit = visit_of(act, visit_id)
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
        with self._office.act(account, Right.RECEIVE, ActKind.ENTER, (visitor_id,), "예약") as act:
            return add_appointment(act, visitor_id, wanted, None)

    def appointment_arrived(self, account: SignedIn, appointment_id: int) -> Registered:
        """The appointed visitor is here: one key makes it a visit."""
        with self._office.act(account, Right.RECEIVE, ActKind.ENTER, purpose="예약 방문") as act:
            appointment = planned_appointment(act, appointment_id)
            visitor = act.session.get_one(Visitor, appointment.visitor_id)
            visitor.visits += 1
            visitor.last_visit_on = act.today
            made = arrive(
                act,
                self._office,
                VisitDraft(purposes=("counselling",), channel=Channel(appointment.channel)),
                visitor.id,
                counsellor_id=appointment.counsellor_id,
            )
            appointment.state = AppointmentState.ARRIVED.value
            appointment.visit_id = made.id
            act.about(visitor.id)
            act.changed("visitor", "visit", "appointment")
            return Registered(visitor.id, made.id, made.number, made.ticket, False)

    def appointment_missed(self, account: SignedIn, appointment_id: int) -> None:
        """The appointed visitor did not come (불참)."""
        with self._office.act(account, Right.RECEIVE, ActKind.CHANGE, purpose="예약 불참") as act:
            appointment = planned_appointment(act, appointment_id)
            appointment.state = AppointmentState.NO_SHOW.value
            act.about(appointment.visitor_id)
            act.changed("appointment")

    def appointment_cancelled(self, account: SignedIn, appointment_id: int) -> None:
        """The appointment is off."""
        with self._office.act(account, Right.RECEIVE, ActKind.CHANGE, purpose="예약 취소") as act:
            appointment = planned_appointment(act, appointment_id)
            appointment.state = AppointmentState.CANCELLED.value
            act.about(appointment.visitor_id)
            act.changed("appointment")

    def appointment_restored(self, account: SignedIn, appointment_id: int) -> None:
        """Take back 불참 or 취소 of today."""
        with self._office.act(account, Right.RECEIVE, ActKind.CHANGE, purpose="되돌림") as act:
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
            account, Right.LOOK, ActKind.VIEW, (visitor_id,), "다음에 할 일", logged=False
        ) as act:
            return duties_of(act, visitor_id)

    def of_today(self, account: SignedIn, visitor_id: int) -> VisitLine | None:
        """Today's latest visit of one visitor, finished or not; None when there is none."""
        with self._office.act(
            account, Right.LOOK, ActKind.VIEW, (visitor_id,), "오늘 방문", logged=False
        ) as act:
            return line_of_today(act, visitor_id)

    def colleagues(self, account: SignedIn) -> tuple[AccountLine, ...]:
        """Everybody a visitor can be handed over to."""
        with self._office.act(
            account, Right.LOOK, ActKind.VIEW, purpose="담당자 목록", logged=False
        ) as act:
            rows = act.session.scalars(
                select(Account).where(Account.closed_at.is_(None)).order_by(Account.name)
            )
            return tuple(AccountLine(row.id, row.name, Role(row.role)) for row in rows)

    def board(self, account: SignedIn, day: date | None = None, *, first: bool = True) -> Board:
        """The day at a glance: queue, appointments, what needs doing, own cases first.

        Names come masked. `first` writes the list's one row in the access log; a refresh
        of the same list does not.
        """
        with self._office.act(
            account, Right.LOOK, ActKind.VIEW, purpose="오늘 현황", logged=first
        ) as act:
            return board_of(act, day or act.today, first=first)

    def queue(self, account: SignedIn, *, first: bool = True) -> Board:
        """The same without what needs doing: the first list of a sign-in, and after every call."""
        with self._office.act(
            account, Right.LOOK, ActKind.VIEW, purpose="오늘 현황", logged=first
        ) as act:
            return queue_of(act, act.today, first=first)

    def duties(self, account: SignedIn, board: Board, *, first: bool = True) -> Board:
        """What needs doing today, beside a queue read before; own cases first."""
        with self._office.act(
            account, Right.LOOK, ActKind.VIEW, purpose="오늘 할 일", logged=first
        ) as act:
            return with_duties(act, board)
