"""Notices that the PC slept, or is about to: the store is closed and its key wiped then.

Windows tells before it suspends (WM_POWERBROADCAST), and so do systems that suspend single
programs. Elsewhere it shows afterwards: between two looks more time went by on the wall than
this program was running. The login service of Linux would tell beforehand too, but only over
the system bus, and the program opens no socket but those to display, session bus and printers.
"""

import ctypes
import sys
import time
from collections.abc import Callable

from PySide6.QtCore import QAbstractNativeEventFilter, QByteArray, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication

EVERY = 20_000
"""Milliseconds between two looks."""
SLACK = 60.0
"""Seconds by which a look may be late, or the clock be put forward, without having slept."""
_POWER, _SUSPENDS = 0x0218, 0x0004


def once_after(minutes: int, parent: QObject) -> QTimer:
    """A timer that tells once, so many minutes after it was started last."""
    timer = QTimer(parent)
    timer.setSingleShot(True)
    timer.setInterval(minutes * 60_000)
    return timer


class SleepWatch(QObject):
    """Looks at the clocks now and then."""

    slept = Signal()
    """The PC slept, or goes to sleep now."""

    def __init__(
        self,
        parent: QObject,
        wall: Callable[[], float] = time.time,
        running: Callable[[], float] = time.monotonic,
        goes_on: bool = sys.platform == "win32",
    ) -> None:
        """`wall` and `running` give seconds; the tests have clocks of their own.

        `goes_on`: the second clock counts while the PC sleeps, so only a late look tells.
        """
        super().__init__(parent)
        self._goes_on = goes_on
        self._wall, self._running = wall, running
        self._seen = (wall(), running())
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY)
        self._timer.timeout.connect(self.look)
        self._timer.start()
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.applicationStateChanged.connect(self._state_changed)
            if sys.platform == "win32":
                self._power = _PowerFilter(self.slept.emit)
                app.installNativeEventFilter(self._power)

    def look(self) -> None:
        """Compare both clocks with the last time."""
        now = (self._wall(), self._running())
        gone, ran = now[0] - self._seen[0], now[1] - self._seen[1]
        self._seen = now
        if gone - ran > SLACK or (self._goes_on and gone - EVERY / 1000 > SLACK):
            self.slept.emit()

    def end(self) -> None:
        """Look no more."""
        self._timer.stop()
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication) and hasattr(self, "_power"):
            app.removeNativeEventFilter(self._power)

    def _state_changed(self, state: Qt.ApplicationState) -> None:
        if state is Qt.ApplicationState.ApplicationSuspended:
            self.slept.emit()


class _Message(ctypes.Structure):
    """The head of Windows' MSG."""

    _fields_ = (
        ("window", ctypes.c_void_p),
        ("message", ctypes.c_uint32),
        ("what", ctypes.c_size_t),
        ("more", ctypes.c_ssize_t),
    )


def suspends(address: int) -> bool:
    """Whether the message at this address says that Windows goes to sleep."""
    told = _Message.from_address(address)
    return bool(told.message == _POWER and told.what == _SUSPENDS)


class _PowerFilter(QAbstractNativeEventFilter):
    """Reads what Windows tells every window."""

    def __init__(self, tell: Callable[[], None]) -> None:
        super().__init__()
        self._tell = tell

    def nativeEventFilter(
        self, kind: QByteArray | bytes | bytearray | memoryview, message: int
    ) -> object:
        """Tell when it goes to sleep; every message goes on to Qt."""
        if bytes(kind).startswith(b"windows") and suspends(int(message)):  # type: ignore[arg-type]
            self._tell()
        return False, 0
