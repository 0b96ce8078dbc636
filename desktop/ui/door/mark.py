"""The mark of the program: a counter bell on blue."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from desktop.ui.kit import icons, theme


class Mark(QWidget):
    """The mark at a size in design pixels; a picture, nothing to press."""

    def __init__(self, size: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._size = size
        self.setAccessibleName("내일창구")
        self.setFixedSize(self.sizeHint())

    def sizeHint(self) -> QSize:
        return QSize(theme.px(self._size), theme.px(self._size))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.ink("primary"))
        side = self.width()
        painter.drawRoundedRect(QRectF(self.rect()), side / 5, side / 5)
        sign = round(side * 0.84)
        inset = (side - sign) / 2
        icons.draw(painter, "mark", inset, inset, sign, theme.ink("on_primary"))
