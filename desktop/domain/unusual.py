"""What in a month of the access log is unusual enough to be asked about.

The rule is written down because the law asks for the reasons of downloads to be checked and
leaves the counts to the office (안전성 확보조치 기준 제8조): they are dated rows
(`resources/codes/log_review.toml`), and a month is judged by those that held when it began.
It accuses nobody: most of what it finds has a good reason, which the remark then tells.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from desktop.domain.codes import Code, CodeList

LIST = "log_review"
"""The code list that holds the counts."""
_HOURS = re.compile(r"(\d{1,2}):(\d{2})\s*[~∼～\-–]\s*(\d{1,2}):(\d{2})")


@dataclass(frozen=True, slots=True)
class Thresholds:
    """From when on something is asked about; the dated rows of one day."""

    looks: int
    """Looking at one visitor more often in a month without writing anything about him."""
    people: int
    """Opening more different visitors on one day."""
    searches: int
    """More searches on one day that ended without opening anybody."""
    failures: int
    """So many failed sign-ins for one account on one day."""
    listed: int
    """A list about so many people that left the program."""
    slack: timedelta
    """Before opening and after closing: setting up and writing the last note."""
    usual_hours: tuple[time, time]
    """When the centre is open as long as its own words do not say it."""
    since: date
    """The latest day from which one of them holds."""
    words: str
    """The whole rule, for the page and the sheet."""


def thresholds_on(rows: CodeList, day: date) -> Thresholds:
    """What a month is judged by that begins on this day.

    Raises ValueError when a row is missing or says something else than a count.
    """
    found = [row for name in _ROWS if (row := rows.get(name, day)) is not None]
    if len(found) != len(_ROWS):
        raise ValueError(f"{rows.name}: not every one of {', '.join(_ROWS)} is there")
    looks, people, searches, failures, listed = (_count(row, "most") for row in found[:5])
    slack, usual = found[5:]
    try:
        hours = (
            time.fromisoformat(str(usual.facts["opens"])),
            time.fromisoformat(str(usual.facts["closes"])),
        )
        words = " · ".join(row.label.format(**row.facts) for row in found)
    except KeyError as error:
        raise ValueError(f"{rows.name}: {error} is missing") from error
    return Thresholds(
        looks=looks,
        people=people,
        searches=searches,
        failures=failures,
        listed=listed,
        slack=timedelta(minutes=_count(slack, "minutes")),
        usual_hours=hours,
        since=max(row.valid_from for row in found),
        words=words,
    )


_ROWS = ("looks", "people", "searches", "failures", "listed", "slack", "usual_hours")


def _count(row: Code, name: str) -> int:
    count = row.facts.get(name)
    if not isinstance(count, int) or count < 0:
        raise ValueError(f"{row.code} has no {name}")
    return count


@dataclass(frozen=True, slots=True)
class Unusual:
    """Something to ask about: whose work it was, what, and how often."""

    account_id: int | None
    on: date | None
    visitor_id: int | None
    what: str
    times: int


def office_hours(words: str, usual: tuple[time, time]) -> tuple[time, time]:
    """From when to when the centre is open, read from its own words; else the `usual` hours."""
    found = _HOURS.search(words)
    if found is None:
        return usual
    hours = [int(part) for part in found.groups()]
    try:
        opens, closes = time(hours[0], hours[1]), time(hours[2] % 24, hours[3])
    except ValueError:
        return usual
    return (opens, closes) if opens < closes else usual


def is_outside(
    at: datetime, hours: tuple[time, time], slack: timedelta, *, working_day: bool
) -> bool:
    """Whether a moment (in the office's own time) is outside office hours, slack given."""
    if not working_day:
        return True
    opens = datetime.combine(at.date(), hours[0], at.tzinfo) - slack
    closes = datetime.combine(at.date(), hours[1], at.tzinfo) + slack
    return not opens <= at <= closes


def unusual_of(
    most: Thresholds,
    looks: Mapping[tuple[int, int], int],
    written: frozenset[tuple[int, int]],
    opened: Mapping[tuple[int, date], int],
    empty_searches: Mapping[tuple[int, date], int],
    failures: Mapping[tuple[int | None, date], int],
    lists: Mapping[tuple[int, date], int],
) -> tuple[Unusual, ...]:
    """The rule over a month's counts.

    `looks` and `written` by (account, visitor); `opened`, `empty_searches` by (account, day),
    `failures` likewise; `lists` gives the largest list of an account on a day.
    """
    found = [
        Unusual(account, None, visitor, "적은 것 없이 거듭 봄", times)
        for (account, visitor), times in looks.items()
        if times > most.looks and (account, visitor) not in written
    ]
    for counted, least, what in (
        (opened, most.people + 1, "하루에 많은 분을 엶"),
        (empty_searches, most.searches + 1, "고르지 않고 끝낸 찾기"),
        (failures, most.failures, "로그인 실패"),
        (lists, most.listed, "많은 분의 명단이 나감"),
    ):
        found += [
            Unusual(account, day, None, what, times)
            for (account, day), times in counted.items()
            if times >= least
        ]
    return tuple(sorted(found, key=lambda one: (-one.times, one.what, one.on or date.min)))
