"""Destruction that leaves nothing, and the figures as they were.

Rooms: `plan` which rows hang on a person and what becomes of them, read from the marks of
the columns · `rows` emptying them · `known` the ids of what was destroyed, kept without
identity and applied to whatever is restored · `copies` the same in every copy within reach ·
`leftovers` what a killed run left half-made, and the logs.
"""

from desktop.store.erasing.copies import rewrite_beside
from desktop.store.erasing.known import (
    FILE_NAME,
    KnownFile,
    Ledger,
    done_ids,
    done_rows,
    keep_in_the_store,
    replay,
    replay_into,
    told_to_the_store,
)
from desktop.store.erasing.leftovers import clear_leftovers
from desktop.store.erasing.plan import FATES, Fate, hanging_on
from desktop.store.erasing.reopening import (
    Applied,
    apply_known,
    erase_again,
    keys_of,
    note,
    told_to,
)
from desktop.store.erasing.rows import (
    BY_DAY,
    GROUPS_TALLY,
    STRUCK,
    erase,
    erase_before,
    older_than,
    struck_from_names,
)

__all__ = [
    "BY_DAY",
    "FATES",
    "FILE_NAME",
    "GROUPS_TALLY",
    "STRUCK",
    "Applied",
    "Fate",
    "KnownFile",
    "Ledger",
    "apply_known",
    "clear_leftovers",
    "done_ids",
    "done_rows",
    "erase",
    "erase_again",
    "erase_before",
    "hanging_on",
    "keep_in_the_store",
    "keys_of",
    "note",
    "older_than",
    "replay",
    "replay_into",
    "rewrite_beside",
    "struck_from_names",
    "told_to",
    "told_to_the_store",
]
