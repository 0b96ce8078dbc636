"""A state that Space turns to the next one: what a topic is, how far an action is, who does it."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.ui.kit import Face, finish_all_composition, icons, paint, theme
from desktop.ui.kit.spoken import Spoken, SpokenRole

_NEXT = (Qt.Key.Key_Space, Qt.Key.Key_Right, Qt.Key.Key_Down)
_BEFORE = (Qt.Key.Key_Left, Qt.Key.Key_Up, Qt.Key.Key_Backspace)
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


@dataclass(frozen=True, slots=True)
class State:
    """One state: its key, its word, and how it looks (`tone` "" is a plain frame)."""

    key: str
    label: str
    tone: str = ""
    icon: str = ""


class Cycle(QWidget, Spoken):
    """One stop of Tab: Space and arrows go round, a digit chooses, Enter moves on."""

    spoken_role = SpokenRole.ComboBox
    value_changed = Signal()
    moved_on = Signal()
    left = Signal()
    ring_radius = 6

    def __init__(
        self,
        states: Sequence[State],
        parent: QWidget | None = None,
        *,
        name: str = "",
        flat: bool = False,
    ) -> None:
        """`flat` shows a plain state as words alone, as in a table's row."""
        super().__init__(parent)
        self._states, self._at = tuple(states), 0
        self._name, self._flat = name, flat
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._say()

    def value(self) -> str:
        """The key of the state."""
        return self._states[self._at].key

    def set_value(self, value: object) -> None:
        """Show a state by its key; anything else is the first."""
        keys = [state.key for state in self._states]
        self._go(keys.index(str(value)) if str(value) in keys else 0)

    def set_name(self, name: str) -> None:
        """What a screen reader says before the state."""
        self._name = name
        self._say()

    def set_tone(self, _tone: str) -> None:
        """A state is never wrong."""

    def take_theme(self) -> None:
        """Measure again after a change of size."""
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        wide = max(paint.width_of(state.label, Face.LABEL) for state in self._states)
        if any(state.icon for state in self._states):
            wide += theme.px(15 + 6)
        return QSize(wide + theme.px(20), theme.px(32))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        digit = key - Qt.Key.Key_0
        if event.modifiers() & ~(
            Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier
        ):
            super().keyPressEvent(event)
        elif key == Qt.Key.Key_Space and event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self._go((self._at - 1) % len(self._states))
        elif key in _NEXT:
            self._go((self._at + 1) % len(self._states))
        elif key in _BEFORE:
            self._go((self._at - 1) % len(self._states))
        elif 0 <= digit < len(self._states):
            self._go(digit)
        elif key in _ENTER:
            self.moved_on.emit()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        finish_all_composition()
        if event.button() == Qt.MouseButton.LeftButton:
            self.setFocus(Qt.FocusReason.MouseFocusReason)
            self._go((self._at + 1) % len(self._states))

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        state = self._states[self._at]
        box = QRectF(self.rect())
        if state.tone:
            words, tint = _INKS[state.tone]
            paint.surface(painter, box, theme.px(6), theme.ink(tint))
        elif self._flat:
            words = "text"
            if self.underMouse():
                paint.surface(painter, box, theme.px(6), theme.ink("hover"))
        else:
            words = "second"
            ground = "hover" if self.underMouse() else "field"
            paint.surface(painter, box, theme.px(6), theme.ink(ground), theme.ink("control"))
        ink = theme.ink(words)
        left = float(theme.px(10))
        if state.icon:
            side = theme.px(15)
            icons.draw(painter, state.icon, left, (self.height() - side) / 2, side, ink)
            left += side + theme.px(5)
        face = Face.BODY if self._flat and not state.tone else Face.LABEL
        room = QRectF(left, 0, self.width() - left, self.height())
        paint.text(painter, room, state.label, face, ink)

    def _go(self, at: int) -> None:
        if at == self._at:
            return
        self._at = at
        self._say()
        self.update()
        self.value_changed.emit()

    def spoken_name(self) -> str:
        """What the state is of; the state is the value."""
        return self._name or self.accessibleName()

    def spoken_value(self) -> str:
        """The state."""
        return self._states[self._at].label

    def _say(self) -> None:
        self.setAccessibleName(f"{self._name} {self._states[self._at].label}".strip())
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.NameChanged))


_INKS = {
    "neutral": ("neutral", "neutral_tint"),
    "info": ("info", "info_tint"),
    "warning": ("warning", "warning_tint"),
    "success": ("success", "success_tint"),
}
