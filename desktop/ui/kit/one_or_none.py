"""A row of boxes as on a paper form of which one is ticked, or none."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from desktop.ui.kit.choices import ToggleChips
from desktop.ui.kit.option import ENTER, ring_moved

_CLEARS = (Qt.Key.Key_Backspace, Qt.Key.Key_Delete)


class OneOrNone(ToggleChips):
    """One of few or none, all in sight: a digit ticks and goes on, the arrows tick and stay.

    Backspace takes the tick back, Up and Down go to the row above and below. The value is
    a tuple of at most one key.
    """

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        place = key - Qt.Key.Key_1
        if plain and 0 <= place < len(self._options) and key <= Qt.Key.Key_9:
            self._tick(place)
            self.moved_on.emit()
        elif plain and key in (Qt.Key.Key_Right, Qt.Key.Key_Left):
            step = 1 if key == Qt.Key.Key_Right else -1
            at = self._at + step if self._value else 0
            self._tick(max(0, min(at, len(self._options) - 1)))
        elif plain and key == Qt.Key.Key_Up:
            self.focusPreviousChild()
        elif plain and (key == Qt.Key.Key_Down or key in ENTER):
            self.moved_on.emit()
        elif plain and key in _CLEARS:
            self.set_value(())
            self.updateGeometry()
            ring_moved(self)
        else:
            super().keyPressEvent(event)

    def _tick(self, at: int) -> None:
        self._go(at)
        if self._options[at].key not in self._value:
            self._switch(at)

    def _switch(self, at: int) -> None:
        key = self._options[at].key
        self._value = () if key in self._value else (key,)
        self._say()
        self.updateGeometry()
        self.update()
        ring_moved(self)
        self.value_changed.emit()
