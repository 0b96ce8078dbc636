"""What screens are told of the copies."""

from dataclasses import dataclass
from datetime import datetime

from desktop.domain.backup import Occasion, Place


@dataclass(frozen=True, slots=True)
class CopyLine:
    """One copy as the list shows it."""

    id: int
    made_at: datetime
    occasion: Occasion
    place: Place
    folder: str
    file_name: str
    size: int
    checked: bool
    within_reach: bool
    """Whether it is there now; a stick that lies in a drawer is not."""


@dataclass(frozen=True, slots=True)
class BackupState:
    """What the status line and the page say about the copies."""

    last: datetime | None
    """When the last good one was made."""
    overdue: bool
    second_folder: str
    """'' while no second place was chosen."""
    second_there: bool
    second_last: datetime | None
    """When a copy last came to the second place."""
    skipped: bool
    """Closing went without one the last time: it does not a second time."""


@dataclass(frozen=True, slots=True)
class Report:
    """What came of a backup."""

    at: datetime
    places: tuple[Place, ...]
    troubles: tuple[str, ...]
    """Sentences on what did not go as wished; the backup counts all the same."""


@dataclass(frozen=True, slots=True)
class Rewritten:
    """What became of all known copies when something was taken out of them."""

    done: tuple[CopyLine, ...]
    left: tuple[CopyLine, ...]
    """Out of reach, or under a key nobody has here: they stand in the ledger till then."""
    aside: tuple[str, ...]
    """Folders of stores put aside by a restore that no key at hand opens."""
