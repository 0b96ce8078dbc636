"""Mistakes of the program: the window stays, one sentence is shown, nobody is named anywhere."""

import logging
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from desktop import crash
from tests.faults.stumbling import NAME, PHONE, PHRASE
from tests.journeys.conftest import furnished

__all__ = ["furnished"]
ROOT = Path(__file__).parents[2]
MARKS = (NAME, PHONE, PHRASE, NAME[:2], PHONE[3:])
ENCODINGS = ("utf-8", "utf-16-le", "cp949")


def marks_in(said: bytes) -> list[str]:
    """Which marks can be read; escaped as well, as repr() and JSON write them."""
    escaped = {mark: mark.encode("unicode_escape") for mark in MARKS}
    return [
        mark
        for mark in MARKS
        if escaped[mark] in said or any(mark.encode(one) in said for one in ENCODINGS)
    ]


def run(folder: Path, *more: str) -> "subprocess.CompletedProcess[bytes]":
    return subprocess.run(
        [sys.executable, "-m", "tests.faults.stumbling", str(folder), *more],
        capture_output=True,
        cwd=ROOT,
        env={
            **os.environ,
            "QT_QPA_PLATFORM": "offscreen",
            "PYTHONIOENCODING": "utf-8",
            "PYTHONFAULTHANDLER": "",
        },
        check=False,
    )


def test_mistakes_of_every_kind_leave_the_window_and_no_name_in_any_log(
    furnished: Path, tmp_path: Path
) -> None:
    shutil.copytree(furnished, tmp_path / "plain")
    shutil.copytree(furnished, tmp_path / "office")
    plain = run(tmp_path / "plain", "plain")
    assert set(marks_in(plain.stderr)) == set(MARKS), "the marks must be there to be found"

    done = run(tmp_path / "office")
    logs = sorted(paths for paths in (tmp_path / "office" / "logs").iterdir())
    said = {path.name: path.read_bytes() for path in logs}
    print(f"\nlogs {', '.join(f'{name} {len(text)} B' for name, text in said.items())}, marks 0")
    assert done.stdout == b"stayed\n"
    if sys.platform != "win32":
        assert done.returncode == -signal.SIGSEGV
    assert {crash.LOG, crash.FAULT_LOG} <= said.keys()
    log = said[crash.LOG].decode("utf-8")
    for kind in ("ValueError", "KeyError", "RuntimeError", "OperationalError"):
        assert kind in log
    for where in ("in_slot", "in_thread", "in_store", "with_cause", "paintEvent", "__del__"):
        assert where in log, where
    assert b"Segmentation fault" in said[crash.FAULT_LOG]
    assert b"stumbling.py" in said[crash.FAULT_LOG]
    assert [(name, marks_in(text)) for name, text in said.items() if marks_in(text)] == []
    assert marks_in(done.stderr) == []


@pytest.mark.parametrize("size", [0, crash.LOG_BYTES + 1])
def test_the_file_of_last_words_begins_anew_when_it_is_long(tmp_path: Path, size: int) -> None:
    old = tmp_path / crash.FAULT_LOG
    old.write_bytes(bytes(size))
    crash._fault_log(old).close()
    assert old.stat().st_size == 0
    assert (tmp_path / (crash.FAULT_LOG + ".1")).exists() == bool(size)


def test_the_log_is_rotated_and_a_folder_that_is_gone_breaks_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(crash, "LOG_BYTES", 2_000)
    monkeypatch.setattr(crash, "_log_folder", tmp_path)
    monkeypatch.setattr(logging, "lastResort", logging.lastResort)
    monkeypatch.setattr(logging, "raiseExceptions", False)
    log = logging.getLogger(crash.LOGGER)
    handlers = list(log.handlers)
    try:
        for _ in range(200):
            crash.record(ValueError(NAME))
        files = sorted(tmp_path.iterdir())
        assert len(files) == 1 + crash.OLDER_LOGS
        assert all(path.stat().st_size <= 2_000 for path in files)
        shutil.rmtree(tmp_path)
        for _ in range(200):
            crash.record(ValueError(NAME))
    finally:
        for handler in set(log.handlers) - set(handlers):
            log.removeHandler(handler)
            handler.close()
