"""Working days between two days, counted for many pairs."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.calendar import Holidays
from desktop.domain.partner_counting import WorkingDays

HOLIDAYS = Holidays(
    {date(2026, 1, 1): "1월 1일", date(2026, 12, 25): "기독탄신일", date(2027, 1, 1): "1월 1일"}
)
DAYS = st.dates(date(2025, 6, 1), date(2028, 6, 30))


@given(begin=DAYS, end=DAYS)
def test_they_are_those_of_the_calendar_whatever_years_lie_between(begin: date, end: date) -> None:
    assert WorkingDays(HOLIDAYS).between(begin, end) == HOLIDAYS.between(begin, end)


def test_a_step_told_the_other_way_round_took_no_day() -> None:
    assert WorkingDays(HOLIDAYS).between(date(2026, 3, 9), date(2026, 3, 6)) == 0
