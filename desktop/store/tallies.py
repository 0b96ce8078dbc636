"""Counts by month, kept beside what they count, in the same transaction.

Triggers keep them, so that no act can forget to and none sends a statement more: taking in,
moving on the board, filing elsewhere, merging, taking back. A destruction leaves every coded
column as it was, and so the counts too. What a trigger adds and what a recount finds are made
from the same expressions below.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import Connection, Integer
from sqlalchemy.orm import Mapped

from desktop.domain.calendar import add_months
from desktop.domain.clock import KST
from desktop.store.base import Base, Kind, Text, Whose, column

_AHEAD = "+9 hours"
"""Korea's clocks, ahead of what the store keeps."""

Tallied = dict[tuple[str, str, str], int]
"""Counts by month, what is counted, and under which key."""
_Row = tuple[str, str, str, int]


class Tally(Base):
    """How many of something there were in a month, under one key of it.

    Month first: everything an act counts lies on the same page or two.
    """

    __tablename__ = "tally"
    __table_args__ = ({"sqlite_with_rowid": False},)

    month: Mapped[str] = column(Kind.TECHNICAL, Whose.OFFICE, Text(7), primary_key=True)
    """2026-11, in Korea."""
    what: Mapped[str] = column(Kind.TECHNICAL, Whose.OFFICE, Text(20), primary_key=True)
    key: Mapped[str] = column(Kind.TECHNICAL, Whose.OFFICE, Text(120), primary_key=True)
    """As the columns hold it, several with blanks between; empty for nobody and nothing."""
    count: Mapped[int] = column(Kind.CODED, Whose.OFFICE, Integer)


@dataclass(frozen=True, slots=True)
class Fact:
    """Rows of a table that are counted; `{row}` stands for the row, `{who}` for its person."""

    table: str
    columns: tuple[str, ...]
    """What the counts are made of: a change of anything else moves none."""
    at: str
    """The column that says in which month a row is counted."""
    keys: dict[str, str]
    """By what is counted, the key it is counted under."""
    by_person: dict[str, str] = field(default_factory=dict)
    """The same where the key is made of what is known of the person."""
    where: str = ""
    """Which rows are counted; all of them without."""
    moment: bool = False
    """Whether `at` is a moment as the store keeps it rather than a day of the office."""

    def month(self, row: str) -> str:
        """The month a row is counted in."""
        if self.moment:
            return f"strftime('%Y-%m', {row}.{self.at}, '{_AHEAD}')"
        return f"substr({row}.{self.at}, 1, 7)"

    def span(self, since: date, until: date) -> tuple[str, str]:
        """From a day up to the other as `at` holds them."""
        if not self.moment:
            return since.isoformat(), until.isoformat()
        first, after = (
            datetime.combine(day, time(), tzinfo=KST).astimezone(UTC) for day in (since, until)
        )
        return f"{first:%Y-%m-%d %H:%M:%S}", f"{after:%Y-%m-%d %H:%M:%S}"

    def day_of(self, value: str) -> date:
        """The office's day of what stands in `at`."""
        if not self.moment:
            return date.fromisoformat(value)
        return datetime.fromisoformat(value).replace(tzinfo=UTC).astimezone(KST).date()

    def key(self, what: str, row: str) -> str:
        """The key of a row, NEW, OLD or a table."""
        if what in self.keys:
            return self.keys[what].format(row=row)
        told = self.by_person[what].format(row=row, who="visitor")
        return f"coalesce((SELECT {told} FROM visitor WHERE visitor.id = {row}.visitor_id), '')"

    @property
    def all_counted(self) -> tuple[str, ...]:
        """Everything that is counted of it."""
        return (*self.keys, *self.by_person)


BANDS = (0, 15, 20, 30, 40, 50, 55, 65)
"""The first years of the bands of age; their words are the list `age_bands`."""
_BORN = "{who}.birth_year"
_AGE = f"CAST(substr({{row}}.day, 1, 4) AS INTEGER) - {_BORN}"
_BAND = (
    f"CASE WHEN {_BORN} IS NULL THEN '' "
    + " ".join(f"WHEN {_AGE} >= {first} THEN '{first}'" for first in reversed(BANDS[1:]))
    + f" ELSE '{BANDS[0]}' END"
)

FACTS = (
    Fact(
        "visit",
        (
            *("day", "visitor_id", "channel", "purposes", "state", "result", "first_time"),
            "counsellor_id",
        ),
        "day",
        {
            "visit.channel": "{row}.channel",
            "visit.purposes": "{row}.purposes",
            "visit.end": "{row}.state || ' ' || {row}.result",
            "visit.first": (
                "CASE WHEN {row}.visitor_id IS NULL THEN '' "
                "WHEN {row}.first_time THEN 'first' ELSE 'again' END"
            ),
            "visit.counsellor": "coalesce({row}.counsellor_id, '')",
        },
        # By the year of birth: the day is gone after a destruction, the figure is not.
        {"visit.person": f"{{who}}.sex || ' ' || {_BAND}"},
    ),
    Fact(
        "note",
        ("started_at", "method", "reached", "counsellor_id"),
        "started_at",
        {
            "note.method": "{row}.method || ' ' || {row}.reached",
            "note.counsellor": "{row}.counsellor_id",
        },
        moment=True,
    ),
    Fact(
        "seeking_registration",
        ("filed_on", "visitor_id", "extends_id"),
        "filed_on",
        {},
        {
            "registration": (
                "CASE WHEN {row}.extends_id IS NULL THEN 'new' ELSE 'again' END || ' ' || {who}.sex"
            )
        },
    ),
    Fact(
        "referral",
        ("service_id", "issued_on", "progress", "result_code", "result_on"),
        "issued_on",
        {"referral.issued": "{row}.service_id"},
        where="{row}.issued_on IS NOT NULL AND {row}.progress NOT IN ('D', 'V')",
    ),
    Fact(
        "referral",
        ("service_id", "issued_on", "progress", "result_code", "result_on"),
        "result_on",
        {"referral.hired": "{row}.service_id"},
        where=(
            "{row}.result_on IS NOT NULL AND +{row}.progress = 'S' "
            "AND {row}.result_code = 'employed'"
        ),
    ),
)
"""Everything that is counted, and when: a visit on its day, a talk when it began, a
registration when it was filed, a referral when it was issued, a hire when it was told."""

BY_WHAT = {what: fact for fact in FACTS for what in fact.all_counted}
"""Of which rows each count is."""

_ADD = (
    "INSERT INTO tally (month, what, key, count) SELECT month, what, key, sum(by) FROM ({rows}) "
    "WHERE true GROUP BY month, what, key HAVING sum(by) <> 0 "
    "ON CONFLICT (month, what, key) DO UPDATE SET count = count + excluded.count"
)


def _rows(facts: tuple[Fact, ...], row: str, by: int) -> str:
    """What a row counts for, a line each: (month, what, key, by)."""
    lines = []
    for fact in facts:
        where = f" WHERE {fact.where.format(row=row)}" if fact.where else ""
        month = fact.month(row)
        lines += [
            f"SELECT {month} AS month, '{what}' AS what, {fact.key(what, row)} AS key, "
            f"{by} AS by{where}"
            for what in fact.all_counted
        ]
    return " UNION ALL ".join(lines)


def _of_person(fact: Fact, who: str, by: int) -> str:
    """What the rows of a changed person count for, by what was known of it before or after."""
    return " UNION ALL ".join(
        f"SELECT {fact.month(fact.table)} AS month, '{what}' AS what, "
        f"{key.format(row=fact.table, who=who)} AS key, {by} AS by "
        f"FROM {fact.table} WHERE {fact.table}.visitor_id = NEW.id"
        for what, key in fact.by_person.items()
    )


def _triggers() -> Iterator[tuple[str, str]]:
    for table in dict.fromkeys(fact.table for fact in FACTS):
        facts = tuple(fact for fact in FACTS if fact.table == table)
        columns = ", ".join(facts[0].columns)
        new, old = _rows(facts, "NEW", 1), _rows(facts, "OLD", -1)
        for name, when, rows in (
            ("made", f"AFTER INSERT ON {table}", new),
            ("changed", f"AFTER UPDATE OF {columns} ON {table}", f"{old} UNION ALL {new}"),
            ("gone", f"AFTER DELETE ON {table}", old),
        ):
            yield f"tally_{table}_{name}", f"{when} BEGIN {_ADD.format(rows=rows)}; END"
    known = [fact for fact in FACTS if fact.by_person]
    rows = " UNION ALL ".join(
        _of_person(fact, who, by) for fact in known for who, by in (("OLD", -1), ("NEW", 1))
    )
    yield (
        "tally_visitor_changed",
        (
            "AFTER UPDATE OF sex, birth_year ON visitor "
            "WHEN OLD.sex IS NOT NEW.sex OR OLD.birth_year IS NOT NEW.birth_year "
            f"BEGIN {_ADD.format(rows=rows)}; END"
        ),
    )


TRIGGERS = dict(_triggers())
"""By name, what follows it in CREATE TRIGGER."""


def _recount(fact: Fact) -> str:
    """(what, key, count) of the rows from a day or moment, ?1, up to another, ?2."""
    table = fact.table
    where = f" AND {fact.where.format(row=table)}" if fact.where else ""
    return " UNION ALL ".join(
        f"SELECT '{what}', {fact.key(what, table)}, count(*) FROM {table} "
        f"WHERE {table}.{fact.at} >= ?1 AND {table}.{fact.at} < ?2{where} GROUP BY 2"
        for what in fact.all_counted
    )


def counted(connection: Connection) -> Tallied:
    """The counts as the facts have them now.

    Month by month, so that the rows of a month are deciphered once for all that is counted.
    """
    found: Tallied = {}
    for fact in FACTS:
        words = _recount(fact)
        for first in _months(connection, fact):
            span = fact.span(first, add_months(first, 1))
            for what, key, count in connection.exec_driver_sql(words, span):
                found[f"{first:%Y-%m}", what, str(key)] = count
    return found


def _months(connection: Connection, fact: Fact) -> Iterator[date]:
    """The first days of the months that have rows, each found by a look into the index."""
    least = f"SELECT min({fact.at}) FROM {fact.table} WHERE {fact.at} >= ?"
    after = ""
    while (found := connection.exec_driver_sql(least, (after,)).scalar()) is not None:
        first = fact.day_of(found).replace(day=1)
        yield first
        after = fact.span(first, add_months(first, 1))[1]


def of_months(connection: Connection, what: Sequence[str], since: str, until: str) -> list[_Row]:
    """(month, what, key, count) from a month to a month, in their order."""
    holes = ", ".join("?" * len(what))
    rows = connection.exec_driver_sql(
        f"SELECT month, what, key, count FROM tally WHERE month BETWEEN ? AND ? "
        f"AND what IN ({holes}) AND count <> 0",
        (since, until, *what),
    )
    return [(month, told, key, count) for month, told, key, count in rows]


def rows_between(what: str) -> str:
    """The rows of a time one by one: (key, visitor_id), from a moment or day up to another."""
    fact = BY_WHAT[what]
    where = f" AND {fact.where.format(row=fact.table)}" if fact.where else ""
    return (
        f"SELECT {fact.key(what, fact.table)}, {fact.table}.visitor_id FROM {fact.table} "
        f"WHERE {fact.table}.{fact.at} >= ? AND {fact.table}.{fact.at} < ?{where}"
    )


def people_between(
    connection: Connection, what: str, since: date, until: date
) -> list[tuple[str, int | None]]:
    """Who was counted under which key from a day to a day, both included; None for nobody known."""
    span = BY_WHAT[what].span(since, until + _ONE_DAY)
    rows = connection.exec_driver_sql(rows_between(what), span)
    return [(key, visitor_id) for key, visitor_id in rows]


_ONE_DAY = timedelta(days=1)


def stop(connection: Connection) -> None:
    """Nothing is counted from here on: tables are made anew, or filled in bulk."""
    for name in TRIGGERS:
        connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {name}")


def begin(connection: Connection) -> None:
    """Count what there is, and from here on whatever changes."""
    rebuild(connection)
    for name, words in TRIGGERS.items():
        connection.exec_driver_sql(f"CREATE TRIGGER {name} {words}")


def rebuild(connection: Connection) -> None:
    """Count everything anew from the facts."""
    rows = [(*key, count) for key, count in counted(connection).items()]
    connection.exec_driver_sql("DELETE FROM tally")
    if rows:
        connection.exec_driver_sql(
            "INSERT INTO tally (month, what, key, count) VALUES (?, ?, ?, ?)", rows
        )


def kept(connection: Connection) -> Tallied:
    """The counts as they are kept."""
    rows = connection.exec_driver_sql("SELECT month, what, key, count FROM tally WHERE count <> 0")
    return {(month, what, key): count for month, what, key, count in rows}
