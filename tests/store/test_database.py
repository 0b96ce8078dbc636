import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import func, insert, select, text
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from desktop.domain.errors import Refused, StoreTrouble
from desktop.domain.waiting import Waiting
from desktop.store import file
from desktop.store.ciphers import DataKey
from desktop.store.database import Database, plan_of
from desktop.store.identity import Identity
from desktop.store.office import Account, Setting
from desktop.store.people import Career, Visitor
from tests.store.people_rows import NOW, person

KEY = DataKey(bytes(range(32)))


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    database = Database.create(tmp_path / "한글 폴더" / file.FILE_NAME, KEY)
    yield database
    database.close()


def names(session: Session) -> list[str]:
    return list(session.scalars(select(Visitor.name).order_by(Visitor.id)))


def test_what_was_written_is_read_and_outlives_the_program(database: Database) -> None:
    with database.write() as session:
        session.execute(insert(Visitor), [person(1, "한소리")])
    with database.read() as session:
        assert names(session) == ["한소리"]
    database.close()
    again = Database(database.path, KEY)
    with again.read() as session:
        assert names(session) == ["한소리"]
    again.close()


def test_every_connection_has_the_settings_of_the_house(database: Database) -> None:
    def settings(session: Session) -> dict[str, object]:
        asked = ("journal_mode", "synchronous", "foreign_keys", "secure_delete", "temp_store")
        ask = session.connection().exec_driver_sql
        return {one: ask(f"PRAGMA {one}").scalar() for one in asked}

    wanted = {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "secure_delete": 1,
        "temp_store": 2,
    }
    with database.write() as session:
        assert settings(session) == wanted
    with database.read() as session:
        assert settings(session) == wanted
        assert session.connection().exec_driver_sql("PRAGMA query_only").scalar() == 1
    with database.own_connection() as session:
        assert settings(session) == wanted


def test_a_failed_act_changes_nothing(database: Database) -> None:
    def act() -> None:
        with database.write() as session:
            session.execute(insert(Visitor), [person(1, "한소리")])
            raise RuntimeError("half way")

    with pytest.raises(RuntimeError, match="half way"):
        act()
    with database.read() as session:
        assert names(session) == []


def test_the_reader_cannot_write(database: Database) -> None:
    with pytest.raises(StoreTrouble), database.read() as session:
        session.execute(insert(Visitor), [person(1, "한소리")])


def test_a_reader_sees_one_state_throughout(database: Database) -> None:
    with database.read() as reader:
        assert names(reader) == []
        with database.write() as writer:
            writer.execute(insert(Visitor), [person(1, "한소리")])
        assert names(reader) == []
    with database.read() as reader:
        assert names(reader) == ["한소리"]


def test_a_child_without_parent_is_refused_and_a_parent_with_child_stays(
    database: Database,
) -> None:
    career = {"id": 1, "visitor_id": 7, "place": 0, "company": "", "duty": ""}
    with pytest.raises(IntegrityError), database.write() as session:
        session.execute(insert(Career), [career])
    with database.write() as session:
        session.execute(insert(Visitor), [person(7, "한소리")])
        session.execute(insert(Career), [career])
    with pytest.raises(IntegrityError), database.write() as session:
        session.execute(text("DELETE FROM visitor"))


def test_two_desks_changing_one_row_are_noticed(database: Database) -> None:
    with database.write() as session:
        session.add(Account(id=1, name="도우람", role="counsellor", created_at=NOW))

    def rename_after_somebody_else() -> None:
        with database.own_connection(writes=True) as mine:
            account = mine.get_one(Account, 1)
            mine.commit()
            with database.write() as theirs:
                theirs.get_one(Account, 1).name = "도우리"
            account.name = "서늘"

    with pytest.raises(StaleDataError):
        rename_after_somebody_else()
    with database.read() as session:
        assert session.get_one(Account, 1).name == "도우리"


def test_long_work_of_its_own_does_not_stop_the_desk(database: Database) -> None:
    with database.own_connection() as long:
        assert names(long) == []
        with database.write() as session:
            session.execute(insert(Visitor), [person(1, "한소리")])
        with database.read() as session:
            assert names(session) == ["한소리"]


def test_long_work_that_writes_commits_piece_by_piece(database: Database) -> None:
    with database.own_connection(writes=True) as long:
        for id_ in range(1, 4):
            long.execute(insert(Visitor), [person(id_, "한소리")])
            long.commit()
            with database.write() as session:
                session.execute(insert(Visitor), [person(id_ + 10, "도우람")])
    with database.read() as session:
        assert session.scalar(select(func.count()).select_from(Visitor)) == 6


def test_acts_of_several_threads_take_turns(database: Database) -> None:
    def count_up() -> None:
        for _ in range(20):
            with database.write() as session:
                row = session.get_one(Setting, 1)
                row.value = row.value + 1

    with database.write() as session:
        session.add(Setting(id=1, name="수", value=0))
    threads = [threading.Thread(target=count_up) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with database.read() as session:
        assert session.get_one(Setting, 1).value == 60


def test_an_act_inside_an_act_is_a_mistake_that_shows_at_once(database: Database) -> None:
    with pytest.raises(RuntimeError, match="open in this thread"), database.write():  # noqa: SIM117
        with database.write():
            pass


def test_text_is_kept_composed(database: Database) -> None:
    with database.write() as session:
        session.execute(insert(Visitor), [{**person(1, "x"), "name": "\u1112\u1161\u11ab"}])
    with database.read() as session:
        assert names(session) == ["한"]


def test_moments_keep_their_zone_and_refuse_to_have_none(database: Database) -> None:
    with database.read() as session:
        created = session.scalars(select(Identity.created_at)).one()
        assert created.tzinfo is UTC
    with pytest.raises(Exception, match="time zone"), database.write() as session:
        session.execute(
            insert(Visitor),
            [{**person(1, "x"), "created_at": datetime(2026, 1, 1)}],  # noqa: DTZ001
        )


def test_the_store_carries_the_identity_of_its_key_file(tmp_path: Path) -> None:
    id_ = UUID("12345678123456781234567812345678")
    database = Database.create(tmp_path / "a.db", KEY, store_id=id_, at=NOW)
    with database.read() as session:
        assert session.execute(select(Identity.store, Identity.created_at)).one() == (id_, NOW)
    database.close()


def test_an_existing_file_is_never_made_anew(database: Database) -> None:
    with pytest.raises(Refused):
        Database.create(database.path, KEY)


def test_closed_it_is_one_single_file(database: Database) -> None:
    with database.write() as session:
        session.execute(insert(Visitor), [person(1, "한소리")])
    database.close()
    database.close()
    assert [path.name for path in database.path.parent.iterdir()] == [file.FILE_NAME]


def test_a_copy_made_beside_a_busy_writer_is_whole(database: Database, tmp_path: Path) -> None:
    stop = threading.Event()

    def keep_writing() -> None:
        id_ = 0
        while not stop.is_set():
            id_ += 1
            with database.write() as session:
                session.execute(insert(Visitor), [person(id_, "한소리")])

    writer = threading.Thread(target=keep_writing)
    writer.start()
    try:
        database.backup_to(tmp_path / "copy.db")
    finally:
        stop.set()
        writer.join()
    file.verify(tmp_path / "copy.db", KEY)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["copy.db", "한글 폴더"]
    Database(tmp_path / "copy.db", KEY).close()


def test_what_is_committed_meanwhile_neither_is_in_a_copy_nor_begins_it_anew(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(file, "PAGES_AT_ONCE", 3)
    with database.write() as session:
        session.execute(insert(Visitor), [person(one, "한소리") for one in range(1, 200)])
    shares: list[float] = []

    def write_beside(words: str, share: float) -> None:
        if "복사하는" in words:
            shares.append(share)
            with database.write() as session:
                session.execute(insert(Visitor), [person(1_000 + len(shares), "나중")])

    copy = tmp_path / "copy.db"
    file.copy(database.path, KEY, copy, Waiting(write_beside))
    assert len(shares) > 10
    assert shares == sorted(set(shares))
    made = Database(copy, KEY)
    with made.read() as session:
        assert session.scalar(select(func.count()).select_from(Visitor)) == 199
    made.close()
    with database.read() as session:
        assert session.scalar(select(func.count()).select_from(Visitor)) == 199 + len(shares)


def test_statements_are_counted_without_begin(database: Database) -> None:
    with database.statement_counter() as statements, database.write() as session:
        names(session)
        session.execute(insert(Visitor), [person(1, "한소리")])
    assert [one.split()[0] for one in statements] == ["SELECT", "INSERT"]


def test_the_plan_of_a_query_tells_a_walk_from_a_look_up(database: Database) -> None:
    with database.read() as session:
        assert plan_of(session, select(Visitor.id).where(Visitor.id == 5)) == (
            "SEARCH visitor USING INTEGER PRIMARY KEY (rowid=?)",
        )
        assert plan_of(session, select(Visitor).where(Visitor.email == "a"))[0] == "SCAN visitor"


def test_the_text_of_an_error_names_nobody(database: Database) -> None:
    with database.write() as session:
        session.execute(insert(Visitor), [person(1, "한소리")])
    with pytest.raises(IntegrityError) as told, database.write() as session:
        session.execute(insert(Visitor), [person(1, "도우람", phone="01012345678")])
    assert "도우람" not in str(told.value)
    assert "01012345678" not in str(told.value)


def test_our_own_mistakes_are_not_called_trouble_of_the_disk(database: Database) -> None:
    with pytest.raises(OperationalError), database.read() as session:
        session.execute(text("SELECT nothing FROM nowhere"))
