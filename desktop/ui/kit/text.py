"""Words on the screen: one-line labels, titles, figures, and paragraphs that breathe.

A visitor's name may look like a tag (`<b>x</b>`): nothing here ever guesses rich text.
"""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QTextLayout, QTextOption
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from desktop.ui.kit import paint, theme
from desktop.ui.kit.theme import Face
from desktop.ui.kit.tips import give_tip


class PlainLabel(QLabel):
    """One line of words, shown exactly as they are; never narrower than its text.

    `elide=True` lets a layout make it narrower; it is then cut with … and the whole
    text stands in the tooltip (the text given is what may be seen: mask it before).
    """

    def __init__(
        self,
        text: str = "",
        parent: QWidget | None = None,
        *,
        face: Face = Face.BODY,
        ink: str = "text",
        align: Qt.AlignmentFlag = paint.LEFT,
        elide: bool = False,
    ) -> None:
        super().__init__(parent)
        self._face = face
        self._ink = ink
        self._elide = elide
        self._measured: tuple[tuple[object, ...], QSize] | None = None
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setAlignment(align)
        self.setSizePolicy(
            QSizePolicy.Policy.Preferred if elide else QSizePolicy.Policy.Minimum,
            QSizePolicy.Policy.Fixed,
        )
        self.setText(text)

    def set_ink(self, token: str) -> None:
        """Change the colour by its token."""
        self._ink = token
        self.update()

    def set_face(self, face: Face) -> None:
        """Change the size of the text."""
        self._face = face
        self.updateGeometry()
        self.update()

    def take_theme(self) -> None:
        """Measure again after a change of size."""
        self.updateGeometry()

    @property
    def elides(self) -> bool:
        """Whether a layout may cut it."""
        return self._elide

    def sizeHint(self) -> QSize:
        # Layouts ask many times for the same words.
        asked = (self.text(), self._face, theme.scale())
        if self._measured is None or self._measured[0] != asked:
            measures = theme.metrics(self._face)
            lines = self.text().split("\n")
            wide = max((measures.horizontalAdvance(line) for line in lines), default=0)
            high = max(measures.height(), round(theme.px(self._face.value[0]) * 1.4))
            self._measured = asked, QSize(wide + 1, high * len(lines))
        return QSize(self._measured[1])

    def minimumSizeHint(self) -> QSize:
        hint = self.sizeHint()
        return QSize(min(hint.width(), theme.px(40)), hint.height()) if self._elide else hint

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        token = self._ink if self.isEnabled() else "disabled_text"
        words = self.text()
        painter.setFont(theme.font(self._face))
        painter.setPen(theme.ink(token))
        if self._elide:
            whole = words
            words = theme.metrics(self._face).elidedText(
                words, Qt.TextElideMode.ElideRight, self.width()
            )
            shown_whole = "" if words == whole else whole
            give_tip(self, shown_whole)
        painter.drawText(QRectF(self.rect()), int(self.alignment()), words)


class Title(PlainLabel):
    """The name of the screen, 20 px bold."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent, face=Face.TITLE)


class SectionTitle(PlainLabel):
    """The name of a part of the screen, 16 px."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent, face=Face.SECTION)


class Hint(PlainLabel):
    """Words that explain, 13 px in the second grey."""

    def __init__(
        self, text: str = "", parent: QWidget | None = None, *, elide: bool = False
    ) -> None:
        super().__init__(text, parent, face=Face.NOTE, ink="second", elide=elide)


class Number(QWidget):
    """A figure that matters with what it counts above and its unit behind it."""

    def __init__(
        self, caption: str, figure: str, unit: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._caption, self._figure, self._unit = caption, figure, unit
        self._remark = ""
        self._say()

    def set_figure(self, figure: str, remark: str = "") -> None:
        """Show another figure; `remark` stands small behind the unit."""
        self._figure, self._remark = figure, remark
        self._say()
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        more = theme.px(8) + paint.width_of(self._remark, Face.NOTE) if self._remark else 0
        return QSize(self._wide(more), theme.px(54))

    def minimumSizeHint(self) -> QSize:
        # The remark gives way, the figure never.
        return QSize(self._wide(theme.px(8 + 48) if self._remark else 0), theme.px(54))

    def _wide(self, more: int) -> int:
        below = paint.width_of(self._figure, Face.NUMBER) + theme.px(4)
        below += paint.width_of(self._unit, Face.NOTE) + more
        return max(below, paint.width_of(self._caption, Face.NOTE)) + 2

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        top = QRectF(0, 0, self.width(), theme.px(18))
        paint.text(painter, top, self._caption, Face.NOTE, theme.ink("second"))
        base = theme.px(46)
        painter.setFont(theme.font(Face.NUMBER))
        painter.setPen(theme.ink("text"))
        painter.drawText(QPointF(0, base), self._figure)
        left = paint.width_of(self._figure, Face.NUMBER) + theme.px(4)
        painter.setFont(theme.font(Face.NOTE))
        painter.setPen(theme.ink("second"))
        painter.drawText(QPointF(left, base), self._unit)
        if self._remark:
            left += paint.width_of(self._unit, Face.NOTE) + theme.px(8)
            measures = theme.metrics(Face.NOTE)
            room = round(self.width() - left)
            words = measures.elidedText(self._remark, Qt.TextElideMode.ElideRight, room)
            painter.drawText(QPointF(left, base), words)
            shown_whole = "" if words == self._remark else self._remark
            give_tip(self, shown_whole)

    def _say(self) -> None:
        self.setAccessibleName(f"{self._caption} {self._figure}{self._unit} {self._remark}".strip())


class Paragraph(QWidget):
    """Several lines of plain words at a line height of 145 %; its height follows its width."""

    def __init__(
        self,
        text: str = "",
        parent: QWidget | None = None,
        *,
        face: Face = Face.BODY,
        ink: str = "text",
        width: int = 0,
        middle: bool = False,
    ) -> None:
        """`width` is the width in design pixels it would like to have (0: as wide as there is);
        `middle` centres the words in a higher row.
        """
        super().__init__(parent)
        self._face, self._ink, self._text, self._wish = face, ink, "", width
        self._middle = middle
        self._highs: dict[tuple[int, float], int] = {}
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.set_text(text)

    def text(self) -> str:
        """The words shown."""
        return self._text

    def set_text(self, text: str) -> None:
        """Show other words."""
        self._text = text
        self._highs.clear()
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def set_ink(self, token: str) -> None:
        """Change the colour by its token."""
        self._ink = token
        self.update()

    def take_theme(self) -> None:
        """Measure again after a change of size."""
        self.updateGeometry()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        # Layouts ask many times for the same width, and breaking lines is dear.
        asked = (width, theme.scale())
        high = self._highs.get(asked)
        if high is None:
            high = self._highs[asked] = self._lay_out(width, None)
        return high

    def sizeHint(self) -> QSize:
        natural = max(
            (paint.width_of(line, self._face) for line in self._text.split("\n")), default=0
        )
        wide = min(natural + 2, theme.px(self._wish or 360))
        return QSize(wide, self.heightForWidth(wide))

    def minimumSizeHint(self) -> QSize:
        # A layout without height-for-width would cut the paragraph in half.
        wide = self.width() if self.isVisible() else self.sizeHint().width()
        return QSize(theme.px(80), self.heightForWidth(max(wide, theme.px(80))))

    def resizeEvent(self, event: object) -> None:
        self.updateGeometry()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(theme.ink(self._ink if self.isEnabled() else "disabled_text"))
        if self._middle:
            painter.translate(0, (self.height() - self.heightForWidth(self.width())) / 2)
        self._lay_out(self.width(), painter)

    def _lay_out(self, width: int, painter: QPainter | None) -> int:
        font = theme.font(self._face)
        measures = QFontMetricsF(font)
        step = round(theme.px(self._face.value[0]) * 1.45)
        top = 0.0
        for block in self._text.split("\n"):
            layout = QTextLayout(block, font)
            option = QTextOption()
            option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
            layout.setTextOption(option)
            layout.beginLayout()
            lines = 0
            while (line := layout.createLine()).isValid():
                line.setLineWidth(max(1, width))
                line.setPosition(QPointF(0, top + (step - measures.height()) / 2))
                top += step
                lines += 1
            layout.endLayout()
            if not lines:
                top += step
            if painter is not None:
                layout.draw(painter, QPointF(0, 0))
        return round(top)
