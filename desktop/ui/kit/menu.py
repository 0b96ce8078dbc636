"""A menu that opens at a key or the right button of the mouse, in the program's own look."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu

from desktop.ui.kit import theme


def dress(menu: QMenu) -> None:
    """Give a menu its look; it is gone once it closes. Its size is known from then on."""
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    menu.setStyleSheet(theme.sheet("menu"))
