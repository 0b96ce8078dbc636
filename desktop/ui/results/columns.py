"""The columns of the results: 건 above, 명 below; one of them is what the rows are sorted by."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyleOptionViewItem

from desktop.domain import korean
from desktop.domain.partner_results import FUNNEL, Figure, Rate, ResultLine, Step, shown
from desktop.domain.sorting import Sorting
from desktop.ui.kit import Column, RecordsModel, RecordTable, paint, theme
from desktop.ui.kit.lists import RowDelegate

Index = QModelIndex | QPersistentModelIndex
NAME = "name"
SHOWN = (*FUNNEL, Figure.SILENT)
NARROW_LEAVES_OUT = (Figure.ARRIVED, Figure.ACCEPTED, Figure.COMPLETED)
"""Where there is no room; they stand in the funnel all the same."""


@dataclass(frozen=True, slots=True)
class ResultColumn:
    """One column: what it is called, what it sorts by, and which figure its cells open."""

    key: str
    label: str
    rank: Callable[[ResultLine], Any]
    figure: Figure = Figure.ISSUED
    sentence: str = ""


def _least(value: Decimal | None) -> Decimal:
    """Nothing to tell comes last."""
    return Decimal(-1) if value is None else value


def _count(figure: Figure) -> Callable[[ResultLine], Any]:
    return lambda line: line.count(figure).cases


COLUMNS: tuple[ResultColumn, ...] = (
    ResultColumn(NAME, "이름", lambda line: korean.collation_key(line.label)),
    *(
        ResultColumn(figure.value, figure.label, _count(figure), figure, figure.sentence)
        for figure in SHOWN
    ),
    ResultColumn(
        "reply_rate",
        "회신율",
        lambda line: _least(line.rate(Rate.REPLY)),
        Figure.ANSWERED,
        Rate.REPLY.sentence,
    ),
    ResultColumn(
        "reply_days",
        "회신일",
        lambda line: _least(line.delay(Step.REPLY).median),
        Figure.ANSWERED,
        "전달한 다음 날부터 첫 회신까지 근무일의 중앙값입니다. 짐작한 단계는 넣지 않습니다.",
    ),
)
BY_KEY = {column.key: column for column in COLUMNS}


MOST_FIRST = Sorting(Figure.ISSUED.value, down=True)


def sort(lines: tuple[ResultLine, ...], sorting: Sorting) -> list[ResultLine]:
    """In the order of a column; alike ones by their name."""
    by_name = sorted(lines, key=BY_KEY[NAME].rank)
    return sorted(by_name, key=BY_KEY[sorting.key].rank, reverse=sorting.down)


class ResultsModel(RecordsModel[ResultLine]):
    """The rows with 계 as the last, so they are sorted before they come here."""

    def __init__(self) -> None:
        super().__init__([_column(column) for column in COLUMNS])
        self._first = "기관"

    def name_rows(self, first: str) -> None:
        """What the rows are."""
        self._first = first
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, 0)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        told = super().headerData(section, orientation, role)
        if told is None or COLUMNS[section].key != NAME:
            return told
        return str(told).replace("기관", self._first, 1)


def _column(column: ResultColumn) -> Column[ResultLine]:
    if column.key == NAME:
        return Column(
            "기관",
            lambda line: line.label,
            strong=True,
            below=lambda line: line.below,
            sort=NAME,
            sort_name="이름",
        )
    if column.key == "reply_rate":
        return Column(
            column.label,
            lambda line: shown(line.rate(Rate.REPLY), "%"),
            width=96,
            right=True,
            sort=column.key,
            down_first=True,
        )
    if column.key == "reply_days":
        return Column(
            column.label,
            lambda line: shown(line.delay(Step.REPLY).median, "일"),
            width=96,
            right=True,
            sort=column.key,
            below=lambda line: (
                f"{line.delay(Step.REPLY).of:,}건" if line.delay(Step.REPLY).of else ""
            ),
        )
    figure = column.figure
    return Column(
        column.label,
        lambda line: f"{line.count(figure).cases:,}",
        width=92,
        right=True,
        below=lambda line: f"{line.count(figure).people:,}명",
        sort=column.key,
        down_first=True,
    )


def _of_how_many(line: ResultLine) -> str:
    of = line.delay(Step.REPLY).of
    return f"{of:,}건" if of else ""


class FigureDelegate(RowDelegate):
    """Marks the figure the arrows stand on: Enter opens its rows."""

    def __init__(self, table: RecordTable) -> None:
        super().__init__(table)
        self._of = table

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        super().paint(painter, option, index)
        here = self._of.currentIndex()
        if not self._of.hasFocus() or index.row() != here.row():
            return
        if index.column() != here.column() or index.column() == 0:
            return
        rect: Any = option.rect
        box = QRectF(rect).adjusted(theme.px(4), theme.px(3), -theme.px(2), -theme.px(4))
        paint.surface(painter, box, theme.px(4), None, theme.ink("ring"), 2)
