"""Garbage goes in the window's thread alone: a cycle that another thread may not take down."""

import gc
import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication

from desktop.ui import collector as module
from desktop.ui.collector import FULL, MANY, SOME, Collector


class Board(QObject):
    """Something of Qt's that only a cycle keeps."""


class Moment:
    """Whether nobody types, and the collector that asks."""

    def __init__(self) -> None:
        self.is_quiet = True
        self.parent = QObject()
        self.collector = Collector(self.parent, lambda: self.is_quiet)


@pytest.fixture
def moment(qapp: QApplication) -> Iterator[Moment]:
    made = Moment()
    gc.collect()
    yield made
    made.collector.end()


def lost(fell: list[str]) -> None:
    """Leave a board behind that only the collector finds; its end is noted with its thread."""
    board = Board()
    board.destroyed.connect(
        lambda: fell.append(threading.current_thread().name), Qt.ConnectionType.DirectConnection
    )
    setattr(board, "itself", board)  # noqa: B010


def make(count: int) -> list[list[object]]:
    """That many new containers."""
    return [[] for _ in range(count)]


def test_a_thread_that_makes_much_takes_nothing_down(moment: Moment) -> None:
    fell: list[str] = []
    lost(fell)
    kept: list[object] = []
    worker = threading.Thread(target=lambda: kept.append(make(2 * MANY)), name="worker")
    worker.start()
    worker.join()
    assert kept
    assert fell == []
    moment.collector.look()
    assert fell == ["MainThread"]


def test_python_itself_would_take_it_down_in_that_thread(moment: Moment) -> None:
    """Why all this: the day this fails the collector may go."""
    fell: list[str] = []
    lost(fell)
    worker = threading.Thread(target=gc.collect, name="worker")
    worker.start()
    worker.join()
    assert fell == ["worker"]


def test_while_somebody_types_only_much_is_collected(moment: Moment) -> None:
    fell: list[str] = []
    lost(fell)
    moment.is_quiet = False
    some = make(SOME)
    moment.collector.look()
    assert fell == []
    many = make(MANY)
    moment.collector.look()
    assert fell == ["MainThread"]
    assert some
    assert many


def test_little_is_left_for_later(moment: Moment) -> None:
    fell: list[str] = []
    lost(fell)
    moment.collector.look()
    assert fell == []


def test_everything_is_gone_through_now_and_then_when_nobody_types(
    moment: Moment, monkeypatch: pytest.MonkeyPatch
) -> None:
    depths: list[int] = []
    monkeypatch.setattr(module.gc, "get_count", lambda: (MANY, 0, 0))
    monkeypatch.setattr(module.gc, "collect", lambda depth=2: depths.append(depth))
    moment.is_quiet = False
    for _ in range(2 * FULL):
        moment.collector.look()
    assert set(depths) == {1}
    moment.is_quiet = True
    for _ in range(FULL):
        moment.collector.look()
    assert depths.count(2) == 1
    assert depths[2 * FULL] == 2


def test_it_looks_by_itself_from_the_time_all_is_loaded(moment: Moment) -> None:
    assert not moment.collector.is_at_work
    moment.collector.begin()
    assert moment.collector.is_at_work
    assert gc.get_freeze_count() > 0
    moment.collector.end()
    assert not moment.collector.is_at_work
    assert gc.get_freeze_count() == 0
    assert not gc.isenabled()
