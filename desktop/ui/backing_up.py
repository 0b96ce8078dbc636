"""Copies that make themselves: when nobody types, on closing, at the start after a bad day.

And what was destroyed goes from a copy by itself when its stick or share is there again.
"""

from threading import Event
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication

from desktop.domain.backup import IDLE_MINUTES, Occasion
from desktop.domain.errors import NaeilError
from desktop.ui.counter import Counter
from desktop.ui.main_window import MainWindow

if TYPE_CHECKING:
    from desktop.domain.retention import Reached
    from desktop.services.backups.records import Report
    from desktop.ui.door.closing import ClosingPage

MINUTE = 60_000
AT_START = 20_000
"""Milliseconds after sitting down: the first list and the first visitor come first."""
FIRST_LOOK = 5_000
"""Milliseconds after sitting down: the first list comes first."""
LOOK_FOR_PLACES = MINUTE
"""How often it is looked whether a place that was out of reach is there again."""
LOOK_EVERY = 5 * MINUTE
"""How often it is asked again while nobody types, and before a failed one is tried again."""


class BackingUp(QObject):
    """Watches for the moments at which the office's data have to be copied."""

    progressed = Signal(str, float)
    """Told from the thread that copies; received on the window's."""

    def __init__(self, counter: Counter, window: MainWindow) -> None:
        super().__init__(window)
        self._counter, self._window = counter, window
        self._busy = self._listening = self._looking = False
        self._stop = False
        self._may_go = False
        self._closing: ClosingPage | None = None
        self._idle = QTimer(self)
        self._idle.setSingleShot(True)
        self._idle.timeout.connect(self._nobody_types)
        self._start = QTimer(self)
        self._start.setSingleShot(True)
        self._start.setInterval(AT_START)
        self._start.timeout.connect(lambda: self._make_if_due(Occasion.START))
        self._first_look = QTimer(self)
        self._first_look.setSingleShot(True)
        self._first_look.setInterval(FIRST_LOOK)
        self._first_look.timeout.connect(self.look_for_places)
        self._contact = QTimer(self)
        self._contact.setInterval(LOOK_FOR_PLACES)
        self._contact.timeout.connect(self.look_for_places)
        counter.account_changed.connect(self._sat_down)
        counter.left.connect(self._left)
        counter.may_close = self.may_close
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            # Who shuts the PC down is not kept from it: the copy is made at the next start.
            app.commitDataRequest.connect(self.let_go)

    def _sat_down(self) -> None:
        if not self._listening:
            self._listening = True
            self._window.workplace.alive.connect(self._alive)
        self._alive()
        self._start.start()
        self._first_look.start()
        self._contact.start()

    def _left(self) -> None:
        self._idle.stop()
        self._start.stop()
        self._first_look.stop()
        self._contact.stop()

    def _alive(self) -> None:
        self._idle.start(IDLE_MINUTES * MINUTE)

    # by themselves

    def _nobody_types(self) -> None:
        """Ten minutes without a key, the lock included: it keeps the store open for this."""
        self._idle.start(LOOK_EVERY)
        self._make_if_due(Occasion.DAILY)

    def _make_if_due(self, occasion: Occasion) -> None:
        if self._busy or not self._counter.is_open or self._closing is not None:
            return
        desk, account = self._counter.desk, self._counter.account
        self._busy = True

        def work() -> "Report | None":
            if not desk.backups.due(account, occasion):
                return None
            return desk.backups.make(account, occasion)

        self._counter.jobs.long(work, self._made, self._not_made)

    def _made(self, report: "Report | None") -> None:
        self._busy = False
        for sentence in report.troubles if report is not None else ():
            self._counter.say(sentence, "warning")

    def _not_made(self, error: NaeilError) -> None:
        """Told once and in the status line; tried again later."""
        self._busy = False
        self._counter.say(str(error), "warning")

    # what was out of reach

    def look_for_places(self) -> None:
        """At sign-in and every minute: a copy that missed a destruction may be there again."""
        if self._looking or not self._counter.is_open or self._closing is not None:
            return
        desk, account = self._counter.desk, self._counter.account
        self._looking = True

        def work(hurry: Event) -> "Reached | None":
            try:
                return desk.retention.reach_again(account, hurry.is_set)
            except NaeilError:
                # The stick went again, or somebody signed out: the next look goes on.
                return None

        self._counter.jobs.meanwhile(work, self._tell_reached)

    def _tell_reached(self, reached: "Reached | None") -> None:
        self._looking = False
        if reached is None or not self._counter.is_open:
            return
        told = []
        if reached.copies:
            told.append(f"다시 닿은 백업 {reached.copies}개에서도 파기했습니다.")
        if reached.files:
            told.append(f"파일로 나간 종이 {reached.files}개를 지웠습니다.")
        if told:
            self._counter.say(" ".join(told))

    # on closing

    def let_go(self) -> None:
        """Close without a copy: the PC itself goes down."""
        self._may_go = True

    def may_close(self) -> bool:
        """Whether the window may go at once; else the copy is made first and closes it then."""
        counter = self._counter
        if self._may_go or not counter.is_open:
            return True
        if self._closing is not None:
            return False
        self._window.workplace.keeper.keep()
        counter.jobs.settle()
        desk, account = counter.desk, counter.account
        try:
            if not desk.backups.due(account, Occasion.CLOSING):
                return True
            skipped = desk.backups.state(account).skipped
        except NaeilError:
            # The store cannot even be read: nothing could be copied either.
            return True
        self._show_closing(skippable=not skipped)
        self._make_and_close()
        return False

    def _show_closing(self, *, skippable: bool) -> None:
        from desktop.ui.door.closing import ClosingPage

        page = ClosingPage(skippable=skippable)
        self._closing = page
        self._window.add_door(page)
        self.progressed.connect(page.show_progress)
        page.skipped.connect(self._skip)
        page.again.connect(self._make_and_close)
        page.closed.connect(self._go)
        self._window.show_door(page)

    def _make_and_close(self) -> None:
        desk, account = self._counter.desk, self._counter.account
        self._stop = False

        def work() -> "Report | None":
            report = desk.backups.make(
                account,
                Occasion.CLOSING,
                progress=self.progressed.emit,
                stopped=lambda: self._stop,
            )
            if report is None:
                desk.backups.skip(account)
            return report

        def failed(error: NaeilError) -> None:
            if self._closing is not None:
                self._closing.refuse(str(error))

        self._counter.jobs.long(work, self._made_on_closing, failed)

    def _made_on_closing(self, report: "Report | None") -> None:
        troubles = report.troubles if report is not None else ()
        if troubles and self._closing is not None:
            self._closing.tell(" ".join(troubles))
        else:
            self._go()

    def _skip(self) -> None:
        """It ends after the step it is in, at the latest when the copy is written."""
        self._stop = True

    def _go(self) -> None:
        self._may_go = True
        self._window.close()
