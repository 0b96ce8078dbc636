"""A list of ours beside Qt's own table over the same rows: painted, scrolled."""

import sys
import time

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QApplication, QTableView

from desktop.app import application
from desktop.bench.programs.answer import leave
from desktop.ui.kit import Column, EmptyState, RecordsModel, RecordTable, theme

Row = tuple[str, ...]
Place = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()
TURNS = 25

app = application()
theme.install(app)
count = int(sys.argv[1])
rows: list[Row] = [
    (f"박*연 {n}", "1990", "자양제4동", f"010-****-{n % 10_000:04d}", "상담 2건")
    for n in range(count)
]


class Plain(QAbstractTableModel):
    """The least a model can be."""

    def rowCount(self, parent: Place = NOWHERE) -> int:  # noqa: N802, D102
        return len(rows)

    def columnCount(self, parent: Place = NOWHERE) -> int:  # noqa: N802, D102
        return 5

    def data(self, index: Place, role: int = 0) -> str | None:  # noqa: D102
        shown = role == Qt.ItemDataRole.DisplayRole
        return rows[index.row()][index.column()] if shown else None


def cell(place: int) -> Column[Row]:
    """One column of the rows."""
    return Column(str(place), lambda line: line[place], width=180)


model: RecordsModel[Row] = RecordsModel([cell(place) for place in range(5)])
model.show_records(rows)
ours = RecordTable(model, empty=EmptyState("없습니다"))
plain_model = Plain()
plain = QTableView()
plain.setModel(plain_model)
inner = ours if isinstance(ours, QTableView) else ours.findChild(QTableView)
assert isinstance(inner, QTableView)
times: dict[str, dict[str, list[float]]] = {}
for name, view in (("ours", ours), ("plain", plain)):
    view.resize(1100, 600)
    view.show()
    QApplication.processEvents()
    times[name] = {"paint": [], "scroll": []}
for turn in range(TURNS):
    for name, table in (("ours", inner), ("plain", plain)):
        begun = time.perf_counter()
        table.viewport().repaint()
        times[name]["paint"].append(time.perf_counter() - begun)
        begun = time.perf_counter()
        table.verticalScrollBar().setValue(turn * max(1, count // TURNS // 2))
        table.viewport().repaint()
        times[name]["scroll"].append(time.perf_counter() - begun)
leave(times)
