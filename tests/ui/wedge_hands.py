"""A keyboard-wedge reader, and hands, on events with times as a window system sends them."""

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QKeyEvent

_NAMED = {
    "\r": Qt.Key.Key_Return,
    "\t": Qt.Key.Key_Tab,
    " ": Qt.Key.Key_Space,
}


class TimedKeys:
    """Keys to the window in front, each at its time in milliseconds."""

    def __init__(self, at: int = 100_000) -> None:
        self.at = at

    def key(self, character: str, gap: int) -> None:
        """One key pressed and released, `gap` after the one before."""
        self.at += gap
        window = QGuiApplication.focusWindow()
        assert window is not None, "no window has the keyboard"
        code = _NAMED.get(character, Qt.Key(ord(character.upper())))
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, code, Qt.KeyboardModifier.NoModifier, character)
            event.setTimestamp(self.at)
            QCoreApplication.sendEvent(QGuiApplication.focusWindow() or window, event)

    def scan(self, digits: str, *, gap: int = 8, end: str = "\r", first: int = 500) -> None:
        """The reader types a number and its Enter."""
        for place, character in enumerate(digits + end):
            self.key(character, gap if place else first)

    def type(self, text: str, *, gap: int = 60) -> None:
        """Hands type plain characters."""
        for character in text:
            self.key(character, gap)

    def compose(self, composing: str, done: str = "") -> None:
        """The input method shows a syllable being composed, or hands a finished one over."""
        self.at += 80
        target = QGuiApplication.focusObject()
        assert target is not None
        event = QInputMethodEvent(composing, [])
        if done:
            event.setCommitString(done)
        QCoreApplication.sendEvent(target, event)
