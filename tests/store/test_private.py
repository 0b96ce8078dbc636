"""Nobody but its user reads the data folder, and nobody the memory of the program."""

import os
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop import paths
from desktop.cli import run
from desktop.domain.clock import FixedClock
from desktop.services.demo_store import DEMO_PASSWORD, make_demo
from desktop.services.opening import Premises
from desktop.store import machine

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="rights of files are Windows' own")

NOBODY = 65534
READS = """
import os, sys
os.setgid(int(sys.argv[2])); os.setuid(int(sys.argv[2]))
for path in sys.argv[3:]:
    try:
        os.listdir(path) if os.path.isdir(path) else open(path, "rb").close()
        print(path)
    except OSError:
        pass
"""
MEMORY = """
import ctypes, resource
from desktop.store import machine
ask = ctypes.CDLL(None).prctl
print(ask(3, 0, 0, 0, 0))
machine.keep_memory_private()
print(resource.getrlimit(resource.RLIMIT_CORE)[0], ask(3, 0, 0, 0, 0))
"""


@pytest.fixture
def open_place() -> Iterator[Path]:
    """A place into which every user of the machine may look, unlike pytest's own."""
    with tempfile.TemporaryDirectory(prefix="naeil-open-") as name:
        place = Path(name)
        place.chmod(0o755)
        yield place


def allowed_to_others(folder: Path) -> list[Path]:
    return [
        path
        for path in (folder, *sorted(folder.rglob("*")))
        if path.lstat().st_mode & (stat.S_IRWXG | stat.S_IRWXO)
    ]


def read_by_another(paths_: list[Path]) -> list[str]:
    """Those of the paths that a child under another uid could read."""
    command = [sys.executable, "-c", READS, "--", str(NOBODY), *map(str, paths_)]
    # Started where it may look, with no module of ours to import.
    done = subprocess.run(command, cwd="/", capture_output=True, encoding="utf-8", check=True)
    return done.stdout.splitlines()


def in_use(folder: Path, clock: FixedClock) -> None:
    """Everything that can lie in a data folder: a store with its log open, backups, logs."""
    make_demo(folder, 3, 1, 1, clock=clock, whole=True)
    for inner in (paths.backup_folder(folder), paths.log_folder(folder)):
        inner.mkdir(exist_ok=True)
    (paths.backup_folder(folder) / "naeil-2026-11-23.naeil").write_bytes(b"x")
    (paths.log_folder(folder) / "naeil-desk.log").write_bytes(b"x")
    (folder / "look.json").write_text("{}", encoding="utf-8")


def test_a_folder_left_open_is_closed_when_the_counter_starts(
    open_place: Path, clock: FixedClock
) -> None:
    folder = open_place / "자료"
    folder.mkdir()
    in_use(folder, clock)
    for path in (folder, *folder.rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o644)
    everything = [folder, *folder.rglob("*")]
    assert allowed_to_others(folder) == sorted(everything)
    if os.geteuid() == 0:
        assert set(read_by_another(everything)) == {str(path) for path in everything}
    premises = Premises(folder, clock, paths.resources())
    premises.look()
    (holder, *_) = premises.holders()
    desk, _account = premises.sign_in(holder.id, DEMO_PASSWORD)
    try:
        assert (folder / "naeil.db-wal").exists()
        assert allowed_to_others(folder) == []
        if os.geteuid() == 0:
            assert read_by_another([folder, *folder.rglob("*")]) == []
    finally:
        desk.close()
        premises.close()


def test_what_the_program_makes_is_for_its_user_alone(
    open_place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = os.umask(0o022)
    try:
        assert run(["demo", "--data", str(open_place / "자료"), "--visitors", "3"]) == 0
    finally:
        os.umask(before)
    assert (open_place / "자료" / "naeil.db").exists()
    assert allowed_to_others(open_place / "자료") == []


def test_a_folder_shared_by_all_users_and_links_stay_as_they_are(open_place: Path) -> None:
    shared, own, elsewhere = (open_place / name for name in ("shared", "own", "elsewhere"))
    shared.mkdir()
    shared.chmod(0o1777)
    machine.close_to_others(shared)
    assert stat.S_IMODE(shared.stat().st_mode) == 0o1777
    own.mkdir()
    elsewhere.write_bytes(b"x")
    elsewhere.chmod(0o644)
    (own / "link").symlink_to(elsewhere)
    machine.close_to_others(own)
    assert stat.S_IMODE(own.stat().st_mode) == 0o700
    assert stat.S_IMODE(elsewhere.stat().st_mode) == 0o644


@pytest.mark.skipif(sys.platform != "linux", reason="asks the Linux kernel")
def test_neither_a_core_file_nor_another_program_gets_the_memory() -> None:
    done = subprocess.run(
        [sys.executable, "-c", MEMORY],
        capture_output=True,
        encoding="utf-8",
        check=True,
        cwd=Path(__file__).parents[2],
    )
    assert done.stdout.splitlines() == ["1", "0 0"]
