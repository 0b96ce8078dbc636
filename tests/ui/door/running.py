"""The program in front of somebody: what every test of the doors begins with."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.app import CounterApp, Start
from desktop.domain.clock import FixedClock
from desktop.ui.hands import KoreanKeyboard
from tests.korean_input import show


class Running:
    """The program over a folder, somebody's hands on it."""

    def __init__(
        self, folder: Path, clock: FixedClock, ready: Callable[[], bool] = lambda: False
    ) -> None:
        """`ready` says what else may come instead of the reception."""
        self.folder, self.clock = folder, clock
        self.app = CounterApp(Start(folder, clock=clock, size=(1366, 768)))
        self.hands = KoreanKeyboard()
        self.app.show()
        show(self.app.window)
        # The services come from a thread behind the painted page.
        for _ in range(400):
            if self.app._reception is not None or ready():
                break
            QTest.qWait(25)
        self.settle()

    @property
    def front(self) -> object:
        return self.app.window.stack.currentWidget()

    def settle(self) -> None:
        for _ in range(4):
            QTest.qWait(30)
            self.app.counter.jobs.settle()

    def press(self, *keys: str) -> None:
        for key in keys:
            self.hands.press(key)
            self.settle()

    def type(self, text: str) -> None:
        self.hands.type(text)
        QApplication.processEvents()
