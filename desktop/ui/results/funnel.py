"""How the referrals thin out on their way: bars with their figures in words, and the silent."""

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.domain.partner_results import FUNNEL, Figure, ResultLine, share, shown
from desktop.ui.kit import Face, paint, theme
from desktop.ui.kit.spoken import Spoken, SpokenRole

BARS = (*FUNNEL, Figure.SILENT)
ROW, LABEL, BAR = 27, 62, 15
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


class Funnel(QWidget, Spoken):
    """A bar a figure; arrows choose one, Enter opens the referrals behind it.

    Nothing is told by colour alone: every bar has its words, and what nobody answered is hatched.
    """

    spoken_role = SpokenRole.ComboBox
    opened = Signal(object)
    """Figure: its rows are wanted."""
    chosen = Signal(object)
    """Figure: the arrows came to it."""
    ring_radius = 6

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._line: ResultLine | None = None
        self._at = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._say()

    def show_line(self, line: ResultLine) -> None:
        """The figures of one row, or of everything."""
        self._line = line
        self._say()
        self.update()

    def words(self, figure: Figure) -> str:
        """What stands beside a bar."""
        if self._line is None:
            return ""
        count = self._line.count(figure)
        told = f"{count.cases:,}건 {count.people:,}명"
        if figure is Figure.ISSUED:
            return told
        whole = self._line.count(Figure.ISSUED).cases
        return f"{told} · {shown(share(count.cases, whole), '%')}"

    def sizeHint(self) -> QSize:
        return QSize(theme.px(420), theme.px(ROW * len(BARS) + 6))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(LABEL + 60) + self._room(), self.sizeHint().height())

    def ring_box(self) -> QRect:
        """The bar the arrows stand on."""
        return self._box(self._at).toRect()

    def spoken_value(self) -> str:
        """The bar the arrows stand on, in words."""
        figure = BARS[self._at]
        return f"{figure.label} {self.words(figure)}"

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Right):
            self._go(min(self._at + 1, len(BARS) - 1))
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Left):
            self._go(max(self._at - 1, 0))
        elif event.key() in ENTER:
            self.opened.emit(BARS[self._at])
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._go(self._row_at(event.position()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self.rect().contains(event.position().toPoint()):
            self.opened.emit(BARS[self._row_at(event.position())])

    def _row_at(self, spot: QPointF) -> int:
        return min(max(0, int((spot.y() - theme.px(3)) // theme.px(ROW))), len(BARS) - 1)

    def _go(self, at: int) -> None:
        self._at = at
        self._say()
        self.update()
        # The ring goes with the bar.
        self.updateGeometry()
        self.chosen.emit(BARS[at])

    def _say(self) -> None:
        told = ", ".join(f"{figure.label} {self.words(figure)}" for figure in BARS)
        self.setAccessibleName(f"의뢰가 간 길: {told}" if self._line else "의뢰가 간 길")

    def _box(self, at: int) -> QRectF:
        return QRectF(0, theme.px(3) + theme.px(ROW) * at, self.width(), theme.px(ROW))

    def _room(self) -> int:
        """What the words at the right need."""
        return max(paint.width_of(self.words(one), Face.FIGURE) for one in BARS) + theme.px(14)

    def paintEvent(self, _event: QPaintEvent) -> None:
        line = self._line
        if line is None:
            return
        painter = QPainter(self)
        whole = line.count(Figure.ISSUED).cases
        room = self._room()
        left = theme.px(LABEL)
        wide = max(0, self.width() - left - room)
        for at, figure in enumerate(BARS):
            box = self._box(at)
            label = QRectF(theme.px(6), box.top(), left - theme.px(6), box.height())
            paint.text(painter, label, figure.label, Face.LABEL, theme.ink("label"))
            high = theme.px(BAR)
            track = QRectF(left, box.center().y() - high / 2, wide, high)
            paint.surface(painter, track, theme.px(3), theme.ink("track"))
            part = line.count(figure).cases / whole if whole else 0.0
            if part:
                bar = QRectF(track.left(), track.top(), max(theme.px(3), wide * part), high)
                self._draw_bar(painter, bar, figure)
            words = QRectF(left + wide, box.top(), room - theme.px(6), box.height())
            paint.text(
                painter, words, self.words(figure), Face.FIGURE, theme.ink("text"), paint.RIGHT
            )

    def _draw_bar(self, painter: QPainter, bar: QRectF, figure: Figure) -> None:
        if figure is not Figure.SILENT:
            done = figure in (Figure.COMPLETED, Figure.EMPLOYED)
            ink = theme.ink("success_line" if done else "series")
            paint.surface(painter, bar, theme.px(3), ink)
            return
        paint.surface(painter, bar, theme.px(3), theme.ink("page"), theme.ink("warning_line"), 1.5)
        painter.save()
        painter.setClipRect(bar.adjusted(1, 1, -1, -1))
        painter.setPen(QPen(theme.ink("warning_line"), 1.5))
        along = bar.left() - bar.height()
        while along < bar.right():
            painter.drawLine(QPointF(along, bar.bottom()), QPointF(along + bar.height(), bar.top()))
            along += theme.px(6)
        painter.restore()
