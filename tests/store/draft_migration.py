"""Writes the draft of the next migration: what the classes have and the last step has not.

    python -m tests.store.draft_migration > desktop/store/migrations/versions/m0002_….py

Read it, name things, keep it explicit; then raise `file.HEAD` and add it to
`migrations.steps()`.
"""

import sys
import tempfile
from pathlib import Path
from typing import Any, Literal

from alembic.autogenerate import produce_migrations, render_python_code
from alembic.migration import MigrationContext
from sqlalchemy.schema import CreateIndex
from sqlalchemy.types import TypeDecorator

from desktop.store import migrations, schema
from desktop.store.base import Key
from desktop.store.ciphers import DataKey
from desktop.store.file import number_of
from desktop.store.people import SEARCH_INDEXES
from tests.store.migrated import comparable, migrated_store

HEAD = '''"""{title}"""

import sqlalchemy as sa
from alembic import op

revision = "{revision}"
down_revision = {before!r}

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
'''


def render(kind: str, value: Any, _context: Any) -> str | Literal[False]:
    """Types of our own by what they are in the database."""
    if kind != "type":
        return False
    if value is Key:
        return "KEY"
    return f"sa.{value.impl_instance!r}" if isinstance(value, TypeDecorator) else False


def draft() -> str:
    """The text of the step; the body is `pass` when the classes have nothing new."""
    steps = migrations.steps()
    before = steps[-1].revision if steps else None
    with (
        tempfile.TemporaryDirectory() as folder,
        migrated_store(Path(folder) / "store.db", DataKey.random()) as connection,
    ):
        context = MigrationContext.configure(
            connection,
            opts={"render_item": render, "compare_type": True, "include_object": comparable},
        )
        found = produce_migrations(context, schema.metadata).upgrade_ops
        assert found is not None
        body = render_python_code(found, render_item=render, migration_context=context)
        known = {row[0] for row in connection.exec_driver_sql("SELECT name FROM sqlite_master")}
        unseen = [
            str(CreateIndex(index).compile(dialect=connection.dialect))
            for index in SEARCH_INDEXES
            if index.name not in known
        ]
    revision = f"{number_of(before or '0') + 1:04d}"
    head = HEAD.format(title="What this step is for.", revision=revision, before=before)
    orders = "".join(f"    op.execute({one!r})\n" for one in unseen)
    return head + "    " + body + "\n" + orders


if __name__ == "__main__":
    sys.stdout.write(draft())
