"""What the store inside a backup is, found by opening it: nothing is believed unseen."""

from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

from desktop.domain.errors import StoreDamaged
from desktop.store import chain, file
from desktop.store.chain import Head
from desktop.store.ciphers import DataKey
from desktop.store.database import Database

COUNTED = (("내방객", "visitor"), ("방문", "visit"), ("상담", "note"), ("의뢰서", "slip"))
_CHAINED_FROM = 3
"""The first schema whose log is a chain."""
_ODD = "백업 안의 접속기록이 스스로 맞지 않습니다. 이 백업은 쓰지 말고 다른 백업을 골라 주십시오."


@dataclass(frozen=True, slots=True)
class Content:
    """What is inside: of which store, how much of it, and where its log ends."""

    store: UUID
    schema: str
    counts: tuple[tuple[str, int], ...]
    """Word and number of records."""
    head: Head
    """Of a schema without a chain: how many rows, and no digest."""
    last_entry: datetime | None
    """When something was last written at a counter."""


def look_inside(path: Path, key: DataKey, stopped: Callable[[], bool] = lambda: False) -> Content:
    """Open a copied store, look at every page and at the end of its log.

    Both integrity checks, the references between rows, and that the log's head is that of
    its last row. Raises StoreDamaged, StoreNewer, StoreMissing; StoreTrouble when `stopped`.
    """
    file.verify(path, key, stopped)
    return told_by(path, key)


def told_by(path: Path, key: DataKey) -> Content:
    """The same of a store whose pages were looked at a moment ago."""
    return _read(path, key, file.check(path, key).revision)


def head_in(path: Path, key: DataKey) -> Head:
    """Where the log of a store ends; for one that is known to be whole."""
    return told_by(path, key).head


def examine_chain(path: Path, key: DataKey) -> chain.Broken | None:
    """Go through the whole log of a closed store; None where nothing is wrong with it.

    A log from before the chain has nothing that could be wrong.
    """
    state = file.check(path, key)
    if not state.current:
        return None
    database = Database(path, key, state)
    try:
        with database.read() as session:
            return chain.examine(session)
    finally:
        database.close()


def holds(path: Path, key: DataKey, head: Head) -> bool:
    """Whether the log of a store goes through `head`: whether it is the same store, no older."""
    with file.told(), closing(file.connect(path, key, read_only=True)) as connection:
        if head.seq == 0:
            return True
        found = connection.execute(
            "SELECT digest FROM access_log WHERE seq = ?"
            " UNION ALL SELECT digest FROM log_cut WHERE seq = ?",
            (head.seq, head.seq),
        ).fetchone()
        return found is not None and bytes(found[0]) == head.digest


def _read(path: Path, key: DataKey, schema: str) -> Content:
    with file.told(), closing(file.connect(path, key, read_only=True)) as connection:
        (store,) = connection.execute("SELECT store FROM identity").fetchone()
        counts = tuple(
            (word, connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])
            for word, table in COUNTED
        )
        (last,) = connection.execute("SELECT max(at) FROM access_log").fetchone()
        head = _head(connection, schema)
    return Content(UUID(store), schema, counts, head, _moment(last))


def _head(connection: file.Connection, schema: str) -> Head:
    if file.number_of(schema) < _CHAINED_FROM:
        (rows,) = connection.execute("SELECT count(*) FROM access_log").fetchone()
        return Head(rows, chain.NOTHING)
    heads = connection.execute("SELECT seq, digest FROM log_head").fetchall()
    if len(heads) != 1:
        raise StoreDamaged(_ODD)
    seq, digest = heads[0]
    (highest,) = connection.execute("SELECT max(seq) FROM access_log").fetchone()
    row = connection.execute("SELECT digest, at FROM access_log WHERE seq = ?", (seq,)).fetchone()
    if (highest or seq) != seq or (row is not None and bytes(row[0]) != bytes(digest)):
        raise StoreDamaged(_ODD)
    return Head(seq, bytes(digest), _moment(row[1]) if row is not None else None)


def _moment(stored: str | None) -> datetime | None:
    return None if stored is None else datetime.fromisoformat(stored).replace(tzinfo=UTC)
