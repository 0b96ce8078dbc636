"""Days and times as people type them: no masks, read when the field is left."""

import re
import unicodedata
from datetime import date, time, timedelta

from desktop.domain.errors import Unreadable

_WORDS = {"오늘": 0, "내일": 1, "모레": 2, "글피": 3}
_NUMBERS = re.compile(r"\d+")
_STRANGE = re.compile(r"[^\d\s.,/()\-–—·년월일화수목금토요]")
"""What stands in no date: words behind one are not to be thrown away when it is tidied."""
_AFTER = re.compile(r"^\+?\s*(\d{1,3})\s*(일|주)\s*(뒤|후)?$")
_CENTURY = 2000
_HOW_DAY = "12. 3.이나 2026. 12. 3.처럼 날짜를 적어 주십시오."
_HOW_TIME = "14:00이나 오후 2시처럼 시각을 적어 주십시오."


def read_day(text: str, today: date) -> date:
    """A day from `12.3`, `12/3`, `261203`, `2026-12-03`, `2026. 12. 3.(목)`, `내일`, `2주 뒤`.

    Without a year it is the next such day from today on. Raises Unreadable with a
    sentence that says how to write it.
    """
    words = unicodedata.normalize("NFKC", text).strip()
    if words in _WORDS:
        return today + timedelta(days=_WORDS[words])
    ahead = _AFTER.match(words)
    if ahead:
        return today + timedelta(days=int(ahead[1]) * (7 if ahead[2] == "주" else 1))
    if _STRANGE.search(words):
        raise Unreadable(_HOW_DAY)
    numbers = _NUMBERS.findall(words)
    if len(numbers) == 1:
        numbers = _split(numbers[0])
    try:
        if len(numbers) == 3:
            year = int(numbers[0])
            return date(year + _CENTURY if year < 100 else year, int(numbers[1]), int(numbers[2]))
        if len(numbers) == 2:
            month, day = int(numbers[0]), int(numbers[1])
            this = date(today.year, month, day)
            return this if this >= today else date(today.year + 1, month, day)
    except ValueError:
        raise Unreadable(f"달력에 없는 날입니다. {_HOW_DAY}") from None
    raise Unreadable(_HOW_DAY)


def _split(digits: str) -> list[str]:
    if len(digits) == 8:
        return [digits[:4], digits[4:6], digits[6:]]
    if len(digits) == 6:
        return [digits[:2], digits[2:4], digits[4:]]
    if len(digits) == 4:
        return [digits[:2], digits[2:]]
    return [digits]


def read_time(text: str) -> time:
    """A time from `14:05`, `1405`, `14시`, `오후 2시 30분`, `2시 반`. Raises Unreadable.

    Hours from 1 to 7 without 오전 or 오후 are afternoon: the counter is closed at night.
    """
    words = unicodedata.normalize("NFKC", text).strip()
    numbers = _NUMBERS.findall(words)
    if len(numbers) == 1 and len(numbers[0]) in (3, 4):
        numbers = [numbers[0][:-2], numbers[0][-2:]]
    if not numbers or len(numbers) > 2:
        raise Unreadable(_HOW_TIME)
    hour = int(numbers[0])
    minute = int(numbers[1]) if len(numbers) == 2 else 30 if words.endswith("반") else 0
    if ("오후" in words and hour < 12) or (
        "오전" not in words and 1 <= hour <= 7 and len(numbers[0]) == 1
    ):
        hour += 12
    try:
        return time(hour, minute)
    except ValueError:
        raise Unreadable(_HOW_TIME) from None


def read_month(text: str, today: date) -> str:
    """A month as `YYYY-MM` from `2017.2`, `17.2`, `2017년 2월`, `201702`. Raises Unreadable."""
    numbers = _NUMBERS.findall(unicodedata.normalize("NFKC", text))
    if len(numbers) == 1 and len(numbers[0]) in (4, 6):
        numbers = [numbers[0][:-2], numbers[0][-2:]]
    if len(numbers) < 2:
        raise Unreadable("2017. 2.처럼 연도와 달을 적어 주십시오.")
    year, month = int(numbers[0]), int(numbers[1])
    if year < 100:
        year += _CENTURY if year <= today.year % 100 else _CENTURY - 100
    if not 1 <= month <= 12 or not 1920 <= year <= today.year + 10:
        raise Unreadable("달력에 없는 달입니다. 2017. 2.처럼 적어 주십시오.")
    return f"{year:04d}-{month:02d}"
