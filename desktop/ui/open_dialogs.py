"""Dialogs that stand open when the desk is locked: hidden, and asked again afterwards."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QKeySequence, QShortcut, QWindow
from PySide6.QtWidgets import QApplication, QDialog, QMainWindow

LOCK = "lock"


class OpenDialogs(QObject):
    """Everything that stands in a window of its own over the workplace."""

    lock_wanted = Signal()

    def __init__(self, window: QMainWindow, parent: QObject) -> None:
        super().__init__(parent)
        self._window = window
        self._hidden: list[tuple[QDialog, bool]] = []

    def cover(self) -> None:
        """Hide them all."""
        for top in QApplication.topLevelWidgets():
            if top is self._window or not top.isVisible() or not top.isWindow():
                continue
            if isinstance(top, QDialog):
                # What was being answered is asked again when the lock is opened.
                self._hidden.append((top, top.isModal()))
            top.hide()

    def uncover(self) -> None:
        """Ask again what was being answered."""
        hidden, self._hidden = self._hidden, []
        living = QApplication.allWidgets()
        for dialog, modal in hidden:
            if any(one is dialog for one in living):
                # The plain one: some dialogs have an open() of their own.
                QDialog.open(dialog) if modal else dialog.show()

    def forget(self) -> None:
        """They go with their screens."""
        self._hidden = []

    def listen(self, window: QWindow) -> None:
        """Ctrl+L locks from a dialog too: the window's own keys do not reach past it."""
        for top in QApplication.topLevelWidgets():
            if not isinstance(top, QDialog) or top.windowHandle() is not window:
                continue
            if top.findChild(QShortcut, LOCK) is None:
                lock = QShortcut(QKeySequence("Ctrl+L"), top)
                lock.setObjectName(LOCK)
                lock.activated.connect(self.lock_wanted)
