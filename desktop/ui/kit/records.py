"""Records as rows: frozen records in, masked words out, however they are asked for.

The strings of a row are made once. What is masked is masked here, at the model, so
that copying, tooltips and a screen reader get no more than the eye.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Any, Generic, TypeVar

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtWidgets import QWidget

from desktop.domain.sorting import Sorting
from desktop.ui.kit import paint

Record = TypeVar("Record")
Index = QModelIndex | QPersistentModelIndex
CHIP_ROLE = int(Qt.ItemDataRole.UserRole) + 1
BELOW_ROLE = CHIP_ROLE + 1


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

    `sort` is the key by which the list can be put in this column's order, empty where nobody
    would want it. A column of names that are masked never has one: a list in the order of the
    names would tell what the mask hides. `rank` sorts rows that are all here; without it the
    screen reads the list anew in that order. `down_first` for what is wanted newest or largest
    first, `sort_name` where the head does not name what is sorted by.
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
    sort: str = ""
    sort_name: str = ""
    rank: Callable[[Record], Any] | None = None
    down_first: bool = False

    @property
    def sorts_by(self) -> str:
        """What a list in its order is sorted by, in words."""
        return self.sort_name or self.title


class RecordsModel(QAbstractTableModel, Generic[Record]):
    """Rows of frozen records; more are asked for by `more_wanted` when the end comes near."""

    more_wanted = Signal()
    sorted_anew = Signal()

    def __init__(self, columns: Sequence[Column[Record]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._columns = tuple(columns)
        self._records: list[Record] = []
        self._words: list[tuple[str, ...]] = []
        self._revealed: set[int] = set()
        self._more = False
        self._as_given: tuple[Record, ...] = ()
        self._sorting: Sorting | None = None
        self._offered: frozenset[str] | None = None

    # records

    def show_records(self, records: Sequence[Record], *, more: bool = False) -> None:
        """Show these rows; `more` tells that the store has further ones."""
        self.beginResetModel()
        self._as_given = tuple(records)
        self._records = self._in_order(records)
        self._words = [self._say(record) for record in self._records]
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

    # their order

    @property
    def sorting(self) -> Sorting | None:
        """What the rows are sorted by; None for the order in which they were given."""
        return self._sorting

    def can_sort(self, at: int) -> bool:
        """Whether the list can be put in the order of a column now."""
        key = self._columns[at].sort
        return bool(key) and (self._offered is None or key in self._offered)

    def offer(self, keys: Sequence[str], sorting: Sorting | None) -> None:
        """Only by these it can be sorted as it is asked for now, and so it is sorted."""
        self._offered, self._sorting = frozenset(keys), sorting
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self._columns) - 1)

    def sort_by(self, sorting: Sorting | None) -> None:
        """Put the rows in another order, or back in the one they were given in."""
        self._sorting = sorting
        if sorting is None or self._rank_of(sorting) is not None:
            self.show_records(self._as_given, more=self._more)
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self._columns) - 1)
        self.sorted_anew.emit()

    def by_rank(self, sorting: Sorting) -> bool:
        """Whether the rows are sorted here, so that they can go back as they were given."""
        return self._rank_of(sorting) is not None

    def _rank_of(self, sorting: Sorting) -> Callable[[Record], Any] | None:
        return next((one.rank for one in self._columns if one.sort == sorting.key), None)

    def _in_order(self, records: Sequence[Record]) -> list[Record]:
        """Rows alike stay as given; those without what is sorted by come last, either way."""
        sorting = self._sorting
        rank = self._rank_of(sorting) if sorting is not None else None
        if sorting is None or rank is None:
            return list(records)
        ranked = [(rank(one), one) for one in records]
        told = sorted(
            (one for one in ranked if one[0] is not None), key=itemgetter(0), reverse=sorting.down
        )
        return [one for _, one in told] + [one for value, one in ranked if value is None]

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
        if orientation is not Qt.Orientation.Horizontal:
            return None
        title = self._columns[section].title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{title}, {self.order_words(section)}".removesuffix(", ")
        return title if role == 0 else None

    def order_words(self, section: int) -> str:
        """Which way the rows stand by a column, in words; empty where they cannot be sorted."""
        if not self.can_sort(section):
            return ""
        sorting = self._sorting
        if sorting is None or sorting.key != self._columns[section].sort:
            return "정렬할 수 있음"
        return "내림차순" if sorting.down else "오름차순"

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
