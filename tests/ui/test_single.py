"""A second start of the same data folder brings the first to the front."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop.ui.single import Single

SECOND = """
import sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from desktop.ui.single import Single
app = QCoreApplication([])
single = Single(Path(sys.argv[1]))
print("first" if single.first else "heard" if single.raise_first() else "not heard")
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "자료 폴더"
    made.mkdir()
    return made


def start_again(folder: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", SECOND, str(folder)],
        stdout=subprocess.PIPE,
        encoding="utf-8",
        cwd=Path(__file__).parents[2],
        env={**os.environ, "PYTHONUTF8": "1"},
    )


def words_of(second: "subprocess.Popen[str]") -> str:
    said, _ = second.communicate(timeout=60)
    return said.strip()


@pytest.mark.usefixtures("qapp")
def test_a_second_start_calls_the_first_one(folder: Path, qtbot: QtBot) -> None:
    first = Single(folder)
    assert first.first
    first.listen()
    with qtbot.waitSignal(first.wanted, timeout=60_000):
        second = start_again(folder)
    assert words_of(second) == "heard"
    first.close()


@pytest.mark.usefixtures("qapp")
def test_a_first_one_still_starting_is_waited_for(folder: Path, qtbot: QtBot) -> None:
    first = Single(folder)
    second = start_again(folder)
    qtbot.waitUntil((folder / "counter.lock").exists)
    with qtbot.waitSignal(first.wanted, timeout=60_000):
        first.listen()
    assert words_of(second) == "heard"
    first.close()


@pytest.mark.usefixtures("qapp")
def test_after_the_first_one_ended_the_next_is_first(folder: Path) -> None:
    first = Single(folder)
    first.close()
    assert words_of(start_again(folder)) == "first"


@pytest.mark.usefixtures("qapp")
def test_what_a_killed_counter_left_behind_keeps_nobody_out(folder: Path) -> None:
    dies = "import os; single.first and os._exit(9)\nprint("
    killed = SECOND.replace("print(", dies, 1)
    subprocess.run(
        [sys.executable, "-c", killed, str(folder)], check=False, cwd=Path(__file__).parents[2]
    )
    assert (folder / "counter.lock").exists()
    again = Single(folder)
    assert again.first
    again.close()


@pytest.mark.usefixtures("qapp")
def test_two_data_folders_are_two_counters(folder: Path, tmp_path: Path) -> None:
    first = Single(folder)
    other = tmp_path / "다른 폴더"
    other.mkdir()
    assert words_of(start_again(other)) == "first"
    first.close()
