"""Dates, ages and periods as the office counts them."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.calendar import (
    Holidays,
    add_months,
    age_on,
    birthday_in,
    period_end,
    show_date,
    show_day,
    show_moment,
    show_short_day,
    show_time,
)
from desktop.domain.clock import KST, FixedClock, SystemClock
from desktop.domain.shipped import read_holidays

CODES = Path(__file__).parents[2] / "resources" / "codes"
KNOWN = Holidays(read_holidays(CODES))
DAYS = st.dates(date(2025, 1, 1), date(2028, 12, 1))
BIRTHS = st.dates(date(1900, 1, 1), date(2026, 12, 31))


def test_reply_asked_on_23_november_2026_is_due_on_monday_7_december() -> None:
    assert show_day(KNOWN.after(date(2026, 11, 23), 10)) == "2026. 12. 7.(월)"


def test_working_days_pass_over_christmas_and_new_year() -> None:
    # 12. 25.(금) and 1. 1.(금) are holidays
    assert KNOWN.after(date(2026, 12, 24), 1) == date(2026, 12, 28)
    assert KNOWN.after(date(2026, 12, 24), 5) == date(2027, 1, 4)


def test_temporary_holiday_moves_a_due_date_by_a_day() -> None:
    extended = KNOWN.plus({date(2026, 12, 7): "임시공휴일"})
    assert extended.after(date(2026, 11, 23), 10) == date(2026, 12, 8)
    assert extended.name(date(2026, 12, 7)) == "임시공휴일"
    assert KNOWN.is_working(date(2026, 12, 7))


@pytest.mark.parametrize(
    ("start", "days", "last"),
    [
        (date(2026, 11, 23), 14, date(2026, 12, 7)),  # a Monday
        (date(2026, 11, 25), 10, date(2026, 12, 7)),  # ends on Saturday 5th
        (date(2026, 11, 26), 10, date(2026, 12, 7)),  # ends on Sunday 6th
        (date(2027, 1, 27), 10, date(2027, 2, 10)),  # ends on the eve of 설날, 2. 9. substitute
        (date(2026, 9, 14), 10, date(2026, 9, 28)),  # 추석 on Thursday to Saturday
    ],
)
def test_period_ending_on_a_closed_day_ends_on_the_next_open_one(
    start: date, days: int, last: date
) -> None:
    assert KNOWN.legal_deadline(start, days) == last


@given(DAYS, st.integers(0, 40))
def test_counting_working_days_forward_and_back_agrees(day: date, count: int) -> None:
    due = KNOWN.after(day, count)
    assert KNOWN.between(day, due) == count
    assert count == 0 or KNOWN.is_working(due)


@given(DAYS, st.integers(0, 60))
def test_legal_deadline_is_never_early_and_always_open(day: date, days: int) -> None:
    last = KNOWN.legal_deadline(day, days)
    assert KNOWN.is_working(last)
    assert last >= day + timedelta(days=days)
    closed = (last - (day + timedelta(days=days))).days
    assert not any(KNOWN.is_working(last - timedelta(days=n)) for n in range(1, closed + 1))


def test_holidays_of_2027_have_their_substitutes() -> None:
    for month, day in ((2, 9), (5, 3), (7, 19), (8, 16), (10, 4), (10, 11), (12, 27)):
        assert "대체공휴일" in (KNOWN.name(date(2027, month, day)) or "")
    assert all(KNOWN.knows(year) for year in range(2025, 2029))
    assert not KNOWN.knows(2030)
    assert len(KNOWN) == len(list(KNOWN)) > 70


def test_born_on_29_february_turns_older_on_1_march() -> None:
    born = date(2004, 2, 29)
    assert age_on(born, date(2026, 2, 28)) == 21
    assert age_on(born, date(2026, 3, 1)) == 22
    assert age_on(born, date(2028, 2, 29)) == 24
    assert birthday_in(born, 22) == date(2026, 3, 1)
    assert birthday_in(born, 24) == date(2028, 2, 29)


@given(BIRTHS, st.integers(0, 110))
def test_age_changes_exactly_on_the_birthday(birth: date, age: int) -> None:
    day = birthday_in(birth, age)
    assert age_on(birth, day) == age
    if age:
        assert age_on(birth, day - timedelta(days=1)) == age - 1


def test_nobody_has_an_age_before_birth() -> None:
    with pytest.raises(ValueError):
        age_on(date(2026, 1, 2), date(2026, 1, 1))


def test_months_end_with_the_month_when_it_is_shorter() -> None:
    assert add_months(date(2026, 11, 23), 3) == date(2027, 2, 23)
    assert add_months(date(2026, 11, 30), 3) == date(2027, 2, 28)
    assert add_months(date(2027, 1, 31), -2) == date(2026, 11, 30)
    assert add_months(date(2027, 11, 30), 3) == date(2028, 2, 29)


def test_validity_of_an_application_runs_three_months_from_the_next_day() -> None:
    assert period_end(date(2026, 11, 23), 3) == date(2027, 2, 23)
    assert period_end(date(2027, 2, 28), 3) == date(2027, 5, 31)
    assert period_end(date(2026, 11, 29), 3) == date(2027, 2, 28)
    assert period_end(date(2026, 11, 30), 3) == date(2027, 2, 28)


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(0, 60))
def test_period_never_ends_before_the_same_day_of_the_month(day: date, months: int) -> None:
    assert add_months(day, months) <= period_end(day, months)
    assert (period_end(day, months) - add_months(day, months)).days <= 3


def test_dates_are_written_as_the_office_writes_them() -> None:
    day = date(2026, 12, 7)
    assert show_date(date(2026, 11, 3)) == "2026. 11. 3."
    assert (show_day(day), show_short_day(day)) == ("2026. 12. 7.(월)", "12. 7.(월)")
    moment = datetime(2026, 11, 23, 5, 5, tzinfo=UTC)
    assert (show_time(moment), show_moment(moment)) == ("14:05", "2026. 11. 23. 14:05")


def test_a_moment_without_zone_is_refused() -> None:
    naive = datetime(2026, 11, 23, 14, 5)  # noqa: DTZ001 - that is the point
    with pytest.raises(ValueError):
        show_time(naive)
    with pytest.raises(ValueError):
        FixedClock(naive)


def test_the_day_at_the_counter_is_korean() -> None:
    clock = FixedClock(datetime(2026, 11, 22, 15, 30, tzinfo=UTC))
    assert clock.today() == date(2026, 11, 23)
    clock.advance(timedelta(hours=24))
    assert clock.today() == date(2026, 11, 24)
    assert clock.now().tzinfo is KST
    assert SystemClock().now().tzinfo is KST
    assert SystemClock().today() == datetime.now(KST).date()
