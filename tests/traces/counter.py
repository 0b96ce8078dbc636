"""A counter over the folder given, with what leaves traces most: run under the watch.

Signs in, copies a name, keeps a paper as a file in the home, is called by a second start
and closes. Ends with 0 when all of that happened.
"""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QDeadlineTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog

from desktop import paths
from desktop.app import CounterApp, Start, application
from desktop.services.demo_store import DEMO_PASSWORD
from desktop.services.papers import ReadyPaper
from desktop.ui.hands import KoreanKeyboard
from desktop.ui.kit import clipboard
from desktop.ui.printing import CounterPrinter
from desktop.ui.single import Single

PAPER = ReadyPaper("slip", "연계 의뢰서", b"%PDF-1.4", "26-101-000101", "26-101-0018")


def settle(counter: CounterApp) -> None:
    for _ in range(4):
        pause()
        counter.counter.jobs.settle()


def comes_true(true: Callable[[], bool]) -> bool:
    """Wait half a minute for another thread or process; there is no signal to wait for."""
    patience = QDeadlineTimer(30_000)
    while not true() and not patience.hasExpired():
        pause()
    return true()


def pause() -> None:
    """Let events through, then sleep: QTest.qWait would keep the interpreter to itself."""
    QApplication.processEvents()
    time.sleep(0.03)


def main(folder: Path) -> int:
    os.umask(0o077)
    app, hands = application(), KoreanKeyboard()
    single = Single(folder)
    assert single.first
    counter = CounterApp(Start(folder, size=(1366, 768)), single)
    called: list[bool] = []
    single.wanted.connect(lambda: called.append(True))
    counter.show()
    counter.window.activateWindow()
    QTest.qWaitForWindowActive(counter.window, 5_000)
    assert comes_true(lambda: single._server is not None)
    settle(counter)
    hands.type(DEMO_PASSWORD)
    hands.press("Enter")
    settle(counter)
    assert counter.window.front == "today"
    clipboard.copy("백서윤")
    assert app.clipboard().text() == "백서윤"
    home = Path.home()
    CounterPrinter(counter.counter, counter.window).save_pdf(PAPER)
    dialog = counter.window.findChild(QFileDialog)
    assert dialog is not None
    dialog.accept()
    settle(counter)
    assert (home / "연계 의뢰서 26-101-0018.pdf").read_bytes() == PAPER.pdf
    second = subprocess.Popen([sys.executable, "-m", "desktop", "--data", str(folder)])
    assert comes_true(lambda: second.poll() is not None)
    settle(counter)
    assert (second.returncode, called) == (0, [True])
    counter.close()
    QApplication.processEvents()
    counter.counter.jobs.close()
    single.close()
    app.quit()
    # Whatever quitting clears is cleared by the signal of the loop's end.
    app.aboutToQuit.emit()
    assert not app.clipboard().text()
    return 0


if __name__ == "__main__":
    sys.exit(main(paths.data_folder(Path(sys.argv[1]))))
