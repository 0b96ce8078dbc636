"""The rows of the results, counted from the traces of their referrals."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from desktop.domain import korean
from desktop.domain.partner_counting import Heading, Judge, Tally, WorkingDays, line_of
from desktop.domain.partner_results import Figure, Trace
from desktop.domain.referral import Progress
from desktop.domain.sorting import Sorting
from desktop.services.act import Act, Office
from desktop.services.results.grouping import group_labels, groups_of
from desktop.services.results.reading import (
    Named,
    directory,
    hired_between,
    hires,
    issued_between,
    service_ids,
    traces,
)
from desktop.services.results.records import Asked, By, Results

ALL = Heading("", "계")


Groups = frozenset[str]
NO_GROUPS: Groups = frozenset()


@dataclass(frozen=True, slots=True)
class Read:
    """What was read for one question: the directory, and the traces that answer it, once each."""

    known: Mapping[int, Named]
    issued: Iterable[Trace]
    hired: Iterable[Trace]
    groups: Callable[[Trace], Groups]

    def of(self, figure: Figure) -> Iterable[Trace]:
        """Among which referrals a figure is counted."""
        return self.hired if figure is Figure.HIRED else self.issued


def read(act: Act, asked: Asked) -> Read:
    """Everything the question is about; people are looked at only where groups matter."""
    known = directory(act)
    ids = service_ids(known, asked.partner, asked.service)
    since, until = asked.period.since, asked.period.until
    in_time, by_hire = issued_between(ids, since, until), hired_between(ids, since, until)
    issued, hired = traces(act, in_time), hires(act, by_hire)
    if not asked.group and asked.by is not By.GROUP:
        return Read(known, issued, hired, lambda _trace: NO_GROUPS)
    groups = groups_of(act, in_time, by_hire)
    if asked.group:
        issued = (one for one in issued if asked.group in groups(one))
        hired = (one for one in hired if asked.group in groups(one))
    return Read(known, issued, hired, groups)


ISSUED, PARTNER, STATE = "issued", "partner", "state"
"""What the referrals behind a figure may be sorted by; not by names, which are masked there."""


def behind(found: Read, figure: Figure, act: Act, sorting: Sorting) -> list[Trace]:
    """The referrals a figure counts, in order; alike ones the newest first.

    They are the very traces that are counted, all of them at hand: nothing is read to sort them.
    """
    judge = Judge(act.today)
    some = [one for one in found.of(figure) if judge.holds(figure, one)]
    newest = sorting.key != ISSUED or sorting.down
    some.sort(key=lambda one: (one.issued_on, one.referral_id), reverse=newest)
    if sorting.key == PARTNER:
        places = {
            service_id: (korean.collation_key(named.partner_name), named.partner)
            for service_id, named in found.known.items()
        }
        some.sort(key=lambda one: places[one.service_id], reverse=sorting.down)
    elif sorting.key == STATE:
        states = {state.value: place for place, state in enumerate(Progress)}
        some.sort(key=lambda one: states[one.state], reverse=sorting.down)
    return some


def people_of(figure: Figure, some: Iterable[Trace]) -> int:
    """Distinct people as the figure counts them: hired twice in a month is one, in two two."""
    if figure is Figure.HIRED:
        return len({(one.visitor_id, str(one.result_on)[:7]) for one in some})
    return len({one.visitor_id for one in some})


def count(act: Act, office: Office, asked: Asked) -> Results:
    """The rows by what was asked for, those with the most referrals first."""
    found = read(act, asked)
    tallies = _tallied(found, Judge(act.today), WorkingDays(office.holidays(act)))
    rows: dict[str, list[Tally]] = {}
    for (service_id, groups), tally in tallies.items():
        for key in _keys(found.known[service_id], groups, asked.by):
            rows.setdefault(key, []).append(tally)
    lines = [
        line_of(heading, rows[heading.key])
        for heading in _headings(found.known, asked)
        if heading.key in rows
    ]
    lines = [one for one in lines if one.counts]
    lines.sort(key=lambda one: (-one.count(Figure.ISSUED).cases, korean.collation_key(one.label)))
    return Results(
        asked,
        tuple(lines),
        line_of(ALL, tallies.values()),
        _choices({one.partner: one.partner_name for one in found.known.values()}),
        _choices(
            {
                one.service: f"{one.partner_name} · {one.service_name}"
                for one in found.known.values()
                if not asked.partner or one.partner == asked.partner
            }
        ),
        tuple(group_labels().items()),
    )


def _tallied(found: Read, judge: Judge, days: WorkingDays) -> dict[tuple[int, Groups], Tally]:
    """Every referral once, under its service and the groups of its person."""
    tallies: dict[tuple[int, Groups], Tally] = defaultdict(Tally)
    for trace in found.issued:
        tallies[trace.service_id, found.groups(trace)].add(trace, judge.of(trace), days)
    for trace in found.hired:
        tallies[trace.service_id, found.groups(trace)].add_hire(trace)
    return tallies


def _keys(named: Named, groups: Groups, by: By) -> Iterable[str]:
    """The rows a referral counts in; by group somebody counts in several."""
    if by is By.GROUP:
        return groups
    return (named.partner,) if by is By.PARTNER else (named.service,)


def _headings(known: Mapping[int, Named], asked: Asked) -> Iterable[Heading]:
    if asked.by is By.GROUP:
        return [Heading(key, label) for key, label in group_labels().items()]
    if asked.by is By.PARTNER:
        bodies = {one.partner: one.partner_name for one in known.values()}
        return [Heading(key, name) for key, name in bodies.items()]
    services = {one.service: one for one in known.values()}
    return [Heading(key, one.service_name, one.partner_name) for key, one in services.items()]


def _choices(names: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple(sorted(names.items(), key=lambda one: korean.collation_key(one[1])))
