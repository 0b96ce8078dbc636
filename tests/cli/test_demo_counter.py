"""`naeil-desk --demo`: a throw-away office that leaves nothing behind, however it ends."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PATIENCE = 6_000
"""Tenths of a second: three thousand people take a minute where others use the machine too."""


@contextmanager
def begun(folder: Path) -> "Iterator[subprocess.Popen[str]]":
    """The demo started in a shell whose temporary folder is `folder`.

    However the block ends, nothing runs on: it would be told in the middle of another test.
    """
    environment = {
        **os.environ,
        "TMPDIR": str(folder),
        "TEMP": str(folder),
        "TMP": str(folder),
        "QT_QPA_PLATFORM": "offscreen",
        "PYTHONIOENCODING": "utf-8",
    }
    with subprocess.Popen(
        [sys.executable, "-m", "desktop", "--demo"],
        cwd=ROOT,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    ) as process:
        try:
            yield process
        finally:
            process.kill()


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
    with begun(tmp_path) as process:
        wait_until(process, lambda: bool(list(tmp_path.glob("naeil-demo-*/logs/naeil-desk.log"))))
        wait_until(process, lambda: bool(list(tmp_path.glob("naeil-demo-*/store.lock"))))
        process.send_signal(signal.SIGINT)
        said, complained = process.communicate(timeout=PATIENCE / 10)
    assert process.returncode in (0, 1)
    assert "Traceback" not in said + complained
    assert list(tmp_path.glob("naeil-demo-*")) == []


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no Ctrl+C for one process")
def test_ctrl_c_while_it_is_made_leaves_nothing_either(tmp_path: Path) -> None:
    with begun(tmp_path) as process:
        wait_until(process, lambda: bool(list(tmp_path.glob("naeil-demo-*/preparing/naeil.db"))))
        process.send_signal(signal.SIGINT)
        said, complained = process.communicate(timeout=PATIENCE / 10)
    assert process.returncode in (0, 1)
    assert said == ""
    assert "Traceback" not in complained
    assert list(tmp_path.glob("naeil-demo-*")) == []


DROPPED = """
import os, signal, sys, weakref
from desktop import cli
from desktop.services import demo_store

class Held:
    pass

def begin(folder, *_wanted, progress):
    held = Held()
    watched = weakref.ref(held, lambda _: os.kill(os.getpid(), signal.SIGINT))
    sys.unraisablehook = lambda dropped: print(dropped.exc_type.__name__)
    del held
    progress("방문", 1, 2)
    print("went on")

demo_store.begin_demo = begin
sys.exit(cli.run(["--demo"]))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no Ctrl+C for one process")
def test_ctrl_c_in_a_moment_when_python_drops_it_ends_the_demo_all_the_same(tmp_path: Path) -> None:
    """In what runs while an object is taken down no exception comes to anybody."""
    done = subprocess.run(
        [sys.executable, "-c", DROPPED],
        cwd=ROOT,
        env={**os.environ, "TMPDIR": str(tmp_path), "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.stdout == "KeyboardInterrupt\n"
    assert done.returncode == 1
    assert "그만두었습니다" in done.stderr
    assert list(tmp_path.glob("naeil-demo-*")) == []
