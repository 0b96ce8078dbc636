"""Choosing: one of few, several of few, one of many, yes or no.

Every control here is one stop of Tab, speaks its choice, and moves on at Enter like
the text fields of the same form.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QLabel,
    QRadioButton,
    QScrollBar,
    QSizePolicy,
    QWidget,
)

from desktop.domain.korean import matches, search_key
from desktop.ui.kit import icons, paint, theme
from desktop.ui.kit.theme import Face
from desktop.ui.kit.typed_text import KoreanLineEdit, finish_all_composition

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


@dataclass(frozen=True, slots=True)
class Option:
    """One thing to choose: the value kept, the words shown, and what stands small beside it."""

    key: str
    label: str
    beside: str = ""


def options(pairs: Iterable[tuple[str, str] | Option]) -> tuple[Option, ...]:
    """Options out of (key, label) pairs, as code lists and enums give them."""
    return tuple(pair if isinstance(pair, Option) else Option(*pair) for pair in pairs)


class Segmented(QWidget):
    """One of few, all in sight: arrows move, one stop of Tab."""

    value_changed = Signal()
    moved_on = Signal()
    left = Signal()
    ring_radius = 6

    def __init__(
        self,
        choices: Iterable[tuple[str, str] | Option],
        value: str | None = None,
        parent: QWidget | None = None,
        *,
        name: str = "",
        high: int = 36,
    ) -> None:
        super().__init__(parent)
        self._options = options(choices)
        self._value = value
        self._at = self._index(value) or 0
        self._over = -1
        self._high = high
        self._name = name
        self._tone = ""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._say()

    def value(self) -> str | None:
        """The key of the choice, None when nothing is chosen."""
        return self._value

    def set_value(self, value: object) -> None:
        """Choose by key; None chooses nothing."""
        key = None if value in (None, "") else str(value)
        if key != self._value:
            self._value = key
            found = self._index(key)
            self._at = self._at if found is None else found
            self._say()
            self.update()
            self.value_changed.emit()

    def set_options(self, choices: Iterable[tuple[str, str] | Option]) -> None:
        """Offer other things; a choice that is among them stays."""
        self._options = options(choices)
        if self._index(self._value) is None:
            self._value = None
        self._at = self._index(self._value) or 0
        self._over = -1
        self._say()
        self.updateGeometry()
        self.update()

    def set_name(self, name: str) -> None:
        """What a screen reader says before the choice."""
        self._name = name
        self._say()

    def set_tone(self, tone: str) -> None:
        """Take the look of a mistake ("danger") or none ("")."""
        self._tone = tone
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(sum(self._widths()) + 2, theme.px(self._high))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def take_theme(self) -> None:
        """Measure again after a change of size."""
        self.updateGeometry()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
        elif key in (Qt.Key.Key_Right, Qt.Key.Key_Down):
            self._choose(0 if self._value is None else min(self._at + 1, len(self._options) - 1))
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Up):
            self._choose(0 if self._value is None else max(self._at - 1, 0))
        elif key == Qt.Key.Key_Home:
            self._choose(0)
        elif key == Qt.Key.Key_End:
            self._choose(len(self._options) - 1)
        elif key == Qt.Key.Key_Space:
            self._choose(self._at)
        elif key in _ENTER:
            self.moved_on.emit()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        finish_all_composition()
        at = self._part_at(event.position())
        if at >= 0:
            self._choose(at)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._over = self._part_at(event.position())
        self.update()

    def leaveEvent(self, _event: QEvent) -> None:
        self._over = -1
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        whole = QRectF(self.rect())
        off = not self.isEnabled()
        edge = "rule" if off else ("danger" if self._tone == "danger" else "control")
        paint.surface(
            painter,
            whole,
            theme.px(6),
            theme.ink("disabled" if off else "field"),
            theme.ink(edge),
            2 if self._tone == "danger" else 1,
        )
        chosen = self._index(self._value)
        for at, (option, box) in enumerate(zip(self._options, self._boxes(), strict=True)):
            if at == self._over and at != chosen and not off:
                paint.surface(painter, box.adjusted(2, 2, -2, -2), theme.px(5), theme.ink("hover"))
            if at and chosen not in (at, at - 1):
                high = theme.px(18)
                paint.upright(painter, round(box.left()), (self.height() - high) // 2, high, "rule")
            if at == chosen:
                paint.surface(
                    painter,
                    box,
                    theme.px(6),
                    theme.ink("selected"),
                    theme.ink("rule" if off else "chosen"),
                    theme.px(1.5) if theme.scale() > 1 else 1.5,
                )
            ink = "disabled_text" if off else ("link" if at == chosen else "label")
            face = Face.STRONG if at == chosen else Face.BODY
            paint.text(painter, box, option.label, face, theme.ink(ink), paint.CENTRE)

    def _widths(self) -> list[int]:
        pad = 11 if len(self._options) < 6 else 9
        return [
            max(paint.width_of(option.label, Face.STRONG) + 2 * theme.px(pad), theme.px(38))
            for option in self._options
        ]

    def _boxes(self) -> list[QRectF]:
        boxes, left = [], 0.0
        widths = self._widths()
        spare = max(0, self.width() - sum(widths)) / max(1, len(widths))
        for wide in widths:
            boxes.append(QRectF(left, 0, wide + spare, self.height()))
            left += wide + spare
        return boxes

    def _part_at(self, spot: QPointF) -> int:
        return next((at for at, box in enumerate(self._boxes()) if box.contains(spot)), -1)

    def _index(self, key: str | None) -> int | None:
        return next((at for at, option in enumerate(self._options) if option.key == key), None)

    def _choose(self, at: int) -> None:
        self._at = at
        self.set_value(self._options[at].key)
        self.update()

    def _say(self) -> None:
        at = self._index(self._value)
        choice = self._options[at].label if at is not None else "고르지 않음"
        _speak(self, f"{self._name} {choice}".strip())


class ToggleChips(QWidget):
    """Several of few: arrows move, Space switches on and off, a tick tells what is on."""

    value_changed = Signal()
    moved_on = Signal()
    left = Signal()
    ring_radius = 18

    def __init__(
        self,
        choices: Iterable[tuple[str, str] | Option],
        value: Sequence[str] = (),
        parent: QWidget | None = None,
        *,
        name: str = "",
    ) -> None:
        super().__init__(parent)
        self._options = options(choices)
        self._value: tuple[str, ...] = tuple(value)
        self._at = 0
        self._over = -1
        self._name = name
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._say()

    def value(self) -> tuple[str, ...]:
        """Keys of what is on, in the order of the options."""
        return tuple(option.key for option in self._options if option.key in self._value)

    def set_value(self, value: object) -> None:
        """Switch on exactly these keys."""
        keys = tuple(str(key) for key in value) if isinstance(value, list | tuple) else ()
        if set(keys) != set(self._value):
            self._value = keys
            self._say()
            self.update()
            self.value_changed.emit()

    def set_options(self, choices: Iterable[tuple[str, str] | Option]) -> None:
        """Offer other things; what is on and among them stays on."""
        self._options = options(choices)
        self._at = 0
        self._value = tuple(option.key for option in self._options if option.key in self._value)
        self._say()
        self.updateGeometry()
        self.update()

    def set_name(self, name: str) -> None:
        """What a screen reader says before the choice."""
        self._name = name
        self._say()

    def set_tone(self, _tone: str) -> None:
        """Mistakes are said under the field; the chips keep their look."""

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        boxes = self._boxes(width)
        return int(boxes[-1].bottom()) if boxes else theme.px(32)

    def sizeHint(self) -> QSize:
        wide = sum(self._widths()) + theme.px(6) * (len(self._options) - 1)
        wide = min(wide, theme.px(420))
        return QSize(wide + 1, self.heightForWidth(wide + 1))

    def minimumSizeHint(self) -> QSize:
        widest = max(self._widths(), default=0)
        high = self.heightForWidth(self.width() if self.isVisible() else self.sizeHint().width())
        return QSize(widest, high)

    def resizeEvent(self, _event: QResizeEvent) -> None:
        self.updateGeometry()

    def take_theme(self) -> None:
        """Measure again after a change of size."""
        self.updateGeometry()

    def ring_box(self) -> QRect:
        """The chip the arrows stand on: the ring goes round it, not round all."""
        boxes = self._boxes(self.width())
        return boxes[self._at].toRect() if boxes else self.rect()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        last = len(self._options) - 1
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
        elif key in (Qt.Key.Key_Right, Qt.Key.Key_Down):
            self._go(min(self._at + 1, last))
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Up):
            self._go(max(self._at - 1, 0))
        elif key == Qt.Key.Key_Home:
            self._go(0)
        elif key == Qt.Key.Key_End:
            self._go(last)
        elif key == Qt.Key.Key_Space:
            self._switch(self._at)
        elif key in _ENTER:
            self.moved_on.emit()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        finish_all_composition()
        at = self._part_at(event.position())
        if at >= 0:
            self._go(at)
            self._switch(at)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._over = self._part_at(event.position())
        self.update()

    def leaveEvent(self, _event: QEvent) -> None:
        self._over = -1
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        off = not self.isEnabled()
        tick = theme.px(16)
        for at, (option, box) in enumerate(
            zip(self._options, self._boxes(self.width()), strict=True)
        ):
            on = option.key in self._value
            fill = "selected" if on else ("hover" if at == self._over else "field")
            edge = "rule" if off else ("chosen" if on else "control")
            paint.surface(
                painter,
                box,
                box.height() / 2,
                theme.ink("disabled" if off else fill),
                theme.ink(edge),
                1.5 if on else 1,
            )
            ink = theme.ink("disabled_text" if off else ("link" if on else "label"))
            if on:
                icons.draw(
                    painter,
                    "check",
                    box.left() + theme.px(10),
                    box.top() + (box.height() - tick) / 2,
                    tick,
                    ink,
                )
                paint.text(
                    painter,
                    box.adjusted(theme.px(10) + tick + theme.px(3), 0, 0, 0),
                    option.label,
                    Face.STRONG,
                    ink,
                )
            else:
                paint.text(painter, box, option.label, Face.BODY, ink, paint.CENTRE)

    def _widths(self) -> list[int]:
        return [
            paint.width_of(option.label, Face.STRONG)
            + (theme.px(31) if option.key in self._value else 0)
            + (theme.px(12) if option.key in self._value else theme.px(24))
            for option in self._options
        ]

    def _boxes(self, width: int) -> list[QRectF]:
        boxes: list[QRectF] = []
        left, top, high, gap = 0.0, 0.0, theme.px(32), theme.px(6)
        for wide in self._widths():
            if left and left + wide > width:
                left, top = 0.0, top + high + gap
            boxes.append(QRectF(left, top, wide, high))
            left += wide + gap
        return boxes

    def _part_at(self, spot: QPointF) -> int:
        return next(
            (at for at, box in enumerate(self._boxes(self.width())) if box.contains(spot)), -1
        )

    def _go(self, at: int) -> None:
        self._at = at
        self._say()
        self.update()
        _ring_moved(self)

    def _switch(self, at: int) -> None:
        key = self._options[at].key
        if key in self._value:
            self._value = tuple(one for one in self._value if one != key)
        else:
            self._value = (*self._value, key)
        self._say()
        self.updateGeometry()
        self.update()
        _ring_moved(self)
        self.value_changed.emit()

    def _say(self) -> None:
        on = [option.label for option in self._options if option.key in self._value]
        here = self._options[self._at].label if self._options else ""
        chosen = ", ".join(on) if on else "고르지 않음"
        _speak(self, f"{self._name} {chosen}".strip(), here)


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
        if event.key() in _ENTER:
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
        if event.key() in _ENTER:
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


class Tone:
    """Names of the tones a chip, note or banner may have."""

    NEUTRAL = "neutral"
    INFO = "info"
    WARNING = "warning"
    SUCCESS = "success"
    DANGER = "danger"
    PRIMARY = "primary"


# text and tint of each tone
TONE_LOOK = {
    "neutral": ("neutral", "neutral_tint"),
    "info": ("info", "info_tint"),
    "warning": ("warning", "warning_tint"),
    "success": ("success", "success_tint"),
    "danger": ("danger", "danger_tint"),
    "primary": ("primary_text", "primary_tint"),
}


def chip_width(words: str, icon: str = "") -> int:
    """How wide a chip is."""
    wide = paint.width_of(words, Face.LABEL) + 2 * theme.px(8) + 1
    return wide + (theme.px(15) + theme.px(5) if icon else 0)


def draw_chip(
    painter: QPainter, left: float, middle: float, words: str, tone: str, icon: str = ""
) -> None:
    """Draw a chip with its left edge and vertical middle at a point, as delegates need it."""
    ink, tint = TONE_LOOK[tone]
    high = theme.px(24)
    box = QRectF(left, middle - high / 2, chip_width(words, icon), high)
    paint.surface(painter, box, theme.px(4), theme.ink(tint))
    start = box.left() + theme.px(8)
    if icon:
        side = theme.px(15)
        icons.draw(painter, icon, start, middle - side / 2, side, theme.ink(ink))
        start += side + theme.px(5)
    spot = QRectF(start, box.top(), box.right() - start, high)
    paint.text(painter, spot, words, Face.LABEL, theme.ink(ink))


class Chip(QLabel):
    """A state in a word, on a tint and with a sign: never by colour alone; it speaks."""

    def __init__(
        self,
        text: str,
        tone: str = Tone.NEUTRAL,
        parent: QWidget | None = None,
        *,
        icon: str = "",
    ) -> None:
        super().__init__(parent)
        self._tone, self._icon = tone, icon
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.show_state(text, tone, icon)

    def show_state(self, text: str, tone: str, icon: str = "") -> None:
        """Show another state."""
        self._tone, self._icon = tone, icon
        self.setText(text)
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(chip_width(self.text(), self._icon), theme.px(24))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def take_theme(self) -> None:
        """Measure again after a change of size."""
        self.updateGeometry()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        draw_chip(painter, 0, self.height() / 2, self.text(), self._tone, self._icon)


class Combo(KoreanLineEdit):
    """One of many: type a part of the name or its first consonants, Enter takes the first.

    Only what is in the list can be chosen; leaving with anything else brings back
    the last choice. An emptied field chooses nothing.
    """

    def __init__(
        self,
        choices: Iterable[tuple[str, str] | Option] = (),
        value: str | None = None,
        parent: QWidget | None = None,
        *,
        placeholder: str = "고르기",
        leading: str = "",
        size: str = "",
    ) -> None:
        super().__init__(placeholder, parent, leading=leading, trailing="chevron-down", size=size)
        self._options = options(choices)
        self._chosen: Option | None = None
        self._list: _ChoiceList | None = None
        self._typing = False
        self.setText("")
        self.set_value(value)
        self.shown_text_changed.connect(self._filter)
        self.sign_clicked.connect(self._toggle)

    def value(self) -> Any:
        """The key of the choice, None when nothing is chosen."""
        return self._chosen.key if self._chosen else None

    def chosen(self) -> Option | None:
        """The whole choice."""
        return self._chosen

    def set_value(self, value: object) -> None:
        """Choose by key; None or an unknown key chooses nothing."""
        found = next((option for option in self._options if option.key == value), None)
        self._take(found)

    def set_options(self, choices: Iterable[tuple[str, str] | Option]) -> None:
        """Offer other things; a choice that is among them stays."""
        self._options = options(choices)
        self.set_value(self.value())

    def options(self) -> tuple[Option, ...]:
        """Everything that can be chosen."""
        return self._options

    def found(self, typed: str) -> list[Option]:
        """What fits the letters typed, best first."""
        key = search_key(typed)
        if not key:
            return list(self._options)
        ranked: list[tuple[int, int, Option]] = []
        for at, option in enumerate(self._options):
            if option.beside and search_key(option.beside).startswith(key):
                ranked.append((0, at, option))
            elif matches(typed, option.label):
                ranked.append((1, at, option))
            else:
                label = search_key(option.label)
                if any(matches(typed, label[start:]) for start in range(1, len(label))):
                    ranked.append((2, at, option))
        return [option for _, _, option in sorted(ranked, key=lambda one: one[:2])]

    def is_open(self) -> bool:
        """Whether the list is shown."""
        return self._list is not None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            if self._list is None:
                self._open(self._options)
            else:
                self._list.step(1 if key == Qt.Key.Key_Down else -1)
        elif key in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp) and self._list is not None:
            self._list.step(6 if key == Qt.Key.Key_PageDown else -6)
        elif key == Qt.Key.Key_Escape and self._list is not None:
            self._take(self._chosen)
        elif key in _ENTER:
            self.finish_composition()
            if self._list is not None:
                here = self._list.current()
                self._take(here if here is not None else self._chosen)
            self.moved_on.emit()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        if not self._trailing_box().contains(event.position()) and self._list is None:
            self.selectAll()
            self._open(self._options)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.selectAll()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.finish_composition()
        if event.reason() != Qt.FocusReason.ActiveWindowFocusReason:
            self.settle()
        super().focusOutEvent(event)
        self.deselect()

    def _filter(self, typed: str) -> None:
        if not self._typing and self.hasFocus():
            if typed or self._chosen is None:
                self._open(self.found(typed))
            else:
                self._take(None)
                self._open(self._options)

    def _toggle(self) -> None:
        self.setFocus()
        if self._list is None:
            self._open(self._options)
        else:
            self._close()

    def _open(self, shown: Sequence[Option]) -> None:
        if self._list is None:
            self._list = _ChoiceList(self)
            self._list.taken.connect(self._take_clicked)
        self._list.offer(shown, self._chosen)

    def _take_clicked(self, option: object) -> None:
        if isinstance(option, Option):
            self._take(option)

    def _close(self) -> None:
        if self._list is not None:
            self._list.hide()
            self._list.deleteLater()
            self._list = None

    def settle(self) -> None:
        """Take the one choice that fits what was typed, else keep the last."""
        typed = self.text().strip()
        if not typed:
            self._take(None)
        elif self._chosen is None or typed != self._chosen.label:
            fitting = self.found(typed)
            exact = [option for option in fitting if option.label == typed]
            sole = exact or (fitting if len(fitting) == 1 else [])
            self._take(sole[0] if sole else self._chosen)
        self._close()

    def _take(self, option: Option | None) -> None:
        changed = option != self._chosen
        self._chosen = option
        self._typing = True
        self.setText(option.label if option else "")
        self.setCursorPosition(0)
        self._typing = False
        self._close()
        if changed:
            self.value_changed.emit()


class CodePicker(Combo):
    """An occupation out of the 139 of the classification: by number, name or first consonants."""

    def __init__(
        self,
        choices: Iterable[tuple[str, str] | Option] = (),
        value: str | None = None,
        parent: QWidget | None = None,
        *,
        placeholder: str = "직종 이름이나 번호",
    ) -> None:
        """`choices` are (code, name); the code stands beside the name in the list."""
        listed = tuple(
            option if option.beside else Option(option.key, option.label, option.key)
            for option in options(choices)
        )
        super().__init__(listed, value, parent, placeholder=placeholder, leading="search")

    def set_options(self, choices: Iterable[tuple[str, str] | Option]) -> None:
        """Offer another edition of the classification."""
        super().set_options(
            option if option.beside else Option(option.key, option.label, option.key)
            for option in options(choices)
        )


class _ChoiceList(QWidget):
    """The open list under a combo; a child of the window, so that the input method stays put."""

    taken = Signal(object)
    ROW = 38
    MOST = 8

    def __init__(self, owner: Combo) -> None:
        super().__init__(owner.window())
        self._owner = owner
        self._shown: tuple[Option, ...] = ()
        self._chosen: Option | None = None
        self._at = 0
        self._first = 0
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setMouseTracking(True)
        self._bar = QScrollBar(Qt.Orientation.Vertical, self)
        self._bar.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._bar.valueChanged.connect(self._scrolled)
        app = QApplication.instance()
        if app is not None:
            app.installEventFilter(self)

    def offer(self, shown: Sequence[Option], chosen: Option | None) -> None:
        """Show these rows under the field, above it where there is no room below."""
        self._shown, self._chosen = tuple(shown), chosen
        self._at = self._shown.index(chosen) if chosen in self._shown else 0
        rows = max(1, min(self.MOST, len(self._shown)))
        spare = theme.px(10)
        widest = max(
            (
                paint.width_of(one.label, Face.STRONG) + paint.width_of(one.beside, Face.NOTE)
                for one in self._shown
            ),
            default=0,
        )
        wide = max(self._owner.width(), min(widest + theme.px(88), theme.px(480)))
        high = rows * theme.px(self.ROW) + theme.px(10)
        window = self._owner.window()
        under = self._owner.mapTo(window, QPoint(0, self._owner.height() + theme.px(4)))
        if under.y() + high > window.height():
            above = self._owner.mapTo(window, QPoint(0, -theme.px(4))).y() - high
            under.setY(above if above >= 0 else max(0, window.height() - high))
        under.setX(max(0, min(under.x(), window.width() - wide - spare)))
        # Room for the soft edge round the card.
        self.setGeometry(under.x() - spare, under.y() - spare, wide + 2 * spare, high + 2 * spare)
        self._bar.setRange(0, max(0, len(self._shown) - rows))
        self._bar.setPageStep(rows)
        self._bar.setVisible(len(self._shown) > rows)
        self._bar.setGeometry(
            spare + wide - theme.px(16), spare + theme.px(5), theme.px(12), high - theme.px(10)
        )
        self._reveal()
        self.show()
        self.raise_()
        self.update()
        self._say()

    def current(self) -> Option | None:
        """The row the arrows stand on."""
        return self._shown[self._at] if self._at < len(self._shown) else None

    def step(self, by: int) -> None:
        """Go up or down."""
        if self._shown:
            self._at = max(0, min(len(self._shown) - 1, self._at + by))
            self._reveal()
            self._say()
            self.update()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.MouseButtonPress and isinstance(event, QMouseEvent):
            spot = event.globalPosition().toPoint()
            inside = self.rect().contains(self.mapFromGlobal(spot))
            own = self._owner.rect().contains(self._owner.mapFromGlobal(spot))
            if not inside and not own and self._owner.is_open():
                self._owner._close()
        return False

    def mousePressEvent(self, event: QMouseEvent) -> None:
        row = self._row_at(event.position())
        if row is not None:
            self.taken.emit(self._shown[row])

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        row = self._row_at(event.position())
        if row is not None and row != self._at:
            self._at = row
            self.update()

    def wheelEvent(self, event: QWheelEvent) -> None:
        self._bar.setValue(self._bar.value() - (1 if event.angleDelta().y() > 0 else -1))
        event.accept()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        spare = theme.px(10)
        card = QRectF(self.rect()).adjusted(spare, spare, -spare, -spare)
        paint.soft_edge(painter, card, theme.px(8), spare - 2)
        paint.surface(painter, card, theme.px(8), theme.ink("card"), theme.ink("rule"))
        if not self._shown:
            words = "맞는 것이 없습니다. 다른 낱말로 찾아보세요."
            box = card.adjusted(theme.px(16), 0, -theme.px(8), 0)
            paint.text(painter, box, words, Face.NOTE, theme.ink("second"), elide=True)
            return
        high = theme.px(self.ROW)
        rows = max(1, min(self.MOST, len(self._shown)))
        right = card.right() - theme.px(18 if self._bar.isVisible() else 6)
        for row in range(rows):
            at = self._first + row
            if at >= len(self._shown):
                break
            option = self._shown[at]
            box = QRectF(
                card.left() + theme.px(6),
                card.top() + theme.px(5) + row * high,
                right - card.left() - theme.px(6),
                high,
            )
            here, chosen = at == self._at, option == self._chosen
            if here:
                paint.surface(painter, box, theme.px(6), theme.ink("selected"))
            ink = theme.ink("link" if here else "text")
            face = Face.STRONG if here or chosen else Face.BODY
            left = box.left() + theme.px(10)
            room = box.right() - left - theme.px(32 if chosen else 8)
            if option.beside:
                beside = paint.width_of(option.beside, Face.NOTE)
                label = min(paint.width_of(option.label, face) + 2, room - beside - theme.px(12))
                spot = QRectF(left + label + theme.px(12), box.top(), beside + 2, high)
                token = "text" if here else "second"
                paint.text(painter, spot, option.beside, Face.NOTE, theme.ink(token))
                room = label
            paint.text(
                painter, QRectF(left, box.top(), room, high), option.label, face, ink, elide=True
            )
            if chosen:
                side = theme.px(18)
                icons.draw(
                    painter,
                    "check",
                    box.right() - theme.px(26),
                    box.top() + (high - side) / 2,
                    side,
                    theme.ink("link"),
                )

    def _row_at(self, spot: QPointF) -> int | None:
        top = theme.px(10) + theme.px(5)
        row = int((spot.y() - top) // theme.px(self.ROW)) + self._first
        return row if spot.y() >= top and 0 <= row < len(self._shown) else None

    def _reveal(self) -> None:
        rows = max(1, min(self.MOST, len(self._shown)))
        if self._at < self._first:
            self._first = self._at
        elif self._at >= self._first + rows:
            self._first = self._at - rows + 1
        self._first = max(0, min(self._first, len(self._shown) - rows))
        self._bar.setValue(self._first)

    def _scrolled(self, first: int) -> None:
        self._first = first
        self.update()

    def _say(self) -> None:
        here = self.current()
        if here is not None:
            self._owner.setAccessibleDescription(f"{here.label} {here.beside}".strip())


Listener = Callable[[], None]


def _speak(widget: QWidget, name: str, description: str = "") -> None:
    """Tell a screen reader that what a painted control says has changed."""
    if widget.accessibleName() != name or widget.accessibleDescription() != description:
        widget.setAccessibleName(name)
        widget.setAccessibleDescription(description)
        QAccessible.updateAccessibility(QAccessibleEvent(widget, QAccessible.Event.NameChanged))


def _ring_moved(widget: QWidget) -> None:
    """The ring is told by a layout request: it follows the part that has the keys."""
    QApplication.postEvent(widget, QEvent(QEvent.Type.LayoutRequest))
