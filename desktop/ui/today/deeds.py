"""What the keys on the cards of 오늘 do, each with its notice and its way back."""

from collections.abc import Callable
from datetime import timedelta

from PySide6.QtWidgets import QWidget

from desktop.domain.account import AccountLine, SignedIn
from desktop.domain.calendar import show_day, show_short_day, show_time
from desktop.domain.chase import Side
from desktop.domain.visit import AppointmentLine, Duty, VisitLine
from desktop.ui.calls.pausing import ask_to_pause
from desktop.ui.counter import Counter
from desktop.ui.kit import Choice, ask
from desktop.ui.today.cards import ActCard

_SIDES = {
    "partner_call": Side.PARTNER,
    "visitor_call": Side.VISITOR,
    "settle": Side.SETTLE,
}
_SCREEN = {"open": "visitor", "note": "counselling", "slip": "slip"}
"""Where a deed that is only a way leads."""


class CardActs:
    """Asks the services for what a card was told to do."""

    def __init__(self, counter: Counter, over: QWidget) -> None:
        self._counter = counter
        self._over = over

    def do(self, card: ActCard, name: str) -> None:
        """Do what was asked of a card, and say it with a way back."""
        line = card.line
        if isinstance(line, VisitLine):
            self._act_on_visit(line, name)
        elif isinstance(line, AppointmentLine):
            self._act_on_appointment(line, name)
        elif isinstance(line, Duty):
            self._act_on_duty(line, name)

    def _act_on_visit(self, line: VisitLine, name: str) -> None:
        visits, account = self._counter.desk.visits, self._counter.account
        who = f"{line.ticket}번 {line.masked_name} 님"
        if name in _SCREEN and line.visitor_id is not None:
            self._counter.go(_SCREEN[name], visitor_id=line.visitor_id, visit_id=line.id)
        elif name == "call":
            self._on_visit(line, visits.call, f"{who}을 불렀습니다.")
        elif name == "start":
            self._on_visit(line, visits.start, f"{who} 상담을 시작했습니다.")
        elif name == "finish":
            self._on_visit(line, visits.finish, f"{who} 방문을 마쳤습니다.")
        elif name == "leave":
            self._on_visit(line, visits.leave, f"{who}이 돌아가셨습니다.")
        elif name == "undo":
            self._undo(line.id)
        elif name == "hand_over":
            self._counter.jobs.read(
                lambda: visits.colleagues(account), lambda found: self._ask_whom(line, found)
            )

    def _on_visit(
        self, line: VisitLine, work: Callable[[SignedIn, int], object], said: str
    ) -> None:
        account = self._counter.account

        def tell(_answer: object) -> None:
            self._counter.say(said, "success", "되돌리기", lambda: self._undo(line.id))

        self._counter.jobs.write(lambda: work(account, line.id), tell)

    def _undo(self, visit_id: int) -> None:
        visits, account = self._counter.desk.visits, self._counter.account
        self._counter.jobs.write(
            lambda: visits.undo(account, visit_id),
            lambda state: self._counter.say(
                f"되돌렸습니다. 지금 {state.label} 상태입니다.", "info"
            ),
        )

    def _ask_whom(self, line: VisitLine, found: tuple[AccountLine, ...]) -> None:
        me = self._counter.account.account_id
        # Mine is not handed to me; a colleague's I may take over.
        has = line.counsellor_id or me
        others = [one for one in found if one.id != has]
        if not others:
            self._counter.say("넘겨받을 다른 상담사가 없습니다.", "info")
            return
        visits = self._counter.desk.visits

        def hand(key: str) -> None:
            chosen = next((one for one in others if str(one.id) == key), None)
            if chosen is not None:
                to = f"{chosen.name} {chosen.role.label}"
                self._on_visit(
                    line,
                    lambda account, visit_id: visits.hand_over(account, visit_id, chosen.id),
                    f"{line.ticket}번 {line.masked_name} 님을 {to}에게 넘겼습니다.",
                )

        choices = [Choice(str(one.id), one.name) for one in others[:5]]
        ask(
            self._over,
            "누구에게 넘길까요?",
            f"{line.ticket}번 {line.masked_name} 님의 담당을 바꿉니다. 기다린 시간은 그대로입니다.",
            [*choices, Choice("keep", "그대로 두기")],
            str(others[0].id),
            hand,
            escape="keep",
        )

    def _act_on_appointment(self, line: AppointmentLine, name: str) -> None:
        visits, account = self._counter.desk.visits, self._counter.account
        who = f"{show_time(line.at)} {line.masked_name} 님"
        if name == "open":
            self._counter.go("visitor", visitor_id=line.visitor_id)
        elif name == "arrived":
            self._counter.jobs.write(
                lambda: visits.appointment_arrived(account, line.id),
                lambda made: self._counter.say(f"{who}을 {made.ticket}번으로 접수했습니다."),
            )
        elif name == "missed":
            self._counter.jobs.write(
                lambda: visits.appointment_missed(account, line.id),
                lambda _: self._counter.say(
                    f"{who} 예약을 불참으로 적었습니다.",
                    "success",
                    "되돌리기",
                    lambda: self._restore(line.id),
                ),
            )
        elif name == "undo":
            self._restore(line.id)

    def _restore(self, appointment_id: int) -> None:
        visits, account = self._counter.desk.visits, self._counter.account
        self._counter.jobs.write(
            lambda: visits.appointment_restored(account, appointment_id),
            lambda _: self._counter.say("예약으로 되돌렸습니다.", "info"),
        )

    def _act_on_duty(self, duty: Duty, name: str) -> None:
        desk, account = self._counter.desk, self._counter.account
        if name == "open" and duty.kind == "log_review":
            self._counter.go("settings", page="log")
        elif name == "open" and duty.kind == "destruction":
            self._counter.go("destruction", part="asked" if duty.own else "due")
        elif name == "open" and duty.kind == "duplicate":
            self._counter.go("duplicates")
        elif name == "open" and duty.kind == "agreement":
            self._counter.go("partners", organisation_id=duty.id)
        elif name == "open" and duty.kind == "subject_request":
            self._counter.go("requests", request_id=duty.id)
        elif name == "dial":
            self._counter.go("calls", side=_SIDES[duty.kind].value, key=duty.key)
        elif name == "pause":
            whom = f"{duty.masked_name} 님" if duty.masked_name else duty.text
            ask_to_pause(self._counter, self._over, whom, duty.records)
        elif name == "given":
            self._hand(duty)
        elif name == "open":
            where = {"entry_id": duty.id} if duty.records else {}
            self._counter.go("visitor", visitor_id=duty.visitor_id, **where)
        elif name == "extend":
            self._counter.jobs.write(
                lambda: desk.visitors.file_seeking(account, duty.visitor_id),
                lambda made: self._counter.say(
                    f"{duty.masked_name} 님 구직 등록: {show_day(made.valid_until)}까지 연장",
                    "success",
                    "되돌리기",
                    lambda: self._take_back_extension(duty.visitor_id),
                ),
            )
        elif name == "settle":
            self._counter.jobs.write(
                lambda: desk.follow_ups.done(account, duty.id),
                lambda _: self._counter.say(
                    f"{duty.masked_name} 님 후속 연락을 마쳤습니다.",
                    "success",
                    "되돌리기",
                    lambda: self._reopen(duty.id),
                ),
            )
        elif name == "put_off":
            today = self._counter.clock.today()
            to = max(duty.due_on, today) + timedelta(days=7)
            self._counter.jobs.write(
                lambda: desk.follow_ups.postpone(account, duty.id, to),
                lambda day: self._counter.say(
                    f"{duty.masked_name} 님 연락을 {show_short_day(day)}로 미뤘습니다."
                ),
            )

    def _hand(self, duty: Duty) -> None:
        """The slip was given, and nobody had noted it."""
        desk, account = self._counter.desk, self._counter.account
        self._counter.jobs.write(
            lambda: desk.referrals.handed(account, duty.id),
            lambda line: self._counter.say(
                f"의뢰서 {line.number}을 드린 것으로 적었습니다.",
                "success",
                "되돌리기",
                lambda: self._unhand(duty.id),
            ),
        )

    def _unhand(self, referral_id: int) -> None:
        desk, account = self._counter.desk, self._counter.account
        self._counter.jobs.write(
            lambda: desk.referrals.undo(account, referral_id),
            lambda _: self._counter.say("아직 드리지 않은 것으로 되돌렸습니다.", "info"),
        )

    def _take_back_extension(self, visitor_id: int) -> None:
        desk, account = self._counter.desk, self._counter.account
        self._counter.jobs.write(
            lambda: desk.visitors.take_back_seeking(account, visitor_id),
            lambda _: self._counter.say("연장을 되돌렸습니다.", "info"),
        )

    def _reopen(self, follow_up_id: int) -> None:
        desk, account = self._counter.desk, self._counter.account
        self._counter.jobs.write(
            lambda: desk.follow_ups.reopen(account, follow_up_id),
            lambda _: self._counter.say("다시 할 일로 되돌렸습니다.", "info"),
        )
