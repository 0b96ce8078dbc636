"""Tables of records (`kit.records`): walked by arrows, sorted by their heads, painted here."""

from typing import Any

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QPoint,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QMenu,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from desktop.domain.sorting import Sorting
from desktop.ui.kit import clipboard, paint, theme
from desktop.ui.kit.chips import chip_width, draw_chip
from desktop.ui.kit.menu import dress
from desktop.ui.kit.records import (
    BELOW_ROLE,
    CHIP_ROLE,
    Index,
    RecordsModel,
)
from desktop.ui.kit.scroll_bar import give_bars
from desktop.ui.kit.states import EmptyState
from desktop.ui.kit.table_head import TableHead
from desktop.ui.kit.theme import Face
from desktop.ui.kit.tips import show_tip

AHEAD = 40
"""Rows below the last one in sight when the next page is asked for."""


class RecordTable(QTableView):
    """The table: arrows go up and down, Enter opens, Ctrl+C copies what is shown."""

    opened = Signal(int)  # row, by Enter or double click
    row_changed = Signal(int)
    ring_radius = 6

    def __init__(
        self,
        model: RecordsModel[Any],
        parent: QWidget | None = None,
        *,
        row_height: int = 40,
        empty: EmptyState | None = None,
        name: str = "",
    ) -> None:
        super().__init__(parent)
        self._rows = model
        self._over = -1
        self._empty = empty
        self.setModel(model)
        self.setAccessibleName(name)
        self.setItemDelegate(RowDelegate(self))
        self.setHorizontalHeader(TableHead(self))
        self.horizontalHeader().sectionClicked.connect(self.sort_by)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(theme.px(row_height))
        self.verticalHeader().setMinimumSectionSize(theme.px(24))
        self.horizontalHeader().setFixedHeight(theme.px(34))
        self.setShowGrid(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.viewport().setAutoFillBackground(False)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        give_bars(self)
        self.doubleClicked.connect(lambda index: self.opened.emit(index.row()))
        self.verticalScrollBar().valueChanged.connect(self._look_ahead)
        if empty is not None:
            empty.setParent(self.viewport())
            model.modelReset.connect(self._show_empty)
            model.rowsInserted.connect(self._show_empty)
        model.sorted_anew.connect(self._tell_order)
        model.modelReset.connect(self._share_width)
        model.modelReset.connect(self._stand_somewhere)
        self._show_empty()

    def hovered_row(self) -> int:
        """The row under the mouse, -1 for none."""
        return self._over

    def current_row(self) -> int:
        """The row the arrows stand on, -1 for none."""
        return self.currentIndex().row()

    def go_to(self, row: int) -> None:
        """Put the arrows on a row."""
        if 0 <= row < self._rows.rowCount():
            self.setCurrentIndex(self._rows.index(row, 0))

    # its order

    @property
    def sorting(self) -> Sorting | None:
        """What the rows are sorted by, if somebody chose it."""
        return self._rows.sorting

    def is_sortable(self) -> bool:
        """Whether any column can sort it."""
        columns = range(len(self._rows.columns))
        return any(self._rows.can_sort(at) for at in columns)

    def sort_by(self, at: int) -> None:
        """In the order of a column; once more turns it round."""
        if not self._rows.can_sort(at):
            return
        column, now = self._rows.columns[at], self._rows.sorting
        if now is not None and now.key == column.sort:
            self._sort(now.turned())
        else:
            self._sort(Sorting(column.sort, column.down_first))

    def open_sort_menu(self) -> None:
        """Every order there is; the present one once more turns it round."""
        menu = QMenu(self)
        dress(menu)
        menu.setAccessibleName("정렬")
        now = self._rows.sorting
        first = None
        for at, one in enumerate(self._rows.columns):
            if not self._rows.can_sort(at):
                continue
            here = now is not None and now.key == one.sort
            action = menu.addAction(f"{one.sorts_by} 거꾸로" if here else f"{one.sorts_by} 차례로")
            action.triggered.connect(lambda _on=False, at=at: self.sort_by(at))
            if here:
                first = action
        if now is not None and self._rows.by_rank(now):
            menu.addAction("처음 차례로").triggered.connect(lambda _on=False: self._sort(None))
        menu.popup(self.mapToGlobal(self.horizontalHeader().geometry().bottomLeft()))
        menu.setActiveAction(first or menu.actions()[0])

    def _sort(self, sorting: Sorting | None) -> None:
        """What is all here keeps the row the arrows stand on; what is read anew begins above."""
        at = self.current_row()
        here = self._rows.record(at) if at >= 0 else None
        self._rows.sort_by(sorting)
        if sorting is not None and not self._rows.by_rank(sorting):
            return
        rows = self._rows.records()
        if here in rows:
            self.go_to(rows.index(here))
            self.scrollTo(self.currentIndex())

    def _tell_order(self) -> None:
        self.horizontalHeader().viewport().update()
        told = "처음 차례로 놓았습니다"
        for at, one in enumerate(self._rows.columns):
            if self.sorting is not None and one.sort == self.sorting.key:
                told = f"{one.sorts_by}, {self._rows.order_words(at)}으로 놓았습니다"
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, told))

    # keys and the mouse

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self._look_ahead()
        if current.row() != previous.row():
            self.row_changed.emit(current.row())

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._stand_somewhere()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row = self.currentIndex().row()
        if event.matches(QKeySequence.StandardKey.Copy):
            if row >= 0:
                clipboard.copy(self._rows.row_sentence(row))
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if row >= 0:
                self.opened.emit(row)
        elif event.text().strip() and not event.modifiers():
            event.ignore()  # Qt's search by typing would jump about without being seen
        else:
            super().keyPressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hover(self.indexAt(event.position().toPoint()).row())
        super().mouseMoveEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self._hover(-1)
        super().leaveEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_width()
        if self._empty is not None:
            self._empty.setGeometry(self.viewport().rect())

    def sizeHint(self) -> QSize:
        rows = max(3, min(8, self._rows.rowCount()))
        high = self.verticalHeader().defaultSectionSize() * rows + theme.px(36)
        return QSize(theme.px(420), high)

    def _look_ahead(self) -> None:
        """Ask for the next page while some screens of rows are still to come."""
        if not self._rows.canFetchMore(QModelIndex()):
            return
        last = self.rowAt(self.viewport().height() - 1)
        shown = max(last, self.currentIndex().row())
        if shown < 0 or shown + AHEAD >= self._rows.rowCount():
            self._rows.fetchMore(QModelIndex())

    def _stand_somewhere(self) -> None:
        """Rows that arrive while the table has the keyboard can be walked at once."""
        if self.hasFocus() and not self.currentIndex().isValid():
            self.go_to(0)

    def _hover(self, row: int) -> None:
        if row != self._over:
            self._over = row
            self.viewport().update()

    def _show_empty(self) -> None:
        if self._empty is not None:
            self._empty.setGeometry(self.viewport().rect())
            self._empty.setVisible(self._rows.rowCount() == 0)

    def show_column(self, at: int, shown: bool) -> None:
        """Leave a column out where there is no room, or show it again."""
        if shown == self.isColumnHidden(at):
            self.setColumnHidden(at, not shown)
            self._share_width()

    def _share_width(self) -> None:
        columns = self._rows.columns
        shown = [at for at in range(len(columns)) if not self.isColumnHidden(at)]
        fixed = sum(theme.px(columns[at].width) for at in shown)
        free = [at for at in shown if not columns[at].width]
        spare = max(0, self.viewport().width() - fixed)
        for at, column in enumerate(columns):
            share = max(theme.px(60), spare // len(free)) if free else 0
            self.setColumnWidth(at, theme.px(column.width) if column.width else share)


class RowDelegate(QStyledItemDelegate):
    """Paints every cell: plain words, a chip, or two lines; fonts are never made here."""

    def __init__(self, table: RecordTable) -> None:
        super().__init__(table)
        self._table = table

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect: QRect = option.rect
        row, at = index.row(), index.column()
        selected = self._table.selectionModel().isRowSelected(row, QModelIndex())
        if selected:
            painter.fillRect(rect, theme.ink("selected"))
        elif row == self._table.hovered_row():
            painter.fillRect(rect, theme.ink("hover"))
        if selected and at == 0:
            painter.fillRect(rect.left(), rect.top(), theme.px(3), rect.height(), theme.ink("mark"))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, theme.ink("line"))
        model = index.model()
        if not isinstance(model, RecordsModel):
            return
        words = model.data(index)
        look = model.data(index, CHIP_ROLE)
        below = model.data(index, BELOW_ROLE)
        column = model.columns[at]
        box = QRectF(rect).adjusted(theme.px(12), 0, -theme.px(8), 0)
        if look is not None and words:
            middle = rect.center().y()
            wide = chip_width(words, look.icon)
            left = box.right() - wide if column.right else box.left()
            draw_chip(painter, left, middle, words, look.tone, look.icon)
            return
        face = Face.STRONG if column.strong else Face.BODY
        if column.figures or column.right:
            face = Face.FIGURE_STRONG if column.strong else Face.FIGURE
        align = paint.RIGHT if column.right else paint.LEFT
        if below:
            half = box.height() / 2
            upper = QRectF(box.left(), box.top() + theme.px(3), box.width(), half - theme.px(3))
            lower = QRectF(box.left(), box.top() + half, box.width(), half - theme.px(3))
            paint.text(painter, upper, words, face, theme.ink("text"), align, elide=True)
            paint.text(painter, lower, below, Face.NOTE, theme.ink("second"), align, elide=True)
        else:
            paint.text(painter, box, words, face, theme.ink("text"), align, elide=True)

    def helpEvent(
        self,
        event: QHelpEvent,
        view: QAbstractItemView,
        option: QStyleOptionViewItem,
        index: Index,
    ) -> bool:
        """The whole of a cut cell, no more of it than the cell may show."""
        told = self._hidden_words(option.rect.width(), index) if index.isValid() else ""
        show_tip(event.globalPos(), told, view)
        return True

    def _hidden_words(self, width: int, index: Index) -> str:
        model = index.model()
        if not isinstance(model, RecordsModel):
            return ""
        column = model.columns[index.column()]
        face = Face.STRONG if column.strong else Face.BODY
        room = width - theme.px(12 + 8)
        lines = ((model.data(index), face), (model.data(index, BELOW_ROLE) or "", Face.NOTE))
        cut = any(paint.width_of(words, one) > room for words, one in lines)
        return "\n".join(words for words, _ in lines if words) if cut else ""


def corner(table: QTableView, row: int) -> QPoint:
    """Lower left corner of a row in the window's coordinates (for menus)."""
    return table.viewport().mapToGlobal(table.visualRect(table.model().index(row, 0)).bottomLeft())
