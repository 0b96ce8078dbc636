"""What hangs on a person, found from the foreign keys, and what becomes of each column.

Nothing here lists columns by hand: their `Kind` decides. A table that somebody adds later is
emptied by the same rule; a test only asks whether its rows may stay for the figures.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from functools import cache
from typing import Any

from sqlalchemy import Column, Table

from desktop.store import schema
from desktop.store.base import WORDS_OF_PEOPLE, Codes, Json, Text


class Fate(Enum):
    """What becomes of the rows of a table when the person they hang on is destroyed."""

    EMPTIED = "emptied"
    """The row stays for the figures, without a word of anybody's."""
    GONE = "gone"
    """No figure is counted from it: the row goes."""


FATES = {
    "visitor": Fate.EMPTIED,
    "career": Fate.GONE,
    "visitor_fact": Fate.EMPTIED,
    "visitor_group": Fate.GONE,
    "seeking_registration": Fate.EMPTIED,
    "visit": Fate.EMPTIED,
    "visit_move": Fate.GONE,
    "appointment": Fate.EMPTIED,
    "follow_up": Fate.EMPTIED,
    "refiling": Fate.EMPTIED,
    "note": Fate.EMPTIED,
    "note_revision": Fate.GONE,
    "draft": Fate.GONE,
    "consent": Fate.EMPTIED,
    "consent_paper": Fate.EMPTIED,
    "referral": Fate.EMPTIED,
    "slip": Fate.EMPTIED,
    "referral_move": Fate.EMPTIED,
    "reply": Fate.EMPTIED,
    "referral_chase": Fate.EMPTIED,
    "reply_picture": Fate.GONE,
    "printing": Fate.EMPTIED,
    "subject_request": Fate.EMPTIED,
    "destruction": Fate.EMPTIED,
    "duplicate_pair": Fate.GONE,
    "merging": Fate.EMPTIED,
}
"""Every table with a way to a person. One not named here is emptied all the same."""

MADE_OF_WORDS = {
    "slip": ("text_hash",),
    "consent": ("told",),
    "printing": ("receiver", "digest"),
}
"""Marked as the program's own, yet made of what somebody said: a digest by which a guessed
text could be tried, the consent as it was read out, the name of who fetched a copy, what a
file was made of."""

OPEN_ENDS: dict[str, tuple[str, str, str]] = {
    "appointment": ("state", "planned", "cancelled"),
    "follow_up": ("state", "open", "cancelled"),
}
"""What would still be called for: nobody is there any more who could be called."""

ROOTS = {"visitor": "visitor", "referral": "referral"}
"""Subjects that are one row with all that hangs on it, and the table of that row."""


@dataclass(frozen=True, slots=True)
class Way:
    """How rows of a table are found: by these columns, whose values are keys of `parent`."""

    table: str
    columns: tuple[str, ...]
    parent: str


@cache
def hanging_on(root: str) -> tuple[Way, ...]:
    """Every table with a way to `root`, parents before children; `root` itself is the first.

    A table that names the person itself is found by that; others through their parent.
    """
    ways = {root: Way(root, ("id",), root)}
    # In the order of their references: a parent's way is known before a child asks for it.
    for table in schema.metadata.sorted_tables:
        if table.name == root:
            continue
        links = list(_links(table))
        direct = tuple(name for name, target in links if target == root)
        if direct and root not in _PASSED_BY.get(table.name, ()):
            ways[table.name] = Way(table.name, direct, root)
            continue
        for name, target in links:
            if target in ways and target not in _PASSED_BY.get(table.name, ()):
                ways[table.name] = Way(table.name, (name,), target)
                break
    return tuple(ways.values())


_PASSED_BY = {"referral": ("referral",)}
"""A later referral is not part of the one before it."""


def _links(table: Table) -> Iterator[tuple[str, str]]:
    for column in table.columns:
        for key in column.foreign_keys:
            yield column.name, key.column.table.name


def words_of(table: Table) -> tuple[Column[Any], ...]:
    """The columns of a table that hold what somebody is, said or wrote."""
    made = MADE_OF_WORDS.get(table.name, ())
    return tuple(
        column
        for column in table.columns
        if column.info["kind"] in WORDS_OF_PEOPLE or column.name in made
    )


def nothing_in(column: Column[Any]) -> Any:
    """What stands in a column when nothing does. TypeError for a type nobody thought of."""
    if column.nullable:
        return None
    kind = column.type
    if isinstance(kind, Json):
        made: Any = getattr(column.default, "arg", None)
        return [] if getattr(made, "__name__", "") == "list" else {}
    if isinstance(kind, Codes):
        return ()
    if isinstance(kind, Text):
        return ""
    raise TypeError(f"{column.table.name}.{column.name}: how is it emptied?")
