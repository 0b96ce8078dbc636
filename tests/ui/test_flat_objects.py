"""A screen visited again leaves nothing behind; what lives is counted, no clock is asked."""

import gc
from collections import Counter as Counted
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtWidgets import QApplication

from desktop.ui.main_window import MainWindow
from tests.ui.desks import Seat, fill_morning, sit_down

ROUNDS = 4
"""The first builds the screens, the second fills what is kept on purpose."""
SCREENS = ("today", "referrals", "partners", "results")


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[tuple[Seat, MainWindow, list[int]]]:
    seat = sit_down(tmp_path)
    people = [made.visitor_id for made in fill_morning(seat)[:3]]
    window = MainWindow(seat.counter)
    window.resize(1366, 768)
    window.show()
    window.enter()
    seat.settle()
    yield seat, window, people
    window.close()
    seat.close()


def living(window: MainWindow) -> Counted[str]:
    """What hangs on the window, and the records held anywhere, by their kinds."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QApplication.processEvents()
    gc.collect()
    found = Counted(type(one).__name__ for one in window.findChildren(QObject))
    found.update(
        type(one).__name__
        for one in gc.get_objects()
        if str(type(one).__module__).startswith("desktop.domain.")
    )
    return found


def test_screens_visited_again_and_again_leave_nothing_behind(
    desk: tuple[Seat, MainWindow, list[int]],
) -> None:
    seat, window, people = desk
    counts = []
    for _ in range(ROUNDS):
        for key in SCREENS:
            seat.counter.go(key)
            seat.settle()
            QApplication.processEvents()
        for visitor_id in people:
            seat.counter.go("visitor", visitor_id=visitor_id)
            seat.settle()
            QApplication.processEvents()
        seat.counter.go("today")
        seat.settle()
        counts.append(living(window))
    grown = {
        name: (counts[1][name], counts[-1][name])
        for name in counts[-1]
        if counts[-1][name] > counts[1][name]
    }
    assert not grown
