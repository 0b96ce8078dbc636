"""Tables of records: frozen rows in, masked words out, however they are asked for.

The strings of a row are made once. What is masked is masked here, at the model, so
that copying, tooltips and a screen reader get no more than the eye.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from PySide6.QtCore import (
    QAbstractTableModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QToolTip,
    QWidget,
)

from desktop.ui.kit import clipboard, paint, theme
from desktop.ui.kit.chips import chip_width, draw_chip
from desktop.ui.kit.states import EmptyState
from desktop.ui.kit.text import plain_tip
from desktop.ui.kit.theme import Face

Record = TypeVar("Record")
Index = QModelIndex | QPersistentModelIndex
CHIP_ROLE = int(Qt.ItemDataRole.UserRole) + 1
BELOW_ROLE = CHIP_ROLE + 1
AHEAD = 40
"""Rows below the last one in sight when the next page is asked for."""


@dataclass(frozen=True, slots=True)
class ChipLook:
    """A cell shown as a chip: tone and sign; the words are the cell's text."""

    tone: str
    icon: str = ""


@dataclass(frozen=True, slots=True)
class Column(Generic[Record]):
    """One column: its head, how a record says it, and how wide it is.

    `text` is what everybody may see. `full`, when given, is shown instead only for
    rows that were revealed. `width` in design pixels, 0 shares what is left.
    """

    title: str
    text: Callable[[Record], str]
    full: Callable[[Record], str] | None = None
    width: int = 0
    right: bool = False
    strong: bool = False
    figures: bool = False
    chip: Callable[[Record], ChipLook | None] | None = None
    below: Callable[[Record], str] | None = None


class RecordsModel(QAbstractTableModel, Generic[Record]):
    """Rows of frozen records; more are asked for by `more_wanted` when the end comes near."""

    more_wanted = Signal()

    def __init__(self, columns: Sequence[Column[Record]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._columns = tuple(columns)
        self._records: list[Record] = []
        self._words: list[tuple[str, ...]] = []
        self._revealed: set[int] = set()
        self._more = False

    # records

    def show_records(self, records: Sequence[Record], *, more: bool = False) -> None:
        """Show these rows; `more` tells that the store has further ones."""
        self.beginResetModel()
        self._records = list(records)
        self._words = [self._say(record) for record in records]
        self._revealed.clear()
        self._more = more
        self.endResetModel()

    def append_records(self, records: Sequence[Record], *, more: bool = False) -> None:
        """Add the next page."""
        self._more = more
        if not records:
            return
        first = len(self._records)
        self.beginInsertRows(QModelIndex(), first, first + len(records) - 1)
        self._records.extend(records)
        self._words.extend(self._say(record) for record in records)
        self.endInsertRows()

    def record(self, row: int) -> Record:
        """The record of a row."""
        return self._records[row]

    def records(self) -> tuple[Record, ...]:
        """All rows shown."""
        return tuple(self._records)

    def reveal(self, row: int | None) -> None:
        """Show one row in full, or none; the act that asks for it is logged elsewhere."""
        before, self._revealed = self._revealed, set() if row is None else {row}
        for changed in before | self._revealed:
            if changed < len(self._records):
                self._words[changed] = self._say(
                    self._records[changed], full=changed in self._revealed
                )
                self.dataChanged.emit(
                    self.index(changed, 0), self.index(changed, len(self._columns) - 1)
                )

    # for Qt

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._records)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._columns)

    def data(self, index: Index, role: int = 0) -> Any:
        if role == 0:  # the role asked for thousands of times while scrolling
            return self._words[index.row()][index.column()]
        column = self._columns[index.column()]
        if role == CHIP_ROLE:
            return column.chip(self._records[index.row()]) if column.chip else None
        if role == BELOW_ROLE:
            return column.below(self._records[index.row()]) if column.below else None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(paint.RIGHT if column.right else paint.LEFT)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{column.title} {self._words[index.row()][index.column()]}"
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        if role == 0 and orientation is Qt.Orientation.Horizontal:
            return self._columns[section].title
        return None

    def canFetchMore(self, parent: Index) -> bool:
        return self._more and not parent.isValid()

    def fetchMore(self, _parent: Index) -> None:
        # Asked once per page: the answer comes later through append_records.
        self._more = False
        self.more_wanted.emit()

    @property
    def columns(self) -> tuple[Column[Record], ...]:
        """The columns."""
        return self._columns

    def row_sentence(self, row: int) -> str:
        """A row in words, as shown: for the screen reader and for copying."""
        return "\t".join(self._words[row])

    def _say(self, record: Record, *, full: bool = False) -> tuple[str, ...]:
        return tuple(
            column.full(record) if full and column.full else column.text(record)
            for column in self._columns
        )


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
        self.doubleClicked.connect(lambda index: self.opened.emit(index.row()))
        self.verticalScrollBar().valueChanged.connect(self._look_ahead)
        if empty is not None:
            empty.setParent(self.viewport())
            model.modelReset.connect(self._show_empty)
            model.rowsInserted.connect(self._show_empty)
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


class TableHead(QHeaderView):
    """Heads of the columns, painted on the panel's grey."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setSectionsClickable(False)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setMinimumSectionSize(theme.px(24))

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        painter.fillRect(rect, theme.ink("panel"))
        model = self.model()
        title = str(model.headerData(section, Qt.Orientation.Horizontal) or "")
        right = False
        if isinstance(model, RecordsModel):
            right = model.columns[section].right
        box = QRectF(rect).adjusted(theme.px(12), 0, -theme.px(12), 0)
        align = paint.RIGHT if right else paint.LEFT
        paint.text(painter, box, title, Face.LABEL, theme.ink("label"), align, elide=True)
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, theme.ink("rule"))

    def paintEvent(self, event: QPaintEvent) -> None:
        # Right of the last column the head would end in white.
        painter = QPainter(self.viewport())
        painter.fillRect(self.viewport().rect(), theme.ink("panel"))
        painter.fillRect(0, self.height() - 1, self.viewport().width(), 1, theme.ink("rule"))
        painter.end()
        super().paintEvent(event)


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
        QToolTip.showText(event.globalPos(), plain_tip(told), view)
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
