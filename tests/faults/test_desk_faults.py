"""Disk, folder, lock and clock go wrong while a desk is open: told, nothing lost, gone on with."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from desktop.domain import paper_number
from desktop.domain.clock import KST, FixedClock
from desktop.domain.errors import Mishap, StoreMissing, StoreTrouble
from desktop.domain.paper_number import PaperKind
from desktop.domain.visit import VisitDraft
from desktop.domain.visitor import VisitorDraft
from desktop.services.first_run import STORE_NAME
from desktop.store import chain
from desktop.store.ciphers import DataKey
from desktop.store.database import Database
from desktop.store.keys import Keys
from desktop.store.log import AccessRow
from desktop.store.visits import Visit
from tests.faults.office import Opened, Way, enter, furnish
from tests.faults.refusing import faults, small_disk
from tests.faults.storm import NOW

ROOT = Path(__file__).parents[2]


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of its own, which can be filled and taken away."""
    with small_disk(tmp_path / "disk", "24m"):
        yield tmp_path / "disk"


def take_in(office: Opened, name: str = "한별") -> int:
    made = office.desk.visits.register(
        office.account, VisitorDraft(name=name), VisitDraft(("counselling",))
    )
    return made.visit_id


def visits(office: Opened) -> int:
    with office.desk.office._database.read() as session:
        assert chain.examine(session) is None
        return session.execute(select(func.count()).select_from(Visit)).scalar_one()


def attempt(office: Opened, times: int) -> tuple[list[int], list[str]]:
    """Take people in, over and over: who was answered, and what was told instead."""
    answered, told = [], []
    for _ in range(times):
        try:
            answered.append(take_in(office))
        except StoreTrouble as trouble:
            told.append(str(trouble))
        except ZeroDivisionError:
            told.append(str(Mishap()))
    return answered, told


@pytest.mark.parametrize("fault", ["disk full", "writes fail", "store locked", "mistake"])
def test_what_was_refused_left_nothing_and_what_was_answered_is_there(
    disk: Path, monkeypatch: pytest.MonkeyPatch, fault: str
) -> None:
    folder = disk / "자료"
    way = furnish(folder, FixedClock(NOW))
    office = enter(folder, way, FixedClock(NOW))
    before = len(attempt(office, 5)[0])
    happens: AbstractContextManager[None]
    happens, words = _of(faults(office.desk.office._database, monkeypatch), fault)
    with happens:
        answered, told = attempt(office, 10)
    assert told, "the fault must bite"
    assert all(words in sentence for sentence in told)
    after = attempt(office, 5)[0]
    assert len(after) == 5, "it is gone on with"
    wanted = before + len(answered) + len(after)
    assert visits(office) == wanted
    office.close()
    again = enter(folder, way, FixedClock(NOW))
    assert again.desk.finding is None
    assert visits(again) == wanted
    print(f"\n{fault}: {len(told)} refused, {wanted} answered, lost 0, half done 0")
    again.close()


def _of(all_of_them: dict[str, Any], fault: str) -> tuple[AbstractContextManager[None], str]:
    happens, words = all_of_them[fault]
    return happens(), words


def test_a_folder_that_vanishes_takes_no_act_with_it(tmp_path: Path) -> None:
    folder = tmp_path / "자료"
    way = furnish(folder, FixedClock(NOW))
    office = enter(folder, way, FixedClock(NOW))
    take_in(office)
    # The bare store takes what is written into the deleted file, and nobody is told.
    bare = shutil.copytree(folder, tmp_path / "bare") / STORE_NAME
    database = Database(bare, DataKey(way.data_key.secret))
    with database.write() as session:
        driver = session.connection().connection.driver_connection
        assert driver is not None
        shutil.rmtree(bare.parent)
        driver.execute("UPDATE setting SET name = name")
        driver.execute("COMMIT")
        driver.execute("BEGIN")
        with pytest.raises(StoreMissing):
            database._writer._stay()
        database._writer._file = None
    assert not bare.exists()
    database.close()

    folder.rename(tmp_path / "away")
    answered, told = attempt(office, 3)
    assert answered == []
    assert all("자료 폴더가 사라졌거나" in sentence for sentence in told)
    # Another folder of the same name is not taken for it.
    shutil.copytree(tmp_path / "away", folder)
    assert attempt(office, 1)[0] == []
    shutil.rmtree(folder)
    (tmp_path / "away").rename(folder)
    assert len(attempt(office, 2)[0]) == 2
    assert visits(office) == 3
    office.close()
    print("\nfolder gone: 4 refused, 3 answered, lost 0")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows knows no uids")
@pytest.mark.parametrize("open_to", ["nobody else", "readers"])
def test_another_user_of_the_pc_is_told_and_changes_nothing(tmp_path: Path, open_to: str) -> None:
    if os.geteuid():
        pytest.skip("only root becomes another user")
    above = Path("/tmp") / f"naeil-{os.getpid()}-{tmp_path.name}"
    folder = above / "자료"
    way = furnish(folder, FixedClock(NOW))
    try:
        way.write(above / "way.json")
        above.chmod(0o755)
        readable = open_to == "readers"
        folder.chmod(0o755 if readable else 0o700)
        for path in folder.iterdir():
            path.chmod(0o644 if readable and path.is_file() else 0o600)
        before = {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}
        program = [sys.executable, "-m", "tests.faults.other_user"]
        done = subprocess.run(
            [*program, str(folder), str(above / "way.json"), "65534"],
            capture_output=True,
            cwd=ROOT,
            env={**os.environ, "PYTHONIOENCODING": "utf-8", "PYTHONDONTWRITEBYTECODE": "1"},
            check=False,
        )
        said = done.stdout.decode("utf-8")
        after = {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}
    finally:
        shutil.rmtree(above)
    print(f"\n{open_to}: {said.splitlines()[-1:]}")
    assert said.startswith("may not write\n"), done.stderr.decode("utf-8", "replace")
    assert "Trouble" in said or "StoreMissing" in said or "KeyFileDamaged" in said
    assert "권한" in said
    assert "saved" not in said
    assert before == after


def test_the_clock_set_back_and_forward_repeats_nothing_and_keeps_the_order(
    tmp_path: Path,
) -> None:
    folder = tmp_path / "자료"
    clock = FixedClock(NOW)
    way: Way = furnish(folder, clock)
    made: list[int] = []
    moments = [
        NOW,
        NOW - timedelta(hours=5),
        datetime(2026, 3, 2, 9, tzinfo=KST),
        datetime(2031, 1, 2, 9, tzinfo=KST),
        NOW + timedelta(minutes=1),
    ]
    for moment in moments:
        clock.at = moment
        office = enter(folder, way, clock)
        assert office.desk.finding is None
        with office.desk.office._database.read() as session:
            largest = max(session.scalars(select(AccessRow.id)))
        # The clock of the keys is the PC's own: it stands where the desk's does.
        office.desk.office._keys = Keys(
            1, clock_ms=lambda: int(clock.now().timestamp() * 1000), after=largest
        )
        made += [take_in(office) for _ in range(3)]
        clock.at = moment - timedelta(minutes=30)
        made.append(take_in(office))
        assert visits(office) == len(made)
        office.close()
    assert len(set(made)) == len(made)
    assert made == sorted(made), "keys go on, whatever the clock says"

    office = enter(folder, way, clock)
    with office.desk.office._database.read() as session:
        numbers = [
            paper_number.read(one, PaperKind.VISIT) for one in session.scalars(select(Visit.number))
        ]
        times = session.scalars(select(AccessRow.at).order_by(AccessRow.seq)).all()
        seqs = session.scalars(select(AccessRow.seq).order_by(AccessRow.seq)).all()
    assert times != sorted(times), "the clock did go back"
    assert list(seqs) == list(range(1, len(seqs) + 1))
    for year in {one.year for one in numbers}:
        serials = sorted(one.serial for one in numbers if one.year == year)
        assert serials == list(range(101, 101 + len(serials)))
    office.close()
    print(f"\nclock: {len(moments)} jumps, {len(made)} acts, numbers doubled 0, gaps 0")
