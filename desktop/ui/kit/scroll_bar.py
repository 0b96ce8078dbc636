"""The bar of whatever scrolls: a thumb without arrows, as wide as a finger of the mouse needs.

Painted here and not by a style sheet: a sheet of the application keeps its rules for every
widget there is, ten kilobytes each.
"""

from PySide6.QtCore import QCoreApplication, QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractScrollArea, QAbstractSlider, QScrollBar, QWidget

from desktop.ui.kit import paint, theme

THICK, SHORTEST = 12, 32
"""Across the bar and along the thumb, in design pixels."""
_OFF = Qt.ScrollBarPolicy.ScrollBarAlwaysOff


class ScrollBar(QScrollBar):
    """A thumb to drag; a press beside it goes a page on."""

    def __init__(
        self,
        orientation: Qt.Orientation = Qt.Orientation.Vertical,
        parent: QWidget | None = None,
        *,
        ground: str = "",
        thick: int = THICK,
    ) -> None:
        """With a `ground` (a colour's token) it is opaque: nothing under it is painted with it."""
        super().__init__(orientation, parent)
        self._ground, self._thick = ground, thick
        self._held: float | None = None
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        upright = orientation == Qt.Orientation.Vertical
        self.setAccessibleName("세로 이동 막대" if upright else "가로 이동 막대")
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent, bool(ground))

    def thumb(self) -> QRectF:
        """Where the thumb lies; empty where there is nothing to go through."""
        span = self.maximum() - self.minimum()
        if span <= 0:
            return QRectF()
        begin, long = self._place_of_thumb(span)
        ends, sides = theme.px(2), theme.px(self._thick) / 4
        along = (begin + ends, long - 2 * ends)
        if self.orientation() == Qt.Orientation.Vertical:
            return QRectF(sides, along[0], self.width() - 2 * sides, along[1])
        return QRectF(along[0], sides, along[1], self.height() - 2 * sides)

    def _place_of_thumb(self, span: int) -> tuple[float, float]:
        """Where it begins and how long it is, along the bar."""
        room = self._along(self.width(), self.height())
        page = max(1, self.pageStep())
        long = min(float(room), max(float(theme.px(SHORTEST)), room * page / (span + page)))
        return (room - long) * (self.sliderPosition() - self.minimum()) / span, long

    def _along(self, across: float, down: float) -> float:
        return down if self.orientation() == Qt.Orientation.Vertical else across

    def take_theme(self) -> None:
        """As thick as the type now asks."""
        self.updateGeometry()
        around = self.parentWidget()
        while around is not None and not isinstance(around, QAbstractScrollArea):
            around = around.parentWidget()
        if around is not None:
            # A bar that is hidden does not ask for its room by itself.
            QCoreApplication.postEvent(around, QEvent(QEvent.Type.LayoutRequest))

    def sizeHint(self) -> QSize:
        thick, long = theme.px(self._thick), theme.px(SHORTEST)
        upright = self.orientation() == Qt.Orientation.Vertical
        return QSize(thick, long) if upright else QSize(long, thick)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self._ground:
            painter.fillRect(event.rect(), theme.ink(self._ground))
        thumb = self.thumb()
        if not thumb.isEmpty():
            radius = min(thumb.width(), thumb.height()) / 2
            paint.surface(painter, thumb, radius, theme.ink("thumb"))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        span = self.maximum() - self.minimum()
        if event.button() != Qt.MouseButton.LeftButton or span <= 0:
            event.ignore()
            return
        at = self._along(event.position().x(), event.position().y())
        begin, long = self._place_of_thumb(span)
        if begin <= at < begin + long:
            self._held = at - begin
            self.setSliderDown(True)
        elif at < begin:
            self.triggerAction(QAbstractSlider.SliderAction.SliderPageStepSub)
        else:
            self.triggerAction(QAbstractSlider.SliderAction.SliderPageStepAdd)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        span = self.maximum() - self.minimum()
        if self._held is None or span <= 0:
            return
        _, long = self._place_of_thumb(span)
        room = self._along(self.width(), self.height()) - long
        begin = self._along(event.position().x(), event.position().y()) - self._held
        share = begin / room if room > 0 else 0.0
        self.setSliderPosition(self.minimum() + round(span * share))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._held = None
            self.setSliderDown(False)


def give_bars(area: QAbstractScrollArea) -> None:
    """Give a new area bars of this kind; before anything is connected to those it has."""
    if area.verticalScrollBarPolicy() != _OFF:
        area.setVerticalScrollBar(ScrollBar(Qt.Orientation.Vertical, area))
    if area.horizontalScrollBarPolicy() != _OFF:
        area.setHorizontalScrollBar(ScrollBar(Qt.Orientation.Horizontal, area))
