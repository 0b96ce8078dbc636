"""What the screen of people who may be one is given."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class PairSide:
    """One of two in the list, masked."""

    visitor_id: int
    masked_name: str
    birth_year: int | None
    masked_phone: str
    dong: str
    last_visit_on: date | None
    visits: int


@dataclass(frozen=True, slots=True)
class PairLine:
    """Two people who may be one, and why."""

    id: int
    one: PairSide
    other: PairSide
    ground: str
    strength: int


@dataclass(frozen=True, slots=True)
class MergedLine:
    """A merge that can still be taken back."""

    id: int
    at: datetime
    by: str
    visitor_id: int
    masked_name: str
    undo_until: date


@dataclass(frozen=True, slots=True)
class PairList:
    """What waits to be decided, and what can be taken back. `more` were found beyond those."""

    pairs: tuple[PairLine, ...]
    more: int
    merged: tuple[MergedLine, ...]


@dataclass(frozen=True, slots=True)
class Compared:
    """One line of two entries side by side. `newer` is the side proposed: 0 or 1."""

    key: str
    title: str
    texts: tuple[str, str]
    newer: int

    @property
    def differs(self) -> bool:
        """Whether there is anything to choose."""
        return self.texts[0] != self.texts[1]


@dataclass(frozen=True, slots=True)
class Entry:
    """One of the two entries, opened: its name is whole, for somebody decides by it."""

    visitor_id: int
    version: int
    name: str
    taken_in_on: date
    changed_on: date
    last_visit_on: date | None
    counts: tuple[tuple[str, int], ...]
    """What hangs on it, all of which stays: (방문, 3), …"""


@dataclass(frozen=True, slots=True)
class PairCard:
    """Two entries side by side; the first is the older one, under which everything will stand."""

    id: int
    entries: tuple[Entry, Entry]
    ground: str
    lines: tuple[Compared, ...]
    """Differing ones first; what neither tells is left out."""

    @property
    def differing(self) -> tuple[Compared, ...]:
        """The lines of which one side has to be chosen."""
        return tuple(line for line in self.lines if line.differs)


@dataclass(frozen=True, slots=True)
class Looked:
    """What one stretch of the search in idle minutes did."""

    people: int
    found: int
    through: bool
    """Nobody new or changed is left."""
