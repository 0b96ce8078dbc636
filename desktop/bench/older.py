"""The same office as the program before would have kept it, to be brought up to date.

Made from the present store: its tables at the schema before, filled with the columns that
both know.
"""

import shutil
from contextlib import closing
from pathlib import Path

from desktop.bench.office import key_of
from desktop.bench.stores import FILES, Store
from desktop.services.first_run import STORE_NAME
from desktop.store import file
from desktop.store.ciphers import DataKey
from desktop.store.database import VERSION_TABLE
from desktop.store.engines import engine_on
from desktop.store.upgrade import take_steps

BEFORE = f"{file.number_of(file.HEAD) - 1:04d}"


def older(store: Store) -> Store:
    """The office one schema ago, kept beside the present one for the next run."""
    folder = store.folder / f"schema-{BEFORE}"
    found = Store(folder, store.visitors, store.at)
    done = folder / "whole"
    if not done.exists():
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        for name in FILES:
            if name != STORE_NAME:
                shutil.copyfile(store.folder / name, folder / name)
        _write(store.path, found.path, key_of(store))
        done.touch()
    return found


def _write(present: Path, target: Path, key: DataKey) -> None:
    with closing(file.connect(target, key, create=True)) as connection:
        # Nothing is lost when this is cut short: it is made anew.
        for off in ("foreign_keys", "synchronous", "secure_delete"):
            connection.execute(f"PRAGMA {off} = OFF")
        _empty(connection)
        connection.execute(
            f"ATTACH DATABASE ? AS present KEY \"x'{key.secret.hex()}'\"", (str(present),)
        )
        tables = _names(connection, "table")
        indexes = connection.execute(
            "SELECT name, sql FROM main.sqlite_master WHERE type = 'index' AND sql IS NOT NULL"
        ).fetchall()
        connection.execute("BEGIN")
        for name, _ in indexes:
            connection.execute(f"DROP INDEX main.{name}")
        for table in tables:
            both = ", ".join(f'"{one}"' for one in _columns(connection, table))
            connection.execute(f"DELETE FROM main.{table}")
            connection.execute(
                f"INSERT INTO main.{table} ({both}) SELECT {both} FROM present.{table}"
            )
        for _, words in indexes:
            connection.execute(words)
        connection.execute("COMMIT")
        connection.execute("DETACH DATABASE present")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _empty(connection: file.Connection) -> None:
    """The tables of the schema before."""
    engine = engine_on(lambda: connection)
    with engine.connect() as within:
        within.exec_driver_sql("BEGIN")
        within.exec_driver_sql(VERSION_TABLE)
        within.exec_driver_sql("INSERT INTO alembic_version VALUES ('0000')")
        take_steps(within, "", BEFORE)
        within.commit()
    connection.execute(f"PRAGMA application_id = {file.APPLICATION_ID}")


def _names(connection: file.Connection, kind: str) -> list[str]:
    """Tables that both schemas know, but for the one that says which schema it is."""
    found = connection.execute(
        "SELECT name FROM main.sqlite_master JOIN present.sqlite_master AS now USING (type, name) "
        "WHERE type = ? AND name NOT LIKE 'sqlite_%' AND name <> 'alembic_version'",
        (kind,),
    )
    return [name for (name,) in found]


def _columns(connection: file.Connection, table: str) -> list[str]:
    def of(schema: str) -> list[str]:
        return [row[1] for row in connection.execute(f"PRAGMA {schema}.table_info({table})")]

    now = set(of("present"))
    return [one for one in of("main") if one in now]
