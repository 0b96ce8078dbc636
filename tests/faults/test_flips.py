"""One altered bit, one lost end: noticed at the latest by the check, never given out as data."""

import os
import random
import shutil
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Table, select

from desktop.domain.clock import FixedClock
from desktop.domain.errors import ActsMissing, NaeilError, StoreDamaged, StoreTrouble
from desktop.paths import resources
from desktop.services.first_run import DESK_FILE, STORE_NAME
from desktop.services.log_head import OLDER_FORMS
from desktop.services.opening import Premises
from desktop.store import chain, file, schema, write_ahead
from desktop.store.ciphers import DataKey
from desktop.store.database import Database
from desktop.store.head import FILE_NAME as HEAD_FILE
from desktop.store.head import HeadFile
from desktop.store.keyring import FILE_NAME as KEY_FILE
from desktop.store.keyring import Keyring
from desktop.ui.look import LOOK_FILE, Look, read_look, write_look
from tests.faults import LONG
from tests.faults.office import PASSWORD, Opened, Way, enter, furnish
from tests.faults.storm import ACTS as ACTS_ONLY
from tests.faults.storm import NOW

ROOT = Path(__file__).parents[2]
STORE_CASES = 6_000 if LONG else 90
SMALL_CASES = 800 if LONG else 60
LOG_CASES = 1_000 if LONG else 40
ACTS = 40

Rows = dict[str, list[Any]]


def damaged(whole: bytes, chance: random.Random) -> bytes:
    """The same content with a bit flipped, or with its end cut off."""
    if chance.random() < 0.25:
        return whole[: chance.randrange(len(whole))]
    place = chance.randrange(len(whole))
    return whole[:place] + bytes([whole[place] ^ 1 << chance.randrange(8)]) + whole[place + 1 :]


def rows_of(database: Database, table: Table) -> list[Any]:
    with database.read() as session:
        return [tuple(row) for row in session.execute(select(table).order_by(*table.primary_key))]


def everything(database: Database) -> Rows:
    return {table.name: rows_of(database, table) for table in schema.metadata.sorted_tables}


@pytest.fixture(scope="module")
def crashed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Way]:
    """An office whose program was killed after forty acts: they lie in the log of the store."""
    above = tmp_path_factory.mktemp("flips")
    way = furnish(above / "자료", FixedClock(NOW))
    way.write(above / "way.json")
    write_look(above / "자료", Look())
    with subprocess.Popen(
        [sys.executable, "-m", "tests.faults.storm", str(above / "자료"), str(above / "way.json")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        cwd=ROOT,
    ) as program:
        assert program.stdin is not None
        assert program.stdout is not None
        program.stdin.write(f"{ACTS_ONLY} 0 0\n")
        program.stdin.flush()
        process = int(program.stdout.readline())
        answered = 0
        while answered < ACTS:
            answered += program.stdout.readline().startswith("=")
        os.kill(process, signal.SIGKILL)
        while not program.stdout.readline().startswith("."):
            pass
        program.kill()
    return above / "자료", way


@pytest.fixture
def closed(crashed: tuple[Path, Way], tmp_path: Path) -> tuple[Path, Way, Rows]:
    """The same, closed in order, and all that stands in it."""
    folder, way = tmp_path / "closed", crashed[1]
    shutil.copytree(crashed[0], folder)
    enter(folder, way, FixedClock(NOW)).close()
    database = Database(folder / STORE_NAME, DataKey(way.data_key.secret))
    truth = everything(database)
    database.close()
    assert not (folder / f"{STORE_NAME}-wal").exists()
    return folder, way, truth


def test_an_altered_store_is_noticed_and_nothing_wrong_is_read_from_it(
    closed: tuple[Path, Way, Rows],
) -> None:
    folder, way, truth = closed
    path, told = folder / STORE_NAME, Counter[str]()
    whole, chance = path.read_bytes(), random.Random(41)
    for _ in range(STORE_CASES):
        broken = damaged(whole, chance)
        path.write_bytes(broken)
        outcome = "told by the check"
        try:
            database = Database(path, DataKey(way.data_key.secret))
            for table in schema.metadata.sorted_tables:
                try:
                    assert rows_of(database, table) == truth[table.name]
                except StoreTrouble:
                    outcome = "told while reading"
            database.close()
        except StoreTrouble:
            outcome = "told at the start"
        with pytest.raises(StoreDamaged):
            file.verify(path, DataKey(way.data_key.secret))
        told[outcome] += 1
        for suffix in ("-wal", "-shm"):
            path.with_name(path.name + suffix).unlink(missing_ok=True)
    print(f"\nstore: {STORE_CASES} altered; {_said(told)}; wrong rows read 0")
    assert told["told at the start"]


def _said(told: Counter[str]) -> str:
    return ", ".join(f"{words} {times}" for words, times in told.most_common())


def test_an_altered_key_file_opens_nothing_or_is_what_it_was(
    closed: tuple[Path, Way, Rows],
) -> None:
    folder, way, _ = closed
    path, told = folder / KEY_FILE, Counter[str]()
    whole, chance = path.read_bytes(), random.Random(42)
    sound = Keyring.read(folder)
    for _ in range(SMALL_CASES):
        path.write_bytes(damaged(whole, chance))
        try:
            found = Keyring.read(folder)
        except NaeilError:
            told["told"] += 1
            continue
        # A blank between two words of the file carries nothing.
        assert found._content == sound._content
        told["harmless"] += 1
    assert Keyring.read(_put(path, whole)).open(way.account_id, PASSWORD).secret
    print(f"\nkey file: {SMALL_CASES} altered; {_said(told)}")
    assert told["told"] > SMALL_CASES * 0.8


def _put(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path.parent


def test_an_altered_desk_number_is_never_taken_for_another_desk(
    closed: tuple[Path, Way, Rows],
) -> None:
    folder, way, _ = closed
    path, told = folder / DESK_FILE, Counter[str]()
    office = enter(folder, way, FixedClock(NOW))
    whole, chance = path.read_bytes(), random.Random(43)
    for _ in range(SMALL_CASES):
        path.write_bytes(damaged(whole, chance))
        try:
            assert office.premises._desk_number() == 1
            told["harmless"] += 1
        except StoreDamaged:
            told["told"] += 1
    path.write_bytes(whole)
    office.close()
    # As an earlier version wrote it, it becomes one that is watched.
    path.write_bytes(b'{"desk": 1}')
    enter(folder, way, FixedClock(NOW)).close()
    assert path.read_bytes() == whole
    print(f"\ndesk number: {SMALL_CASES} altered; {_said(told)}; another number 0")
    assert told["told"] > SMALL_CASES * 0.8


def test_an_altered_look_is_the_usual_one(closed: tuple[Path, Way, Rows]) -> None:
    folder, _, _ = closed
    chosen = Look()._replace(scale=1.5, lock_after=10)
    write_look(folder, chosen)
    path = folder / LOOK_FILE
    whole, chance, told = path.read_bytes(), random.Random(44), Counter[str]()
    for _ in range(SMALL_CASES):
        path.write_bytes(damaged(whole, chance))
        found = read_look(folder)
        assert found in (chosen, Look())
        told["harmless" if found == chosen else "the usual look"] += 1
    print(f"\nlook: {SMALL_CASES} altered; {_said(told)}; another look 0")
    assert told["the usual look"] > SMALL_CASES * 0.8


def test_an_altered_note_of_the_head_lags_by_one_or_is_none(
    closed: tuple[Path, Way, Rows],
) -> None:
    folder, way, _ = closed
    # One more act, so that both places are written.
    office = enter(folder, way, FixedClock(NOW))
    office.desk.visits.colleagues(office.account)
    office.close()
    path = folder / HEAD_FILE
    whole, chance, told = path.read_bytes(), random.Random(45), Counter[str]()
    head = HeadFile(folder, way.data_key)
    newest = head.read()
    assert newest is not None
    for _ in range(SMALL_CASES):
        path.write_bytes(damaged(whole, chance))
        found = head.read()
        assert found is None or found.seq in (newest.seq, newest.seq - 1)
        told["none" if found is None else f"lags by {newest.seq - found.seq}"] += 1
    path.write_bytes(b"")
    office = enter(folder, way, FixedClock(NOW))
    assert office.desk.finding is not None
    assert "log-head" in office.desk.finding.sentence
    office.close()
    print(f"\nnote of the head: {SMALL_CASES} altered; {_said(told)}; leading 0")


def opened(folder: Path, way: Way, *, without_missing: bool = False) -> Opened | ActsMissing:
    """Signed in, or how many acts are missing."""
    premises = Premises(folder, FixedClock(NOW), resources())
    premises.look()
    key = DataKey(way.data_key.secret)
    try:
        desk, account = premises._open(way.account_id, key, without_missing=without_missing)
    except ActsMissing as missing:
        premises.close()
        return missing
    return Opened(premises, desk, account)


def acts_in(office: Opened) -> int:
    """Rows of the log before this sign-in."""
    with office.desk.office._database.read() as session:
        assert chain.examine(session) is None
        return chain.head_of(session).seq


def cases(crashed: tuple[Path, Way], tmp_path: Path) -> Iterator[tuple[Path, bytes]]:
    folder, _ = crashed
    whole = (folder / f"{STORE_NAME}-wal").read_bytes()
    chance = random.Random(46)
    for number in range(LOG_CASES):
        shutil.copytree(folder, tmp_path / str(number))
        broken = damaged(whole, chance)
        (tmp_path / str(number) / f"{STORE_NAME}-wal").write_bytes(broken)
        yield tmp_path / str(number), broken
        shutil.rmtree(tmp_path / str(number))


def test_acts_that_are_dropped_from_the_log_of_a_crash_are_counted_and_told(
    crashed: tuple[Path, Way], tmp_path: Path
) -> None:
    folder, way = crashed
    shutil.copytree(folder, tmp_path / "whole")
    office = enter(tmp_path / "whole", way, FixedClock(NOW))
    truth = acts_in(office) - 1
    office.close()
    told, dropped = Counter[str](), 0
    for place, broken in cases(crashed, tmp_path):
        log = place / f"{STORE_NAME}-wal"
        seen_at_once = write_ahead.has_lost_commits(log)
        found = opened(place, way)
        if isinstance(found, Opened):
            assert acts_in(found) >= truth + 1
            assert found.desk.finding in (None, OLDER_FORMS)
            told["nothing lost" if found.desk.finding is None else "only forms"] += 1
            found.close()
            continue
        told["told with their number"] += 1
        dropped += found.missing
        assert f"{found.missing}건" in str(found)
        assert "백업" in str(found)
        # Nothing was touched before the person has decided.
        assert not seen_at_once or log.read_bytes() == broken
        again = opened(place, way, without_missing=True)
        assert isinstance(again, Opened)
        # Two rows of its own: who signed in, and that acts are missing.
        assert acts_in(again) == truth - found.missing + 2
        again.close()
        # SQLite itself is content with what it left.
        file.verify(place / STORE_NAME, DataKey(way.data_key.secret))
    print(
        f"\nlog of the store: {LOG_CASES} altered; {_said(told)}; "
        f"{dropped} acts dropped by SQLite in silence, all of them told"
    )
    assert dropped
