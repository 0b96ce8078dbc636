"""The window: who is let in, and the workplace behind the door.

It paints the sign-in page before anything else is loaded; the workplace, with all the
parts of the kit it needs, is built while the password is typed (`prepare`).
"""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QShowEvent, QWindow
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QWidget

from desktop.ui.counter import Counter

if TYPE_CHECKING:
    from desktop.ui.workplace import Place, Workplace

SMALLEST = (1180, 640)
NOT_KEPT = (
    "쓰던 것을 저장하지 못해 창을 닫지 않았습니다. 지금 닫으면 쓰던 것이 사라집니다. "
    "디스크의 남은 자리를 비운 뒤 다시 닫아 주십시오."
)


class MainWindow(QMainWindow):
    """Doors and the workplace in one stack."""

    locked = Signal()
    switching = Signal()
    """Locked, and somebody else is to sign in."""
    leaving = Signal()
    """Whoever sits here goes: the store is to be closed."""
    closing = Signal()
    painted = Signal()
    """The window stands there for the first time; now there is time for the rest."""

    def __init__(self, counter: Counter) -> None:
        super().__init__()
        self._counter = counter
        self._workplace: Workplace | None = None
        self._was_painted = False
        self._may_lose = False
        self.setWindowTitle("내일창구")
        self.setMinimumSize(*SMALLEST)
        self.stack = QStackedWidget()
        self.setCentralWidget(self.stack)
        counter.saying.connect(self._say)

    @property
    def workplace(self) -> "Workplace":
        """The frame with its screens; built now if nobody prepared it."""
        if self._workplace is None:
            from desktop.ui.workplace import Workplace

            self._workplace = Workplace(self, self.stack, self._counter)
            self._workplace.locked.connect(self.locked)
            self._workplace.switching.connect(self.switching)
            self._workplace.leaving.connect(self.leaving)
            self._workplace.listen()
        return self._workplace

    def prepare(self) -> Iterator[str]:
        """Build the workplace before it is needed, a part at each step."""
        workplace = self.workplace
        yield "frame"
        yield from workplace.prepare()

    # who is in

    def add_door(self, door: QWidget) -> None:
        """A page in front of the workplace: sign-in, first run, recovery."""
        self.stack.addWidget(door)

    def show_door(self, door: QWidget) -> None:
        """Show a door; the workplace and everything on it is out of sight and reach."""
        if self._workplace is not None:
            self._workplace.leave_alone()
        self.stack.setCurrentWidget(door)

    def enter(self) -> None:
        """Somebody signed in: today's board, and what waits."""
        self.workplace.enter()

    def back_in(self) -> None:
        """The lock was opened by the one who locked it: everything as it was."""
        self.workplace.back_in()

    def leave_all(self) -> None:
        """Sign-out: keep drafts, then forget every screen, so that nothing is left in it."""
        if self._workplace is not None:
            self._workplace.leave_all()

    @property
    def place(self) -> "Place":
        """Where somebody is, to come back to."""
        return self.workplace.place

    def come_back(self, place: "Place") -> None:
        """Go to where somebody was before the store was closed."""
        self.workplace.come_back(place)

    def rebuild(self) -> None:
        """Another size of type: everything behind the doors is built anew."""
        self.workplace.rebuild()

    def quiet_for(self) -> int:
        """Milliseconds since the last key or press at the workplace."""
        return self.workplace.quiet_for()

    # what stands in front

    @property
    def frame(self) -> QWidget:
        """The page of the stack that is the workplace."""
        return self.workplace.frame

    @property
    def front(self) -> str:
        """The key of the screen in front."""
        return self.workplace.front

    def screen_of(self, key: str) -> QWidget:
        """The screen of a key, built when first wanted."""
        return self.workplace.screen_of(key)

    def _say(self, text: str, tone: str, action: str, on_action: Callable[[], None] | None) -> None:
        # What has to be told is told on the sign-in page too.
        self.workplace.say(text, tone, action, on_action)

    def show_progress(self, words: str) -> None:
        """How far long work behind the window is; empty words when there is none."""
        self.workplace.show_progress(words)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._workplace is not None:
            self._workplace.listen()
        handle = self.windowHandle()
        if not self._was_painted and handle is not None:
            handle.removeEventFilter(self)
            handle.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # The window itself is not asked to paint where a page covers all of it.
        if (
            not self._was_painted
            and event.type() == QEvent.Type.Expose
            and isinstance(watched, QWindow)
            and watched.isExposed()
        ):
            self._was_painted = True
            watched.removeEventFilter(self)
            # What the event makes Qt paint is painted when the loop comes round again.
            QTimer.singleShot(0, self, self.painted.emit)
        return super().eventFilter(watched, event)

    def _keeps_everything(self) -> bool:
        return (
            self._workplace is None
            or not self._counter.is_open
            or self._workplace.keeps_everything()
        )

    def _close_all_the_same(self) -> None:
        self._may_lose = True
        self.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Everything typed is kept before the window goes, and the day's copy made."""
        if not self._may_lose and not self._keeps_everything():
            event.ignore()
            self._counter.say(NOT_KEPT, "danger", "그래도 닫기", self._close_all_the_same)
            return
        if not self._counter.may_close():
            event.ignore()
            return
        self.leave_all()
        self.closing.emit()
        event.accept()
