"""Visits over the years, a month with its people, and the recount of what is kept.

Rooms: `acts` what the counter does · `naming` under which rows a kept key is shown ·
`recounting` what is kept against the facts, also from outside.
"""

from desktop.services.statistics.acts import Statistics
from desktop.services.statistics.records import Asked, Recounted

__all__ = ["Asked", "Recounted", "Statistics"]
