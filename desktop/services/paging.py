"""Lists that grow, read part by part: every part begins behind the last row of the one before.

A row is found by what the list is sorted by and its key, never by counting how many rows
stand before it: a part costs the same wherever it is, and rows that come or go meanwhile
neither repeat nor hide another. Every walk goes along an index that holds its rows in the
order of the list, and what several walks find is laid together here: the store sorts nothing.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import Any, Generic, TypeVar

from sqlalchemy import ColumnElement, Select, func, literal, select, union_all
from sqlalchemy.orm import InstrumentedAttribute, Session

Line = TypeVar("Line")

PART = 100
"""Rows of one part; some screens of them."""
COUNTED = 2_000
"""How far a list is counted; above it is only said that there are more."""
ARMS_AT_ONCE = 32
"""Walks of one question to the store, but for those of one rank."""

Conditions = tuple[ColumnElement[bool], ...]
Behind = tuple[Any, Any, int]
"""Where the last row of a part stands: rank of its walk, what it is sorted by, and its key."""


@dataclass(frozen=True, slots=True)
class Part(Generic[Line]):
    """Some rows of a list; `behind` asks for those that follow, None when there are none."""

    lines: tuple[Line, ...]
    behind: Behind | None = None


@dataclass(frozen=True, slots=True)
class Walk:
    """Conditions under which an index gives the rows in the order of the list.

    `since` and `until` bound what the list is sorted by, the second one left out; `rest` takes
    rows without it along, as a walk without bounds does. All rows of a smaller `rank` stand
    before those of a larger one: so a list is sorted by what few values tell, a state or a
    partner, without an index that begins with its order.
    """

    where: Conditions = ()
    rank: Any = 0
    since: Any = None
    until: Any = None
    rest: bool | None = None

    @property
    def with_rest(self) -> bool:
        """Whether rows without the value belong to it."""
        bounded = self.since is not None or self.until is not None
        return not bounded if self.rest is None else self.rest


@dataclass(frozen=True, slots=True)
class _Bounds:
    """From where to where an index is gone along; `alike` rows have one value, and are sorted
    by their key alone.
    """

    where: Conditions
    alike: bool = False


@dataclass(frozen=True, slots=True)
class _Arm:
    """One way along an index: the rows with a value, or those without."""

    rank: Any
    dated: bool
    asked: Select[Any]
    alike: bool = False


@dataclass(frozen=True, slots=True)
class Order:
    """What a list is sorted by within a rank; rows without it come last, whichever way round.

    `nullable` is false where every row has it; `ranks_down` puts the largest rank first.
    """

    by: ColumnElement[Any] | InstrumentedAttribute[Any]
    key: InstrumentedAttribute[int]
    newest_first: bool = False
    nullable: bool = True
    ranks_down: bool = False

    def places(
        self, session: Session, walks: Sequence[Walk], behind: Behind | None, limit: int
    ) -> list[Behind]:
        """The places of the next rows, from all walks together."""
        found: list[Behind] = []
        for arms in self._chunks(walks, behind):
            found += self._laid_together(arms, session.execute(self._question(arms, limit)).all())
            if len(found) >= limit:
                break
        return found[:limit]

    def questions(
        self, walks: Sequence[Walk], behind: Behind | None, limit: int
    ) -> list[Select[Any]]:
        """What the store may be asked for them, one after the other until there are enough."""
        return [self._question(arms, limit) for arms in self._chunks(walks, behind)]

    def count(self, session: Session, walks: Sequence[Walk]) -> int:
        """How many rows there are, up to one more than `COUNTED`."""
        arms = [
            select(arm.asked.limit(COUNTED + 1).subquery())
            for walk in walks
            for arm in self._arms(walk, None)
        ]
        if not arms:
            return 0
        every = select(union_all(*arms).subquery()).limit(COUNTED + 1).subquery()
        return session.scalar(select(func.count()).select_from(every)) or 0

    def _chunks(self, walks: Sequence[Walk], behind: Behind | None) -> Iterator[list[_Arm]]:
        """Ways to be gone together: whole ranks, so that each chunk ends where the next begins."""
        ranked = sorted(walks, key=lambda walk: walk.rank, reverse=self.ranks_down)
        arms: list[_Arm] = []
        for _, alike in groupby(ranked, key=lambda walk: walk.rank):
            arms += [arm for walk in alike for arm in self._arms(walk, behind)]
            if len(arms) >= ARMS_AT_ONCE:
                yield arms
                arms = []
        if arms:
            yield arms

    def _arms(self, walk: Walk, behind: Behind | None) -> Iterator[_Arm]:
        if behind is not None and walk.rank != behind[0]:
            if (walk.rank < behind[0]) is not self.ranks_down:
                return
            behind = None
        asked = select(self.by.label("by"), self.key.label("key")).where(*walk.where)
        if behind is None or behind[1] is not None:
            for bounds in self._bounds(walk, behind):
                yield _Arm(walk.rank, True, asked.where(*bounds.where), bounds.alike)
            behind = None
        if self.nullable and walk.with_rest:
            rest = asked.where(self.by.is_(None))
            if behind is not None:
                key = self.key
                rest = rest.where(key < behind[2] if self.newest_first else key > behind[2])
            yield _Arm(walk.rank, False, rest)

    def _bounds(self, walk: Walk, behind: Behind | None) -> Iterator[_Bounds]:
        """From where to where an index is gone along: what is alike first, then what follows.

        Told as one comparison of a pair, SQLite 3.53 would begin at the other bound, or at the
        first row where the index is on an expression.
        """

        # Typed as the column, so that it is compared as it is kept.
        def told(value: Any) -> ColumnElement[Any]:
            return literal(value, self.by.type)

        since = () if walk.since is None else (self.by >= told(walk.since),)
        until = () if walk.until is None else (self.by < told(walk.until),)
        if behind is not None:
            alike = self.by == told(behind[1])
            if self.newest_first:
                yield _Bounds((alike, self.key < behind[2]), alike=True)
                until = (self.by < told(behind[1]),)
            else:
                yield _Bounds((alike, self.key > behind[2]), alike=True)
                since = (self.by > told(behind[1]),)
        if not since and not until and self.nullable:
            since = (self.by.is_not(None),)
        yield _Bounds((*since, *until))

    def _question(self, arms: Sequence[_Arm], limit: int) -> Select[Any]:
        """Every arm ends by itself, in the order of its index; its place is told with each row."""
        by, key = ((one.desc() if self.newest_first else one.asc()) for one in (self.by, self.key))
        asked = []
        for place, arm in enumerate(arms):
            order = (by, key) if arm.dated and not arm.alike else (key,)
            some = arm.asked.order_by(*order).limit(limit).subquery()
            asked.append(select(literal(place).label("arm"), some.c.by, some.c.key))
        if len(asked) == 1:
            return asked[0]
        return select(union_all(*asked).subquery())

    def _laid_together(self, arms: Sequence[_Arm], rows: Sequence[Any]) -> Iterator[Behind]:
        """Rank by rank, those with a value first; what one walk alone found stays as read."""
        found: dict[tuple[Any, bool], list[Behind]] = {}
        for row in rows:
            arm = arms[row[0]]
            found.setdefault((arm.rank, arm.dated), []).append((arm.rank, row[1], row[2]))
        walks = Counter((arm.rank, arm.dated) for arm in arms)
        for rank in dict.fromkeys(arm.rank for arm in arms):
            for dated in (True, False):
                some = found.get((rank, dated), [])
                if walks[rank, dated] > 1:
                    some.sort(key=itemgetter(1, 2) if dated else itemgetter(2))
                    if self.newest_first:
                        some.reverse()
                yield from some


def part_of(lines: Sequence[Line], places: Sequence[Behind], limit: int) -> Part[Line]:
    """The part these rows make: a full one may be followed by another."""
    return Part(tuple(lines), places[-1] if len(places) == limit else None)
