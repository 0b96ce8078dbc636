"""What is loaded when the sign-in page stands there for the first time; no clock is asked."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from desktop.paths import resources
from desktop.ui.counter import Counter
from desktop.ui.main_window import MainWindow

HEAVY = {
    "sqlalchemy", "alembic", "sqlcipher3", "cryptography", "argon2", "reportlab", "segno",
    "pypdfium2", "PIL", "numpy", "platformdirs", "korean_lunar_calendar", "openpyxl",
    "zxingcpp", "asyncio",
}  # fmt: skip
QT = {"PySide6.QtCore", "PySide6.QtGui", "PySide6.QtWidgets", "PySide6.QtSvg"}
STANDARD = {
    "dataclasses", "calendar", "logging", "logging.handlers", "argparse", "socket",
    "pickle", "sqlite3", "hashlib", "concurrent.futures", "queue", "json", "datetime", "getpass",
}  # fmt: skip
MANY_NAMES = {
    "QStyle",
    "QStyleOption",
    "QGradient",
    "QIcon",
    "QTextFormat",
    "QAction",
}
OURS = 33
"""Files of the program read before the first paint; each costs the clerk about a millisecond."""

PROGRAM = """
import sys
from pathlib import Path
from desktop import cli, quick_qt
quick_qt.bring()
from desktop import app
from PySide6.QtWidgets import QApplication, QLabel

def painted(*_):
    QApplication.processEvents()
    loaded = sorted(sys.modules)
    import json
    from PySide6 import QtGui, QtWidgets
    made = [name for part in (QtGui, QtWidgets) for name in vars(part)]
    print(json.dumps({"modules": loaded, "made": made, "words": [
        widget.text() if isinstance(widget, QLabel) else widget.accessibleName()
        for widget in QApplication.allWidgets() if widget.isVisible()
    ]}))
    import os; sys.stdout.flush(); os._exit(0)

app.CounterApp._load = lambda self: None  # what comes behind the page is not asked here
app.QApplication.exec = painted
cli.run(["--data", sys.argv[1]])
"""


@pytest.fixture(scope="module")
def painted(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    folder = tmp_path_factory.mktemp("자료")
    answer = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(folder)],
        check=True,
        stdout=subprocess.PIPE,
        encoding="utf-8",
        cwd=Path(__file__).parents[2],
        env={**os.environ, "PYTHONUTF8": "1"},
    )
    made: dict[str, list[str]] = json.loads(answer.stdout.strip().splitlines()[-1])
    return made


def test_the_page_stands_there_with_its_words(painted: dict[str, list[str]]) -> None:
    assert {"내일창구", "로그인"} <= set(painted["words"])


def test_nothing_heavy_is_loaded_before_the_first_paint(painted: dict[str, list[str]]) -> None:
    roots = {name.partition(".")[0] for name in painted["modules"]}
    assert not roots & HEAVY
    assert not STANDARD & set(painted["modules"])


def test_only_the_parts_of_qt_that_paint_are_loaded(painted: dict[str, list[str]]) -> None:
    parts = {name for name in painted["modules"] if name.startswith("PySide6.Qt")}
    assert parts <= QT


def test_no_class_of_qt_with_hundreds_of_names_is_laid_out(painted: dict[str, list[str]]) -> None:
    """PySide makes a class and all its names when it is first mentioned."""
    assert {"QLineEdit", "QPainter"} <= set(painted["made"])
    assert not MANY_NAMES & set(painted["made"])


def test_few_of_our_own_files_are_loaded(painted: dict[str, list[str]]) -> None:
    ours = [name for name in painted["modules"] if name.split(".")[0] == "desktop"]
    assert not [name for name in ours if name.startswith(("desktop.services", "desktop.store"))]
    assert len(ours) <= OURS, ours


def test_a_page_that_covers_the_whole_window_does_not_hide_that_it_was_painted(
    qtbot: QtBot,
) -> None:
    window = MainWindow(Counter(None, resources()))
    qtbot.addWidget(window)
    page, inside = QScrollArea(), QWidget()
    page.setFrameShape(QScrollArea.Shape.NoFrame)
    inside.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
    page.setWidget(inside)
    page.setWidgetResizable(True)
    window.add_door(page)
    with qtbot.waitSignal(window.painted):
        window.show()
    window.hide()
    with qtbot.assertNotEmitted(window.painted, wait=50):
        window.show()
