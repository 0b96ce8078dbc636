"""Figures of nobody in particular: ten years from what is kept, a month from its rows."""

from collections import Counter, defaultdict
from datetime import date

from desktop.domain.access import ActKind
from desktop.domain.account import SignedIn
from desktop.domain.calendar import add_months
from desktop.domain.period import Period, Span, period_of
from desktop.domain.rights import Right
from desktop.domain.statistics import YEARS, Month, MonthLine, Shown, Trend, TrendLine
from desktop.services.act import Act, Office
from desktop.services.statistics.naming import WHAT, names_of
from desktop.services.statistics.records import Asked, Recounted
from desktop.services.statistics.recounting import differences
from desktop.store import tallies

ALL = "계"


class Statistics:
    """What the office counts of its visits, talks, registrations and referrals."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def ten_years(self, account: SignedIn, asked: Asked) -> Trend:
        """A count for every month or year, the last of them that of the day asked for."""
        with self._office.act(
            account, Right.LOOK, ActKind.VIEW, purpose="방문 추이", logged=False
        ) as act:
            return _trend(act, asked)

    def month(self, account: SignedIn, shown: Shown, day: date) -> Month:
        """The month of a day, counted from its rows: every time, and everybody once."""
        with self._office.act(
            account, Right.LOOK, ActKind.VIEW, purpose="한 달의 인원", logged=False
        ) as act:
            return _month(act, shown, day)

    def recount(self, account: SignedIn) -> Recounted:
        """Compare what is kept with the facts, and put right what differs.

        The looking goes on beside the desk's own work; only where something is wrong is
        everything counted anew, in one transaction.
        """
        with self._office.reading_aside(account) as session:
            figures, wrong = differences(session.connection())
        if not wrong:
            return Recounted(figures)
        with self._office.act(
            account, Right.BACKUP, ActKind.CHANGE, purpose="방문 집계 다시 세기"
        ) as act:
            tallies.rebuild(act.session.connection())
            act.changed("tally")
            return Recounted(figures, wrong)


def periods_up_to(span: Span, day: date) -> tuple[Period, ...]:
    """The months or years of ten years, the last one that of the day."""
    last = period_of(span, day)
    back = YEARS * 12 // last.span.months - 1
    return tuple(last.moved(-by) for by in range(back, -1, -1))


def _trend(act: Act, asked: Asked) -> Trend:
    names = names_of(act, asked.shown)
    periods = periods_up_to(asked.span, asked.until)
    first, last = periods[0].since, periods[-1].until
    places = {
        f"{add_months(period.since, by):%Y-%m}": place
        for place, period in enumerate(periods)
        for by in range(period.span.months)
    }
    counts: dict[str, list[int]] = defaultdict(lambda: [0] * len(periods))
    total = [0] * len(periods)
    rows = tallies.of_months(
        act.session.connection(), (WHAT[asked.shown],), f"{first:%Y-%m}", f"{last:%Y-%m}"
    )
    for month, _, key, count in rows:
        place = places[month]
        total[place] += count
        for row in names.rows_of(key):
            counts[row][place] += count
    lines = tuple(
        TrendLine(row, names.label(row), tuple(counts[row])) for row in names.in_order(counts)
    )
    return Trend(asked.shown, periods, lines, TrendLine("", ALL, tuple(total)))


def _month(act: Act, shown: Shown, day: date) -> Month:
    names = names_of(act, shown)
    period = period_of(Span.MONTH, day)
    rows = tallies.people_between(act.session.connection(), WHAT[shown], period.since, period.until)
    # Gathered first: a month has thousands of rows and few keys.
    gathered: dict[str, list[int | None]] = defaultdict(list)
    for key, visitor_id in rows:
        gathered[key].append(visitor_id)
    cases: Counter[str] = Counter()
    people: dict[str, set[int | None]] = defaultdict(set)
    for key, some in gathered.items():
        for row in names.rows_of(str(key)):
            cases[row] += len(some)
            people[row].update(some)
    everybody = set().union(*gathered.values())
    lines = tuple(
        MonthLine(row, names.label(row), cases[row], len(people[row] - {None}))
        for row in names.in_order(cases)
    )
    return Month(shown, period, lines, MonthLine("", ALL, len(rows), len(everybody - {None})))
