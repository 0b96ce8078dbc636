"""The ids of what was destroyed, kept without identity where a restored copy finds them.

A copy of the store from before a destruction brings the person back. So the rows of the
ledger stand a second time in a file beside the store and beside its copies, closed under the
data key, and whatever is restored goes through `replay` before the desk opens.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Date, insert, select, update
from sqlalchemy.orm import Session

from desktop.domain.retention import DestructionState
from desktop.store import ciphers, machine, schema
from desktop.store.base import Moment
from desktop.store.ciphers import DataKey, DoesNotOpen
from desktop.store.engines import engine_on
from desktop.store.erasing.plan import ROOTS
from desktop.store.erasing.rows import erase, erase_before, plain, tables_of
from desktop.store.file import Connection
from desktop.store.merged import merged_into

FILE_NAME = "destroyed"
_USE = b"destroyed"
_FORMAT = 1

Row = dict[str, Any]
"""A row of the ledger, as it can stand in a file."""


@dataclass(frozen=True, slots=True)
class Ledger:
    """The rows of what is done, and the accounts they name (an older copy may lack them)."""

    rows: tuple[Row, ...] = ()
    staff: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    """By account id its name and role."""
    also: tuple[tuple[str, int], ...] = ()
    """Entries that led to somebody destroyed: the same person under a key without a row here.
    A copy from before they were merged has them whole."""

    @property
    def ids(self) -> frozenset[int]:
        """The keys of the rows."""
        return frozenset(row["id"] for row in self.rows)

    @property
    def subjects(self) -> frozenset[tuple[str, int]]:
        """What was destroyed one by one: the kind and the key, nothing else."""
        return frozenset(
            (row["subject"], row["subject_id"]) for row in self.rows if row["subject"] in ROOTS
        ) | frozenset(self.also)

    def with_those_of(self, other: "Ledger") -> "Ledger":
        """Both, each row once."""
        rows = {row["id"]: row for row in (*other.rows, *self.rows)}
        return Ledger(
            tuple(sorted(rows.values(), key=lambda row: (str(row["done_at"]), row["id"]))),
            {**other.staff, **self.staff},
            tuple(sorted({*other.also, *self.also})),
        )


class KnownFile:
    """The file in one folder. One that is missing or does not open tells nothing."""

    def __init__(self, folder: Path, data_key: DataKey, former: Iterable[DataKey] = ()) -> None:
        """`former` are keys the store had before: the file may lie there since then."""
        self._path = folder / FILE_NAME
        self._key = ciphers.mac_key(data_key, _USE)
        self._former = tuple(ciphers.mac_key(one, _USE) for one in former)

    def read(self) -> Ledger | None:
        """What is known to be destroyed; None without a file, or where it is damaged."""
        try:
            closed = self._path.read_bytes()
        except OSError:
            return None
        for key in (self._key, *self._former):
            try:
                told = json.loads(ciphers.unwrap(key, closed, _USE))
            except (DoesNotOpen, ValueError):
                continue
            if told.get("format") == _FORMAT:
                staff = {one: (name, role) for one, (name, role) in told["staff"].items()}
                also = tuple((subject, key) for subject, key in told.get("also", ()))
                return Ledger(tuple(told["rows"]), staff, also)
        return None

    def write(self, ledger: Ledger) -> None:
        """Keep it, whole or not at all. Raises OSError."""
        told = {"format": _FORMAT, "rows": list(ledger.rows), "staff": dict(ledger.staff)}
        told["also"] = list(ledger.also)
        text = json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        machine.write_file(self._path, ciphers.wrap(self._key, text.encode(), _USE))


def done_rows(session: Session) -> Ledger:
    """The ledger as the store itself has it."""
    known = tables_of(session)
    if "destruction" not in known:
        return Ledger()
    table, accounts = (schema.metadata.tables[name] for name in ("destruction", "account"))
    found = session.execute(
        select(table).where(table.c.state == DestructionState.DONE.value).order_by(table.c.done_at)
    )
    rows = tuple({name: plain(value) for name, value in row._mapping.items()} for row in found)
    ids = {row[name] for row in rows for name in _STAFF if row[name] is not None}
    staff = session.execute(
        select(accounts.c.id, accounts.c.name, accounts.c.role).where(accounts.c.id.in_(ids))
    )
    people = {row["subject_id"] for row in rows if row["subject"] == "visitor"}
    return Ledger(
        rows,
        {str(row.id): (row.name, row.role) for row in staff},
        tuple(("visitor", key) for key in sorted(_leading(session, people))),
    )


def _leading(session: Session, people: Iterable[int]) -> set[int]:
    """Who had been merged into one of these people."""
    return merged_into(session, people) if "merging" in tables_of(session) else set()


_STAFF = ("asked_by_id", "decided_by_id")


def told_to_the_store(session: Session) -> frozenset[tuple[str, int]]:
    """The ids the store itself knows: those of its ledger, and what came with a restore."""
    if "destruction" not in tables_of(session):
        return frozenset()
    table, settings = (schema.metadata.tables[name] for name in ("destruction", "setting"))
    rows = session.execute(
        select(table.c.subject, table.c.subject_id).where(
            table.c.state == DestructionState.DONE.value, table.c.subject.in_(ROOTS)
        )
    )
    came = session.scalar(select(settings.c.value).where(settings.c.name == CAME_ALONG))
    ids = {(str(subject), int(key)) for subject, key in (*rows, *(came or ()))}
    people = {key for subject, key in ids if subject == "visitor"}
    return frozenset(ids | {("visitor", key) for key in _leading(session, people)})


def keep_in_the_store(session: Session, ids: Iterable[tuple[str, int]]) -> None:
    """Ids that came with a restore: their rows of the ledger are in a store that is not here."""
    known = told_to_the_store(session)
    if not frozenset(ids) - known:
        return
    settings = schema.metadata.tables["setting"]
    which = settings.c.name == CAME_ALONG
    came = session.scalar(select(settings.c.value).where(which))
    kept = {(str(subject), int(key)) for subject, key in (came if came is not None else ())}
    value = [list(one) for one in sorted(kept | (frozenset(ids) - known))]
    if came is None:
        made = {"id": CAME_ALONG_ROW, "name": CAME_ALONG, "value": value}
        session.execute(insert(settings), [made])
    else:
        session.execute(update(settings).where(which).values(value=value))


CAME_ALONG = "destroyed.came-along"
CAME_ALONG_ROW = 2
"""Keys made by the desk are far larger."""


def done_ids(session: Session) -> frozenset[int]:
    """The keys of the ledger's rows."""
    table = schema.metadata.tables["destruction"]
    return frozenset(
        session.scalars(select(table.c.id).where(table.c.state == DestructionState.DONE.value))
    )


def replay(session: Session, ledger: Ledger) -> int:
    """Destroy again what a copy from before still has; how many rows of the ledger it lacked.

    In the caller's transaction; the copy may be of an older schema.
    """
    known = tables_of(session)
    lacking = 0
    if "destruction" in known:
        done = done_ids(session)
        missing = [row for row in ledger.rows if row["id"] not in done]
        lacking = len(missing)
        _add_staff(session, missing, ledger.staff)
        for row in missing:
            _put(session, row)
        rows: Sequence[Row] = missing
    else:
        rows = ledger.rows
    by_day: dict[str, date] = {}
    ids: dict[str, list[int]] = {}
    for row in rows:
        if row["subject"] in ROOTS:
            ids.setdefault(row["subject"], []).append(row["subject_id"])
        elif row["due_on"]:
            until = date.fromisoformat(row["due_on"])
            by_day[row["subject"]] = max(until, by_day.get(row["subject"], until))
    if rows:
        for subject, key in ledger.also:
            ids.setdefault(subject, []).append(key)
    for subject, keys in ids.items():
        erase(session, subject, keys, date.today())  # noqa: DTZ011 (only closes what still runs)
    for subject, day in by_day.items():
        erase_before(session, subject, day)
    return lacking


def replay_into(connection: Connection, ledger: Ledger) -> None:
    """The same over a plain connection whose transaction is somebody else's."""
    with borrowed(connection) as session:
        replay(session, ledger)


@contextmanager
def borrowed(connection: Connection) -> Iterator[Session]:
    """A session over a connection whose transaction somebody else ends."""
    engine = engine_on(lambda: _Lent(connection))
    with Session(engine) as session:
        yield session
        session.flush()


class _Lent:
    """A connection that is not ours to commit, roll back or close."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def __getattr__(self, name: str) -> Any:
        return getattr(self._connection, name)

    def _left_to_the_lender(self) -> None:
        """Whoever lent it ends the transaction."""

    commit = rollback = close = _left_to_the_lender


def _add_staff(session: Session, rows: Iterable[Row], staff: Mapping[str, tuple[str, str]]) -> None:
    """Who asked and who decided must be there to be named: added closed where they are not."""
    accounts = schema.metadata.tables["account"]
    wanted = {row[name] for row in rows for name in _STAFF if row[name] is not None}
    there = set(session.scalars(select(accounts.c.id).where(accounts.c.id.in_(wanted))))
    now = datetime.now(UTC)
    for key in wanted - there:
        name, role = staff.get(str(key), ("—", "reader"))
        made = {"id": key, "name": name, "role": role, "created_at": now, "closed_at": now}
        session.execute(insert(accounts), [made | {"version": 1}])


def _put(session: Session, row: Row) -> None:
    table = schema.metadata.tables["destruction"]
    values = {name: _typed(table.c[name], value) for name, value in row.items() if name in table.c}
    for name, target in (("rule_id", "retention_rule"), ("request_id", "subject_request")):
        other = schema.metadata.tables[target]
        if values.get(name) is not None and not session.scalar(
            select(other.c.id).where(other.c.id == values[name])
        ):
            values[name] = None
    if session.scalar(select(table.c.id).where(table.c.id == row["id"])):
        session.execute(update(table).where(table.c.id == row["id"]).values(values))
    else:
        session.execute(insert(table), [values])


def _typed(column: Any, value: Any) -> Any:
    if value is None:
        return None
    if isinstance(column.type, Moment):
        return datetime.fromisoformat(value)
    if isinstance(column.type, Date):
        return date.fromisoformat(value)
    return value
