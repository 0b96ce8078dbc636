"""The access log as a chain: appending a row, and finding where one was meddled with.

A row's digest is SHA-256 over the digest before it and what the row says, written in one
fixed way. So the last digest, the head, speaks for every row: who changes, removes or moves
one has to make all that follow anew, and then the head is not the one that was noted
outside (`store.head`), printed on the month's sheet and kept in every backup.
"""

import hashlib
import json
import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import bindparam, delete, insert, select, update
from sqlalchemy.orm import Session

from desktop.store.base import table_of
from desktop.store.log import DIGEST_BYTES, AccessRow, LogCut, LogHead, LogReview

_FORMAT = "1"
"""In every digest; other words or another order of them would be another format."""
HEAD_ROW = 1
ROWS_AT_ONCE = 5_000
NOTHING = bytes(DIGEST_BYTES)
"""What the first row is chained to."""


@dataclass(frozen=True, slots=True)
class Head:
    """The end of the chain: how many rows were ever written, and the last one's digest."""

    seq: int
    digest: bytes
    at: datetime | None = None
    """When the last act was; None for a chain without a row."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What a row says."""

    id: int
    at: datetime
    account_id: int | None
    place: str
    kind: str
    subjects: tuple[int, ...]
    purpose: str
    count: int


@dataclass(frozen=True, slots=True)
class Broken:
    """Where the chain does not hold. `seq` is the first row that is wrong or missing."""

    seq: int
    fault: str
    """changed, missing, cut (rows at the end are gone), head (the store's own head is off) or
    signed (all rows were made anew: the head a month was signed off with is not there)."""
    last_at: datetime | None = None
    """When the last row was written that still holds; None when none does."""


def digest_of(before: bytes, seq: int, entry: Entry) -> bytes:
    """The digest of a row after `before`."""
    at = entry.at.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds")
    subjects = _encode(list(entry.subjects))
    said = _line(
        seq,
        entry.id,
        at,
        entry.account_id,
        entry.place,
        entry.kind,
        subjects,
        entry.purpose,
        entry.count,
    )
    return hashlib.sha256(before + said).digest()


_encode = json.JSONEncoder(ensure_ascii=True, separators=(",", ":")).encode


@lru_cache(maxsize=2_048)
def _quoted(text: str) -> str:
    # As the columns keep it: a PC's name may come decomposed.
    return _encode(unicodedata.normalize("NFC", text))


def _line(
    seq: int,
    id_: int,
    at: str,
    account_id: int | None,
    place: str,
    kind: str,
    subjects: str,
    purpose: str,
    count: int,
) -> bytes:
    """What a row says, as one compact JSON list; few different words stand in it again and again.

    Written by hand because this is done for every row of years.
    """
    account = "null" if account_id is None else account_id
    return (
        f'["{_FORMAT}",{seq},{id_},"{at}",{account},{_quoted(place)},{_quoted(kind)},'
        f"{subjects},{_quoted(purpose)},{count}]"
    ).encode("ascii")


_HEAD, _LOG = table_of(LogHead), table_of(AccessRow)
_STANDS = select(_HEAD.c.seq, _HEAD.c.digest).where(_HEAD.c.id == HEAD_ROW)
_MOVE = (
    update(_HEAD)
    .where(_HEAD.c.id == HEAD_ROW)
    .values(seq=bindparam("to_seq"), digest=bindparam("to_digest"))
)
_MOVE_ON = _MOVE.where(
    _HEAD.c.seq == bindparam("from_seq"), _HEAD.c.digest == bindparam("from_digest")
)
_WRITE = insert(_LOG)


def append(session: Session, entry: Entry, last: Head | None = None) -> Head:
    """Write a row behind the last one, in the caller's transaction.

    `last` is where the caller left the chain the last time, if it knows: the head is asked
    only where it does not stand there any more.
    """
    made = _follow(session, last, entry) if last is not None else None
    if made is None:
        made = _behind(Head(*session.execute(_STANDS).one()), entry)
        session.execute(_MOVE, {"to_seq": made.seq, "to_digest": made.digest})
    row: dict[str, Any] = {
        "id": entry.id,
        "seq": made.seq,
        "digest": made.digest,
        "at": entry.at,
        "account_id": entry.account_id,
        "place": entry.place,
        "kind": entry.kind,
        "subjects": list(entry.subjects),
        "purpose": entry.purpose,
        "count": entry.count,
    }
    session.execute(_WRITE, row)
    return made


def _follow(session: Session, last: Head, entry: Entry) -> Head | None:
    """Move the store's head on from `last`; None, and no move, where it does not stand there."""
    made = _behind(last, entry)
    moved: Any = session.execute(
        _MOVE_ON,
        {
            "to_seq": made.seq,
            "to_digest": made.digest,
            "from_seq": last.seq,
            "from_digest": last.digest,
        },
    )
    return made if moved.rowcount else None


def _behind(last: Head, entry: Entry) -> Head:
    seq = last.seq + 1
    return Head(seq, digest_of(last.digest, seq, entry), entry.at)


def head_of(session: Session) -> Head:
    """The head as the store itself tells it."""
    row = session.execute(select(LogHead.seq, LogHead.digest).where(LogHead.id == HEAD_ROW)).one()
    at = session.scalar(select(AccessRow.at).where(AccessRow.seq == row.seq))
    return Head(row.seq, row.digest, at)


def last_row(session: Session) -> Head:
    """The end of the chain as its rows tell it, whatever the store's head says."""
    row = session.execute(
        select(AccessRow.seq, AccessRow.digest, AccessRow.at)
        .order_by(AccessRow.seq.desc())
        .limit(1)
    ).first()
    if row is not None:
        return Head(row.seq, row.digest, row.at)
    cut = session.execute(
        select(LogCut.seq, LogCut.digest).order_by(LogCut.seq.desc()).limit(1)
    ).first()
    return Head(0, NOTHING) if cut is None else Head(cut.seq, cut.digest)


def told_head(session: Session) -> Head | None:
    """The end of the chain as the store's head tells it; None when that is gone or double."""
    rows = session.execute(select(LogHead.seq, LogHead.digest)).all()
    return Head(rows[0].seq, rows[0].digest) if len(rows) == 1 else None


def mend_head(session: Session) -> None:
    """Let the head say what the last row says: without it no act could be logged any more."""
    last = last_row(session)
    session.execute(delete(LogHead))
    session.execute(insert(LogHead), [{"id": HEAD_ROW, "seq": last.seq, "digest": last.digest}])


def digest_at(session: Session, seq: int) -> bytes | None:
    """The digest of row `seq`, of a cut that ends there, or None when there is neither."""
    if seq == 0:
        return NOTHING
    digest = session.scalar(select(AccessRow.digest).where(AccessRow.seq == seq))
    if digest is None:
        digest = session.scalar(select(LogCut.digest).where(LogCut.seq == seq))
    return digest


def examine(session: Session) -> Broken | None:
    """Go through the whole chain; None when every row is where and what it was."""
    return next(breaks(session), None)


def breaks(session: Session, on_rows: Callable[[int], None] | None = None) -> Iterator[Broken]:
    """Every place where the chain does not hold, from the first row on.

    Behind a wrong row it goes on from what that row tells of itself, so that one meddling
    does not hide the next. `on_rows` hears every few thousand rows how far it is, and may
    raise to end it. Some 100,000 rows a second of the processor: for a thread of its own.
    """
    cut = session.execute(
        select(LogCut.seq, LogCut.digest).order_by(LogCut.seq.desc()).limit(1)
    ).first()
    seq, digest = (cut.seq, cut.digest) if cut is not None else (0, NOTHING)
    signed = {
        row.seq: row.digest
        for row in session.execute(
            select(LogReview.seq, LogReview.digest).where(LogReview.seq > seq)
        )
    }
    last: str | None = None
    for found, told, *said in _rows(session):
        seq += 1
        if on_rows is not None and seq % ROWS_AT_ONCE == 0:
            on_rows(seq)
        if found != seq:
            yield Broken(seq, "missing", _moment(last))
            seq = found if isinstance(found, int) else seq
        elif not _holds(digest, told, seq, said):
            yield Broken(seq, "changed", _moment(last))
        elif signed and signed.get(seq, told) != told:
            yield Broken(seq, "signed", _moment(last))
        else:
            last = said[1]
        if signed:
            signed.pop(seq, None)
        digest = told if isinstance(told, bytes) else NOTHING
    head = session.execute(select(LogHead.seq, LogHead.digest)).all()
    if len(head) != 1:
        yield Broken(seq + 1, "head", _moment(last))
    elif head[0].seq > seq or any(gone > seq for gone in signed):
        yield Broken(seq + 1, "cut", _moment(last))
    elif (head[0].seq, head[0].digest) != (seq, digest):
        yield Broken(seq, "head", _moment(last))


_ALL_ROWS = (
    "SELECT seq, digest, id, at, account_id, place, kind, subjects, purpose, count"
    " FROM access_log ORDER BY seq"
)
_AT = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{6}")
_SUBJECTS = re.compile(r"\[(?:\d+(?:,\d+)*)?\]")


def _rows(session: Session) -> Iterator[Any]:
    """The rows as they lie in the store: nothing in them need be what the program wrote."""
    result = session.connection().exec_driver_sql(_ALL_ROWS)
    for part in result.partitions(ROWS_AT_ONCE):
        yield from part


def _holds(before: bytes, told: object, seq: int, said: list[Any]) -> bool:
    """Whether a row's digest follows from the one before it and from what the row says."""
    id_, at, account_id, place, kind, subjects, purpose, count = said
    try:
        if not _AT.fullmatch(at):
            at = datetime.fromisoformat(at).isoformat(" ", "microseconds")
        if not _SUBJECTS.fullmatch(subjects):
            subjects = _encode(json.loads(subjects))
        line = _line(
            seq, id_, at.replace(" ", "T"), account_id, place, kind, subjects, purpose, count
        )
    except (TypeError, ValueError, AttributeError):
        return False
    return hashlib.sha256(before + line).digest() == told


def _moment(stored: str | None) -> datetime | None:
    if stored is None:
        return None
    try:
        return datetime.fromisoformat(stored).replace(tzinfo=UTC)
    except (TypeError, ValueError):
        return None
