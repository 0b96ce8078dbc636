"""A great many rows into an empty store: plain tuples, past the mapping but in its own types.

What a column keeps is made by the column's own type, so that rows loaded here cannot be
told from rows a service wrote. Only the work that repeats itself is left out: the parts of
a moment are put together from pieces, and what never varies is made once.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.orm import DeclarativeBase, InstrumentedAttribute, Session

from desktop.domain.clock import KST
from desktop.store import tallies
from desktop.store.notes import Note
from desktop.store.people import Visitor
from desktop.store.visits import Visit

_DAY = 86_400
_AHEAD = 9 * 3_600
"""Korea's clocks are so many seconds ahead of what the store keeps."""
_WHOLE_TABLE = -49_152
"""KiB of the table that are kept at hand while its indexes are built."""
_FILLED_LATER = (Visitor, Visit, Note)
"""Tables whose indexes are dearer to keep row by row than to build at the end."""


class Keeper:
    """Turns values into what the columns of this store keep."""

    def __init__(self, session: Session) -> None:
        self._dialect = session.get_bind().dialect
        self._ways: dict[Any, Any] = {}

    def __call__(self, column: InstrumentedAttribute[Any], value: Any) -> Any:
        """The value as the column keeps it."""
        if column not in self._ways:
            self._ways[column] = self.way(column)
        return self._ways[column](value)

    def way(self, column: InstrumentedAttribute[Any]) -> Callable[[Any], Any]:
        """How the column keeps a value, for whoever has a great many of them."""
        kind: Any = column.type
        way = kind.dialect_impl(self._dialect).bind_processor(self._dialect)
        return way or (lambda value: value)


class DayOfMoments:
    """The moments of one day in Korea as the store keeps them, by seconds after midnight."""

    _clock: dict[int, str] = {}  # noqa: RUF012 (the same for all days: seconds to text)

    def __init__(self, keep: Keeper, day: date) -> None:
        midnight = datetime.combine(day, time(), tzinfo=KST)
        self._before = str(keep(Visit.arrived_at, midnight))[:10]
        self._after = str(keep(Visit.arrived_at, midnight + timedelta(seconds=_AHEAD)))[:10]

    def at(self, second: int) -> str:
        """A second of the day; those of the next day belong to that day."""
        told = self._clock.get(second)
        if told is None:
            hour, rest = divmod((second - _AHEAD) % _DAY, 3_600)
            told = self._clock[second] = f" {hour:02}:{rest // 60:02}:{rest % 60:02}.000000"
        return (self._before if second < _AHEAD else self._after) + told


class Loader:
    """Rows for one table: `names` vary and come as tuples, `fixed` is the same in every row."""

    def __init__(
        self,
        session: Session,
        table: type[DeclarativeBase],
        names: Sequence[str],
        fixed: Mapping[str, Any] | None = None,
    ) -> None:
        """`fixed` values are plain; those of the rows are already as the columns keep them.

        Columns not named take their own default.
        """
        self._session = session
        keep = Keeper(session)
        quote = session.get_bind().dialect.identifier_preparer.quote
        mapped = table.__table__.columns
        plain = {
            column.name: column.default.arg(None)
            if column.default.is_callable
            else column.default.arg
            for column in mapped
            if column.default is not None and column.name not in names
        }
        plain.update(fixed or {})
        always = {name: keep(getattr(table, name), value) for name, value in plain.items()}
        left_out = {column.name for column in mapped if not column.nullable}
        left_out -= {*names, *always}
        if left_out:
            raise ValueError(f"{table.__tablename__} needs {', '.join(sorted(left_out))}")
        columns = ", ".join(quote(name) for name in (*names, *always))
        # What never varies is bound to no row: most columns of somebody new are empty.
        values = ", ".join((*"?" * len(names), *map(_literal, always.values())))
        self._sql = f"INSERT INTO {table.__tablename__} ({columns}) VALUES ({values})"
        self._rows: list[tuple[Any, ...]] = []
        self.sent = 0

    def add(self, row: tuple[Any, ...]) -> None:
        """Keep a row until the next sending."""
        self._rows.append(row)

    def add_all(self, rows: Iterable[tuple[Any, ...]]) -> None:
        """Keep many rows until the next sending."""
        self._rows.extend(rows)

    @property
    def waiting(self) -> int:
        """Rows not written yet."""
        return len(self._rows)

    def send(self) -> None:
        """Write what was collected."""
        if self._rows:
            self._session.connection().exec_driver_sql(self._sql, self._rows)
            self.sent += len(self._rows)
            self._rows = []


def _literal(value: Any) -> str:
    """A kept value as SQL writes it."""
    if value is None:
        return "NULL"
    if isinstance(value, int | float):
        return repr(int(value)) if isinstance(value, bool) else repr(value)
    if isinstance(value, str):
        return "'" + value.replace("'", "''") + "'"
    raise TypeError(f"no constant of a column: {type(value).__name__}")


@contextmanager
def indexed_afterwards(session: Session) -> Iterator[None]:
    """Take indexes and counts away while a great many rows are loaded, and make them again.

    For an empty store that nobody uses, and that is thrown away when the block fails.
    """
    indexes = [
        index
        for table in _FILLED_LATER
        for index in sorted(
            table.metadata.tables[table.__tablename__].indexes, key=lambda one: str(one.name)
        )
    ]
    for index in indexes:
        index.drop(session.connection())
    tallies.stop(session.connection())
    session.commit()
    yield
    for index in indexes:
        index.create(session.connection())
        session.commit()
    tallies.begin(session.connection())
    session.commit()


@contextmanager
def indexed_again(
    session: Session, table: type[DeclarativeBase], between: Callable[[int, int], None]
) -> Iterator[None]:
    """Load into a table without its indexes and build them again, all in the transaction of now.

    They are made by the words the store itself keeps of them; what fails leaves everything as
    it was, and whoever reads meanwhile sees the store of before. `between` is told how many are
    built of how many.
    """
    connection = session.connection()
    usual = connection.exec_driver_sql("PRAGMA cache_size").scalar_one()
    # Every index reads the whole table: deciphered once instead of for each of them.
    connection.exec_driver_sql(f"PRAGMA cache_size = {_WHOLE_TABLE}")
    try:
        yield from _without_indexes(connection, table.__tablename__, between)
    finally:
        connection.exec_driver_sql(f"PRAGMA cache_size = {usual}")


def _without_indexes(
    connection: Connection, table: str, between: Callable[[int, int], None]
) -> Iterator[None]:
    kept = connection.exec_driver_sql(
        "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name = ? "
        "AND sql IS NOT NULL ORDER BY name",
        (table,),
    ).all()
    for name, _ in kept:
        connection.exec_driver_sql(f"DROP INDEX {name}")
    yield
    for done, (_, words) in enumerate(kept):
        between(done, len(kept))
        connection.exec_driver_sql(words)
