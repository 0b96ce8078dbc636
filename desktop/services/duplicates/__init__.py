"""People who stand in the store twice: found by sound, birth and phone, merged by a person.

Rooms: `acts` what the screen does · `records` what it gets · `views` the list and two side by
side · `fields` the lines of that comparison · `moving` rows from one to the other and back ·
`passing` the search through everybody in idle minutes.
"""

from desktop.services.duplicates.acts import UNDO_DAYS, Duplicates
from desktop.services.duplicates.records import (
    Compared,
    Entry,
    Looked,
    MergedLine,
    PairCard,
    PairLine,
    PairList,
    PairSide,
)

__all__ = [
    "UNDO_DAYS",
    "Compared",
    "Duplicates",
    "Entry",
    "Looked",
    "MergedLine",
    "PairCard",
    "PairLine",
    "PairList",
    "PairSide",
]
