"""Birthdays told in the lunar calendar, common among older visitors.

The Korean calendar of the Korea Astronomy and Space Science Institute, which
differs from the Chinese one by a day now and then; tables of korean_lunar_calendar.
"""

from dataclasses import dataclass
from datetime import date

from korean_lunar_calendar import KoreanLunarCalendar

from desktop.domain.errors import Unreadable

FIRST_YEAR, LAST_YEAR = 1391, 2050


@dataclass(frozen=True, slots=True)
class LunarDay:
    """A day of the lunar calendar; `leap` for one in a 윤달."""

    year: int
    month: int
    day: int
    leap: bool = False

    @property
    def text(self) -> str:
        """As noted beside the solar date: `음력 1990. 2. 16.`, `음력 1990. 윤5. 3.`"""
        return f"음력 {self.year}. {'윤' if self.leap else ''}{self.month}. {self.day}."


def to_solar(lunar: LunarDay) -> date:
    """The solar date of a lunar one; raises Unreadable when there was no such day."""
    calendar = KoreanLunarCalendar()
    known = FIRST_YEAR <= lunar.year <= LAST_YEAR and calendar.setLunarDate(
        lunar.year, lunar.month, lunar.day, lunar.leap
    )
    # The library quietly takes a leap month that the year did not have for the plain one.
    if not known or bool(calendar.isIntercalation) != lunar.leap:
        raise Unreadable(_no_such_day(lunar))
    return date(calendar.solarYear, calendar.solarMonth, calendar.solarDay)


def to_lunar(day: date) -> LunarDay:
    """The lunar day of a solar date, to show beside it; ValueError outside the tables."""
    calendar = KoreanLunarCalendar()
    if not calendar.setSolarDate(day.year, day.month, day.day):
        raise ValueError("the lunar calendar is not known for this day")
    return LunarDay(
        calendar.lunarYear, calendar.lunarMonth, calendar.lunarDay, bool(calendar.isIntercalation)
    )


def _no_such_day(lunar: LunarDay) -> str:
    if lunar.leap:
        when = f"윤{lunar.month}월 {lunar.day}일"
        return f"음력 {lunar.year}년에는 {when}이 없습니다. 평달인지 여쭤보세요."
    when = f"{lunar.month}월 {lunar.day}일"
    return f"음력 {lunar.year}년에는 {when}이 없습니다. 다시 여쭤보세요."
