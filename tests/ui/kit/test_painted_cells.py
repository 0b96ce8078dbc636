"""How much Python a painted cell of a list costs, counted in calls; no clock is asked."""

import sys
from types import FrameType

from PySide6.QtWidgets import QApplication, QTableView
from pytestqt.qtbot import QtBot

from desktop.ui.kit import Column, EmptyState, RecordsModel, RecordTable

MOST = 28
"""Calls of Python for one cell: the model is asked, the delegate draws."""


def calls_of_a_repaint(view: QTableView) -> int:
    calls = 0

    def count(_frame: FrameType, what: str, _argument: object) -> None:
        nonlocal calls
        calls += what == "call"

    sys.setprofile(count)
    try:
        view.viewport().repaint()
    finally:
        sys.setprofile(None)
    return calls


def test_a_cell_is_painted_with_few_calls(qtbot: QtBot, qapp: QApplication) -> None:
    columns = [Column(f"칸 {at}", lambda line, at=at: line[at], width=180) for at in range(4)]
    model = RecordsModel(columns)
    table = RecordTable(model, empty=EmptyState("없습니다"))
    qtbot.addWidget(table)
    model.show_records([(f"박*연 {row}", "1990", "자양제4동", "상담") for row in range(500)])
    table.resize(800, 600)
    table.show()
    qapp.processEvents()
    view = table if isinstance(table, QTableView) else table.findChild(QTableView)
    assert view is not None
    first = view.rowAt(0)
    last = view.rowAt(view.viewport().height() - 1)
    cells = (last - first + 1) * len(columns)
    calls = calls_of_a_repaint(view)
    assert cells > 40
    assert calls / cells <= MOST, f"{calls / cells:.1f} calls a cell"


def test_a_long_list_costs_no_more_to_paint_than_a_short_one(
    qtbot: QtBot, qapp: QApplication
) -> None:
    counts = []
    for rows in (100, 10_000):
        model = RecordsModel([Column("이름", lambda line: line[0], width=180)])
        table = RecordTable(model, empty=EmptyState("없습니다"))
        qtbot.addWidget(table)
        model.show_records([(f"박*연 {row}", "", "", "") for row in range(rows)])
        table.resize(400, 600)
        table.show()
        qapp.processEvents()
        view = table if isinstance(table, QTableView) else table.findChild(QTableView)
        assert view is not None
        counts.append(calls_of_a_repaint(view))
    assert counts[1] <= counts[0] + 5
