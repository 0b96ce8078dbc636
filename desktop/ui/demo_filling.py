"""The rest of the demo, made behind the window: consents and referrals, with progress shown.

Works on a thread and on connections of its own, one short act after the other with a pause
between them, so that neither the window nor a save waits for it. It stops within one act
when the store is closed and goes on after the next sign-in.
"""

import threading
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from desktop.domain.errors import StoreTrouble
from desktop.ui.counter import Counter
from desktop.ui.main_window import MainWindow

if TYPE_CHECKING:
    from desktop.services.act import Office
    from desktop.services.demo.linking import Linking

MADE = ("consent", "referral", "paper")
"""What is made: screens that show it read it again, now and then and at the end."""
READ_AGAIN_EVERY = 25
"""Parts of a hundred."""
LOOKS_EVERY = 200
"""Milliseconds until Ctrl+C in the terminal is noticed."""


class DemoFilling(QObject):
    """Goes on with the demo whenever somebody is signed in."""

    advanced = Signal(int)
    """how much is there, of a hundred"""
    finished = Signal()
    """everything is there"""

    def __init__(self, counter: Counter, window: MainWindow, rest: "Linking") -> None:
        """`rest` knows what is still to be made."""
        super().__init__(window)
        self._counter = counter
        self._window = window
        self._rest = rest
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None
        self._told = -1
        self._whole = False
        counter.account_changed.connect(self.go_on)
        counter.left.connect(self.pause)
        self.advanced.connect(self._show)
        self.finished.connect(self._show_end)

    def end_when(self, wished: Callable[[], bool]) -> None:
        """Ctrl+C in the terminal closes the window, so that the folder can be thrown away.

        `wished` is asked again and again: a window that may not close yet is asked anew.
        """
        self._end_wish = EndWish(wished, self)
        self._end_wish.came.connect(self._window.close)

    @Slot()
    def go_on(self) -> None:
        """Somebody signed in: the store is open."""
        if self._whole or self._thread is not None:
            return
        self._stop.clear()
        office = self._counter.desk.office
        self._thread = threading.Thread(target=self._work, args=(office,), name="demo")
        self._thread.start()

    @Slot()
    def pause(self) -> None:
        """The store is about to be opened by somebody else, or the window closes."""
        self._stop.set()
        if self._thread is not None:
            self._thread.join()
            self._thread = None

    def _work(self, office: "Office") -> None:
        """On the thread: the screens hear of it by queued signals."""
        # A disk that is full is told by the next save of the clerk's own.
        with suppress(StoreTrouble):
            if self._rest.run(office, self._tell, self._stop.wait):
                self.finished.emit()

    def _tell(self, _what: str, done: int, of_all: int) -> None:
        share = done * 100 // max(1, of_all)
        if share != self._told:
            self._told = share
            self.advanced.emit(share)

    @Slot(int)
    def _show(self, share: int) -> None:
        self._window.show_progress(f"체험 자료를 더 만드는 중 {share}%")
        if share and share % READ_AGAIN_EVERY == 0:
            self._counter.read_again(*MADE)

    @Slot()
    def _show_end(self) -> None:
        self._whole = True
        self._window.show_progress("")
        self._counter.read_again(*MADE)


class EndWish(QObject):
    """Ctrl+C in the terminal, or the system's wish to end, closes the window as a click does."""

    came = Signal()

    def __init__(self, wished: Callable[[], bool], parent: QObject) -> None:
        super().__init__(parent)
        self._wished = wished
        # Python looks at signals between its own steps only: the timer makes it take one.
        self._look = QTimer(self)
        self._look.setInterval(LOOKS_EVERY)
        self._look.timeout.connect(self._woken)
        self._look.start()

    def _woken(self) -> None:
        if self._wished():
            self.came.emit()
