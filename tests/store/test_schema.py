"""What the classes say and what migrations make must be the same store."""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from desktop.store import file, migrations, schema
from desktop.store.base import Kind, Whose
from desktop.store.ciphers import DataKey
from desktop.store.database import Database
from tests.store.migrated import comparable, migrated_store

KEY = DataKey(bytes(range(32)))


PARTS = re.compile(r",\s+(?![^()]*\))|\n")


def _definitions(rows: Sequence[Any]) -> dict[str, list[str]]:
    """Parts of each definition; constraints may stand in another order, added columns in line."""
    return {
        name: sorted(part.strip().rstrip(",") for part in PARTS.split(sql))
        for name, sql in rows
        if sql
    }


def test_migrations_make_the_store_that_a_first_run_makes(tmp_path: Path) -> None:
    query = "SELECT name, sql FROM sqlite_master"
    with migrated_store(tmp_path / "old.db", KEY) as connection:
        migrated = _definitions(connection.exec_driver_sql(query).fetchall())
        version = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
        number = connection.exec_driver_sql("PRAGMA user_version").scalar()
    database = Database.create(tmp_path / "new.db", KEY)
    with database.read() as session:
        made = _definitions(session.connection().exec_driver_sql(query).fetchall())
        new_number = session.connection().exec_driver_sql("PRAGMA user_version").scalar()
    database.close()
    assert migrated == made
    assert version == file.HEAD
    assert number == new_number == file.number_of(file.HEAD)


@pytest.mark.filterwarnings("ignore:Skipped unsupported reflection")
@pytest.mark.filterwarnings("ignore:autogenerate skipping metadata-specified")
def test_alembic_finds_nothing_the_classes_have_and_the_migrations_have_not(
    tmp_path: Path,
) -> None:
    with migrated_store(tmp_path / "old.db", KEY) as connection:
        context = MigrationContext.configure(
            connection, opts={"compare_type": True, "include_object": comparable}
        )
        assert list(compare_metadata(context, schema.metadata)) == []


def test_migrations_are_one_line_up_to_the_head() -> None:
    steps = migrations.steps()
    before = None
    for step in steps:
        assert step.down_revision == before
        assert not hasattr(step, "downgrade")
        before = step.revision
    assert before == file.HEAD
    folder = Path(str(steps[0].__file__)).parent
    written = {path.stem for path in folder.glob("m*.py")}
    assert written == {step.__name__.rpartition(".")[2] for step in steps}


def test_every_column_says_what_it_is_and_whose() -> None:
    silent = [
        f"{table.name}.{column.name}"
        for table in schema.metadata.sorted_tables
        for column in table.columns
        if not isinstance(column.info.get("kind"), Kind)
        or not isinstance(column.info.get("whose"), Whose)
    ]
    assert silent == []


def test_every_constraint_has_a_name() -> None:
    nameless = [
        (table.name, type(constraint).__name__)
        for table in schema.metadata.sorted_tables
        for constraint in table.constraints
        if not constraint.name
    ]
    assert nameless == []
