"""A field of a form: its label above, its control, and what is to be said below."""

from typing import Any, Protocol

from PySide6.QtCore import QObject, QSize, Qt
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop.ui.kit import icons, paint, theme
from desktop.ui.kit.chips import TONE_LOOK
from desktop.ui.kit.spoken import Spoken, SpokenRole
from desktop.ui.kit.text import PlainLabel
from desktop.ui.kit.theme import Face

_SIGNS = {
    "danger": "alert-circle",
    "warning": "alert-triangle",
    "success": "check-circle",
    "info": "info",
    "neutral": "info",
}


class Control(Protocol):
    """What a form needs of a control: all inputs of the kit have it."""

    def value(self) -> Any:
        """What is chosen or typed, with a syllable still being composed."""

    def set_value(self, value: object) -> None:
        """Show a value."""

    def set_tone(self, tone: str) -> None:
        """Show or take away the look of a mistake."""


class Field(QWidget):
    """A labelled control with room for one sentence under it.

    `required` shows 필수, `optional` shows 선택 behind the label; `hint` stands below
    while there is nothing else to say. The room for the sentence is kept so that the
    form does not jump; `room=False` saves it where no sentence can come.
    """

    def __init__(
        self,
        label: str,
        control: QWidget,
        parent: QWidget | None = None,
        *,
        required: bool = False,
        optional: bool = False,
        hint: str = "",
        room: bool = True,
        behind: QWidget | None = None,
        below: QWidget | None = None,
        across: bool = False,
        bare: bool = False,
    ) -> None:
        """`behind` is a widget in the control's row (a unit, a tick), `below` one between it
        and the sentence; `across` lets the
        control take the whole width; `bare` shows no label, because a table's head or the
        words beside it say it already.
        """
        super().__init__(parent)
        self.control = control
        self.required = required
        self._hint = hint
        self._label = _Label(label, required, optional, control)
        self._message = _Message(room)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        if bare:
            self._label.setParent(self)
            self._label.hide()
        else:
            column.addWidget(self._label)
            column.addSpacing(theme.px(4))
        row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(6))
        row.addWidget(control)
        self._row = row
        self._cover: PlainLabel | None = None
        self._covered_focus = False
        if behind is not None:
            row.addWidget(behind)
        wide = across or getattr(control, "takes_the_width", False)
        if not wide and not control.hasHeightForWidth():
            row.addStretch(1)
        column.addLayout(row)
        if below is not None:
            column.addWidget(below)
        column.addWidget(self._message)
        grows = control.sizePolicy().verticalPolicy() == QSizePolicy.Policy.Expanding
        if not grows:
            # Beside a field with a longer sentence this one stays at the top of the row.
            column.addStretch(1)
        vertical = QSizePolicy.Policy.Expanding if grows else QSizePolicy.Policy.Preferred
        self.setSizePolicy(QSizePolicy.Policy.Preferred, vertical)
        self.setFocusProxy(control)
        self._speak_label()
        self._tell("", "")

    @property
    def label(self) -> str:
        """The words above the control."""
        return self._label.text

    def set_label(self, text: str) -> None:
        """Ask for something else in the same place."""
        self._label.text = text
        self._label.updateGeometry()
        self._label.update()
        self._speak_label()

    def _speak_label(self) -> None:
        name = f"{self.label} 필수" if self.required else self.label
        set_name = getattr(self.control, "set_name", None)
        if callable(set_name):
            set_name(name)
        else:
            self.control.setAccessibleName(name)

    def value(self) -> Any:
        """The value of the control."""
        return self.control.value()  # type: ignore[attr-defined]

    def set_value(self, value: object) -> None:
        """Show a value in the control."""
        self.control.set_value(value)  # type: ignore[attr-defined]

    def set_error(self, sentence: str) -> None:
        """Say what is wrong and what to do; the control gets a red border."""
        self._tell(sentence, "danger")

    def set_hint(self, text: str) -> None:
        """Explain otherwise, while nothing is wrong."""
        self._hint = text
        if not self.error():
            self.clear_message()

    def set_note(self, sentence: str, tone: str = "info") -> None:
        """Say something about the value: info, success, warning."""
        self._tell(sentence, tone if sentence else "")

    def clear_message(self) -> None:
        """Say nothing but the hint."""
        self._tell("", "")

    def error(self) -> str:
        """The mistake shown, empty when there is none."""
        return self._message.text if self._message.tone == "danger" else ""

    def message(self) -> str:
        """Whatever is said under the control."""
        return self._message.text

    def set_covered(self, covered: bool) -> None:
        """Put a sentence in the control's place while nobody may read it."""
        control = self.control
        if covered and self._cover is None:
            self._covered_focus = control.hasFocus()
            self._cover = PlainLabel("가려져 있습니다. F12로 다시 봅니다.", ink="second")
            self._cover.setMinimumHeight(min(control.height(), theme.px(96)))
            self._row.insertWidget(0, self._cover)
            control.hide()
        elif not covered and self._cover is not None:
            self._cover.hide()
            self._cover.deleteLater()
            self._cover = None
            control.show()
            if self._covered_focus:
                control.setFocus(Qt.FocusReason.OtherFocusReason)

    def _tell(self, sentence: str, tone: str) -> None:
        if not sentence:
            sentence, tone = self._hint, "hint" if self._hint else ""
        self._message.tell(sentence, tone)
        self.control.setAccessibleDescription(sentence)
        set_tone = getattr(self.control, "set_tone", None)
        if callable(set_tone):
            set_tone("danger" if tone == "danger" else "")


class _Label(QWidget, Spoken):
    """Label with 필수 or 선택 behind it; a click goes to the control."""

    spoken_role = SpokenRole.StaticText

    def __init__(self, text: str, required: bool, optional: bool, control: QWidget) -> None:
        super().__init__()
        self.text = text
        self._mark = "필수" if required else ("선택" if optional else "")
        self._ink = "danger" if required else "second"
        self._control = control
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)

    def spoken_name(self) -> str:
        """The words."""
        return self.text

    def sizeHint(self) -> QSize:
        wide = paint.width_of(self.text, Face.LABEL)
        if self._mark:
            wide += theme.px(6) + paint.width_of(self._mark, Face.CAP)
        return QSize(wide + 2, theme.px(20))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def mousePressEvent(self, _event: QMouseEvent) -> None:
        self._control.setFocus(Qt.FocusReason.MouseFocusReason)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        box = self.rect().toRectF()
        paint.text(painter, box, self.text, Face.LABEL, theme.ink("label"))
        if self._mark:
            left = paint.width_of(self.text, Face.LABEL) + theme.px(6)
            face = Face.CAP if self._ink == "danger" else Face.TINY
            paint.text(painter, box.adjusted(left, 0, 0, 0), self._mark, face, theme.ink(self._ink))


class _Message(QWidget):
    """One sentence with its sign, in the tone of what it says; wraps where it must."""

    def __init__(self, room: bool) -> None:
        super().__init__()
        self.text = ""
        self.tone = ""
        self._room = room
        if not room:
            # Showing it here would open a window of its own: it has no parent yet.
            self.hide()
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def tell(self, text: str, tone: str) -> None:
        if (text, tone) != (self.text, self.tone):
            self.text, self.tone = text, tone
            self.setAccessibleName(text)
            self.setVisible(self._room or bool(text))
            self.updateGeometry()
            self.update()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        step = theme.px(19)
        lines = self._lines(width)
        return theme.px(4) + step * max(1, len(lines))

    def sizeHint(self) -> QSize:
        return QSize(theme.px(60), self._high())

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self._high())

    def resizeEvent(self, _event: object) -> None:
        self.updateGeometry()

    def paintEvent(self, _event: QPaintEvent) -> None:
        if not self.text:
            return
        painter = QPainter(self)
        token = "second" if self.tone == "hint" else TONE_LOOK[self.tone][0]
        ink = theme.ink(token)
        step = theme.px(19)
        if self.tone != "hint":
            side = theme.px(16)
            top = theme.px(4) + (step - side) / 2
            icons.draw(painter, _SIGNS[self.tone], theme.px(1), top, side, ink)
        painter.setFont(theme.font(Face.NOTE))
        painter.setPen(ink)
        for at, line in enumerate(self._lines(self.width())):
            box = self.rect().toRectF()
            box.setTop(theme.px(4) + at * step)
            box.setHeight(step)
            box.setLeft(self._indent())
            painter.drawText(box, int(paint.LEFT), line)

    def _high(self) -> int:
        # Before the first layout the width says nothing: one line is the best guess.
        return self.heightForWidth(self.width() if self.isVisible() else theme.px(2000))

    def _indent(self) -> int:
        return 0 if self.tone == "hint" else theme.px(22)

    def _lines(self, width: int) -> list[str]:
        return paint.broken(self.text, Face.NOTE, width - self._indent())


def control_signal(control: QObject, name: str) -> Any:
    """A signal every control of the kit may have, or None."""
    return getattr(control, name, None)
