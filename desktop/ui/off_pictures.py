"""Keeps every window of the program out of screen captures, where that was chosen."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget

from desktop.ui.counter import Counter
from desktop.ui.look import Look

NOT_DONE = "이 Windows에서는 화면 캡처를 가리지 못했습니다. 화면을 공유하기 전에 잠가 주십시오."


class OffPictures(QObject):
    """Dialogs, menus and tooltips are windows of their own to the system, so each is told.

    Made only where the system can do it: the filter sees every event of the program.
    Dialogs that belong to the system itself are out of its reach.
    """

    def __init__(
        self, app: QApplication, counter: Counter, keep_off: Callable[[int, bool], bool]
    ) -> None:
        """`keep_off` gets a window's handle and whether to keep it off; False if refused."""
        super().__init__(app)
        self._app, self._counter, self._keep_off = app, counter, keep_off
        self._wanted = False
        counter.can_stay_off_pictures = True
        counter.look_changed.connect(self.take_look)
        self.take_look(counter.look)

    def take_look(self, look: Look) -> None:
        """Keep off or let in again every window there is, and those to come."""
        if look.off_pictures == self._wanted:
            return
        self._wanted = look.off_pictures
        if self._wanted:
            self._app.installEventFilter(self)
        else:
            self._app.removeEventFilter(self)
        shown = [window for window in self._app.topLevelWidgets() if window.isVisible()]
        done = [self._keep_off(int(window.winId()), self._wanted) for window in shown]
        if self._wanted and not all(done):
            self._counter.say(NOT_DONE, "warning")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self._keep_off(int(watched.winId()), True)
        return False
