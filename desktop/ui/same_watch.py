"""While nobody touches the desk it is looked for people who may stand in the store twice."""

from threading import Event
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from desktop.domain.errors import NaeilError
from desktop.ui.counter import Counter
from desktop.ui.main_window import MainWindow

if TYPE_CHECKING:
    from desktop.services.duplicates import Looked

PAUSE = 200
"""Milliseconds between two stretches: what else waits for its turn has it."""
QUIET = 60_000
"""Milliseconds without a key or a click before it begins."""
AGAIN = 5 * QUIET
"""Until it looks whether anybody is new, once it is through."""
AT_ONCE = 2_000
"""People of one stretch: other work of idle minutes waits no longer than for these."""


class SameWatch(QObject):
    """Begins after a quiet minute and ends at the first sign of life, wherever it stands.

    Where that was is kept in the store, so that the next quiet minute goes on from there.
    """

    def __init__(self, counter: Counter, window: MainWindow) -> None:
        super().__init__(window)
        self._counter, self._window = counter, window
        self._listening = self._looking = False
        self._needed = Event()
        self._quiet = QTimer(self)
        self._quiet.setSingleShot(True)
        self._quiet.timeout.connect(self.look_on)
        counter.account_changed.connect(self._sat_down)
        counter.left.connect(self._left)

    def _sat_down(self) -> None:
        if not self._listening:
            self._listening = True
            self._window.workplace.alive.connect(self._alive)
        self._alive()

    def _left(self) -> None:
        self._needed.set()
        self._quiet.stop()

    def _alive(self) -> None:
        # Heard on whatever thread looks: it asks before every person.
        self._needed.set()
        self._quiet.start(QUIET)

    def look_on(self) -> None:
        """The next stretch, if nobody needs the desk."""
        if self._looking or not self._counter.is_open:
            return
        desk, account = self._counter.desk, self._counter.account
        self._looking = True
        self._needed.clear()
        needed = self._needed

        def work(hurry: Event) -> "Looked | None":
            try:
                return desk.duplicates.look_on(
                    account, lambda: needed.is_set() or hurry.is_set(), AT_ONCE
                )
            except NaeilError:
                # Somebody signed out, or the disk refused: it tells where it is asked for.
                return None

        self._counter.jobs.meanwhile(work, self._looked)

    def _looked(self, looked: "Looked | None") -> None:
        self._looking = False
        if not self._counter.is_open or self._needed.is_set():
            return
        if looked is None or looked.through:
            self._quiet.start(AGAIN)
        else:
            # A whole stretch goes on at once; one cut short (the screens are built anew, the
            # store closes) waits for the next quiet minute.
            self._quiet.start(PAUSE if looked.people >= AT_ONCE else QUIET)
