"""One dialect for all connections: what is compiled for one is compiled for all."""

from sqlalchemy import Integer, Select, column, select, table, text
from sqlcipher3 import dbapi2

from desktop.store.engines import HouseDialect, engine_on, shared


def test_two_dialects_are_one_key() -> None:
    one, other = HouseDialect(), HouseDialect()
    assert one == other
    assert len({one: 1, other: 2}) == 1
    assert one != object()


def test_a_second_engine_finds_what_the_first_compiled() -> None:
    asked: Select[int] = select(column("only_here", Integer)).select_from(table("nowhere_else"))
    engines = [engine_on(lambda: dbapi2.connect(":memory:")) for _ in range(2)]
    for engine in engines:
        with engine.begin() as connection:
            connection.execute(text("CREATE TABLE nowhere_else (only_here INTEGER)"))
    counts = []
    for engine in engines:
        with engine.connect() as connection:
            connection.execute(asked).all()
        counts.append(len(shared()))
        engine.dispose()
    assert counts[0] == counts[1]
