"""Who comes when: every person's days before the first row is written.

People are numbers here, and days are places in the calendar of the office, so that a
million people with their visits fit into a few dozen megabytes.
"""

from array import array
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from desktop.domain.calendar import Holidays
from desktop.services.demo import Wanted

VISITS_EACH = 3.6
"""How often somebody comes, on the average."""
MOST_VISITS = 12
BACK_WITHIN = 90
"""Working days within which somebody's visits lie."""
TODAY = 27
"""How many people the demo's own day sees, whatever the size of the store."""
ANONYMOUS = 0.06
NOBODY = 0xFFFF_FFFF
"""Stands for an anonymous enquiry."""


@dataclass(frozen=True, slots=True)
class Calendar:
    """The office's days, today last, and who comes on each (the number of a person)."""

    days: tuple[date, ...]
    coming: tuple["array[int]", ...]
    visits: "bytearray"
    """How often each person comes in all."""
    last: "array[int]"
    """The place of each person's last day."""

    @property
    def total(self) -> int:
        """All visits."""
        return sum(len(one) for one in self.coming)


def working_days(wanted: Wanted, holidays: Holidays) -> tuple[date, ...]:
    """The office's working days of the years asked for, and today whatever day it is."""
    today = wanted.today
    day = date(today.year - wanted.years, today.month, min(today.day, 28))
    days = []
    while day < today:
        if holidays.is_working(day):
            days.append(day)
        day += timedelta(days=1)
    return (*days, today)


def planned(random: Random, wanted: Wanted, holidays: Holidays) -> Calendar:
    """Decide who comes when; the last people are those of today."""
    dice = random.random
    days = working_days(wanted, holidays)
    today = len(days) - 1
    coming = tuple(array("I") for _ in days)
    visits = bytearray(wanted.visitors)
    last = array("H" if today < 65_536 else "I", bytes(0))
    first_of_today = wanted.visitors - min(TODAY, wanted.visitors // 3)
    for person in range(wanted.visitors):
        often = min(MOST_VISITS, 1 + int(random.expovariate(1 / (VISITS_EACH - 0.45))))
        latest = today if person >= first_of_today or not today else int(dice() * today)
        places = {latest}
        for _ in range(often - 1):
            back = 1 + int(dice() * BACK_WITHIN)
            if back <= latest:
                places.add(latest - back)
        visits[person] = len(places)
        last.append(latest)
        for place in places:
            coming[place].append(person)
    for place, one in enumerate(coming):
        for _ in range(int(len(one) * ANONYMOUS + dice()) if place < today else 1):
            one.append(NOBODY)
    return Calendar(days, coming, visits, last)
