"""What leaves the centre of the results: the table on paper, a letter, a spreadsheet."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from desktop.domain.errors import NaeilError, Refused
from desktop.domain.rights import Right
from desktop.services.papers import ReadyPaper
from desktop.services.results import Asked
from desktop.ui.counter import Counter
from desktop.ui.kit import Choice, Field, KoreanLineEdit, ask, column
from desktop.ui.printing import CounterPrinter


class Leaving:
    """The ways out of one screen of results; each is counted first and logged when it is made."""

    def __init__(self, counter: Counter, screen: QWidget) -> None:
        self._counter = counter
        self._screen = screen
        self._printer = CounterPrinter(counter, screen)

    def print_table(self, asked: Asked) -> None:
        """The figures as they are narrowed down, on the printer remembered for them."""
        self._make_table(
            asked,
            lambda ready: self._printer.print_now(ready, said="기관별 연계 실적: 인쇄했습니다."),
        )

    def print_table_with_dialog(self, asked: Asked) -> None:
        """The same after choosing a printer, or into a file."""
        self._make_table(asked, self._printer.print_with_dialog)

    def _make_table(self, asked: Asked, then: Callable[[ReadyPaper], None]) -> None:
        if not self._counter.allow(Right.PRINT):
            return
        desk, account = self._counter.desk, self._counter.account
        self._make(lambda: desk.results.print_table(account, asked), then)

    def print_letter(self, partner: str, year: int) -> None:
        """The year of one partner, told to it."""
        desk, account = self._counter.desk, self._counter.account
        self._make(
            lambda: desk.results.letter(account, partner, year),
            lambda ready: self._printer.print_now(
                ready, said=f"{year}년 연계 결과 알림: 인쇄했습니다."
            ),
        )

    def ask_for_sheet(self, asked: Asked) -> None:
        """Ask what the spreadsheet is for, then save it."""
        use = KoreanLineEdit("예: 분기 보고")
        receiver = KoreanLineEdit("센터에 두면 비웁니다")
        more = QWidget()
        box = column(more, gap=2)
        box.addWidget(Field("용도", use, required=True, room=False))
        box.addWidget(Field("받는 곳", receiver, room=False))
        more.setFocusProxy(use)

        def save(key: str) -> None:
            if key == "save":
                self._save_sheet(asked, use.value(), receiver.value())

        ask(
            self._screen,
            "실적표를 엑셀 파일로 저장할까요?",
            "이름 없이 수만 담깁니다. 용도는 출력 대장에 적힙니다.",
            [Choice("save", "저장하기"), Choice("keep", "그만두기")],
            "save",
            save,
            more=more,
            escape="keep",
        )

    def _save_sheet(self, asked: Asked, use: str, receiver: str) -> None:
        desk, account = self._counter.desk, self._counter.account
        self._make(
            lambda: desk.results.spreadsheet(account, asked, use, receiver),
            self._printer.save_sheet,
        )

    def _make(self, work: Callable[[], ReadyPaper], then: Callable[[ReadyPaper], None]) -> None:
        def refused(error: NaeilError) -> None:
            words = str(error)
            if isinstance(error, Refused) and error.fields:
                words = next(iter(error.fields.values()))
            self._counter.say(words, "warning")

        # It counts first; whoever saves meanwhile does not wait for that.
        self._counter.jobs.long(work, then, refused)
