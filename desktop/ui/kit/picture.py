"""A picture to look closely at: as wide as its place, larger with +, moved with the arrows."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.ui.kit import paint, theme
from desktop.ui.kit.spoken import Spoken, SpokenRole
from desktop.ui.kit.theme import Face

CLOSER, CLOSEST = 1.4, 6.0
_MOVES = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


class PictureView(QWidget, Spoken):
    """What came on paper, beside what is typed of it; covered while names are."""

    spoken_role = SpokenRole.Graphic
    ring_radius = 6

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._image = QImage()
        self._zoom = 1.0
        self._at = QPointF(0, 0)
        self._grabbed: QPointF | None = None
        self._masked = False
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_picture(self, data: bytes) -> None:
        """Show another picture, whole."""
        self._image = QImage.fromData(data)
        self._zoom, self._at = 1.0, QPointF(0, 0)
        self.updateGeometry()
        self.update()

    def set_masked(self, masked: bool) -> None:
        """F12: nobody may read it."""
        self._masked = masked
        self.update()

    @property
    def zoom(self) -> float:
        """How many times larger than fitting."""
        return self._zoom

    def look_closer(self, factor: float) -> None:
        """Larger or smaller, round the middle of what is seen."""
        before = self._zoom
        self._zoom = max(1.0, min(CLOSEST, before * factor))
        middle = QPointF(self.width() / 2, self.height() / 2)
        self._at = (self._at + middle) * (self._zoom / before) - middle
        self._stay_inside()
        self.setAccessibleDescription(f"{round(self._zoom * 100)} %")

    def sizeHint(self) -> QSize:
        return QSize(theme.px(520), self.heightForWidth(theme.px(520)))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(240), theme.px(120))

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        if self._image.isNull():
            return theme.px(120)
        high = round(width * self._image.height() / self._image.width())
        return max(theme.px(120), min(high, theme.px(620)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._stay_inside()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.look_closer(CLOSER)
        elif key == Qt.Key.Key_Minus:
            self.look_closer(1 / CLOSER)
        elif key in _MOVES and self._zoom > 1:
            across, down = _MOVES[Qt.Key(key)]
            self._at += QPointF(across * self.width() / 4, down * self.height() / 4)
            self._stay_inside()
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.look_closer(CLOSER if event.angleDelta().y() > 0 else 1 / CLOSER)
        else:
            event.ignore()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        self._grabbed = event.position()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._grabbed is not None:
            self._at -= event.position() - self._grabbed
            self._grabbed = event.position()
            self._stay_inside()

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        self._grabbed = None

    def mouseDoubleClickEvent(self, _event: QMouseEvent) -> None:
        self.look_closer(CLOSER * CLOSER if self._zoom == 1 else 1 / CLOSEST)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        box = QRectF(self.rect())
        paint.surface(painter, box, theme.px(6), theme.ink("panel"), theme.ink("rule"))
        if self._masked:
            words = "가려져 있습니다. F12로 다시 봅니다."
            paint.text(painter, box, words, Face.NOTE, theme.ink("second"), paint.CENTRE)
            return
        if self._image.isNull():
            return
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.setClipRect(box.adjusted(1, 1, -1, -1))
        size = self._fitting() * self._zoom
        spare = max(0.0, (self.width() - size.x()) / 2), max(0.0, (self.height() - size.y()) / 2)
        painter.drawImage(
            QRectF(spare[0] - self._at.x(), spare[1] - self._at.y(), size.x(), size.y()),
            self._image,
        )

    def _fitting(self) -> QPointF:
        if self._image.isNull():
            return QPointF(0, 0)
        by = min(self.width() / self._image.width(), self.height() / self._image.height())
        return QPointF(self._image.width() * by, self._image.height() * by)

    def _stay_inside(self) -> None:
        over = self._fitting() * self._zoom - QPointF(self.width(), self.height())
        self._at = QPointF(
            max(0.0, min(self._at.x(), max(0.0, over.x()))),
            max(0.0, min(self._at.y(), max(0.0, over.y()))),
        )
        self.update()
