"""Destruction that leaves nothing, and the figures as they were.

Rooms: `plan` which rows hang on a person and what becomes of them, read from the marks of
the columns · `rows` emptying them · `known` the ids of what was destroyed, kept without
identity and applied to whatever is restored · `copies` the same in every copy within reach.
"""

from desktop.store.erasing.copies import Copied, Reached, rewrite, rewrite_all
from desktop.store.erasing.known import (
    FILE_NAME,
    KnownFile,
    Ledger,
    done_ids,
    done_rows,
    replay,
)
from desktop.store.erasing.plan import FATES, Fate, hanging_on
from desktop.store.erasing.reopening import apply_known
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
    "Copied",
    "Fate",
    "KnownFile",
    "Ledger",
    "Reached",
    "apply_known",
    "done_ids",
    "done_rows",
    "erase",
    "erase_before",
    "hanging_on",
    "older_than",
    "replay",
    "rewrite",
    "rewrite_all",
]
