"""Rows that go on in the next line where the desk is small or the type is large."""

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QLayout, QLayoutItem, QSizePolicy, QWidget

from desktop.ui.kit import theme


class Flow(QLayout):
    """Widgets from left to right, each as wide as it would like, wrapped like words.

    Never narrower than its widest widget; `right` puts the lines to the right edge, as
    the acts of a screen stand.
    """

    def __init__(
        self, parent: QWidget | None = None, *, gap: int = 8, down: int = 6, right: bool = False
    ) -> None:
        """`gap` is between widgets and `down` between lines, in design pixels."""
        super().__init__()
        self._items: list[QLayoutItem] = []
        self._highs: dict[int, int] = {}
        self._gap, self._down, self._right = theme.px(gap), theme.px(down), right
        self.setContentsMargins(0, 0, 0, 0)
        if parent is not None:
            parent.setLayout(self)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation.Horizontal

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        # Asked many times for the same width before anything in it changes.
        high = self._highs.get(width)
        if high is None:
            high = self._highs[width] = self._lay_out(QRect(0, 0, width, 0), move=False)
        return high

    def invalidate(self) -> None:
        self._highs.clear()
        super().invalidate()

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        # Beside something higher the lines stand in the middle.
        spare = max(0, rect.height() - self.heightForWidth(rect.width()))
        self._lay_out(rect.adjusted(0, spare // 2, 0, 0), move=True)

    def sizeHint(self) -> QSize:
        shown = [item.sizeHint() for item in self._items if not item.isEmpty()]
        wide = sum(one.width() for one in shown) + self._gap * max(0, len(shown) - 1)
        return QSize(wide, max((one.height() for one in shown), default=0))

    def minimumSize(self) -> QSize:
        shown = [item.minimumSize() for item in self._items if not item.isEmpty()]
        wide = max((one.width() for one in shown), default=0)
        # Parents that know no height for a width would cut the later lines.
        now = self.geometry().width()
        high = self.heightForWidth(max(now, wide)) if now else self.sizeHint().height()
        return QSize(wide, high)

    def _lay_out(self, rect: QRect, *, move: bool) -> int:
        lines: list[list[QLayoutItem]] = [[]]
        used = 0
        for item in self._items:
            if item.isEmpty():
                continue
            wide = min(item.sizeHint().width(), rect.width())
            if lines[-1] and used + self._gap + wide > rect.width():
                lines.append([])
                used = 0
            used += wide + (self._gap if lines[-1] else 0)
            lines[-1].append(item)
        top = rect.top()
        for line in lines:
            high = max((item.sizeHint().height() for item in line), default=0)
            wides = [min(item.sizeHint().width(), rect.width()) for item in line]
            spare = rect.width() - sum(wides) - self._gap * max(0, len(line) - 1)
            left = rect.left() + (max(0, spare) if self._right else 0)
            for item, wide in zip(line, wides, strict=True):
                if move:
                    tall = item.sizeHint().height()
                    at = QPoint(left, top + (high - tall) // 2)
                    item.setGeometry(QRect(at, QSize(wide, tall)))
                left += wide + self._gap
            top += high + self._down
        return max(0, top - self._down - rect.top())


class Halves(QWidget):
    """Words at the left and acts at the right; the acts go under the words where it is narrow."""

    def __init__(self, left: QLayout, acts: Flow, parent: QWidget | None = None, *, gap: int = 8):
        super().__init__(parent)
        self._left, self._acts = left, acts
        self._lines = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(theme.px(gap))
        self._lines.addLayout(left, 1)
        self._lines.addLayout(acts)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def minimumSizeHint(self) -> QSize:
        hint = super().minimumSizeHint()
        # It may be narrower than both halves together: then one is under the other.
        widest = max(self._left.minimumSize().width(), self._acts.minimumSize().width())
        return QSize(widest, self._high(hint))

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        return QSize(hint.width(), self._high(hint))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._settle()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self._settle()
        return super().event(event)

    def _high(self, hint: QSize) -> int:
        """Each half may need several lines at the width there is."""
        now = self._lines.heightForWidth(self.width()) if self.isVisible() else -1
        return max(hint.height(), now)

    def _settle(self) -> None:
        need = self._left.minimumSize().width() + self._acts.sizeHint().width()
        down = need + self._lines.spacing() > self.width()
        ways = QBoxLayout.Direction
        way = ways.TopToBottom if down else ways.LeftToRight
        if way != self._lines.direction():
            self._lines.setDirection(way)
        if self._high(super().sizeHint()) != self.height():
            self.updateGeometry()
