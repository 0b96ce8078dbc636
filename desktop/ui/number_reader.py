"""What a number read by a reader opens, from whatever screen it came in."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication, QDialog

from desktop.domain.calendar import show_date
from desktop.domain.paper_number import PaperKind, PaperNumber
from desktop.ui.counter import Counter
from desktop.ui.kit.typed_line import Password
from desktop.ui.wedge import Wedge

if TYPE_CHECKING:
    from desktop.services.visitors import NumberedPaper


class NumberReader(QObject):
    """A slip opens its reply, another paper whoever it belongs to.

    The form in front waits in the strip, as with any key that leads elsewhere. While a
    question waits for its answer the number waits too, and opens when that is given.
    """

    def __init__(self, counter: Counter, is_open: Callable[[], bool], parent: QObject) -> None:
        """`is_open` says whether somebody is at work, rather than at a door."""
        super().__init__(parent)
        self._counter = counter
        self._is_open = is_open
        self._waiting: PaperNumber | None = None
        self.wedge = Wedge(self._listens, self)
        self.wedge.read.connect(self.open)
        counter.left.connect(self.forget)

    def forget(self) -> None:
        """Nobody sits here any more."""
        self._waiting = None

    def open(self, number: PaperNumber) -> None:
        """Open what a number belongs to."""
        question = QApplication.activeModalWidget()
        if isinstance(question, QDialog):
            self._waiting = number
            question.finished.connect(self._answered)
            self._counter.say(f"{number.text}: 묻는 창에 답하시면 엽니다.", "info")
            return
        self._waiting = None
        if number.kind is PaperKind.SLIP:
            self._counter.go("reply", number=number.text)
            return
        desk, account = self._counter.desk, self._counter.account
        self._counter.jobs.write(
            lambda: desk.visitors.of_number(account, number),
            lambda paper: self._show(number, paper),
        )

    def _show(self, number: PaperNumber, paper: "NumberedPaper | None") -> None:
        if paper is None:
            self._counter.say(f"{number.kind.label} {number.text} 기록이 없습니다.", "warning")
        elif paper.visitor_id is not None:
            self._counter.go("visitor", visitor_id=paper.visitor_id)
        else:
            on = f"{show_date(paper.on)} " if paper.on else ""
            self._counter.say(f"{paper.number}: {on}{paper.partner}", "info")

    def _listens(self) -> bool:
        return self._is_open() and not isinstance(QApplication.focusWidget(), Password)

    def _answered(self) -> None:
        # What the answer leads to comes first.
        if self._waiting is not None:
            QTimer.singleShot(0, self, self._open_waiting)

    def _open_waiting(self) -> None:
        number = self._waiting
        if number is not None and self._is_open():
            self.open(number)
