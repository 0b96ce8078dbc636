"""Lists that grow, read part by part: every part begins behind the last row of the one before.

A row is found by what the list is sorted by and its key, never by counting how many rows
stand before it: a part costs the same wherever it is, and rows that come or go meanwhile
neither repeat nor hide another.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from sqlalchemy import ColumnElement, Select, func, literal, select, tuple_, union_all
from sqlalchemy.orm import InstrumentedAttribute, Session

Line = TypeVar("Line")

PART = 100
"""Rows of one part; some screens of them."""
COUNTED = 2_000
"""How far a list is counted; above it is only said that there are more."""

Behind = tuple[Any, int]
"""What the last row of a part is sorted by, and its key."""
Walk = tuple[ColumnElement[bool], ...]
"""Conditions under which an index gives the rows in the order of the list."""


@dataclass(frozen=True, slots=True)
class Part(Generic[Line]):
    """Some rows of a list; `behind` asks for those that follow, None when there are none."""

    lines: tuple[Line, ...]
    behind: Behind | None = None


@dataclass(frozen=True, slots=True)
class Order:
    """What a list is sorted by; rows without it come last."""

    by: InstrumentedAttribute[Any]
    key: InstrumentedAttribute[int]
    newest_first: bool = False

    def _in_order(self, asked: Select[Any]) -> Select[Any]:
        terms = (self.by, self.key)
        return asked.order_by(*(one.desc() if self.newest_first else one for one in terms))

    def _beyond(self, behind: Behind) -> ColumnElement[bool]:
        here = tuple_(self.by, self.key)
        # Typed as the column, so that it is compared as it is kept.
        last = tuple_(literal(behind[0], self.by.type), literal(behind[1], self.key.type))
        return here < last if self.newest_first else here > last

    def _beyond_key(self, behind: Behind) -> ColumnElement[bool]:
        return self.key < behind[1] if self.newest_first else self.key > behind[1]

    def places(
        self, session: Session, walks: Sequence[Walk], behind: Behind | None, limit: int
    ) -> list[Behind]:
        """The places of the next rows, from all walks together; one question to the store."""
        if not walks:
            return []
        rows = session.execute(self.question(walks, behind, limit))
        return [(row[0], row[1]) for row in rows]

    def question(self, walks: Sequence[Walk], behind: Behind | None, limit: int) -> Select[Any]:
        """What the store is asked for them."""
        arms: list[Select[Any]] = []
        for walk in walks:
            asked = select(self.by.label("by"), self.key.label("key")).where(*walk)
            if behind is None or behind[0] is not None:
                dated = asked.where(self.by.is_not(None))
                if behind is not None:
                    dated = dated.where(self._beyond(behind))
                arms.append(self._in_order(dated).limit(limit))
            rest = asked.where(self.by.is_(None))
            if behind is not None and behind[0] is None:
                rest = rest.where(self._beyond_key(behind))
            arms.append(self._in_order(rest).limit(limit))
        # Each arm ends by itself; what they found together is sorted, and is little.
        found = union_all(*(select(arm.subquery()) for arm in arms)).subquery()
        by, key = found.c.by, found.c.key
        terms = (by.desc(), key.desc()) if self.newest_first else (by, key)
        return select(by, key).order_by(by.is_(None), *terms).limit(limit)


def counted(session: Session, key: InstrumentedAttribute[int], walks: Sequence[Walk]) -> int:
    """How many rows there are, up to one more than `COUNTED`."""
    if not walks:
        return 0
    arms = [select(select(key).where(*walk).limit(COUNTED + 1).subquery()) for walk in walks]
    all_ = select(union_all(*arms).subquery()).limit(COUNTED + 1).subquery()
    return session.scalar(select(func.count()).select_from(all_)) or 0


def part_of(lines: Sequence[Line], places: Sequence[Behind], limit: int) -> Part[Line]:
    """The part these rows make: a full one may be followed by another."""
    return Part(tuple(lines), places[-1] if len(places) == limit else None)
