"""Every engine of the house: SQLCipher under SQLAlchemy, and what is compiled once for all.

An open store has three connections and long work more, each with an engine of its own. To
SQLAlchemy two dialects are two strangers, and a statement would be compiled for each engine
anew: a hundred milliseconds between the password and the first list. Here all dialects are
alike and share what was compiled.
"""

from collections.abc import Callable
from typing import Any

from sqlalchemy import Engine, create_engine
from sqlalchemy.dialects import registry
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.pool import StaticPool
from sqlalchemy.util import LRUCache
from sqlcipher3 import dbapi2

COMPILED = 800
"""So many statements are kept compiled; a day at the desk needs some five hundred."""


class HouseDialect(SQLiteDialect_pysqlite):
    """SQLite as this program speaks it; any two of it are the same one."""

    supports_statement_cache = True

    def __eq__(self, other: object) -> bool:
        return type(other) is type(self)

    def __hash__(self) -> int:
        return hash(HouseDialect)


registry.register("sqlite.naeil", __name__, HouseDialect.__name__)
_compiled: LRUCache[Any, Any] = LRUCache(COMPILED)


def shared() -> LRUCache[Any, Any]:
    """What is compiled at present, by statement: for tests."""
    return _compiled


def engine_on(connected: Callable[[], Any]) -> Engine:
    """An engine that has the one connection `connected` gives and sets up."""
    return create_engine(
        "sqlite+naeil://",
        module=dbapi2,
        creator=connected,
        poolclass=StaticPool,
        # An error's text may reach the log, and the parameters are names and phones.
        hide_parameters=True,
        execution_options={"compiled_cache": _compiled},
    )
