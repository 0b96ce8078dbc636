"""Two entries of one person made one, and the same taken back: rows, counts, fields.

Which tables name a person is read from the schema, so that a table added later moves along
by itself. What was moved or changed otherwise is written down to the row, because taking it
back must give what was there before, and leave with the kept person what came afterwards.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import Column, ColumnElement, Date, Table, delete, insert, select, update
from sqlalchemy.orm import Session

from desktop.services.duplicates.fields import UNITS
from desktop.services.visits import visits_of
from desktop.store import schema
from desktop.store.base import Codes, Moment
from desktop.store.duplicates import DuplicatePair
from desktop.store.notes import Note
from desktop.store.people import Career, Visitor, VisitorGroup
from desktop.store.visits import Visit

STAYS = frozenset({"duplicate_pair.one_id", "duplicate_pair.other_id"}) | frozenset(
    {"merging.kept_id", "merging.gone_id"}
)
"""What tells of two entries as such: pairs are decided anew, merges are history."""

LOOKED_BY = (
    "search_name",
    "initials",
    "birth",
    "birth_year",
    "phone",
    "phone_tail",
    "second_phone",
    "second_phone_tail",
    "last_visit_on",
)
"""What an entry that leads to another keeps: by this the search box still finds it."""

Row = dict[str, Any]


def links() -> Iterator[Column[Any]]:
    """Every column that names a person, of all tables."""
    for table in schema.metadata.sorted_tables:
        for one in table.columns:
            if any(key.column.table.name == "visitor" for key in one.foreign_keys):
                yield one


def moving_links() -> tuple[Column[Any], ...]:
    """Those whose rows go along with the person."""
    return tuple(one for one in links() if _name(one) not in STAYS)


@dataclass(slots=True)
class Undo:
    """What has to be put back, while a merge is made: plain, for the store to keep."""

    moved: dict[str, list[int]] = field(default_factory=dict)
    changed: list[list[Any]] = field(default_factory=list)
    dropped: list[list[Any]] = field(default_factory=list)
    people: dict[str, Row] = field(default_factory=dict)
    after: Row = field(default_factory=dict)

    @property
    def before(self) -> Row:
        """Everything but the moves: it tells of the person."""
        return {
            "changed": self.changed,
            "dropped": self.dropped,
            "people": self.people,
            "after": self.after,
        }


def _move(session: Session, undo: Undo, link: Column[Any], from_id: int, to_id: int) -> None:
    """Let every row of one name the other."""
    table = link.table
    ids = list(session.scalars(select(table.c.id).where(link == from_id)))
    if ids:
        undo.moved[_name(link)] = ids
        _set(session, table, link == from_id, {link.name: to_id})


def _change(
    session: Session, undo: Undo, table: Table, key: int, values: Mapping[str, Any]
) -> None:
    """Change columns of one row, told before and after."""
    row = session.execute(select(table).where(table.c.id == key)).one()._mapping
    news = {name: value for name, value in values.items() if row[name] != value}
    for name, value in news.items():
        undo.changed.append([table.name, key, name, plain(row[name]), plain(value)])
    if news:
        _set(session, table, table.c.id == key, news)


def _drop(session: Session, undo: Undo, table: Table, keys: Iterable[int]) -> None:
    """Take rows out that the kept person has already, word by word."""
    for key in keys:
        row = session.execute(select(table).where(table.c.id == key)).one()._mapping
        undo.dropped.append([table.name, {name: plain(value) for name, value in row.items()}])
        session.execute(delete(table).where(table.c.id == key))


def merge_rows(session: Session, kept_id: int, gone_id: int) -> Undo:
    """Move everything that names one person to the other; what must be put back one day."""
    undo = Undo()
    visitor = _table(Visitor)
    for key in (kept_id, gone_id):
        row = session.execute(select(visitor).where(visitor.c.id == key)).one()._mapping
        undo.people[str(key)] = {name: plain(value) for name, value in row.items()}
    _renumber_talks(session, undo, kept_id, gone_id)
    _only_one_first_visit(session, undo, kept_id, gone_id)
    _once_each(session, undo, kept_id, gone_id)
    for link in moving_links():
        _move(session, undo, link, gone_id, kept_id)
    return undo


def _renumber_talks(session: Session, undo: Undo, kept_id: int, gone_id: int) -> None:
    """A talk keeps its number unless another has it: numbers stand on printed notes."""
    note = _table(Note)
    taken = set(session.scalars(select(note.c.session).where(note.c.visitor_id == kept_id)))
    coming = session.execute(
        select(note.c.id, note.c.session)
        .where(note.c.visitor_id == gone_id)
        .order_by(note.c.started_at, note.c.id)
    ).all()
    own = {number for _, number in coming}
    for key, number in coming:
        free = number if number not in taken else max(taken | own, default=0) + 1
        taken.add(free)
        _change(session, undo, note, key, {"session": free})


def _only_one_first_visit(session: Session, undo: Undo, kept_id: int, gone_id: int) -> None:
    visit = _table(Visit)
    firsts = session.scalars(
        select(visit.c.id)
        .where(visit.c.visitor_id.in_((kept_id, gone_id)), visit.c.first_time.is_(True))
        .order_by(visit.c.arrived_at, visit.c.id)
    ).all()
    for key in firsts[1:]:
        _change(session, undo, visit, key, {"first_time": False})


def _once_each(session: Session, undo: Undo, kept_id: int, gone_id: int) -> None:
    """What both told stands once: the kept person's jobs first, then the others as told."""
    career, group = _table(Career), _table(VisitorGroup)
    own = session.execute(select(career).where(career.c.visitor_id == kept_id)).all()
    seen = {_told(row) for row in own}
    place = max((row.place for row in own), default=-1) + 1
    for row in session.execute(
        select(career).where(career.c.visitor_id == gone_id).order_by(career.c.place, career.c.id)
    ).all():
        if _told(row) in seen:
            _drop(session, undo, career, [row.id])
            continue
        _change(session, undo, career, row.id, {"place": place})
        place += 1
    codes = set(session.scalars(select(group.c.code).where(group.c.visitor_id == kept_id)))
    twice = select(group.c.id).where(group.c.visitor_id == gone_id, group.c.code.in_(codes))
    _drop(session, undo, group, session.scalars(twice).all())


def _told(row: Any) -> tuple[Any, ...]:
    return row.company, row.duty, row.started, row.ended


def settle_pairs(
    session: Session, undo: Undo, kept_id: int, gone_id: int, by_id: int, at: datetime
) -> None:
    """What was said of the one holds of both: who is somebody else stays somebody else."""
    pair = _table(DuplicatePair)
    rows = session.execute(
        select(pair).where((pair.c.one_id == gone_id) | (pair.c.other_id == gone_id))
    ).all()
    for row in rows:
        third = row.other_id if row.one_id == gone_id else row.one_id
        if third == kept_id:
            news = {"state": "merged", "decided_at": at, "decided_by_id": by_id}
            _change(session, undo, pair, row.id, news)
            continue
        one_id, other_id = sorted((kept_id, third))
        known = session.scalar(
            select(pair.c.id).where(pair.c.one_id == one_id, pair.c.other_id == other_id)
        )
        if row.state == "open":
            # The kept person is looked at again by itself.
            _drop(session, undo, pair, [row.id])
        elif row.state == "different" and known is not None:
            _change(session, undo, pair, known, {"state": "different"})
        elif row.state == "different":
            _change(session, undo, pair, row.id, {"one_id": one_id, "other_id": other_id})


def choose_fields(
    session: Session, undo: Undo, kept_id: int, gone_id: int, from_gone: Iterable[str], at: datetime
) -> None:
    """Give the kept person the lines chosen from the other; of the other leave what leads on."""
    visitor = _table(Visitor)
    rows = {
        row.id: row._mapping
        for row in session.execute(select(visitor).where(visitor.c.id.in_((kept_id, gone_id))))
    }
    chosen = set(from_gone)
    values = {
        name: rows[gone_id][name] for unit in UNITS if unit.key in chosen for name in unit.columns
    }
    count, last = visits_of(session, kept_id)
    # The visits stand with the kept person by now; an old register may have told of the other.
    _, before = visits_of(session, gone_id)
    last = max((day for day in (last, before) if day), default=None)
    values |= {"visits": count, "last_visit_on": last, "changed_at": at}
    _set(session, visitor, visitor.c.id == kept_id, values)
    undo.after = {
        name: plain(values.get(name, rows[kept_id][name]))
        for unit in UNITS
        for name in unit.columns
    }
    empty = {
        one.name: nothing(one)
        for unit in UNITS
        for one in (visitor.c[name] for name in unit.columns)
        if one.name not in LOOKED_BY
    }
    # In the order of the search list it stands where the person stands.
    empty |= {"visits": 0, "last_visit_on": last, "changed_at": at}
    _set(session, visitor, visitor.c.id == gone_id, empty)


# Back again ------------------------------------------------------------------------------


def part_rows(
    session: Session,
    kept_id: int,
    gone_id: int,
    moved: Mapping[str, list[int]],
    before: Mapping[str, Any],
    at: datetime,
) -> None:
    """Put everything back that was moved or changed; what came afterwards stays with the kept."""
    back: dict[str, list[int]] = {}
    for name, ids in moved.items():
        table_name, column_name = name.split(".")
        table = schema.metadata.tables[table_name]
        link = table.c[column_name]
        for some in _parts(ids):
            which = table.c.id.in_(some) & (link == kept_id)
            back.setdefault(table_name, []).extend(session.scalars(select(table.c.id).where(which)))
            _set(session, table, which, {column_name: gone_id})
    _loosen(session, kept_id, back)
    for table_name, row in before["dropped"]:
        table = schema.metadata.tables[table_name]
        there = session.scalar(select(table.c.id).where(table.c.id == row["id"]))
        if there is None:
            session.execute(insert(table), [{n: typed(table.c[n], v) for n, v in row.items()}])
    for table_name, key, name, old, new in reversed(before["changed"]):
        table = schema.metadata.tables[table_name]
        one = table.c[name]
        _set(
            session,
            table,
            (table.c.id == key) & (one == typed(one, new)),
            {name: typed(one, old)},
        )
    _people_back(session, kept_id, gone_id, before, at)


def _loosen(session: Session, kept_id: int, back: Mapping[str, list[int]]) -> None:
    """What was written afterwards stays, and lets go of what goes: a visit, a consent."""
    owners = {one.table.name: one for one in moving_links()}
    for table_name, owner in owners.items():
        table = schema.metadata.tables[table_name]
        for one in table.columns:
            for key in one.foreign_keys:
                parent = key.column.table.name
                if parent == "visitor" or parent not in back or not one.nullable:
                    continue
                for some in _parts(back[parent]):
                    _set(session, table, (owner == kept_id) & one.in_(some), {one.name: None})


def _people_back(
    session: Session, kept_id: int, gone_id: int, before: Mapping[str, Any], at: datetime
) -> None:
    visitor = _table(Visitor)
    row = session.execute(select(visitor).where(visitor.c.id == kept_id)).one()._mapping
    old, after = before["people"][str(kept_id)], before["after"]
    values: Row = {}
    for unit in UNITS:
        # What was corrected since stands: it is the newer word.
        if all(plain(row[name]) == after[name] for name in unit.columns):
            values |= {name: typed(visitor.c[name], old[name]) for name in unit.columns}
    count, last = visits_of(session, kept_id)
    _set(
        session,
        visitor,
        visitor.c.id == kept_id,
        values | {"visits": count, "last_visit_on": last, "changed_at": at},
    )
    own = before["people"][str(gone_id)]
    count, last = visits_of(session, gone_id)
    values = {name: typed(visitor.c[name], own[name]) for unit in UNITS for name in unit.columns}
    _set(
        session,
        visitor,
        visitor.c.id == gone_id,
        values | {"visits": count, "last_visit_on": last, "changed_at": at},
    )


# Values ----------------------------------------------------------------------------------


def plain(value: Any) -> Any:
    """A value of a row as it can be written down."""
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value


def typed(one: Column[Any], value: Any) -> Any:
    """The same as the column takes it."""
    if value is None:
        return None
    if isinstance(one.type, Moment):
        return datetime.fromisoformat(value)
    if isinstance(one.type, Date):
        return date.fromisoformat(value)
    return tuple(value) if isinstance(one.type, Codes) else value


def nothing(one: Column[Any]) -> Any:
    """What stands in a column of a person of whom nothing was told."""
    if one.nullable:
        return None
    made: Any = getattr(one.default, "arg", "")
    return made(None) if callable(made) else made


def _set(
    session: Session, table: Table, which: ColumnElement[bool], values: Mapping[str, Any]
) -> None:
    """Change rows past the mapping; whoever has one open elsewhere is told when saving."""
    news = dict(values)
    if "version" in table.c:
        news["version"] = table.c.version + 1
    session.execute(update(table).where(which).values(news))


def _parts(ids: list[int]) -> Iterator[list[int]]:
    return (ids[start : start + 200] for start in range(0, len(ids), 200))


def _name(one: Column[Any]) -> str:
    return f"{one.table.name}.{one.name}"


def _table(mapped: type[Any]) -> Table:
    table: Table = mapped.__table__
    return table
