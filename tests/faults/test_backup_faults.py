"""Copies while disks fill up and programs are killed: the former one stays whole."""

import os
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from desktop.domain.backup import Place
from desktop.store.backup import places
from desktop.store.backup.container import Container
from tests.store.copies import AT, Office, set_up

ROOT = Path(__file__).parents[2]


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return set_up(tmp_path / "한글 폴더 1")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit on the size of files")
def test_a_disk_without_room_keeps_the_former_copy(office: Office) -> None:
    former = office.copy(AT - timedelta(days=1))
    whole = former.path.read_bytes()
    result = subprocess.run(
        [sys.executable, "-m", "tests.faults.backing_up", str(office.folder), "starve", "300000"],
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
        cwd=ROOT,
        check=True,
    )
    assert "남은" in result.stdout
    assert "Traceback" not in result.stdout
    assert former.path.read_bytes() == whole
    assert [path.name for path in former.path.parent.iterdir()] == [former.path.name]


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "작은 디스크"
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=900k", "tmpfs", str(folder)]
    if sys.platform == "win32" or subprocess.run(command, check=False).returncode:
        pytest.skip("only root on Linux mounts a small disk")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def test_a_full_stick_is_told_and_the_first_copy_counts(office: Office, small_disk: Path) -> None:
    places.choose_second(office.folder, small_disk)
    assert not office.back_up().troubles
    # The next day there is no room for a second one beside it.
    made = office.back_up(AT + timedelta(days=1))
    assert [copy.place for copy in made.copies] == [Place.BESIDE]
    assert "남은 용량" in made.troubles[Place.SECOND]
    (left,) = places.copies_in(small_disk)
    Container.look(left).check()
    assert not list(small_disk.glob("*.new"))


def test_where_the_own_disk_is_full_the_stick_gets_the_copy(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stick = tmp_path / "USB"
    stick.mkdir()
    places.choose_second(office.folder, stick)
    (office.folder / "backups").write_bytes(b"in the way")
    made = office.back_up()
    assert [copy.place for copy in made.copies] == [Place.SECOND]
    assert Place.BESIDE in made.troubles


def test_killed_at_any_moment_the_former_copy_is_whole_and_the_next_one_is_made(
    office: Office,
) -> None:
    former = office.copy(AT - timedelta(days=1))
    chance, killed = random.Random(11), 0
    for _ in range(6):
        with subprocess.Popen(
            [sys.executable, "-m", "tests.faults.backing_up", str(office.folder), "storm"],
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            cwd=ROOT,
        ) as program:
            assert program.stdout is not None
            assert program.stdout.readline() == "begun\n"
            time.sleep(chance.random() * 0.25)
            program.kill()
            program.wait()
        killed += 1
        for path in places.copies_in(former.path.parent):
            found = Container.look(path)
            found.check()
            assert found.is_of(office.key)
        assert former.path.exists()
    office.write(5_000, 5_001)
    made = office.copy(AT + timedelta(days=30))
    assert not [path for path in made.path.parent.iterdir() if path.suffix != ".backup"]
    print(f"kills while backing up: {killed}, copies that were not whole: 0")
