"""철회: a consent is taken back, from wherever it is seen."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from desktop.domain.calendar import show_date
from desktop.domain.consent import Basis, ConsentLine
from desktop.services.consents import Holder, Withdrawn
from desktop.services.papers import ReadyPaper
from desktop.ui.counter import Counter
from desktop.ui.kit import Choice, Field, KoreanLineEdit, ask
from desktop.ui.printing import CounterPrinter


class Withdrawal(QObject):
    """Asks before it records, says who holds the data, prints the requests to stop using them."""

    recorded = Signal()
    """The consent lives no more."""

    def __init__(self, counter: Counter, window: QWidget) -> None:
        super().__init__(window)
        self._counter, self._window = counter, window
        self._printer = CounterPrinter(counter, window)

    def ask(self, line: ConsentLine) -> None:
        """Tell what a withdrawal of this consent means, and ask for the reason."""
        desk, account = self._counter.desk, self._counter.account
        self._counter.jobs.write(
            lambda: desk.consents.holders(account, line.id),
            lambda holders: self._show(line, holders),
        )

    def _show(self, line: ConsentLine, holders: tuple[Holder, ...]) -> None:
        if line.basis is not Basis.CONSENT:
            self._show_end(line)
            return
        told = "다음 상담부터 이 동의로는 아무것도 하지 않습니다."
        if holders:
            names = ", ".join(
                f"{one.partner}({one.slip_number}{', 내부' if one.internal else ''})"
                for one in holders
            )
            told = (
                f"이 정보를 받은 곳: {names}. 열린 의뢰는 철회로 끝나고, "
                "이용 중지 요청서를 인쇄합니다."
            )
        reason = KoreanLineEdit("말씀하신 까닭 (없으면 비워 둡니다)")
        more = Field("까닭", reason, room=False)
        what = line.service_label or line.kind.label
        ask(
            self._window,
            "동의를 거두시겠다고 하셨습니까?",
            f"{what} · {show_date(line.given_at.date())} 동의. {told}",
            [
                Choice("withdraw", "철회로 기록", dangerous=True),
                Choice("keep", "그대로 두기"),
            ],
            "keep",
            lambda key: self._answered(line, key, reason.text_now()),
            more=more,
        )

    def _show_end(self, line: ConsentLine) -> None:
        """What was given without a consent is given no more; nobody took anything back."""
        ask(
            self._window,
            "이 근거를 끝낼까요?",
            f"{line.service_label or line.kind.label} · {line.basis.label} ({line.article}). "
            "끝내면 이 근거로는 더 드리지 않습니다. 이미 드린 기록은 남습니다.",
            [Choice("end", "근거 끝내기", dangerous=True), Choice("keep", "그대로 두기")],
            "keep",
            lambda key: self._end(line) if key == "end" else None,
        )

    def _end(self, line: ConsentLine) -> None:
        desk, account = self._counter.desk, self._counter.account

        def tell(_done: Withdrawn) -> None:
            self._counter.say("근거를 끝냈습니다.")
            self.recorded.emit()

        self._counter.jobs.write(lambda: desk.consents.withdraw(account, line.id, ""), tell)

    def _answered(self, line: ConsentLine, key: str, reason: str) -> None:
        if key != "withdraw":
            return
        desk, account = self._counter.desk, self._counter.account

        def work() -> tuple[Withdrawn, tuple[ReadyPaper, ...]]:
            withdrawn = desk.consents.withdraw(account, line.id, reason)
            papers = tuple(
                desk.consents.stop_request(account, one.referral_id) for one in withdrawn.holders
            )
            return withdrawn, papers

        def tell(done: tuple[Withdrawn, tuple[ReadyPaper, ...]]) -> None:
            self._counter.say("철회를 기록했습니다. 의뢰서는 더 인쇄되지 않습니다.")
            for ready in done[1]:
                self._printer.print_now(ready)
            self.recorded.emit()

        self._counter.jobs.write(work, tell)
