"""`naeil-desk --demo`: a throw-away office that leaves nothing behind, however it ends."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PATIENCE = 1_200
"""Tenths of a second."""


def begun(folder: Path) -> "subprocess.Popen[str]":
    """The demo started in a shell whose temporary folder is `folder`."""
    environment = {
        **os.environ,
        "TMPDIR": str(folder),
        "TEMP": str(folder),
        "TMP": str(folder),
        "QT_QPA_PLATFORM": "offscreen",
        "PYTHONIOENCODING": "utf-8",
    }
    return subprocess.Popen(
        [sys.executable, "-m", "desktop", "--demo"],
        cwd=ROOT,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )


def wait_until(process: "subprocess.Popen[str]", so: Callable[[], bool]) -> None:
    for _ in range(PATIENCE):
        if so():
            return
        try:
            process.wait(0.1)
        except subprocess.TimeoutExpired:
            continue
        pytest.fail(f"ended with {process.returncode}: {process.communicate()[1]}")
    pytest.fail("nothing happened")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no Ctrl+C for one process")
def test_ctrl_c_closes_the_window_and_the_folder_is_gone(tmp_path: Path) -> None:
    process = begun(tmp_path)
    wait_until(process, lambda: bool(list(tmp_path.glob("naeil-demo-*/logs/naeil-desk.log"))))
    wait_until(process, lambda: bool(list(tmp_path.glob("naeil-demo-*/store.lock"))))
    process.send_signal(signal.SIGINT)
    said, complained = process.communicate(timeout=120)
    assert process.returncode in (0, 1)
    assert "Traceback" not in said + complained
    assert list(tmp_path.glob("naeil-demo-*")) == []


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no Ctrl+C for one process")
def test_ctrl_c_while_it_is_made_leaves_nothing_either(tmp_path: Path) -> None:
    process = begun(tmp_path)
    wait_until(process, lambda: bool(list(tmp_path.glob("naeil-demo-*/preparing/naeil.db"))))
    process.send_signal(signal.SIGINT)
    said, complained = process.communicate(timeout=120)
    assert process.returncode in (0, 1)
    assert said == ""
    assert "Traceback" not in complained
    assert list(tmp_path.glob("naeil-demo-*")) == []
