"""The ground a screen is built on: cards, panels, columns that give way, the working area."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop.ui.kit import paint, theme
from desktop.ui.kit.spoken import Spoken, SpokenRole

Margins = int | tuple[int, int] | tuple[int, int, int, int]


def column(parent: QWidget | None = None, *, gap: int = 12, margins: Margins = 0) -> QVBoxLayout:
    """A vertical layout; lengths in design pixels, margins as all, (x, y) or (l, t, r, b)."""
    layout = QVBoxLayout(parent) if parent is not None else QVBoxLayout()
    _dress(layout, gap, margins)
    return layout


def row(parent: QWidget | None = None, *, gap: int = 12, margins: Margins = 0) -> QHBoxLayout:
    """A horizontal layout; lengths in design pixels."""
    layout = QHBoxLayout(parent) if parent is not None else QHBoxLayout()
    _dress(layout, gap, margins)
    return layout


class Surface(QWidget):
    """A ground with a colour, rounded or not; `body` is its vertical layout."""

    def __init__(
        self,
        parent: QWidget | None = None,
        *,
        ground: str = "page",
        edge: str = "",
        radius: int = 0,
        gap: int = 8,
        margins: Margins = 0,
    ) -> None:
        super().__init__(parent)
        self._ground, self._edge, self._radius = ground, edge, radius
        self.body = column(self, gap=gap, margins=margins)

    def set_ground(self, token: str) -> None:
        """Change the colour by its token."""
        self._ground = token
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        paint.surface(
            QPainter(self),
            QRectF(self.rect()),
            theme.px(self._radius),
            theme.ink(self._ground),
            theme.ink(self._edge) if self._edge else None,
        )


class Panel(Surface):
    """A grey ground without edge: a column of cards, a side panel. No inputs on it."""

    def __init__(
        self, parent: QWidget | None = None, *, gap: int = 8, margins: Margins = (12, 12)
    ) -> None:
        super().__init__(parent, ground="panel", radius=8, gap=gap, margins=margins)

    def paintEvent(self, event: QPaintEvent) -> None:
        # In high contrast panel and page are both black: a line takes the place of the tint.
        self._edge = "line" if theme.tokens().panel == theme.tokens().page else ""
        super().paintEvent(event)


class Card(Surface, Spoken):
    """A white sheet with a fine edge. `pressable` makes it one stop of Tab that Enter opens."""

    pressed = Signal()
    focused = Signal()

    def __init__(
        self,
        parent: QWidget | None = None,
        *,
        gap: int = 6,
        margins: Margins = (14, 11),
        pressable: bool = False,
        name: str = "",
    ) -> None:
        super().__init__(parent, ground="card", edge="line", radius=8, gap=gap, margins=margins)
        self._selected = False
        self._pressable = pressable
        self.setAccessibleName(name)
        if pressable:
            self.spoken_role = SpokenRole.Button
            self.ring_radius = 8
            self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            self.setCursor(Qt.CursorShape.PointingHandCursor)
            self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def set_selected(self, selected: bool) -> None:
        """Mark the card that the keys work on."""
        self._selected = selected
        self.update()

    def is_selected(self) -> bool:
        """Whether it is marked."""
        return self._selected

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
        if self._pressable and event.key() in enter and not event.modifiers():
            self.pressed.emit()
            return
        super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._pressable and self.rect().contains(event.position().toPoint()):
            self.pressed.emit()
            return
        super().mouseReleaseEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self._pressable:
            event.accept()
        else:
            super().mousePressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.focused.emit()

    def paintEvent(self, _event: QPaintEvent) -> None:
        over = self._pressable and self.underMouse()
        edge, wide = ("chosen", 1.5) if self._selected else ("control" if over else "line", 1.0)
        paint.surface(
            QPainter(self),
            QRectF(self.rect()),
            theme.px(8),
            theme.ink(self._ground),
            theme.ink(edge),
            wide,
        )


class Line(QWidget):
    """A fine line between parts; `upright` stands between columns."""

    def __init__(
        self, parent: QWidget | None = None, *, upright: bool = False, token: str = "line"
    ) -> None:
        super().__init__(parent)
        self._upright, self._token = upright, token
        if upright:
            self.setFixedWidth(1)
        else:
            self.setFixedHeight(1)

    def paintEvent(self, _event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), theme.ink(self._token))


class WorkingArea(QScrollArea):
    """The part of a screen that scrolls when the desk is small or the type is large.

    `body` is its vertical layout. Overfull columns would lay labels over each other
    instead of scrolling, so every screen stands in one of these.
    """

    def __init__(
        self,
        parent: QWidget | None = None,
        *,
        gap: int = 12,
        margins: Margins = (24, 16, 24, 16),
        ground: str = "page",
    ) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        from desktop.ui.kit.scroll_bar import give_bars  # not for the sign-in page

        give_bars(self)
        self.page = Surface(ground=ground, gap=gap, margins=margins)
        self.body = self.page.body
        self.body.setSizeConstraint(QLayout.SizeConstraint.SetMinimumSize)
        self.setWidget(self.page)
        self.viewport().setAutoFillBackground(False)

    def follow(self, widget: QWidget) -> None:
        """Bring a widget into sight with its ring."""
        self.ensureWidgetVisible(widget, theme.px(24), theme.px(48))

    def show_from(self, widget: QWidget) -> None:
        """Bring a widget to the top of what is in sight."""
        top = widget.mapTo(self.page, widget.rect().topLeft()).y()
        self.verticalScrollBar().setValue(max(0, top - theme.px(16)))

    def follow_focus(self) -> None:
        """Follow the cursor also where a form moves it: Enter scrolls no area by itself."""
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._focus_moved)

    def _focus_moved(self, _before: QWidget | None, now: QWidget | None) -> None:
        if now is None or not self.page.isAncestorOf(now):
            return
        # What is higher than the area would be torn about; it scrolls by itself.
        if now.height() < self.viewport().height():
            self.follow(now)
            # Once more when a page that was just filled has its places.
            QTimer.singleShot(0, now, lambda: self._follow_settled(now))

    def _follow_settled(self, widget: QWidget) -> None:
        if widget.hasFocus() and self.page.isAncestorOf(widget):
            self.page.updateGeometry()
            QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
            self.follow(widget)

    def focusNextPrevChild(self, next_: bool) -> bool:
        # Qt scrolls to the next field but hides its label and message.
        went = super().focusNextPrevChild(next_)
        here = self.focusWidget()
        if went and here is not None and self.page.isAncestorOf(here):
            self.follow(here)
        return went


class SideArea(WorkingArea):
    """An area beside the main one; under it, it stands at its full height and scrolls with it."""

    _unrolled = False

    def unroll(self, unrolled: bool) -> None:
        """Stand at full height, however much comes into it, or scroll by itself again."""
        self._unrolled = unrolled
        self._measure()

    def _measure(self) -> None:
        high = 0
        if self._unrolled:
            wide = self.viewport().width()
            high = max(self.body.totalHeightForWidth(wide), self.page.minimumSizeHint().height())
        if high != self.minimumHeight():
            self.setMinimumHeight(high)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.page and event.type() is QEvent.Type.LayoutRequest:
            self._measure()
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._measure()


class Columns(QWidget):
    """Columns side by side that give way: below their width the right ones go under the left.

    `widths` are design pixels; 0 takes what is left. A column is taken under the
    others when the window is too narrow for the font scale (above about 130 % at 1366).
    """

    rearranged = Signal()

    def __init__(
        self,
        parts: Sequence[QWidget],
        widths: Sequence[int],
        parent: QWidget | None = None,
        *,
        gap: int = 12,
        least: int = 420,
        wide: Sequence[int] | None = None,
    ) -> None:
        """`least` is what a column of width 0 needs; `wide` are widths on desks from 1600 on."""
        super().__init__(parent)
        self._parts, self._widths, self._wide = list(parts), list(widths), list(wide or widths)
        self._least = least
        self._gap = gap
        self._stacked = False
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(theme.px(gap))
        for part, width in zip(self._parts, self._widths, strict=True):
            self._box.addWidget(part, 0 if width else 1)
        self._settle(self.width() or 10_000)

    @property
    def stacked(self) -> bool:
        """Whether the columns stand under each other."""
        return self._stacked

    def minimumSizeHint(self) -> QSize:
        hint = super().minimumSizeHint()
        # The width may shrink below the columns' sum: then they are stacked.
        widest = max((part.minimumSizeHint().width() for part in self._parts), default=0)
        return QSize(min(hint.width(), max(widest, theme.px(280))), hint.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._settle(event.size().width())

    def _settle(self, width: int) -> None:
        widths = self._wide if width >= theme.px(1500) else self._widths
        need = sum(theme.px(one or self._least) for one in widths)
        need += theme.px(self._gap) * (len(widths) - 1)
        stacked = width < need
        for part, one in zip(self._parts, widths, strict=True):
            if one and not stacked:
                part.setFixedWidth(theme.px(one))
            else:
                part.setMinimumWidth(0)
                part.setMaximumWidth(16777215)
        if stacked != self._stacked:
            self._stacked = stacked
            self._box.setDirection(
                QBoxLayout.Direction.TopToBottom if stacked else QBoxLayout.Direction.LeftToRight
            )
            self.updateGeometry()
            self.rearranged.emit()


def empty_out(layout: QLayout) -> None:
    """Take everything out of a layout; it is gone from sight at once."""
    while (item := layout.takeAt(0)) is not None:
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        elif inner is not None:
            empty_out(inner)


def _dress(layout: QBoxLayout, gap: int, margins: Margins) -> None:
    if isinstance(margins, int):
        left = top = right = bottom = margins
    elif len(margins) == 2:
        left, top = right, bottom = margins
    else:
        left, top, right, bottom = margins
    layout.setSpacing(theme.px(gap))
    layout.setContentsMargins(theme.px(left), theme.px(top), theme.px(right), theme.px(bottom))
