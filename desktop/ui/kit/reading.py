"""Long words to read: the guide, licences."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QContextMenuEvent, QFocusEvent
from PySide6.QtWidgets import QTextBrowser, QWidget

from desktop.ui.kit import field_box
from desktop.ui.kit.menu import dress
from desktop.ui.kit.scroll_bar import give_bars


class ReadingPages(QTextBrowser):
    """Words in a box like that of a field; its edge tells that the keys scroll it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        give_bars(self)
        self.take_theme()

    def take_theme(self) -> None:
        """Set the margins of the words again."""
        field_box.frame(self)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            # Of the frame: `paintEvent` is that of the words inside.
            field_box.draw(self)
            return True
        return super().event(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = self.createStandardContextMenu()
        dress(menu)
        menu.popup(event.globalPos())
