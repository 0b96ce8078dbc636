"""What lies about afterwards: nothing outside the data folder but what the clerk kept."""

import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from desktop.services.demo_store import make_demo

from .watched import ROOT, Traces

pytestmark = pytest.mark.traces

KEPT = "연계 의뢰서 26-101-0018.pdf"
OF_THE_SYSTEM = (r"/dev/(null|tty|shm/.*)", r"/memfd:.*", r"/proc/self/.*")
"""Written, but nowhere that lasts."""
ON_A_DISPLAY = (
    # Which typefaces the PC has, and what the dialogs' letters looked like: nobody's data.
    r"home/\.cache/fontconfig(/.*)?",
    r"home/\.cache",
)
IN_THE_PROFILE = (
    # Wrong passwords are counted here too, so that copying the folder back forgives nothing.
    r"home/\.config(/naeil-desk(/sign-in-failures-[0-9a-f-]{36}(\.new)?)?)?",
)
IN_THE_DATA_FOLDER = (
    r"naeil\.db(-wal|-shm)?", r"keys\.json", r"desk\.json", r"log-head", r"look\.json",
    r"sign-in-failures", r"failed-sign-ins", r"(store|counter)\.lock", r"QtProject\.conf",
    r"logs(/(naeil-desk|fault)\.log)?", r"backups(/.*)?", r"preparing(/.*)?",
)  # fmt: skip
LEAVES = """
import os, pathlib
pathlib.Path.home().joinpath("이름.txt").write_text("x")
pathlib.Path(os.environ["TMPDIR"], "이름.pdf").write_text("x")
"""


def is_one_of(path: str, *allowed: str) -> bool:
    return any(re.fullmatch(one, path) for one in allowed)


def outside(seen: Traces, *allowed: str) -> list[str]:
    """What was written, less what lies in the places allowed (below the run's own folder)."""
    base = seen.home.parent
    return sorted(
        str(path)
        for path in seen.written()
        if not is_one_of(str(path), *OF_THE_SYSTEM)
        and not (
            path.is_relative_to(base)
            and is_one_of(path.relative_to(base).as_posix(), r"calls", *allowed)
        )
    )


def test_the_watch_sees_what_is_left(watched: Callable[..., Traces], tmp_path: Path) -> None:
    seen = watched([sys.executable, "-c", LEAVES], tmp_path)
    assert seen.code == 0, seen.said
    assert len(seen.left()) == 2
    assert [Path(path).name[:2] for path in outside(seen)] == ["이름", "이름"]


def test_the_tour_writes_into_its_own_folders_only_and_takes_them_away(
    tour: Traces, tour_out: Path
) -> None:
    assert tour.code == 0, tour.said
    # Python first tries with a file of eight letters, gone at once, whether it may write there.
    own = r"tmp/(naeil-(tour|looks|demo)-\w+(/.*)?|[a-z0-9_]{8})"
    beside = {str(tour_out), *(str(path) for path in tour_out.rglob("*"))}
    assert [path for path in outside(tour, own, *IN_THE_PROFILE) if path not in beside] == []
    left = [path.relative_to(tour.home.parent).as_posix() for path in tour.left()]
    assert [path for path in left if not is_one_of(path, *IN_THE_PROFILE)] == []


@pytest.fixture(scope="session")
def display(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The number of a display of our own; its server is ended afterwards."""
    if not shutil.which("Xvfb"):
        pytest.skip("Xvfb is not installed")
    command = ["Xvfb", "-displayfd", "1", "-screen", "0", "1366x768x24", "-nolisten", "tcp"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as server:
        assert server.stdout is not None
        yield ":" + server.stdout.readline().decode().strip()
        server.terminate()


@pytest.fixture(scope="session", params=["offscreen", "xcb"])
def counter(
    request: pytest.FixtureRequest,
    watched: Callable[..., Traces],
    tmp_path_factory: pytest.TempPathFactory,
) -> Traces:
    """A counter that signed in, copied, kept a paper and was started a second time."""
    env = {"QT_QPA_PLATFORM": request.param}
    if request.param == "xcb":
        env["DISPLAY"] = request.getfixturevalue("display")
    place = tmp_path_factory.mktemp("counter")
    make_demo(place / "data", 5, 1, 1, whole=True)
    command = [sys.executable, str(ROOT / "tests/traces/counter.py"), str(place / "data")]
    return watched(command, place, **env)


def test_a_counter_with_a_second_start_opens_only_the_lines_allowed(counter: Traces) -> None:
    assert counter.code == 0, counter.said
    assert counter.foreign_lines() == []
    assert any("naeil-desk-" in call for call in counter.calls if call.startswith("connect"))


def test_a_counter_leaves_nothing_but_its_data_and_the_paper_that_was_kept(
    counter: Traces,
) -> None:
    assert counter.code == 0, counter.said
    data = r"data(/.*)?"
    line = r"tmp/(naeil-desk-[0-9a-f]{16}|\.\w{6}(/s)?)"
    # A file without a name is made in the home first, and gets its name when it is whole.
    paper = rf"home(/{re.escape(KEPT)}(\.\w+)?)?"
    allowed = (*ON_A_DISPLAY, *IN_THE_PROFILE)
    assert outside(counter, data, line, paper, *allowed) == []
    left = [path.relative_to(counter.home.parent).as_posix() for path in counter.left()]
    assert [path for path in left if not is_one_of(path, *allowed)] == [f"home/{KEPT}"]


def test_every_file_of_the_data_folder_is_known_and_its_users_alone(counter: Traces) -> None:
    data = counter.home.parent / "data"
    there = list(data.rglob("*"))
    names = [path.relative_to(data).as_posix() for path in there]
    assert [name for name in names if not is_one_of(name, *IN_THE_DATA_FOLDER)] == []
    assert [str(path) for path in (data, *there) if path.stat().st_mode & 0o077] == []
    assert (counter.home / KEPT).stat().st_mode & 0o077 == 0
