"""What became of the people sent to partners, by partner, service, group and period.

Rooms: `reading` rows to traces · `grouping` target groups · `counting` traces to figures ·
`acts` what the counter does · `paper`, `sheet`, `letter` what leaves it.
"""

from desktop.services.results.acts import NEWEST, PartnerResults
from desktop.services.results.counting import ISSUED, PARTNER, STATE
from desktop.services.results.records import Asked, Behind, By, Results

__all__ = [
    "ISSUED",
    "NEWEST",
    "PARTNER",
    "STATE",
    "Asked",
    "Behind",
    "By",
    "PartnerResults",
    "Results",
]
