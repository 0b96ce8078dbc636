"""The PC stops while an older store is brought up to date: then it is the old or the new one."""

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

import pytest
from sqlalchemy import select

from desktop.store import chain, file
from desktop.store.ciphers import DataKey
from desktop.store.keyring import Keyring
from desktop.store.people import Career, Visitor
from desktop.store.upgrade import open_store
from desktop.store.visits import Visit
from tests.faults import LONG
from tests.store.old.make import ACCOUNT, HERE, PASSWORD

ROOT = Path(__file__).parents[2]
KILLS = 300 if LONG else 25
OLD = "0002"

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="only Linux forks")


class Upgrades:
    """Begins to bring the store of a folder up to date, and ends it."""

    def __init__(self, folder: Path, key: DataKey) -> None:
        self._program = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.upgrading", str(folder), key.secret.hex()],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            cwd=ROOT,
        )

    def run(self, seconds: float | None) -> str:
        """Give it so long, None as long as it takes: what it said and how it ended."""
        assert self._program.stdin is not None
        assert self._program.stdout is not None
        self._program.stdin.write("\n")
        self._program.stdin.flush()
        process = int(self._program.stdout.readline())
        if seconds is not None:
            time.sleep(seconds)
            with suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)
        said = ""
        while not (line := self._program.stdout.readline()).startswith("."):
            assert line
            said += line
        return f"{said}{line}"

    def end(self) -> None:
        self._program.kill()
        self._program.communicate()


@pytest.fixture
def upgrades(tmp_path: Path) -> Iterator[tuple[Upgrades, Path, DataKey]]:
    shutil.copytree(HERE / OLD, tmp_path / "자료")
    key = Keyring.read(tmp_path / "자료").open(ACCOUNT, PASSWORD)
    made = Upgrades(tmp_path / "자료", key)
    yield made, tmp_path / "자료", key
    made.end()


def revision(path: Path, key: DataKey) -> str:
    with closing(file.connect(path, key)) as connection:
        (found,) = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    return str(found)


def test_stopped_in_the_middle_of_an_upgrade_the_store_is_wholly_the_old_or_the_new_one(
    upgrades: tuple[Upgrades, Path, DataKey], tmp_path: Path
) -> None:
    program, folder, key = upgrades
    began = time.monotonic()
    assert program.run(None) == "open\n. -1\n"
    whole = time.monotonic() - began
    chance, found = random.Random(7), Counter[str]()
    for number in range(KILLS):
        shutil.rmtree(folder)
        shutil.copytree(HERE / OLD, folder)
        said = program.run(chance.uniform(0, whole * 1.1))
        killed = said.endswith(f". {signal.SIGKILL.value}\n") and "open" not in said
        torn = (folder / f"{file.FILE_NAME}-wal").exists()
        shutil.copytree(folder, tmp_path / str(number))
        now = revision(tmp_path / str(number) / file.FILE_NAME, key)
        assert now in (OLD, file.HEAD)
        found["in the middle" if killed and torn else "killed" if killed else "done"] += 1
        found[f"left at {now}"] += killed

        database = open_store(folder / file.FILE_NAME, DataKey(key.secret))
        with database.read() as session:
            assert session.scalars(select(Visitor.name)).all() == ["도우람"]
            assert session.scalars(select(Visit.number)).all() == ["2610101018"]
            assert session.scalars(select(Career.company)).all() == ["가게"]
            assert chain.examine(session) is None
        database.close()
        file.verify(folder / file.FILE_NAME, key)
        assert revision(folder / file.FILE_NAME, key) == file.HEAD
    shown = ", ".join(f"{words} {times}" for words, times in found.most_common())
    print(f"\n{KILLS} upgrades of {whole:.2f} s killed: {shown}; lost 0")
    assert found["in the middle"]
