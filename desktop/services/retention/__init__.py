"""Retention and destruction (보유·파기): what is due, asked for by one, decided by another, done.

Rooms: `periods` the dated rules · `finding` what is due · `blocks` what stands in the way ·
`asking` the requests and decisions · `carrying` the destruction itself · `papers` the ledger
and the request on paper · `acts` what a screen asks.
"""

from desktop.services.retention.acts import Retention
from desktop.services.retention.finding import counts_for_today
from desktop.services.retention.periods import load_periods

__all__ = ["Retention", "counts_for_today", "load_periods"]
