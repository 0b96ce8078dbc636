"""Choosing: one of few, several of few, all of them in sight.

Every control here is one stop of Tab, speaks its choice, and moves on at Enter like
the text fields of the same form.
"""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.ui.kit import icons, paint, theme
from desktop.ui.kit.composition import finish_all_composition
from desktop.ui.kit.option import ENTER, Option, options, ring_moved, speak
from desktop.ui.kit.spoken import Spoken, SpokenRole
from desktop.ui.kit.theme import Face


class Segmented(QWidget, Spoken):
    """One of few, all in sight: arrows move, one stop of Tab."""

    spoken_role = SpokenRole.ComboBox
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
        elif key in ENTER:
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

    def spoken_name(self) -> str:
        """What is asked; the answer is the value."""
        return self._name or self.accessibleName()

    def spoken_value(self) -> str:
        """The answer."""
        at = self._index(self._value)
        return self._options[at].label if at is not None else "고르지 않음"

    def _say(self) -> None:
        speak(self, f"{self._name} {self.spoken_value()}".strip())


class ToggleChips(QWidget, Spoken):
    """Several of few: arrows move, Space switches on and off, a tick tells what is on."""

    # The chip the arrows stand on is what Space ticks.
    spoken_role = SpokenRole.CheckBox
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
        elif key in ENTER:
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
        ring_moved(self)

    def _switch(self, at: int) -> None:
        key = self._options[at].key
        if key in self._value:
            self._value = tuple(one for one in self._value if one != key)
        else:
            self._value = (*self._value, key)
        self._say()
        self.updateGeometry()
        self.update()
        ring_moved(self)
        self.value_changed.emit()

    def spoken_name(self) -> str:
        """What is asked, and the chip the arrows stand on."""
        here = self._options[self._at].label if self._options else ""
        return f"{self._name} {here}".strip()

    def spoken_value(self) -> str:
        """Everything that is on."""
        on = [option.label for option in self._options if option.key in self._value]
        return ", ".join(on) if on else "고르지 않음"

    def spoken_checked(self) -> bool | None:
        """Whether the chip the arrows stand on is on."""
        return bool(self._options) and self._options[self._at].key in self._value

    def _say(self) -> None:
        here = self._options[self._at].label if self._options else ""
        speak(self, f"{self._name} {self.spoken_value()}".strip(), here)
