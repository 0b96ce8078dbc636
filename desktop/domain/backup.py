"""Copies of the store: why one was made, what it is called, when one is due, which are kept."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import Enum
from uuid import UUID

from desktop.domain.calendar import Holidays, show_time
from desktop.domain.clock import KST


class Occasion(Enum):
    """What made the program write a copy."""

    DAILY = "daily"
    CLOSING = "closing"
    START = "start"
    ASKED = "asked"
    UPGRADE = "upgrade"
    DESTRUCTION = "destruction"
    RESTORE = "restore"

    @property
    def label(self) -> str:
        """As the list of copies names it."""
        return {
            "daily": "하루 백업",
            "closing": "마칠 때",
            "start": "켤 때",
            "asked": "직접 만듦",
            "upgrade": "새 판으로 바꾸기 전",
            "destruction": "파기 전",
            "restore": "되살리기 전",
        }[self.value]


class Place(Enum):
    """Where a copy lies."""

    BESIDE = "beside"
    SECOND = "second"

    @property
    def label(self) -> str:
        """As the list of copies names it."""
        return {"beside": "이 컴퓨터", "second": "둘째 자리"}[self.value]


# What a copy is called ----------------------------------------------------------------

SUFFIX = ".backup"
_NAME = re.compile(r"naeil-(\d{8})-(\d{6})-([0-9A-F]{8})(?:-([2-9]|[1-9]\d+))?\.backup", re.ASCII)


@dataclass(frozen=True, slots=True)
class CopyName:
    """What the name of a copy tells: when it was made, and of which store."""

    made_at: datetime
    store: str
    """The check value of the store, as on the paper of the recovery code."""


def check_value(store: UUID) -> str:
    """Eight digits and letters by which a store is known: `1A2B3C4D`."""
    return str(store)[:8].upper()


def file_name(made_at: datetime, store: UUID, place: int = 1) -> str:
    """The name of a copy; `place` tells several of one second apart. Nobody is named in it."""
    at = made_at.astimezone(KST)
    more = f"-{place}" if place > 1 else ""
    return f"naeil-{at:%Y%m%d-%H%M%S}-{check_value(store)}{more}{SUFFIX}"


def read_name(name: str) -> CopyName | None:
    """What a file's name tells; None for a file that is none of ours."""
    found = _NAME.fullmatch(name)
    if found is None:
        return None
    try:
        at = datetime.strptime(found[1] + found[2], "%Y%m%d%H%M%S").replace(tzinfo=KST)
    except ValueError:
        return None
    return CopyName(at, found[3])


# When one is due ----------------------------------------------------------------------

DAILY_FROM = time(16, 0)
"""The copy of the day is made when nobody has touched a key for a while after this."""
IDLE_MINUTES = 10
WARN_AFTER = timedelta(days=2)
_SETTLED = timedelta(minutes=10)
"""What is written so soon after a copy (its own row, the sign-out) asks for no other."""


def is_due_when_idle(now: datetime, last: datetime | None) -> bool:
    """Whether the copy of the day is to be made now that nobody types."""
    four = _at(now, DAILY_FROM)
    return now >= four and (last is None or last < four)


def is_due_on_closing(now: datetime, last: datetime | None) -> bool:
    """Whether today's work is in no copy yet."""
    since = _at(now, DAILY_FROM if now.astimezone(KST).time() >= DAILY_FROM else time())
    return last is None or last < since


def is_due_at_start(now: datetime, last: datetime | None, last_act: datetime | None) -> bool:
    """Whether the work of an earlier day never came into a copy; `last_act` is its last act."""
    if last_act is None or last_act >= _at(now, time()):
        return False
    return last is None or last < min(_at(last_act, DAILY_FROM), last_act - _SETTLED)


def is_overdue(now: datetime, last: datetime, holidays: Holidays) -> bool:
    """Whether the last good copy is so old that somebody has to see to it.

    After two days on which the office was open: Friday's copy is no reason to worry on
    Monday morning.
    """
    days = holidays.between(last.astimezone(KST).date(), now.astimezone(KST).date())
    return now - last >= WARN_AFTER and days >= WARN_AFTER.days


def told_age(last: datetime | None, now: datetime) -> str:
    """The last good copy in a few words, as the status line says it."""
    if last is None:
        return "백업 아직 없음"
    days = (_day(now) - _day(last)).days
    return f"백업 {told_days(last, now)}" + (f" {show_time(last)}" if days <= 1 else "")


def told_days(moment: datetime, now: datetime) -> str:
    """How many days ago: `오늘`, `어제`, `4일 전`."""
    days = (_day(now) - _day(moment)).days
    return "오늘" if days <= 0 else "어제" if days == 1 else f"{days}일 전"


def _at(moment: datetime, clock: time) -> datetime:
    return datetime.combine(moment.astimezone(KST).date(), clock, KST)


# Which are kept -----------------------------------------------------------------------

DAYS, WEEKS, MONTHS = 7, 5, 12


def kept(made: Mapping[str, datetime]) -> frozenset[str]:
    """Of the copies in one place, by name, those to be kept.

    The last one of each of the latest seven days, five weeks and twelve months that have
    any. Whether old ones are cleared away after each new copy or after a year makes no
    difference to which are left.
    """
    newest_first = sorted(made, key=lambda name: (made[name], name), reverse=True)
    left: set[str] = set()
    for period, most in ((_day, DAYS), (_week, WEEKS), (_month, MONTHS)):
        last: dict[object, str] = {}
        for name in newest_first:
            last.setdefault(period(made[name]), name)
        left.update(list(last.values())[:most])
    return frozenset(left)


def _day(moment: datetime) -> date:
    return moment.astimezone(KST).date()


def _week(moment: datetime) -> tuple[int, int]:
    return _day(moment).isocalendar()[:2]


def _month(moment: datetime) -> tuple[int, int]:
    day = _day(moment)
    return day.year, day.month


Progress = Callable[[str, float], None]
"""Told what is being done and how far it is, from 0 to 1."""


def told_size(size: int) -> str:
    """A size in words: `0.5 MB`."""
    return f"{max(0.1, size / 1_000_000):,.1f} MB"
