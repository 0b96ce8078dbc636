"""The two round signs: the program's bell, and the first letter of a counsellor."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from desktop.ui.kit import icons, paint, theme
from desktop.ui.kit.theme import Face


class Mark(QWidget):
    """The bell of the counter: the program's mark."""

    def __init__(self, size: int = 32, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._size = size
        self.setFixedSize(theme.px(size), theme.px(size))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        box = QRectF(self.rect())
        paint.surface(painter, box, theme.px(self._size / 4), theme.ink("primary"))
        icons.draw(painter, "mark", 0, 0, self.width(), theme.ink("on_primary"))


class Dot(QWidget):
    """First letter of a counsellor in a circle."""

    def __init__(self, name: str, size: int = 28, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name, self._size = name, size
        self.setFixedSize(theme.px(size), theme.px(size))
        self.setAccessibleName(name)

    def set_name(self, name: str) -> None:
        """Show another counsellor."""
        self._name = name
        self.setAccessibleName(name)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        box = QRectF(self.rect())
        paint.surface(painter, box, box.width() / 2, theme.ink("primary_tint"))
        face = Face.SECTION if self._size > 36 else Face.LABEL
        paint.text(painter, box, self._name[:1], face, theme.ink("primary_text"), paint.CENTRE)
