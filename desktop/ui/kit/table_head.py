"""Heads of the columns: one that can sort bears a sign, and the sign says which way."""

from PySide6.QtCore import QEvent, QRect, QRectF, Qt
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHeaderView, QWidget

from desktop.ui.kit import icons, paint, theme
from desktop.ui.kit.records import RecordsModel
from desktop.ui.kit.spoken import Spoken, SpokenRole
from desktop.ui.kit.theme import Face

SIGN, GAP, EDGE = 14, 4, 12
"""Design pixels: the sign, between it and the words, and to the edge of the column."""


class TableHead(QHeaderView, Spoken):
    """Painted on the panel's grey; a click on what can sort is for the table to take."""

    spoken_role = SpokenRole.ColumnHeader

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setAccessibleName("칸 이름")
        self._over = -1
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setMouseTracking(True)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setMinimumSectionSize(theme.px(24))

    def _can_sort(self, section: int) -> bool:
        model = self.model()
        return section >= 0 and isinstance(model, RecordsModel) and model.can_sort(section)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        # What cannot sort is no button: else a click there would choose the whole column.
        if self._can_sort(self.logicalIndexAt(event.position().toPoint())):
            super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        section = self.logicalIndexAt(event.position().toPoint())
        self._hover(section if self._can_sort(section) else -1)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hover(-1)

    def _hover(self, section: int) -> None:
        if section != self._over:
            self._over = section
            hand = Qt.CursorShape.PointingHandCursor if section >= 0 else Qt.CursorShape.ArrowCursor
            self.setCursor(hand)
            self.viewport().update()

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        sortable = self._can_sort(section)
        ground = "hover" if sortable and section == self._over else "panel"
        painter.fillRect(rect, theme.ink(ground))
        model = self.model()
        title = str(model.headerData(section, Qt.Orientation.Horizontal) or "")
        right, sorted_down = False, None
        if isinstance(model, RecordsModel):
            column, sorting = model.columns[section], model.sorting
            right = column.right
            if sortable and sorting is not None and sorting.key == column.sort:
                sorted_down = sorting.down
        box = QRectF(rect).adjusted(theme.px(EDGE), 0, -theme.px(EDGE), 0)
        if sortable:
            self._paint_sign(painter, box, title, sorted_down, right=right)
        align = paint.RIGHT if right else paint.LEFT
        ink = "link" if sorted_down is not None else "label"
        paint.text(painter, box, title, Face.LABEL, theme.ink(ink), align, elide=True)
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, theme.ink("rule"))

    def _paint_sign(
        self, painter: QPainter, box: QRectF, title: str, down: bool | None, *, right: bool
    ) -> None:
        """Behind the words, before those at the right edge; `box` keeps what is left for them.

        Where there is no room for both the words are told, unless the list is sorted so.
        """
        size, gap = theme.px(SIGN), theme.px(GAP)
        top = box.center().y() - size / 2
        # A breadth more than measured: words that just fit would be cut.
        wide = paint.width_of(title, Face.LABEL) + 2
        if down is None and wide + gap + size > box.width():
            return
        if right:
            left = max(box.left(), box.right() - wide - gap - size)
            box.setLeft(left + size + gap)
        else:
            left = min(box.left() + wide + gap, box.right() - size)
            box.setRight(left - gap)
        name, ink = "sort", "second"
        if down is not None:
            name, ink = ("arrow-down" if down else "arrow-up"), "link"
        icons.draw(painter, name, left, top, size, theme.ink(ink))

    def paintEvent(self, event: QPaintEvent) -> None:
        # Right of the last column the head would end in white.
        painter = QPainter(self.viewport())
        painter.fillRect(self.viewport().rect(), theme.ink("panel"))
        painter.fillRect(0, self.height() - 1, self.viewport().width(), 1, theme.ink("rule"))
        painter.end()
        super().paintEvent(event)
