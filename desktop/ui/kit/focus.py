"""The ring round whatever has the keyboard: one per window, always in sight.

Style sheets can draw an outline only inside a button's own rectangle (Qt 6.11), so
the ring is a widget of its own, laid over the page that holds the button: it
scrolls with it and is never cut by it.
"""

from PySide6.QtCore import QEvent, QObject, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

from desktop.ui.kit import paint, theme

OUTSIDE = 3
_FOLLOWED = (
    QEvent.Type.Move,
    QEvent.Type.Resize,
    QEvent.Type.Show,
    QEvent.Type.Hide,
    QEvent.Type.LayoutRequest,
    QEvent.Type.EnabledChange,
    QEvent.Type.DynamicPropertyChange,
    QEvent.Type.ParentChange,
)


class FocusRing(QObject):
    """Follows the focus of the application; make one and keep it as long as the window.

    A widget asks for the ring by an attribute `ring_radius` (its corner in design
    pixels); `ring_box()` may name a part of it. Text fields show focus by their own
    border and get the ring only when they also show a mistake.
    """

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._target: QWidget | None = None
        self._watched: list[QWidget] = []
        self._line: _Line | None = None
        app.focusChanged.connect(self._follow)

    def end(self) -> None:
        """The window goes: the application, which may outlive it, is listened to no more."""
        app = self.parent()
        if isinstance(app, QApplication):
            app.focusChanged.disconnect(self._follow)
            self._follow(None, None)
            self.setParent(None)
            self.deleteLater()

    def box(self) -> QRect:
        """Where the ring is, in the window; empty when there is none (for tests)."""
        line = self._line
        if line is None or not line.isVisible():
            return QRect()
        return QRect(line.mapTo(line.window(), line.rect().topLeft()), line.size())

    def _follow(self, _old: QWidget | None, new: QWidget | None) -> None:
        for widget in self._watched:
            try:
                widget.removeEventFilter(self)
            except RuntimeError:
                continue  # deleted meanwhile
        self._watched = []
        self._target = new if new is not None and _asks(new) else None
        if self._line is not None:
            try:
                self._line.hide()
                self._line.deleteLater()
            except RuntimeError:
                pass
            self._line = None
        if self._target is None:
            return
        page = _page(self._target)
        self._line = _Line(page)
        walk: QWidget | None = self._target
        while walk is not None and walk is not page:
            walk.installEventFilter(self)
            self._watched.append(walk)
            walk = walk.parentWidget()
        self._place()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() in _FOLLOWED:
            self._place()
        return False

    def _place(self) -> None:
        target, line = self._target, self._line
        if target is None or line is None:
            return
        try:
            if not target.isVisible() or not _wants(target):
                line.hide()
                return
            part = target.ring_box() if hasattr(target, "ring_box") else target.rect()
            page = _page(target)
            spot = target.mapTo(page, part.topLeft())
            reach = OUTSIDE + 1
            line.radius = theme.px(getattr(target, "ring_radius", 6)) + 2
            line.setGeometry(QRect(spot, part.size()).adjusted(-reach, -reach, reach, reach))
            line.show()
            line.raise_()
        except RuntimeError:
            self._target = None


class _Line(QWidget):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.radius = 8
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def paintEvent(self, _event: QPaintEvent) -> None:
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        paint.surface(QPainter(self), box, self.radius, None, theme.ink("ring"), 2)


def _asks(widget: QWidget) -> bool:
    return hasattr(widget, "ring_radius") or hasattr(widget, "tone")


def _wants(widget: QWidget) -> bool:
    return hasattr(widget, "ring_radius") or getattr(widget, "tone", "") == "danger"


def _page(widget: QWidget) -> QWidget:
    """The content of the scroll area the widget lies in, else its window."""
    walk = widget.parentWidget()
    while walk is not None and not walk.isWindow():
        view = walk.parentWidget()
        area = view.parentWidget() if view is not None else None
        if isinstance(area, QScrollArea) and area.widget() is walk:
            return walk
        walk = view
    return widget.window()
