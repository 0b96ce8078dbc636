"""The demo office: a year or more of invented people, visits, talks, consents and referrals.

For trying out, for the tour, for tests over a store that is not tidy, and for measuring.
The same seed and day give the same data. `people` are invented, `days` say who comes when,
`history` writes it all in bulk, `present` what the board shows now, and `linking` lets the
services themselves enter consents and referrals, each at its hour.
"""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Wanted:
    """How much to invent: people over years up to `now`, by `seed`, at one desk."""

    visitors: int
    years: int
    seed: int
    now: datetime
    desk: int = 1

    @property
    def today(self) -> date:
        """The day of the counter."""
        return self.now.date()


@dataclass(frozen=True, slots=True)
class Made:
    """How much was invented."""

    visitors: int
    visits: int
    notes: int
    referrals: int = 0
