"""When a talk was: a time of today, or of the day it is written down for."""

import re
from datetime import date, time, timedelta

from desktop.domain.errors import Unreadable
from desktop.domain.when import read_time

_BACK = {"오늘": 0, "어제": 1, "그제": 2, "그저께": 2}
_DATED = re.compile(
    r"(?:(\d{4})\s*[.\-/년]\s*)?(\d{1,2})\s*[.\-/월]\s*(\d{1,2})\s*[.일]?(?![\d:시])"
)


def read_start(text: str, today: date, day: date) -> tuple[date, time]:
    """Day and time from `13:41`, `어제 13:41`, `11. 20. 13:41`, `2026-11-20 오후 1시`.

    Without a day it is `day`. Raises Unreadable, also for a day still to come.
    """
    words = text.strip()
    for word, back in _BACK.items():
        if words.startswith(word):
            return today - timedelta(days=back), read_time(words[len(word) :])
    dated = _DATED.match(words)
    if dated is None:
        return day, read_time(words)
    try:
        if dated[1]:
            told = date(int(dated[1]), int(dated[2]), int(dated[3]))
        else:
            told = date(today.year, int(dated[2]), int(dated[3]))
            if told > today:
                told = date(today.year - 1, told.month, told.day)
    except ValueError:
        raise Unreadable("달력에 없는 날입니다. 11. 20. 13:41처럼 적어 주십시오.") from None
    if told > today:
        raise Unreadable("아직 오지 않은 날입니다. 11. 20. 13:41처럼 적어 주십시오.")
    return told, read_time(words[dated.end() :])


def show_start(day: date, at: time, today: date) -> str:
    """`13:41`, with the day before it when that is not today."""
    shown = f"{at:%H:%M}"
    return shown if day == today else f"{day.month}. {day.day}. {shown}"
