"""철회: a consent is taken back, from wherever it is seen."""

from collections.abc import Mapping

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from desktop.domain.calendar import show_date
from desktop.domain.consent import Basis, ConsentLine
from desktop.domain.draft import Asked, DialogKey
from desktop.services.consents import Holder, Withdrawn
from desktop.services.papers import ReadyPaper
from desktop.services.slips import choices_of
from desktop.ui.counter import Counter
from desktop.ui.dialog_words import DialogWords, forget_words
from desktop.ui.kit import Choice, Field, Form, KoreanLineEdit, Paragraph, ask, column
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
            told = (
                f"이 정보를 받은 곳이 {len(holders)}곳입니다. 열린 의뢰는 철회로 끝나고, "
                "곳마다 이용 중지 요청서를 인쇄합니다."
            )
        reason = KoreanLineEdit("말씀하신 까닭 (없으면 비워 둡니다)")
        more = QWidget()
        box = column(more, gap=8)
        if holders:
            ways = dict(
                choices_of(self._counter.desk.office, "sent_ways", self._counter.clock.today())
            )
            box.addWidget(
                Paragraph("\n".join(_held(one, ways) for one in holders), ink="label", width=420)
            )
        form = Form(more)
        box.addWidget(form.add("reason", Field("까닭", reason, room=False)))
        more.setFocusProxy(reason)
        what = line.service_label or line.kind.label
        question = ask(
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
        DialogWords(self._counter, _key(line), form, question)

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
            forget_words(self._counter, _key(line))
            return
        desk, account = self._counter.desk, self._counter.account

        def work() -> tuple[Withdrawn, tuple[ReadyPaper, ...]]:
            withdrawn = desk.consents.withdraw(account, line.id, reason)
            papers = tuple(
                desk.consents.stop_request(account, one.referral_id) for one in withdrawn.holders
            )
            return withdrawn, papers

        def tell(done: tuple[Withdrawn, tuple[ReadyPaper, ...]]) -> None:
            forget_words(self._counter, _key(line))
            self._counter.say("철회를 기록했습니다. 의뢰서는 더 인쇄되지 않습니다.")
            for ready in done[1]:
                self._printer.print_now(ready)
            self.recorded.emit()

        self._counter.jobs.write(work, tell)


def _held(one: Holder, ways: Mapping[str, str]) -> str:
    """One line of the recall list: partner, papers, when and how they went out."""
    papers = " · ".join((one.slip_number, *(f"{old} (무효)" for old in one.earlier)))
    how = ways.get(one.sent_how, "")
    out = f"{show_date(one.issued_on)} 발급" + (f", {how}" if how else "")
    inside = " (내부)" if one.internal else ""
    return f"{one.partner}{inside}: {papers} · {out}"


def _key(line: ConsentLine) -> DialogKey:
    return DialogKey(Asked.WITHDRAWAL, line.id, line.visitor_id)
