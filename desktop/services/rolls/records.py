"""What the page of the register is given."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from desktop.domain.roll import Doubt
from desktop.domain.roll_people import RollPerson
from desktop.domain.visitor import Sex


@dataclass(frozen=True, slots=True)
class MaskedLine:
    """Somebody of the register as the look before shows them."""

    line: int
    masked_name: str
    birth: str
    sex: Sex
    masked_phone: str
    dong: str
    last_on: date


@dataclass(frozen=True, slots=True)
class RollPreview:
    """What a register would bring, before anything is written.

    `rows` says how many said anything. Rows by their reason are counted in `counts`; `doubts`
    are those worth a look, the first `MOST_DOUBTS` of them, by the number of the row.
    """

    rows: int
    known: int
    twice: int
    kept_out: int
    """Rows that bring nobody, for another reason than that somebody is there already."""
    counts: Mapping[Doubt, int]
    doubts: tuple[tuple[int, Doubt], ...]
    first: tuple[MaskedLine, ...]
    columns: tuple[tuple[str, str], ...]
    """What is taken over, and what the register calls it."""
    left: tuple[str, ...]
    """Columns that are not taken over."""
    numbers_left: int
    """Resident numbers that stood in the file."""
    other_sheets: int
    keep_since: date | None
    """Who was here last before this day is not taken: the time for keeping is over."""
    people: tuple[RollPerson, ...] = field(repr=False)

    @property
    def taken(self) -> int:
        """How many people would be taken over."""
        return len(self.people)


@dataclass(frozen=True, slots=True)
class RollTaken:
    """What came of it. `stopped` when somebody gave it up before the end."""

    taken: int
    known: int
    """Who had been taken in meanwhile."""
    stopped: bool = False


@dataclass(frozen=True, slots=True)
class RollCut:
    """A taking over that did not come to its end: part of the people are there."""

    at: datetime
    taken: int
    wanted: int
