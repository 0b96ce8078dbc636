"""A window that stands open all day stays as large as it was; no clock, no weighing.

Counted after the second and the fifth round of the same: what is still alive after
that is what the rounds leave behind.
"""

import gc
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.app import QUIET, CounterApp, Start
from desktop.domain.clock import FixedClock
from desktop.services.demo_store import DEMO_PASSWORD, make_demo
from desktop.store import machine
from desktop.ui.hands import KoreanKeyboard
from desktop.ui.kit.preview import PagePreview
from tests.services.demo.conftest import NOW

SOON = 30_000
SCREENS = ("Alt+2", "Alt+3", "Alt+4", "Alt+9", "F2", "F5", "F8", "Alt+1")


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A demo office of forty people."""
    folder = tmp_path_factory.mktemp("flat") / "체험"
    make_demo(folder, 40, 1, 65, clock=FixedClock(NOW), whole=True)
    return folder


class Day:
    """The program as at the desk, and hands at it."""

    def __init__(self, folder: Path, qtbot: QtBot) -> None:
        self.app = CounterApp(
            Start(folder, demo_password=DEMO_PASSWORD, clock=FixedClock(NOW), size=(1366, 768))
        )
        self.qtbot = qtbot
        self.hands = KoreanKeyboard()
        self.app.show()
        self.app.window.activateWindow()
        QTest.qWaitForWindowActive(self.app.window, 5_000)
        # What is built behind the sign-in page is there from the beginning.
        qtbot.waitUntil(lambda: self.app.sign_in.accounts.current_id() is not None, timeout=SOON)
        self.built = lambda: "today" in self.app.window.workplace._screens
        qtbot.waitUntil(lambda: self.built() and not self.app._building.isActive(), timeout=SOON)

    def settle(self) -> None:
        for _ in range(2):
            self.app.counter.jobs.settle()
            QApplication.processEvents()
            QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    def press(self, *keys: str) -> None:
        for one in keys:
            self.app.window.activateWindow()
            self.hands.press(one)
            self.settle()

    def sign_in(self) -> None:
        self.app.sign_in.password.setFocus()
        self.hands.type(DEMO_PASSWORD)
        self.press("Enter")
        assert self.app.window.stack.currentWidget() is self.app.window.frame

    def find_somebody(self) -> None:
        self.press("Ctrl+K")
        self.hands.type("ㄱ")
        self.settle()
        self.press("Enter")
        assert self.app.window.front == "visitor"

    # a round of each

    def lock(self) -> None:
        self.press("Ctrl+L")
        assert self.app.window.stack.currentWidget() is self.app.sign_in
        self.sign_in()

    def leave_and_come_back(self) -> None:
        reception = self.app._reception
        assert reception is not None
        self.find_somebody()
        reception._sign_out()
        self.app.window.show_door(self.app.sign_in)
        self.settle()
        self.sign_in()

    def visit_screens(self) -> None:
        for screen in SCREENS:
            self.press(screen)
        self.find_somebody()
        self.press("F4", "F1", "Escape", "F12", "F12", "Alt+1")

    def preview_slip(self) -> None:
        self.press("Alt+1")
        self.find_somebody()
        self.press("F6", "Enter")
        assert self.app.window.front == "slip"
        page = next(
            one
            for one in self.app.window.screen_of("slip").findChildren(PagePreview)
            if one.isVisible()
        )
        self.qtbot.waitUntil(lambda: page.image() is not None, timeout=SOON)
        page.clear()
        self.press("Alt+1")


@pytest.fixture
def day(qapp: QApplication, qtbot: QtBot, tmp_path: Path, filled: Path) -> Iterator[Day]:
    """Somebody signed in."""
    folder = tmp_path / "체험"
    shutil.copytree(filled, folder)
    made = Day(folder, qtbot)
    made.sign_in()
    yield made
    made.app.close()
    made.settle()


def widgets() -> Counter[str]:
    """Every widget there is, by its class."""
    return Counter(type(one).__name__ for one in QApplication.allWidgets())


def alive(day: Day) -> dict[str, Counter[str]]:
    """What is there: widgets, objects under the window, and whatever is of our own making."""
    day.settle()
    gc.collect()
    return {
        "widgets": widgets(),
        "under the window": Counter(
            type(one).__name__ for one in day.app.window.findChildren(QObject)
        ),
        "ours": Counter(
            f"{kind.__module__}.{kind.__name__}"
            for kind in map(type, gc.get_objects())
            # Types of columns lie in SQLAlchemy's cache of statements, which has a bound.
            if str(kind.__module__).startswith("desktop.")
            and kind.__module__ != "desktop.store.base"
        ),
    }


ROUNDS: dict[str, Callable[[Day], None]] = {
    "lock": Day.lock,
    "sign out": Day.leave_and_come_back,
    "screens": Day.visit_screens,
    "slip": Day.preview_slip,
}


@pytest.mark.parametrize("what", ROUNDS)
def test_the_fifth_round_leaves_no_more_behind_than_the_second(day: Day, what: str) -> None:
    for _ in range(2):
        ROUNDS[what](day)
    before = alive(day)
    assert before["widgets"]
    assert before["ours"]
    for _ in range(3):
        ROUNDS[what](day)
    after = alive(day)
    for part, now in after.items():
        assert now - before[part] == Counter(), part


def test_a_closed_window_leaves_no_widget_and_the_next_begins_like_the_first(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path, filled: Path
) -> None:
    opened = []
    at_first = widgets()
    for turn in ("하나", "둘", "셋"):
        folder = tmp_path / turn
        shutil.copytree(filled, folder)
        made = Day(folder, qtbot)
        opened.append(widgets())
        made.sign_in()
        made.press("F2", "Alt+1")
        made.app.close()
        made.app.counter.jobs.close()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        del made
        gc.collect()
        assert widgets() - at_first == Counter()
    assert opened[0] == opened[1] == opened[2]


def test_free_memory_goes_back_when_nobody_types(day: Day, monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[bool] = []
    monkeypatch.setattr(machine, "give_back_memory", lambda: given.append(True))
    assert day.app._give_back_at.isActive()
    day.press("Alt+2")
    day.app._give_back()
    day.settle()
    assert not given
    monkeypatch.setattr(day.app.window, "quiet_for", lambda: QUIET)
    day.app._give_back()
    day.settle()
    assert given == [True]


def test_what_lived_with_a_window_may_be_collected_when_it_is_closed(day: Day) -> None:
    assert gc.get_freeze_count() > 0
    day.app.close()
    day.settle()
    assert gc.get_freeze_count() == 0


HEAPS = """
import os
from pathlib import Path
from desktop.store import machine

def held():
    return int(Path("/proc/self/statm").read_text("ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE")

machine.hold_little_memory()
blocks = [bytes(2_000) for _ in range(30_000)]
last = blocks[-1]
del blocks
before = held()
machine.give_back_memory()
print(before - held())
"""


@pytest.mark.skipif(sys.platform != "linux", reason="only there the C library is asked")
def test_what_is_free_between_others_goes_back_to_the_system() -> None:
    done = subprocess.run(
        [sys.executable, "-c", HEAPS], capture_output=True, check=True, encoding="utf-8"
    )
    assert int(done.stdout) > 20_000_000, done
