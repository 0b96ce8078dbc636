"""A store made by all migrations after each other, as the oldest office's would be."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, create_engine
from sqlalchemy.pool import StaticPool
from sqlcipher3 import dbapi2

from desktop.store import file
from desktop.store.ciphers import DataKey
from desktop.store.database import VERSION_TABLE
from desktop.store.people import SEARCH_INDEXES
from desktop.store.requests import LAST_DAY_INDEX
from desktop.store.upgrade import take_steps


def comparable(_object: Any, name: str | None, kind: str, *_more: Any) -> bool:
    """Alembic cannot compare indexes on expressions; their text is compared elsewhere."""
    on_expressions = {index.name for index in (*SEARCH_INDEXES, LAST_DAY_INDEX)}
    return kind != "index" or name not in on_expressions


@contextmanager
def migrated_store(path: Path, key: DataKey, until: str = "") -> Iterator[Connection]:
    """At the present schema, or at `until` that of an earlier program."""
    engine = create_engine(
        "sqlite://",
        module=dbapi2,
        creator=lambda: file.connect(path, key, create=True),
        poolclass=StaticPool,
    )
    with engine.connect() as connection:
        connection.exec_driver_sql("BEGIN EXCLUSIVE")
        connection.exec_driver_sql(VERSION_TABLE)
        connection.exec_driver_sql("INSERT INTO alembic_version VALUES ('0000')")
        take_steps(connection, "", until)
        connection.commit()
        yield connection
    engine.dispose()
