"""The running window of a store, with somebody at it who waits as the loop waits."""

import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from desktop import app
from desktop.domain.clock import FixedClock

if TYPE_CHECKING:
    # What is imported here is measured: no more than the program itself imports.
    from desktop.ui.search.box import SearchBox

WAIT = QEventLoop.ProcessEventsFlag.WaitForMoreEvents


class Window:
    """The counter over a store on the day of that store."""

    def __init__(self, folder: str, at: str) -> None:
        """`at` is the moment of the store, in ISO's writing."""
        clock = FixedClock(datetime.fromisoformat(at))
        self.app = app.CounterApp(app.Start(Path(folder), size=(1366, 768), clock=clock))
        self.app.show()
        # The window sleeps between events, as at a desk: asking on and on would hold the
        # interpreter.
        self._tick = QTimer()
        self._tick.start(20)

    def until(self, true: Callable[[], bool], seconds: float = 60) -> None:
        """Let events through until it is so."""
        end = time.perf_counter() + seconds
        while not true():
            QApplication.processEvents(WAIT)
            if time.perf_counter() > end:
                raise SystemExit("waited in vain")

    def rest(self) -> None:
        """Until nothing asked is unanswered."""
        self.until(lambda: not self.app.counter.jobs.busy)

    def until_known(self) -> None:
        """Until the sign-in page knows who may sign in."""
        self.until(lambda: self.app.sign_in.accounts.current_id() is not None)
        self.rest()

    def enter(self, password: str) -> None:
        """Type the password, press Enter, and wait for the day's list."""
        from desktop.ui.today import TodayScreen

        def listed() -> bool:
            front = self.app.window.front
            if not (self.app.counter.is_open and front == "today"):
                return False
            screen = self.app.window.screen_of(front)
            return isinstance(screen, TodayScreen) and screen.is_filled

        self.app.sign_in.password.setText(password)
        self.app.sign_in.submit()
        self.until(listed)

    def sign_in(self, password: str) -> None:
        """The same, until nothing asked is unanswered."""
        self.enter(password)
        self.rest()

    @property
    def search(self) -> "SearchBox":
        """The one box, with the cursor in it."""
        from desktop.ui.search.box import SearchBox

        box = self.app.window.workplace.search
        assert isinstance(box, SearchBox)
        box.setFocus()
        return box

    def close(self) -> None:
        """Without the day's copy. A store left open is looked through at the next start, and that
        would be measured.
        """
        self.app.close()
        self.until(lambda: not self.app.counter.is_open)
