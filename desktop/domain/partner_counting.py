"""Counting the results of partners: each referral is looked at once, however many rows it is in.

Referrals are gathered into tallies first, one for each service (and each set of target groups);
a row of the results is the tallies it is made of, laid together.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from desktop.domain.calendar import Holidays
from desktop.domain.partner_results import (
    COHORT,
    DEFINITIONS,
    Count,
    Delay,
    Figure,
    ResultLine,
    Step,
    Trace,
    mean,
    median,
)


class WorkingDays:
    """Working days between two days, from a year's working days numbered once."""

    def __init__(self, holidays: Holidays) -> None:
        self._holidays = holidays
        self._years: dict[int, list[int]] = {}
        self._known: dict[tuple[date, date], int] = {}

    def between(self, begin: date, end: date) -> int:
        """How many lie after `begin` up to `end`; 0 when it was told the other way round."""
        days = self._known.get((begin, end))
        if days is None:
            days = self._known[begin, end] = self._reckon(begin, end)
        return days

    def _reckon(self, begin: date, end: date) -> int:
        if end <= begin:
            return 0
        days = self._until(end) - self._until(begin)
        return days + sum(self._of(year)[-1] for year in range(begin.year, end.year))

    def _until(self, day: date) -> int:
        """How many there are in its year up to a day."""
        return self._of(day.year)[day.toordinal() - date(day.year, 1, 1).toordinal() + 1]

    def _of(self, year: int) -> list[int]:
        known = self._years.get(year)
        if known is None:
            known = self._years[year] = [0]
            for day in range(date(year, 1, 1).toordinal(), date(year + 1, 1, 1).toordinal()):
                known.append(known[-1] + self._holidays.is_working(date.fromordinal(day)))
        return known


class Judge:
    """In which figures a referral counts; those that are alike are judged once."""

    def __init__(self, today: date) -> None:
        self._today = today
        self._known: dict[tuple[object, ...], tuple[Figure, ...]] = {}

    def of(self, trace: Trace) -> tuple[Figure, ...]:
        """Its figures but `HIRED`; none where it is no referral to count."""
        # The rules ask for nothing else, and there are few such combinations.
        alike = (
            trace.state,
            trace.reached,
            trace.visited,
            trace.answered_on is None,
            trace.reply_due is not None and trace.reply_due < self._today,
            trace.result_code,
            trace.chased > 0,
        )
        known = self._known.get(alike)
        if known is None:
            known = self._known[alike] = tuple(
                figure
                for figure in COHORT
                if trace.counted and DEFINITIONS[figure].holds(trace, self._today)
            )
        return known

    def holds(self, figure: Figure, trace: Trace) -> bool:
        """Whether a referral counts in one figure."""
        if figure is Figure.HIRED:
            return trace.counted and trace.employed
        return figure in self.of(trace)


class Tally:
    """Referrals of one kind: who they were by their figures, and the working days they took."""

    __slots__ = ("_days", "_hires", "_people")

    def __init__(self) -> None:
        self._people: dict[tuple[Figure, ...], list[int]] = {}
        self._days: tuple[list[int], ...] = tuple([] for _ in Step)
        self._hires: list[tuple[int, date]] = []

    def add(self, trace: Trace, figures: tuple[Figure, ...], days: WorkingDays) -> None:
        """One referral issued in the period, judged already."""
        if not figures:
            return
        people = self._people.get(figures)
        if people is None:
            people = self._people[figures] = []
        people.append(trace.visitor_id)
        handed = trace.handed_on
        if handed is None:
            return
        ends = (
            trace.arrived_on,
            trace.answered_on,
            trace.accepted_on,
            trace.completed_on,
            trace.result_on if trace.employed else None,
        )
        handing, *others = self._days
        handing.append(days.between(trace.issued_on, handed))
        for some, end in zip(others, ends, strict=True):
            if end is not None:
                some.append(days.between(handed, end))

    def add_hire(self, trace: Trace) -> None:
        """One whose hire fell into the period, whenever it was issued."""
        if trace.employed and trace.result_on is not None:
            self._hires.append((trace.visitor_id, trace.result_on.replace(day=1)))

    def take(self, other: "Tally") -> None:
        """Lay another beside these."""
        for figures, people in other._people.items():
            self._people.setdefault(figures, []).extend(people)
        for mine, theirs in zip(self._days, other._days, strict=True):
            mine.extend(theirs)
        self._hires.extend(other._hires)

    def counts(self) -> dict[Figure, Count]:
        """Referrals and distinct people; somebody hired twice in a month is one."""
        cases: dict[Figure, int] = defaultdict(int)
        people: dict[Figure, set[int]] = defaultdict(set)
        for figures, visitors in self._people.items():
            for figure in figures:
                cases[figure] += len(visitors)
                people[figure].update(visitors)
        counts = {figure: Count(number, len(people[figure])) for figure, number in cases.items()}
        if self._hires:
            counts[Figure.HIRED] = Count(len(self._hires), len(set(self._hires)))
        return counts

    def delays(self) -> dict[Step, Delay]:
        """The working days of every step that was told of."""
        return {
            step: Delay(median(some), mean(some), len(some))
            for step, some in zip(Step, self._days, strict=True)
            if some
        }


@dataclass(frozen=True, slots=True)
class Heading:
    """What a row is about."""

    key: str
    label: str
    below: str = ""


def line_of(heading: Heading, tallies: Iterable[Tally]) -> ResultLine:
    """One row of the results."""
    whole = Tally()
    for one in tallies:
        whole.take(one)
    return ResultLine(heading.key, heading.label, heading.below, whole.counts(), whole.delays())
