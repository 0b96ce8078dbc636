"""Destruction that leaves nothing, and the figures as they were.

Rooms: `plan` which rows hang on a person and what becomes of them, read from the marks of
the columns · `rows` emptying them · `known` the ids of what was destroyed, kept without
identity and applied to whatever is restored · `copies` the same in every copy within reach.
"""

from desktop.store.erasing.copies import rewrite_beside
from desktop.store.erasing.known import (
    FILE_NAME,
    KnownFile,
    Ledger,
    done_ids,
    done_rows,
    replay,
    replay_into,
)
from desktop.store.erasing.plan import FATES, Fate, hanging_on
from desktop.store.erasing.reopening import apply_known, erase_again, keys_of, note
from desktop.store.erasing.rows import (
    BY_DAY,
    GROUPS_TALLY,
    erase,
    erase_before,
    older_than,
)

__all__ = [
    "BY_DAY",
    "FATES",
    "FILE_NAME",
    "GROUPS_TALLY",
    "Fate",
    "KnownFile",
    "Ledger",
    "apply_known",
    "done_ids",
    "done_rows",
    "erase",
    "erase_again",
    "erase_before",
    "hanging_on",
    "keys_of",
    "note",
    "older_than",
    "replay",
    "replay_into",
    "rewrite_beside",
]
