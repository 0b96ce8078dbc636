"""What is made ready on a thread while the password is typed: modules, and classes of Qt.

PySide makes a class of Qt when it is first named, and all kinds of widgets at once when a
function first gives one back (`viewport()`): forty milliseconds that would otherwise fall
between the password and the first list. Made here, they cost the window nothing.
"""

from importlib import import_module

from PySide6 import QtGui, QtWidgets

from desktop.ui.kit import icons

MODULES = (
    "desktop.ui.workplace",
    "desktop.ui.search.box",
    "desktop.ui.today",
    "PySide6.QtNetwork",
)
"""What the frame and the first screen need."""
_NOT_WIDGETS = ("QStyle", "QGraphics", "QGesture", "QUndo", "Qt")
_PAINTED_WITH = ("QGradient", "QPolygonF", "QPainterPath")


def make_ready() -> None:
    """Load and lay out what the workplace is made of."""
    for name in MODULES:
        import_module(name)
    for name in _PAINTED_WITH:
        getattr(QtGui, name)
    for name in dir(QtWidgets):
        if not name.startswith(_NOT_WIDGETS):
            getattr(QtWidgets, name)
    icons.read_all()
