"""What happens to the store, and what the clerk is told."""

import os
import random
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import func, insert, select

from desktop.domain.errors import StoreDamaged, StoreMissing, StoreNewer, StoreTrouble
from desktop.store import file
from desktop.store.ciphers import DataKey
from desktop.store.database import Database
from desktop.store.people import Visitor
from desktop.store.upgrade import open_store
from tests.faults.writing import KEY, write
from tests.store.people_rows import person

PAGE = 4096
ROOT = Path(__file__).parents[2]


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """A store with two hundred people, properly closed."""
    path = tmp_path / "한글 폴더" / file.FILE_NAME
    database = Database.create(path, KEY)
    with database.write() as session:
        session.execute(insert(Visitor), [person(one, f"도우람{one}") for one in range(1, 201)])
    database.close()
    return path


def people(path: Path) -> int:
    database = Database(path, KEY)
    with database.read() as session:
        count = session.scalar(select(func.count()).select_from(Visitor))
    database.close()
    return count or 0


def open_and_look(path: Path) -> None:
    database = Database(path, KEY)
    try:
        with database.read() as session:
            session.execute(select(Visitor)).all()
    finally:
        database.close()


def test_a_missing_store_is_not_made_anew(tmp_path: Path) -> None:
    with pytest.raises(StoreMissing, match="없습니다"):
        Database(tmp_path / "store.db", KEY)
    assert list(tmp_path.iterdir()) == []


def test_an_empty_file_is_not_taken_for_a_new_store(store: Path) -> None:
    store.write_bytes(b"")
    with pytest.raises(StoreDamaged, match="0바이트"):
        Database(store, KEY)
    assert store.read_bytes() == b""


def test_a_key_that_does_not_fit_is_no_wrong_password(store: Path) -> None:
    before = store.read_bytes()
    with pytest.raises(StoreDamaged, match="손상"):
        Database(store, DataKey(bytes(32)))
    assert store.read_bytes() == before


def test_a_file_cut_at_any_page_edge_is_told(store: Path) -> None:
    whole = store.read_bytes()
    for pages in range(1, len(whole) // PAGE, 3):
        store.write_bytes(whole[: pages * PAGE])
        with pytest.raises(StoreDamaged):
            Database(store, KEY)


@pytest.mark.parametrize("size", [1, 15, 100, PAGE - 1, 3 * PAGE + 7])
def test_a_file_cut_anywhere_is_told(store: Path, size: int) -> None:
    store.write_bytes(store.read_bytes()[:size])
    with pytest.raises(StoreDamaged):
        Database(store, KEY)


@pytest.mark.parametrize("size", [1, PAGE, 20 * PAGE])
def test_garbage_is_told(store: Path, size: int) -> None:
    store.write_bytes(random.Random(1).randbytes(size))
    with pytest.raises(StoreDamaged):
        Database(store, KEY)


def test_a_plain_database_is_not_ours(store: Path) -> None:
    store.unlink()
    with closing(sqlite3.connect(store)) as plain:
        plain.execute("CREATE TABLE visitor (name TEXT)")
    with pytest.raises(StoreDamaged):
        Database(store, KEY)


@pytest.mark.parametrize(
    ("change", "family", "said"),
    [
        ("PRAGMA application_id = 7", StoreDamaged, "내일창구의 것이 아닙니다"),
        ("UPDATE alembic_version SET version_num = '0999'", StoreNewer, "새 판"),
        ("UPDATE alembic_version SET version_num = 'x'", StoreDamaged, "손상"),
        ("DELETE FROM alembic_version", StoreDamaged, "손상"),
        ("DROP TABLE alembic_version", StoreDamaged, "손상"),
        ("DELETE FROM identity", StoreDamaged, "손상"),
    ],
)
def test_a_store_that_is_not_what_it_should_be_is_told(
    store: Path, change: str, family: type[StoreTrouble], said: str
) -> None:
    with closing(file.connect(store, KEY)) as connection:
        connection.execute(change)
    with pytest.raises(family, match=said):
        Database(store, KEY)


def test_a_changed_byte_is_found_by_the_check_of_every_page(store: Path, tmp_path: Path) -> None:
    whole = store.read_bytes()
    chance = random.Random(5)
    for _ in range(12):
        place = chance.randrange(16, len(whole))
        store.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        with pytest.raises(StoreDamaged):
            file.verify(store, KEY)
        with pytest.raises(StoreDamaged):
            file.copy(store, KEY, tmp_path / "copy.db")
        assert not (tmp_path / "copy.db").exists()


# Crashes -------------------------------------------------------------------------------


@pytest.fixture
def killed(store: Path) -> Path:
    """The same store after a program was killed in the middle of its eleventh act."""
    with closing(file.connect(store, KEY)) as connection:
        connection.execute("DELETE FROM visitor")
    command = [sys.executable, "-m", "tests.faults.writing", str(store), "kill"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, text=True, encoding="utf-8", cwd=ROOT
    ) as program:
        assert program.stdout is not None
        assert program.stdout.readline() == "in the middle\n"
        program.kill()
        program.wait()
    return store


def test_a_killed_program_loses_only_the_act_it_was_in(killed: Path) -> None:
    database = open_store(killed, KEY)
    assert database.after_crash
    with database.read() as session:
        assert session.scalars(select(Visitor.id).order_by(Visitor.id)).all() == [*range(1, 11)]
    database.close()
    again = Database(killed, KEY)
    assert not again.after_crash
    again.close()


def test_a_flipped_bit_in_the_log_of_a_crash_drops_no_act_in_silence(
    killed: Path, tmp_path: Path
) -> None:
    log = killed.with_name(killed.name + "-wal")
    whole = log.read_bytes()
    frame = PAGE + 24
    commits = [
        start + frame
        for start in range(32, len(whole) - frame + 1, frame)
        if whole[start + 4 : start + 8] != bytes(4)
    ]
    assert len(commits) >= 10
    chance = random.Random(3)
    for number in range(25):
        place = chance.randrange(0, commits[-2])
        folder = tmp_path / str(number)
        shutil.copytree(killed.parent, folder)
        damaged = whole[:place] + bytes([whole[place] ^ 1 << number % 8]) + whole[place + 1 :]
        (folder / log.name).write_bytes(damaged)
        with pytest.raises(StoreDamaged):
            Database(folder / killed.name, KEY)
        assert (folder / log.name).read_bytes() == damaged


def test_a_store_cut_after_a_crash_is_told(killed: Path) -> None:
    size = killed.stat().st_size
    with killed.open("rb+") as whole:
        whole.truncate(size // 2 // PAGE * PAGE)
    with pytest.raises(StoreDamaged):
        open_and_look(killed)


# A full disk ---------------------------------------------------------------------------


def fill_up(database: Database, after: int) -> tuple[int, StoreTrouble]:
    """Write people until the store says no: the last one kept, and what it said."""
    kept = after
    while True:
        try:
            write(database, kept + 1)
        except StoreTrouble as trouble:
            return kept, trouble
        kept += 1


def test_a_full_disk_is_told_and_loses_nothing(store: Path) -> None:
    database = Database(store, KEY)
    with database.write() as session:
        driver = session.connection().connection.driver_connection
        assert driver is not None
        (pages,) = driver.execute("PRAGMA page_count").fetchone()
        driver.execute(f"PRAGMA max_page_count = {pages + 2}")
    kept, told = fill_up(database, after=200)
    assert "남은 자리가 없어" in str(told)
    assert not isinstance(told, StoreDamaged)
    with database.write() as session:
        driver = session.connection().connection.driver_connection
        assert driver is not None
        driver.execute("PRAGMA max_page_count = 1000000")
    write(database, kept + 1)
    database.close()
    assert people(store) == kept + 1


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit on the size of files")
def test_a_limit_on_files_is_told_and_loses_nothing(store: Path) -> None:
    result = subprocess.run(
        [sys.executable, "-m", "tests.faults.writing", str(store), "starve", "1500000"],
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
        cwd=ROOT,
        check=True,
    )
    kept, _, said = result.stdout.partition(" ")
    assert "저장" in said
    assert "그대로" in said
    assert int(kept) > 0
    assert people(store) == 200 + int(kept)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "small"
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(folder)]
    if sys.platform == "win32" or subprocess.run(command, check=False).returncode:
        pytest.skip("only root on Linux mounts a small disk")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def test_a_really_full_disk_loses_nothing(small_disk: Path, tmp_path: Path) -> None:
    database = Database.create(small_disk / "store.db", KEY)
    kept, told = fill_up(database, after=0)
    assert "그대로" in str(told)
    with database.read() as session:
        assert session.scalar(select(func.count()).select_from(Visitor)) == kept
    with pytest.raises(StoreTrouble):
        database.backup_to(small_disk / "copy.db")
    assert not (small_disk / "copy.db").exists()
    database.backup_to(tmp_path / "copy.db")
    database.close()
    assert people(tmp_path / "copy.db") == people(small_disk / "store.db") == kept


# Nobody reads the file -----------------------------------------------------------------


def test_no_name_and_no_phone_stands_in_any_file(tmp_path: Path) -> None:
    database = Database.create(tmp_path / "store.db", KEY)
    someone = person(1, "독고가람", birth=date(1990, 3, 12), phone="01098761234")
    with database.write() as session:
        session.execute(insert(Visitor), [{**someone, "email": "hangyeol@example.kr"}])
    with database.read() as session:
        session.execute(select(Visitor).order_by(Visitor.email)).all()
    database.backup_to(tmp_path / "copy.db")
    files = [path.name for path in tmp_path.iterdir()]
    assert {"store.db", "store.db-wal", "copy.db"} <= set(files)
    for path in tmp_path.iterdir():
        content = path.read_bytes()
        for told in ("독고가람", "ㄷㄱㄱㄹ", "01098761234", "hangyeol", "CREATE TABLE"):
            for encoding in ("utf-8", "utf-16-le", "cp949"):
                assert told.encode(encoding) not in content, (path.name, told)
    database.close()
