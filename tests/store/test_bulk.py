"""Rows loaded in bulk cannot be told from rows written through the classes."""

from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest
from sqlalchemy import insert, select
from sqlalchemy.exc import IntegrityError

from desktop.domain.clock import KST
from desktop.store import tallies
from desktop.store.bulk import DayOfMoments, Keeper, Loader, indexed_afterwards
from desktop.store.ciphers import DataKey
from desktop.store.database import Database
from desktop.store.office import Account, Setting
from desktop.store.people import SEARCH_INDEXES, Visitor
from desktop.store.visits import Visit
from tests.store.people_rows import person

DAY = date(2026, 11, 23)


@pytest.mark.parametrize("second", [0, 1, 32_399, 32_400, 50_000, 86_399])
def test_moments_put_together_from_pieces_are_those_of_the_column(
    tmp_path: Path, second: int
) -> None:
    database = Database.create(tmp_path / "s.db", DataKey.random())
    with database.read() as session:
        keep = Keeper(session)
        moment = datetime.combine(DAY, time(), tzinfo=KST) + timedelta(seconds=second)
        assert DayOfMoments(keep, DAY).at(second) == (
            session.get_bind()
            .dialect.type_descriptor(Visit.__table__.c.arrived_at.type)
            .process_bind_param(moment, session.get_bind().dialect)
            .strftime("%Y-%m-%d %H:%M:%S.%f")
        )
        assert moment.astimezone(UTC).tzinfo is UTC
    database.close()


def test_a_loaded_row_equals_one_written_by_the_class(tmp_path: Path) -> None:
    database = Database.create(tmp_path / "s.db", DataKey.random())
    written = person(1, "한소리")
    with database.write() as session:
        session.execute(insert(Visitor), [written])
    table = Visitor.__table__
    with database.filling() as session, indexed_afterwards(session):
        keep = Keeper(session)
        values = {name: keep(getattr(Visitor, name), value) for name, value in written.items()}
        values["id"] = 2
        loader = Loader(session, Visitor, tuple(values))
        loader.add(tuple(values.values()))
        loader.send()
        assert loader.sent == 1
    with database.read() as session:
        one, two = session.execute(select(table).order_by(table.c.id)).all()
        assert one[1:] == two[1:]
        rows = session.connection().exec_driver_sql("SELECT name FROM sqlite_master")
        names = {row[0] for row in rows}
        assert {index.name for index in SEARCH_INDEXES} | set(tallies.TRIGGERS) <= names
    database.close()


def test_what_is_loaded_in_bulk_is_counted_as_what_is_written(tmp_path: Path) -> None:
    visit = {
        "id": 3, "version": 1, "number": "1", "day": DAY, "ticket": 1, "visitor_id": 1,
        "channel": "counter", "purposes": ("counselling", "training"), "state": "done",
        "arrived_at": datetime.combine(DAY, time(9), tzinfo=KST), "result": "referred",
        "receiver_id": 2, "counsellor_id": 2, "first_time": True,
    }  # fmt: skip
    account = {"id": 2, "version": 1, "name": "한소리", "role": "counsellor"}
    told = []
    for name in ("written", "loaded"):
        database = Database.create(tmp_path / f"{name}.db", DataKey.random())
        with database.write() as session:
            session.execute(insert(Account), [account | {"created_at": visit["arrived_at"]}])
            session.execute(insert(Visitor), [person(1, "한소리", birth=date(1990, 3, 2))])
            if name == "written":
                session.execute(insert(Visit), [visit])
        if name == "loaded":
            with database.filling() as session, indexed_afterwards(session):
                keep = Keeper(session)
                loader = Loader(session, Visit, tuple(visit))
                loader.add(tuple(keep(getattr(Visit, key), value) for key, value in visit.items()))
                loader.send()
        with database.read() as session:
            told.append(tallies.kept(session.connection()))
            assert told[-1] == tallies.counted(session.connection())
        database.close()
    assert told[0] == told[1]
    assert told[0]["2026-11", "visit.person", "untold 30"] == 1


def test_columns_not_named_take_their_default_and_what_is_needed_is_asked_for(
    tmp_path: Path,
) -> None:
    database = Database.create(tmp_path / "s.db", DataKey.random())
    with database.read() as session, pytest.raises(ValueError, match="name"):
        Loader(session, Setting, ("id",))
    database.close()


def test_after_the_filling_references_are_looked_at_again(tmp_path: Path) -> None:
    database = Database.create(tmp_path / "s.db", DataKey.random())
    with database.filling():
        pass
    with pytest.raises(IntegrityError), database.write() as session:
        session.execute(
            insert(Visit),
            [
                {
                    "id": 1,
                    "version": 1,
                    "number": "1",
                    "day": DAY,
                    "ticket": 1,
                    "visitor_id": 5,
                    "channel": "counter",
                    "purposes": ("counselling",),
                    "state": "done",
                    "arrived_at": datetime.combine(DAY, time(9), tzinfo=KST),
                    "receiver_id": 7,
                }
            ],
        )
    database.close()


def test_a_store_open_beside_is_written_to_while_the_first_goes_on(tmp_path: Path) -> None:
    database = Database.create(tmp_path / "s.db", DataKey.random())
    beside = database.beside()
    with beside.write() as session:
        session.execute(insert(Visitor), [person(1, "한소리")])
    with database.write() as session:
        session.execute(insert(Visitor), [person(2, "두소리")])
    beside.close()
    with database.read() as session:
        assert set(session.scalars(select(Visitor.name))) == {"한소리", "두소리"}
    database.close()
