"""Emptying the rows that hang on a person, in the caller's transaction.

Also in copies of an older schema, in which some tables and columns are not there yet.
"""

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, time
from typing import Any, cast

from sqlalchemy import ColumnElement, Select, Table, and_, delete, func, insert, or_, select, update
from sqlalchemy.orm import Session

from desktop.domain.clock import KST
from desktop.store import schema
from desktop.store.base import Kind, Whose
from desktop.store.erasing.plan import (
    FATES,
    OPEN_ENDS,
    ROOTS,
    Fate,
    hanging_on,
    nothing_in,
    words_of,
)
from desktop.store.keys import EPOCH_MS, compose
from desktop.store.merged import merged_into

AT_ONCE = 200
"""People emptied by one statement; SQLite takes only so many values in one."""
GROUPS_TALLY = "destroyed.groups"
"""The setting that counts, by month, the groups of people who were destroyed: the figures go
on, and nothing sensitive hangs on a row any more."""
TALLY_ROW = 1
"""Keys made by the desk are far larger."""

Known = dict[str, set[str]]
"""The tables of a store with their columns."""


def tables_of(session: Session) -> Known:
    """What the store has; a copy made before an upgrade has less."""
    if _TABLES in session.info:
        return cast("Known", session.info[_TABLES])
    rows = session.connection().exec_driver_sql(
        "SELECT m.name, p.name FROM sqlite_master m, pragma_table_info(m.name) p "
        "WHERE m.type = 'table'"
    )
    known: Known = {}
    for table, column in rows:
        known.setdefault(table, set()).add(column)
    session.info[_TABLES] = known
    return known


_TABLES = "tables"


def erase(session: Session, subject: str, ids: Sequence[int], on: date) -> Counter[str]:
    """Empty everything that hangs on these people (or referrals); how many rows, by table.

    Doing it twice does nothing the second time. `on` closes a registration that still runs.
    """
    done: Counter[str] = Counter()
    known = tables_of(session)
    if subject == "visitor" and "merging" in known:
        # The entries that lead to a person are the same person.
        ids = [*ids, *sorted(merged_into(session, ids) - set(ids))]
    for start in range(0, len(ids), AT_ONCE):
        part = list(ids[start : start + AT_ONCE])
        if subject == "visitor":
            words = _words_of_people(session, part)
            done.update(_drop_drafts(session, part, words))
            _tally_groups(session, part, known)
            _strike_out(session, words, known)
        for way in reversed(hanging_on(ROOTS[subject])):
            table = schema.metadata.tables[way.table]
            if way.table in known:
                which = _which(subject, way.table, part)
                done[way.table] += _clear(session, table, which, known[way.table])
        if subject == "visitor" and "seeking_registration" in known:
            _close_registrations(session, part, on)
    return +done


def _which(subject: str, table: str, ids: Sequence[int]) -> ColumnElement[bool]:
    """The condition by which the rows of a table are found."""
    ways = {way.table: way for way in hanging_on(ROOTS[subject])}
    way, columns = ways[table], schema.metadata.tables[table].c
    if way.parent == ROOTS[subject]:
        found = or_(*(columns[name].in_(ids) for name in way.columns))
    else:
        parent = schema.metadata.tables[way.parent]
        inner = select(parent.c.id).where(_which(subject, way.parent, ids))
        found = columns[way.columns[0]].in_(inner)
    if table == "destruction":
        # The ledger names what it is about without a reference: that may be gone.
        return or_(found, and_(columns.subject == subject, columns.subject_id.in_(ids)))
    return found


def _clear(session: Session, table: Table, which: ColumnElement[bool], there: set[str]) -> int:
    if FATES.get(table.name) is Fate.GONE:
        return _rows(session, delete(table).where(which))
    values: dict[str, Any] = {
        column.name: nothing_in(column) for column in words_of(table) if column.name in there
    }
    if table.name == "visitor":
        # Lists go by the last visit: nobody walks over those who are no more.
        values["last_visit_on"] = None
    changed = 0
    if values:
        if "version" in there and table.name != "destruction":
            # A form opened before must not write the words back.
            values["version"] = table.c.version + 1
        changed = _rows(session, update(table).where(which).values(values))
    if table.name in OPEN_ENDS:
        name, before, after = OPEN_ENDS[table.name]
        _rows(session, update(table).where(which, table.c[name] == before).values({name: after}))
    return changed


def _rows(session: Session, statement: Any) -> int:
    result: Any = session.execute(statement.execution_options(synchronize_session=False))
    return int(result.rowcount)


def _close_registrations(session: Session, ids: Sequence[int], on: date) -> None:
    table = schema.metadata.tables["seeking_registration"]
    _rows(
        session,
        update(table)
        .where(table.c.visitor_id.in_(ids), table.c.closed_on.is_(None), table.c.valid_until >= on)
        .values(closed_on=on),
    )


# Words that may stand where no reference leads ------------------------------------------


_CALLED = re.compile(r"\s*(?:님|씨|선생)")
_SURE = 3
"""A name of two syllables is also a word; from three on it is taken for the name."""


def _words_of_people(session: Session, ids: Sequence[int]) -> list[tuple[str, set[str]]]:
    """(name, numbers and addresses) of each, while they are still there."""
    table = schema.metadata.tables["visitor"]
    rows = session.execute(
        select(
            table.c.name, table.c.phone, table.c.second_phone, table.c.email, table.c.address
        ).where(table.c.id.in_(ids))
    )
    return [(row[0], {word for word in row[1:] if len(word) >= 7}) for row in rows if row[0]]


def _drop_drafts(
    session: Session, ids: Sequence[int], words: Sequence[tuple[str, set[str]]]
) -> Counter[str]:
    """Half-typed forms, of anybody, that name one of them by key, number or address."""
    table = schema.metadata.tables["draft"]
    keys = set(ids)
    sure = set().union(*(told for _, told in words)) if words else set()
    names = {name for name, _ in words if len(name) >= _SURE}
    gone = [
        row.id
        for row in session.execute(select(table.c.id, table.c.visitor_id, table.c.body))
        if row.visitor_id in keys or _mentions(row.body, keys, sure, names)
    ]
    if gone:
        _rows(session, delete(table).where(table.c.id.in_(gone)))
    return Counter({"draft": len(gone)})


def _mentions(body: Any, keys: set[int], sure: set[str], names: set[str]) -> bool:
    for one in _leaves(body):
        if isinstance(one, int):
            if one in keys:
                return True
        elif isinstance(one, str):
            plain = unicodedata.normalize("NFC", one)
            digits = re.sub(r"[\s\-.]", "", plain)
            if plain.isdecimal() and int(plain) in keys:
                return True
            if any(word in plain or word in digits for word in sure):
                return True
            if any(name in plain for name in names):
                return True
    return False


def _leaves(body: Any) -> Iterator[Any]:
    if isinstance(body, dict):
        for name, value in body.items():
            yield name
            yield from _leaves(value)
    elif isinstance(body, list | tuple):
        for value in body:
            yield from _leaves(value)
    else:
        yield body


def _strike_out(session: Session, words: Sequence[tuple[str, set[str]]], known: Known) -> None:
    """Take names and numbers out of what the staff wrote about their own work."""
    for table in schema.metadata.sorted_tables:
        if table.name not in known:
            continue
        written = [
            column
            for column in table.columns
            if column.info["kind"] is Kind.CONTENT
            and column.info["whose"] in (Whose.STAFF, Whose.OFFICE)
            and column.name in known[table.name]
        ]
        for column in written:
            for key, text in session.execute(select(table.c.id, column).where(column != "")):
                struck = _struck(text, words)
                if struck != text:
                    _rows(session, update(table).where(table.c.id == key).values({column: struck}))


STRUCK = "○○○"
"""What stands where somebody's name or number stood."""


def struck_from_names(session: Session, ids: Sequence[int]) -> Callable[[str], str]:
    """Takes these people out of the names of files: there a short name too is a name."""
    words = _words_of_people(session, ids)

    def strike(text: str) -> str:
        for name, _ in words:
            text = text.replace(name, STRUCK) if len(name) > 1 else text
        return _struck(text, words)

    return strike


def _struck(text: str, words: Iterable[tuple[str, set[str]]]) -> str:
    for name, told in words:
        for word in told:
            spaced = r"[\s\-.]?".join(map(re.escape, word))
            text = re.sub(spaced, STRUCK, text)
        if len(name) >= _SURE:
            text = text.replace(name, STRUCK)
        else:
            text = re.sub(re.escape(name) + f"(?={_CALLED.pattern})", STRUCK, text)
    return text


# Figures --------------------------------------------------------------------------------


def _tally_groups(session: Session, ids: Sequence[int], known: Known) -> None:
    """Count on, by month, what the figures say of groups: told, visits, talks, referrals."""
    if "visitor_group" not in known or "setting" not in known:
        return
    groups, settings = (schema.metadata.tables[name] for name in ("visitor_group", "setting"))
    rows = session.execute(
        select(groups.c.visitor_id, groups.c.told_on, groups.c.code).where(
            groups.c.visitor_id.in_(ids)
        )
    ).all()
    if not rows:
        return
    found = session.scalar(select(settings.c.value).where(settings.c.name == GROUPS_TALLY))
    tally: dict[str, dict[str, dict[str, int]]] = found or {}
    codes: dict[int, set[str]] = {}
    for visitor_id, told_on, code in rows:
        codes.setdefault(visitor_id, set()).add(code)
        _count(tally, "told", told_on, code)
    for what, table, when in _COUNTED_BY_GROUP:
        columns = schema.metadata.tables[table].c
        happened = select(columns.visitor_id, columns[when]).where(columns.visitor_id.in_(codes))
        for visitor_id, at in session.execute(happened):
            for code in codes[visitor_id]:
                _count(tally, what, at, code)
    if found is None:
        made = {"id": TALLY_ROW, "name": GROUPS_TALLY, "value": tally}
        session.execute(insert(settings), [made])
    else:
        _rows(session, update(settings).where(settings.c.name == GROUPS_TALLY).values(value=tally))


_COUNTED_BY_GROUP = (
    ("visits", "visit", "day"),
    ("talks", "note", "started_at"),
    ("referrals", "referral", "opened_at"),
)


def _count(tally: dict[str, dict[str, dict[str, int]]], what: str, at: date, code: str) -> None:
    day = at.astimezone(KST).date() if isinstance(at, datetime) else at
    month = tally.setdefault(what, {}).setdefault(f"{day:%Y-%m}", {})
    month[code] = month.get(code, 0) + 1


# What goes by its day, not by a person --------------------------------------------------


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), KST).astimezone(UTC)


def _drafts(day: date) -> ColumnElement[bool]:
    return schema.metadata.tables["draft"].c.kept_at < _midnight(day)


def _account_events(day: date) -> ColumnElement[bool]:
    return schema.metadata.tables["account_event"].c.at < _midnight(day)


def _enquiries(day: date) -> ColumnElement[bool]:
    columns = schema.metadata.tables["visit"].c
    before = columns.arrived_at < _midnight(day)
    return and_(columns.visitor_id.is_(None), before, columns.remark != "")


def _printings(day: date) -> ColumnElement[bool]:
    columns = schema.metadata.tables["printing"].c
    # Keys grow with time: by them the few old rows are found without looking at the others.
    return and_(columns.id < key_of(_midnight(day)), columns.at < _midnight(day))


def _log_rows(day: date) -> ColumnElement[bool]:
    return schema.metadata.tables["access_log"].c.at < _midnight(day)


def key_of(moment: datetime) -> int:
    """The first key a desk could make at a moment; 0 before the first key of all."""
    milliseconds = int(moment.timestamp() * 1000)
    return compose(milliseconds, 0, 0) if milliseconds > EPOCH_MS else 0


BY_DAY: dict[str, tuple[str, Callable[[date], ColumnElement[bool]]]] = {
    "draft": ("draft", _drafts),
    "account_event": ("account_event", _account_events),
    "enquiry": ("visit", _enquiries),
    "printing": ("printing", _printings),
    "access_log": ("access_log", _log_rows),
}
"""Subjects that are many rows of one table, and which are from before a day."""


def older_than(subject: str, day: date) -> Select[int]:
    """How many rows of a subject are from before a day."""
    table, which = BY_DAY[subject]
    return select(func.count()).select_from(schema.metadata.tables[table]).where(which(day))


def erase_before(session: Session, subject: str, day: date) -> Counter[str]:
    """Destroy what is from before a day: enquiries lose their words, other rows go.

    Not the access log: its chain must hold on, so it has a procedure of its own.
    """
    if subject == "access_log":
        raise ValueError("the access log is cut by its own procedure")
    name, which = BY_DAY[subject]
    known = tables_of(session)
    if name not in known:
        return Counter()
    table = schema.metadata.tables[name]
    if subject != "enquiry":
        return +Counter({name: _rows(session, delete(table).where(which(day)))})
    values: dict[str, Any] = {
        column.name: nothing_in(column) for column in words_of(table) if column.name in known[name]
    }
    values["version"] = table.c.version + 1
    return +Counter({name: _rows(session, update(table).where(which(day)).values(values))})


def plain(value: Any) -> Any:
    """A value of a row as it can stand in a file."""
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return json.loads(json.dumps(value))
