"""What in a month of the access log is unusual enough to be asked about.

The rule is written down because the law asks for the reasons of downloads to be checked and
leaves the counts to the office (안전성 확보조치 기준 제8조): it must be the same every month.
It accuses nobody: most of what it finds has a good reason, which the remark then tells.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

MOST_LOOKS = 8
"""Looking at one visitor so often in a month without writing anything about him."""
MOST_PEOPLE = 40
"""Opening so many different visitors on one day."""
MOST_SEARCHES = 30
"""So many searches on one day that ended without opening anybody."""
MOST_FAILURES = 5
"""So many failed sign-ins for one account on one day."""
MANY_PEOPLE = 50
"""A list about so many people that left the program."""
SLACK = timedelta(minutes=30)
"""Before opening and after closing: setting up and writing the last note."""
RULE = (
    f"한 달에 한 분을 {MOST_LOOKS}번 넘게 보고 아무것도 적지 않음 · "
    f"하루에 {MOST_PEOPLE}명 넘게 엶 · 하루에 고르지 않고 끝낸 찾기 {MOST_SEARCHES}번 넘음 · "
    f"하루에 로그인 실패 {MOST_FAILURES}번 이상 · {MANY_PEOPLE}명 이상의 명단이 나감"
)
_HOURS = re.compile(r"(\d{1,2}):(\d{2})\s*[~∼～\-–]\s*(\d{1,2}):(\d{2})")
_USUAL = (time(9), time(18))


@dataclass(frozen=True, slots=True)
class Unusual:
    """Something to ask about: whose work it was, what, and how often."""

    account_id: int | None
    on: date | None
    visitor_id: int | None
    what: str
    times: int


def office_hours(words: str) -> tuple[time, time]:
    """From when to when the centre is open, read from its own words; else nine to six."""
    found = _HOURS.search(words)
    if found is None:
        return _USUAL
    hours = [int(part) for part in found.groups()]
    try:
        opens, closes = time(hours[0], hours[1]), time(hours[2] % 24, hours[3])
    except ValueError:
        return _USUAL
    return (opens, closes) if opens < closes else _USUAL


def is_outside(at: datetime, hours: tuple[time, time], *, working_day: bool) -> bool:
    """Whether a moment (in the office's own time) is outside office hours, slack given."""
    if not working_day:
        return True
    opens = datetime.combine(at.date(), hours[0], at.tzinfo) - SLACK
    closes = datetime.combine(at.date(), hours[1], at.tzinfo) + SLACK
    return not opens <= at <= closes


def unusual_of(
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
        if times > MOST_LOOKS and (account, visitor) not in written
    ]
    for counted, most, what in (
        (opened, MOST_PEOPLE + 1, "하루에 많은 분을 엶"),
        (empty_searches, MOST_SEARCHES + 1, "고르지 않고 끝낸 찾기"),
        (failures, MOST_FAILURES, "로그인 실패"),
        (lists, MANY_PEOPLE, "많은 분의 명단이 나감"),
    ):
        found += [
            Unusual(account, day, None, what, times)
            for (account, day), times in counted.items()
            if times >= most
        ]
    return tuple(sorted(found, key=lambda one: (-one.times, one.what, one.on or date.min)))
