"""Behind the pages of the restore: what is asked of the services, and when the desk is left."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from desktop.domain.errors import NaeilError
from desktop.services.backups import restoring
from desktop.services.backups.restoring import KnownCopy, Opened, Restored
from desktop.ui.counter import Counter
from desktop.ui.door.first_run import FirstRunPage
from desktop.ui.door.restore import RestorePage
from desktop.ui.door.trouble import TroublePage
from desktop.ui.main_window import MainWindow


class RestoreDesk(QObject):
    """One restore, from the choice of a copy to the open door."""

    finished = Signal()
    """The store has to be opened anew."""
    progressed = Signal(str, float)

    def __init__(
        self,
        counter: Counter,
        window: MainWindow,
        data: Path,
        leave: Callable[[], None] = lambda: None,
    ) -> None:
        """`leave` closes the store if somebody has it open here, before another takes its place."""
        super().__init__(window)
        self._counter, self._window, self._data, self._leave = counter, window, data, leave
        self._opened: Opened | None = None
        self._left = False
        self._before: QWidget | None = None
        self.page = RestorePage(counter.clock.now())
        page = self.page
        window.add_door(page)
        self.progressed.connect(page.show_progress)
        page.picked.connect(self._picked)
        page.opening.connect(self._open)
        page.left_copy.connect(self._drop)
        page.wanted.connect(self._put_back)
        page.given_up.connect(self._give_up)
        page.finished.connect(self._finish)

    def begin(self) -> None:
        """Show the copies within reach."""
        data = self._data

        def find() -> tuple[KnownCopy, ...]:
            return (*restoring.known_copies(data), *restoring.put_aside(data))

        self._before = self._window.stack.currentWidget()
        self._window.show_door(self.page)
        self._counter.jobs.long(find, self.page.offer, self._refused)

    def _picked(self, path: Path) -> None:
        self._counter.jobs.long(lambda: restoring.look_at(path), self.page.take, self._refused)

    def _open(self, path: Path, secret: restoring.Secret) -> None:
        data, tell = self._data, self.progressed.emit

        def opened(copy: Opened) -> None:
            self._opened = copy
            self.page.show_inside(copy.inside)

        self._counter.jobs.long(
            lambda: restoring.open_copy(data, path, secret, tell), opened, self._refused
        )

    def _put_back(self) -> None:
        opened, data, tell = self._opened, self._data, self.progressed.emit
        if opened is None:
            return
        self._left = True
        self._leave()
        self._window.show_door(self.page)
        clock = self._counter.clock

        def work() -> tuple[Restored, KnownCopy | None]:
            done = restoring.put_back(data, opened, clock, tell)
            aside = [one for one in restoring.put_aside(data) if one.path.name == done.aside]
            return done, next(iter(aside), None)

        def told(answer: tuple[Restored, KnownCopy | None]) -> None:
            self._opened = None
            self.page.show_done(opened.inside, *answer)

        self._counter.jobs.long(work, told, self._refused)

    def _refused(self, error: NaeilError) -> None:
        self.page.refuse(str(error))

    def _drop(self) -> None:
        opened, self._opened = self._opened, None
        data = self._data
        self._counter.jobs.long(lambda: restoring.give_up(data, opened))

    def _give_up(self) -> None:
        self._drop()
        if self._left:
            self._finish()
            return
        if self._counter.is_open:
            self._window.back_in()
        elif self._before is not None:
            self._window.show_door(self._before)
        self._away()

    def _finish(self) -> None:
        self.finished.emit()
        if isinstance(self._before, TroublePage | FirstRunPage):
            # What it told is no longer so.
            self._before.deleteLater()
        self._away()

    def _away(self) -> None:
        self.page.deleteLater()
        self.deleteLater()
