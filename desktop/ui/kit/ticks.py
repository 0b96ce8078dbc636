"""Yes or no, and one of several that stand apart."""

from PySide6.QtCore import QPoint, QRectF, QSize, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QCheckBox, QRadioButton, QSizePolicy, QWidget

from desktop.ui.kit import icons, paint, theme
from desktop.ui.kit.option import ENTER
from desktop.ui.kit.theme import Face


class _Tick:
    """What check box and radio button share: 20 px mark in a 32 px row."""

    @staticmethod
    def hint(words: str) -> QSize:
        wide = theme.px(20) + 2
        if words:
            wide += theme.px(8) + paint.width_of(words, Face.BODY) + 2
        return QSize(wide, theme.px(32))

    @staticmethod
    def words(painter: QPainter, widget: QWidget, words: str) -> None:
        ink = theme.ink("text" if widget.isEnabled() else "disabled_text")
        box = QRectF(theme.px(28) + 1, 0, widget.width(), widget.height())
        paint.text(painter, box, words, Face.BODY, ink)


class CheckBox(QCheckBox):
    """Yes or no; Space switches, Enter moves on."""

    value_changed = Signal()
    moved_on = Signal()
    left = Signal()
    ring_radius = 6

    def __init__(self, text: str = "", parent: QWidget | None = None, *, name: str = "") -> None:
        super().__init__(text.replace("&", "&&"), parent)
        self._words = text
        self.setAccessibleName(name or text)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self.toggled.connect(lambda _on: self.value_changed.emit())

    def value(self) -> bool:
        """Whether it is ticked."""
        return self.isChecked()

    def set_value(self, value: object) -> None:
        """Tick it or not."""
        self.setChecked(bool(value))

    def set_tone(self, _tone: str) -> None:
        """Mistakes are said under the field."""

    def sizeHint(self) -> QSize:
        return _Tick.hint(self._words)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def hitButton(self, spot: QPoint) -> bool:
        return self.rect().contains(spot)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ENTER:
            self.moved_on.emit()
            return
        super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        side = theme.px(20)
        box = QRectF(1, (self.height() - side) / 2, side, side)
        on, off = self.isChecked(), not self.isEnabled()
        if off:
            fill, edge = "cap", "rule"
        elif on:
            fill, edge = "mark", "mark"
        else:
            fill, edge = "field", "control"
        paint.surface(painter, box, theme.px(4), theme.ink(fill), theme.ink(edge), 1.5)
        if on:
            tick = theme.px(16)
            ink = theme.ink("disabled_text" if off else "on_primary")
            spare = (side - tick) / 2
            icons.draw(painter, "check", box.left() + spare, box.top() + spare, tick, ink)
        _Tick.words(painter, self, self._words)


class Radio(QRadioButton):
    """One of several that stand apart; arrows move within the group."""

    value_changed = Signal()
    moved_on = Signal()
    ring_radius = 6

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text.replace("&", "&&"), parent)
        self._words = text
        self.setAccessibleName(text)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self.toggled.connect(lambda _on: self.value_changed.emit())

    def sizeHint(self) -> QSize:
        return _Tick.hint(self._words)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def hitButton(self, spot: QPoint) -> bool:
        return self.rect().contains(spot)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ENTER:
            self.moved_on.emit()
            return
        super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        side = theme.px(20)
        box = QRectF(1, (self.height() - side) / 2, side, side)
        on, off = self.isChecked(), not self.isEnabled()
        edge = "rule" if off else ("mark" if on else "control")
        paint.surface(painter, box, side / 2, theme.ink("field"), theme.ink(edge), 1.5)
        if on:
            inner = side * 0.24
            paint.surface(
                painter,
                box.adjusted(inner, inner, -inner, -inner),
                side,
                theme.ink("disabled_text" if off else "mark"),
            )
        _Tick.words(painter, self, self._words)
