"""In which target groups many people were, each on a day of its own.

Who cannot differ is judged once. Of a birth only the band of ages matters and of the month
somebody left only whether the months asked for are over; where a day more would decide (a
limit moved by military service, the very month of a limit), the person is judged alone.
"""

from bisect import bisect_right
from collections.abc import Callable, Hashable, Iterable, Iterator
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from desktop.domain.calendar import age_on
from desktop.domain.targeting import (
    AgeBetween,
    AllOf,
    AnyOf,
    Condition,
    EducationUpTo,
    Facts,
    IsSex,
    LeftFor,
    NeverEmployed,
    OutOfWork,
    Rule,
    Told,
    WantsWork,
    met,
)

_WITHOUT_DAYS = (EducationUpTo, IsSex, LeftFor, NeverEmployed, Told, WantsWork)
"""Conditions that ask neither for the birth nor for the month of leaving nor for the day."""


class Person(NamedTuple):
    """What the rules ask of somebody.

    `alike` is all but the birth, the month of leaving and the months of service (`served`);
    `facts` gives everything, whole.
    """

    alike: Hashable
    birth: date | None
    birth_year: int | None
    left_month: str
    served: int
    facts: Callable[[], Facts]


class GroupsMet:
    """Judges people by some rules; the answers are those of `targeting.evaluate`."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        of_age: list[Rule] = []
        others: list[Rule] = []
        for rule in rules:
            by_age = all(isinstance(one, AgeBetween) for one in rule.conditions)
            (of_age if by_age else others).append(rule)
        self._of_age, self._others = _Limits(of_age), _Limits(others)
        self._known: dict[Hashable, frozenset[str]] = {}

    def of(self, person: Person, on: date) -> frozenset[str]:
        """The keys of the groups somebody was in on that day."""
        by_age = self._judged(self._of_age, self._of_age.key(person, on, by_age=True), person, on)
        return by_age | self._judged(self._others, self._others.key(person, on), person, on)

    def _judged(self, limits: "_Limits", key: Hashable, person: Person, on: date) -> frozenset[str]:
        known = self._known.get(key)
        if known is None:
            known = self._known[key] = met(person.facts(), on, limits.rules)
        return known


class _Limits:
    """The limits of some rules, and between which of them somebody stands on a day."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        self.rules = tuple(rules)
        ages: set[int] = set()
        months: set[int] = set()
        self._moved: set[int] = set()
        """Ages at which months of service decide."""
        for condition in _all_of(self.rules):
            if isinstance(condition, AgeBetween):
                ages.add(condition.at_least)
                if condition.at_most is not None:
                    over = condition.at_most + 1
                    ages.add(over)
                    if condition.service_months:
                        years = -(-condition.service_months // 12)
                        self._moved.update(range(over, over + years + 1))
            elif isinstance(condition, OutOfWork):
                if condition.months:
                    months.add(condition.months)
            elif not isinstance(condition, _WITHOUT_DAYS):
                raise TypeError(f"what {type(condition).__name__} depends on is not known here")
        self._ages, self._months = sorted(ages), sorted(months)
        self._turns = sorted(
            {rule.valid_from for rule in self.rules}
            | {rule.valid_to + timedelta(days=1) for rule in self.rules if rule.valid_to}
        )

    def key(self, person: Person, on: date, *, by_age: bool = False) -> Hashable:
        """The same for people on days that these rules cannot tell apart."""
        age, turn = self._age(person, on), bisect_right(self._turns, on)
        if by_age:
            return age, turn
        return person.alike, age, self._left(person.left_month, on), turn

    def _age(self, person: Person, on: date) -> Hashable:
        """The band of ages; two of them where only the year is known, None where nothing is."""
        birth, year = person.birth, person.birth_year
        if birth is not None:
            if birth > on:
                return None
            age = age_on(birth, on)
            if person.served and age in self._moved:
                return birth, on, person.served
            return bisect_right(self._ages, age)
        if year is None or year > on.year:
            return None
        old, young = on.year - year, age_on(min(date(year, 12, 31), on), on)
        if person.served and not self._moved.isdisjoint((old, young)):
            return year, on, person.served
        return bisect_right(self._ages, old), bisect_right(self._ages, young)

    def _left(self, left_month: str, on: date) -> Hashable:
        """How many of the limits are over since somebody left."""
        month = _number(left_month)
        if month is None:
            return None
        since = on.year * 12 + on.month - month
        if since in self._months:
            return left_month, on
        return bisect_right(self._months, since)


def _all_of(rules: Iterable[Rule]) -> Iterator[Condition]:
    """Every condition, those inside others too."""
    waiting = [condition for rule in rules for condition in rule.conditions]
    while waiting:
        condition = waiting.pop()
        if isinstance(condition, AnyOf | AllOf):
            waiting.extend(condition.conditions)
        else:
            yield condition


@lru_cache(maxsize=1024)
def _number(left_month: str) -> int | None:
    """Months since the year 0 of `YYYY-MM`; None of anything else, as the rules read it."""
    try:
        first = date.fromisoformat(f"{left_month}-01")
    except ValueError:
        return None
    return first.year * 12 + first.month
