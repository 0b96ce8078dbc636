"""Every store that was ever kept opens; an upgrade happens wholly or not at all."""

import shutil
import subprocess
import sys
from contextlib import closing
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from alembic import op
from sqlalchemy import insert, select, text

from desktop.domain.backup import Occasion
from desktop.domain.errors import StoreNewer, StoreTrouble
from desktop.domain.likeness import name_sound
from desktop.domain.waiting import Waiting
from desktop.store import file, migrations, tallies
from desktop.store.backup import container, places
from desktop.store.backup.container import Container
from desktop.store.ciphers import DataKey, Stretch
from desktop.store.database import Database
from desktop.store.keyring import Keyring
from desktop.store.people import Career, Visitor
from desktop.store.upgrade import open_store
from desktop.store.visits import Visit
from tests.store.old.make import ACCOUNT, HERE, PASSWORD
from tests.store.people_rows import person

KEY = DataKey(bytes(range(32)))
OLD = sorted(path.parent.name for path in HERE.glob("*/keys.json"))


@pytest.mark.parametrize("revision", OLD)
def test_a_store_of_every_schema_opens_for_ever(tmp_path: Path, revision: str) -> None:
    shutil.copytree(HERE / revision, tmp_path / "자료")
    keyring = Keyring.read(tmp_path / "자료")
    data_key = keyring.open(ACCOUNT, PASSWORD)
    database = open_store(tmp_path / "자료" / file.FILE_NAME, data_key)
    with database.read() as session:
        visitor = session.execute(select(Visitor.name, Visitor.birth, Visitor.phone)).one()
        assert visitor == ("도우람", date(1990, 3, 12), "01000000000")
        assert session.scalars(select(Visit.number)).all() == ["2610101018"]
        assert session.scalars(select(Career.company)).all() == ["가게"]
        assert session.scalars(select(Visitor.sound)).all() == [name_sound("도우람")]
        kept = tallies.kept(session.connection())
        assert kept["2026-11", "visit.channel", "counter"] == 1
        assert kept["2026-11", "visit.person", "untold 30"] == 1
        assert kept == tallies.counted(session.connection())
    database.close()


def test_a_store_of_the_present_schema_is_kept() -> None:
    assert file.HEAD in OLD


def test_the_present_schema_is_still_the_kept_one(tmp_path: Path) -> None:
    """A change under the same number would leave stores in the field without it."""
    shutil.copytree(HERE / file.HEAD, tmp_path / "자료")
    key = Keyring.read(tmp_path / "자료").open(ACCOUNT, PASSWORD)
    Database.create(tmp_path / "new.db", KEY).close()
    assert definitions(tmp_path / "자료" / file.FILE_NAME, key) == definitions(
        tmp_path / "new.db", KEY
    )


def definitions(path: Path, key: DataKey) -> list[tuple[str, str]]:
    with closing(file.connect(path, key)) as connection:
        rows = connection.execute("SELECT name, sql FROM sqlite_master ORDER BY name").fetchall()
        return [(name, sql) for name, sql in rows]


def test_opening_a_present_store_does_not_import_alembic(tmp_path: Path) -> None:
    shutil.copytree(HERE / file.HEAD, tmp_path / "자료")
    code = (
        "import sys, pathlib; from desktop.store.upgrade import open_store\n"
        "from desktop.store.keyring import Keyring\n"
        "folder = pathlib.Path(sys.argv[1]); key = Keyring.read(folder).open(1, sys.argv[2])\n"
        "open_store(folder / 'store.db', key).close()\n"
        "assert 'alembic' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code, str(tmp_path / "자료"), PASSWORD], check=True)


def test_the_sign_in_page_reads_the_key_file_without_sqlalchemy() -> None:
    code = (
        "import sys; from desktop.store import file, keyring, location\n"
        "assert not {'sqlalchemy', 'alembic'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


# With a next step made up for the test ------------------------------------------------


@pytest.fixture
def older(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A store of today with a parent and its child, about to be the older one."""
    path = tmp_path / file.FILE_NAME
    with monkeypatch.context() as fixed:
        fixed.setattr(DataKey, "random", classmethod(lambda _cls: KEY))
        keyring, _, _ = Keyring.create(
            tmp_path, ACCOUNT, "한소리", PASSWORD, stretch=lambda: Stretch.fresh(64, 1)
        )
    database = Database.create(path, KEY, store_id=keyring.store_id)
    with database.write() as session:
        session.execute(insert(Visitor), [person(1, "한소리")])
        career = {"id": 2, "visitor_id": 1, "place": 0, "company": "가게", "duty": "판매"}
        session.execute(insert(Career), [career])
    database.close()
    return path


def with_next(monkeypatch: pytest.MonkeyPatch, take: Any) -> str:
    revision = f"{file.number_of(file.HEAD) + 1:04d}"
    step = SimpleNamespace(revision=revision, down_revision=file.HEAD, upgrade=take)
    steps = migrations.steps()
    monkeypatch.setattr(migrations, "steps", lambda: (*steps, step))
    monkeypatch.setattr(file, "HEAD", revision)
    return revision


def rows(path: Path) -> dict[str, Any]:
    connection = file.connect(path, KEY)
    found = {
        "names": connection.execute("SELECT name FROM visitor").fetchall(),
        "careers": connection.execute("SELECT company FROM career").fetchall(),
        "version": connection.execute("SELECT version_num FROM alembic_version").fetchone()[0],
        "columns": [row[1] for row in connection.execute("PRAGMA table_info(visitor)")],
    }
    connection.close()
    return found


@pytest.mark.filterwarnings("ignore:Skipped unsupported reflection")
def test_a_table_made_anew_keeps_the_rows_that_hang_on_it(
    older: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = rows(older)

    def drop_column() -> None:
        op.drop_index("ix_visitor_phone", "visitor")
        with op.batch_alter_table("visitor", recreate="always") as batch:
            batch.drop_column("email")

    revision = with_next(monkeypatch, drop_column)
    open_store(older, KEY).close()
    after = rows(older)
    assert (after["names"], after["careers"]) == (before["names"], before["careers"])
    assert after["version"] == revision
    assert "email" not in after["columns"]
    (copy,) = places.copies_in(older.parent / "backups")
    made = Container.look(copy)
    assert made.manifest.occasion is Occasion.UPGRADE
    assert made.manifest.schema == before["version"]
    keys = Keyring.parse(made.part(container.KEYS), older.parent)
    assert keys.open_with_any(PASSWORD)[1] == KEY
    made.extract(container.STORE, older.parent / "kept.db")
    assert rows(older.parent / "kept.db") == before


@pytest.mark.parametrize("what", ["mistake", "orphan", "lost connection"])
def test_a_step_that_fails_leaves_the_store_as_it_was(
    older: Path, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    before = rows(older)

    def fail() -> None:
        op.execute("ALTER TABLE visitor ADD COLUMN new TEXT")
        op.execute("UPDATE visitor SET name = 'x'")
        if what == "orphan":
            op.execute("DELETE FROM visitor")
        elif what == "mistake":
            op.execute("SELECT nothing FROM nowhere")
        else:
            op.get_bind().connection.driver_connection.close()  # type: ignore[union-attr]

    with_next(monkeypatch, fail)
    with pytest.raises(StoreTrouble, match="그대로"):
        open_store(older, KEY)
    monkeypatch.undo()
    assert rows(older) == before
    open_store(older, KEY).close()


def test_no_room_for_the_copy_means_no_upgrade(
    older: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = rows(older)
    with_next(monkeypatch, lambda: op.execute("DELETE FROM career"))

    def full(*_: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("desktop.store.machine.replace_file", full)
    with pytest.raises(StoreTrouble, match="남은 자리"):
        open_store(older, KEY)
    monkeypatch.undo()
    assert rows(older) == before
    assert {path.name for path in older.parent.iterdir()} == {
        *(file.FILE_NAME, "keys.json", "backups"),
    }
    assert list((older.parent / "backups").iterdir()) == []


def test_a_newer_store_is_left_alone(older: Path) -> None:
    connection = file.connect(older, KEY)
    connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    before = older.read_bytes()
    with pytest.raises(StoreNewer, match="새 판"):
        open_store(older, KEY)
    assert older.read_bytes() == before


def test_an_older_store_is_not_opened_past_the_upgrade(
    older: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_next(monkeypatch, lambda: None)
    with pytest.raises(ValueError, match="upgrade"):
        Database(older, KEY)
    database = open_store(older, KEY)
    with database.read() as session:
        assert session.execute(text("SELECT count(*) FROM visitor")).scalar() == 1
    database.close()


# Somebody waits ---------------------------------------------------------------------


def test_each_step_is_told_with_the_share_that_is_done(
    older: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_next(monkeypatch, lambda: op.execute("ALTER TABLE visitor ADD COLUMN new TEXT"))
    told: list[tuple[str, float]] = []
    open_store(
        older, KEY, waiting=Waiting(lambda words, share: told.append((words, share)))
    ).close()
    assert told[-1] == ("자료를 새 판에 맞추는 중입니다 (1/1)", 0.5)
    assert all(words.startswith("새 판에 맞추기 전: ") for words, _ in told[:-1])
    shares = [share for _, share in told]
    assert shares == sorted(shares)
    assert len(told) > 3


@pytest.mark.parametrize("when", ["before", "in a step", "at the end"])
def test_an_upgrade_can_be_given_up_and_leaves_the_store_as_it_was(
    older: Path, monkeypatch: pytest.MonkeyPatch, when: str
) -> None:
    before = rows(older)
    wanted = [when != "before"]

    def change() -> None:
        op.execute("UPDATE visitor SET name = 'x'")
        if when == "in a step":
            wanted[0] = False
            # Without an end of its own: only the question whether it is still wanted ends it.
            op.execute(
                "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) "
                "DELETE FROM visitor WHERE id = (SELECT max(i) FROM n)"
            )
        wanted[0] = when == "before"

    with_next(monkeypatch, change)
    with pytest.raises(StoreTrouble, match="그만두었습니다"):
        open_store(older, KEY, waiting=Waiting(stopped=lambda: not wanted[0]))
    monkeypatch.undo()
    assert rows(older) == before
    open_store(older, KEY).close()


@pytest.fixture
def crashed(older: Path, tmp_path: Path) -> Path:
    """The same store as a power cut left it, with its last commit in the log."""
    open_one = Database(older, KEY)
    with open_one.write() as session:
        session.execute(insert(Visitor), [person(9, "도우람")])
    there = tmp_path / "꺼진 뒤"
    there.mkdir()
    for suffix in ("", "-wal"):
        shutil.copy(older.with_name(older.name + suffix), there / (older.name + suffix))
    open_one.close()
    return there / older.name


def test_the_look_after_a_power_cut_is_told_and_can_be_given_up(
    crashed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(file, "STEPS_BETWEEN", 1)
    told: list[str] = []
    log = crashed.with_name(crashed.name + "-wal").read_bytes()
    with pytest.raises(StoreTrouble, match="그대로"):
        open_store(crashed, KEY, waiting=Waiting(lambda words, _: told.append(words), lambda: True))
    assert told == ["지난번에 갑자기 꺼져서 자료를 살펴보고 있습니다 (0초째)"]
    # Nothing was tidied up meanwhile, so the next start looks again and finds the last commit.
    assert crashed.with_name(crashed.name + "-wal").read_bytes() == log
    database = open_store(crashed, KEY, waiting=Waiting(lambda words, _: told.append(words)))
    assert len(told) > 1
    assert database.after_crash
    with database.read() as session:
        assert session.scalars(select(Visitor.name).order_by(Visitor.id)).all() == [
            "한소리",
            "도우람",
        ]
    database.close()
