"""Counselling notes: finished once, amended for ever after, never overwritten.

Rooms: `acts` what a counsellor does · `reading` notes and their numbers · `writing` checks
and what follows from a note · `revisions` stored revision and record · `views` card and
lines · `desk_words` what was told at the desk · `paper` the 상담일지.
"""

from desktop.services.notes.acts import Notes
from desktop.services.notes.reading import has_sensitive_consent, next_free_session

__all__ = [
    "Notes",
    "has_sensitive_consent",
    "next_free_session",
]
