"""A press of the mouse beside an open list closes the list."""

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget


class PressOutside(QObject):
    """Tells when the mouse was pressed neither on a list nor on the field it belongs to.

    A list that is a child of the window does not get such presses by itself. It listens to
    the whole program while the list is shown and at no other time: there every event of
    every widget comes by.
    """

    pressed = Signal()

    def __init__(self, shown: QWidget, field: QWidget) -> None:
        """Listens as long as `shown` lives."""
        super().__init__(shown)
        self._shown, self._field = shown, field
        shown.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind == QEvent.Type.MouseButtonPress:
            if isinstance(event, QMouseEvent) and self._is_outside(event):
                self.pressed.emit()
        elif watched is self._shown and kind in (QEvent.Type.Show, QEvent.Type.Hide):
            app = QApplication.instance()
            if app is not None:
                app.removeEventFilter(self)
                if kind == QEvent.Type.Show:
                    app.installEventFilter(self)
        return False

    def _is_outside(self, event: QMouseEvent) -> bool:
        spot = event.globalPosition().toPoint()
        return self._shown.isVisible() and not any(
            one.rect().contains(one.mapFromGlobal(spot)) for one in (self._shown, self._field)
        )
