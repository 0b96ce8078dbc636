"""How long people waited today, hour by hour: rather looked at than read."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.ui.kit import Face, paint, theme
from desktop.ui.today.cards import LONG_WAIT

FIRST, LAST = 9, 18
_LEAST_TOP = 20


class WaitChart(QWidget):
    """Mean minutes of waiting by hour, with a line at what is too long."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._waits: tuple[tuple[int, int], ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.show_waits(())

    def show_waits(self, waits: tuple[tuple[int, int], ...]) -> None:
        """(hour, mean minutes) of the hours in which somebody was called."""
        self._waits = tuple(one for one in waits if FIRST <= one[0] <= LAST)
        told = ", ".join(f"{hour}시 {minutes}분" for hour, minutes in self._waits)
        self.setAccessibleName(f"시간대별 평균 대기: {told}" if told else "아직 부른 분이 없습니다")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(250), theme.px(54))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        left, right = theme.px(4), self.width() - theme.px(32)
        base, top = theme.px(36), theme.px(2)
        most = max([_LEAST_TOP, *(minutes for _, minutes in self._waits)])

        def spot(hour: float, minutes: float) -> QPointF:
            across = left + (right - left) * (hour - FIRST) / (LAST - FIRST)
            return QPointF(across, base - (base - top) * minutes / most)

        painter.setPen(QPen(theme.ink("rule"), 1))
        painter.drawLine(QPointF(left, base + 0.5), QPointF(right, base + 0.5))
        pen = QPen(theme.ink("warning_line"), 1, Qt.PenStyle.DashLine)
        painter.setPen(pen)
        limit = spot(LAST, LONG_WAIT)
        painter.drawLine(QPointF(left, limit.y()), limit)
        box = QRectF(right + theme.px(4), limit.y() - theme.px(8), theme.px(32), theme.px(16))
        paint.text(painter, box, f"{LONG_WAIT}분", Face.CAP, theme.ink("warning"))
        for hour in (FIRST, 12, 15, LAST):
            middle = spot(hour, 0).x()
            words = QRectF(middle - theme.px(18), base + theme.px(2), theme.px(36), theme.px(16))
            align = paint.CENTRE
            if hour == FIRST:
                words.moveLeft(left)
                align = paint.LEFT
            paint.text(painter, words, f"{hour}시", Face.TINY, theme.ink("second"), align)
        if not self._waits:
            return
        points = [spot(hour, minutes) for hour, minutes in self._waits]
        area = QPolygonF([QPointF(points[0].x(), base), *points, QPointF(points[-1].x(), base)])
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.ink("primary_tint"))
        painter.drawPolygon(area)
        painter.setPen(QPen(theme.ink("series"), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolyline(QPolygonF(points))
        painter.setPen(QPen(theme.ink("page"), 2))
        painter.setBrush(theme.ink("series"))
        painter.drawEllipse(points[-1], theme.px(4.5), theme.px(4.5))
