from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.calendar import show_date, show_day
from desktop.domain.errors import Unreadable
from desktop.domain.when import read_day, read_month, read_time

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("12.3", date(2026, 12, 3)),
        ("12/3", date(2026, 12, 3)),
        ("1203", date(2026, 12, 3)),
        ("1.5", date(2027, 1, 5)),
        ("261203", date(2026, 12, 3)),
        ("2026-12-03", date(2026, 12, 3)),
        ("2026. 12. 3.(목)", date(2026, 12, 3)),
        ("２０２６．１２．３", date(2026, 12, 3)),
        ("내일", date(2026, 11, 24)),
        ("2주 뒤", date(2026, 12, 7)),
    ],
)
def test_days_are_read_as_people_write_them(typed: str, day: date) -> None:
    assert read_day(typed, TODAY) == day


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)))
def test_every_day_shown_is_read_back(day: date) -> None:
    assert read_day(show_date(day), TODAY) == day
    assert read_day(show_day(day), TODAY) == day


@pytest.mark.parametrize("typed", ["", "곧", "13.40", "2026. 2. 30.", "5"])
def test_what_is_no_day_gets_a_sentence(typed: str) -> None:
    with pytest.raises(Unreadable, match="적어 주십시오"):
        read_day(typed, TODAY)


@pytest.mark.parametrize(
    ("typed", "at"),
    [
        ("14:05", time(14, 5)),
        ("1405", time(14, 5)),
        ("오후 2시 30분", time(14, 30)),
        ("2시 반", time(14, 30)),
        ("오전 9시", time(9)),
        ("9", time(9)),
        ("3", time(15)),
        ("03:00", time(3)),
    ],
)
def test_times_are_read_as_people_write_them(typed: str, at: time) -> None:
    assert read_time(typed) == at


@pytest.mark.parametrize(
    ("typed", "month"), [("2017.2", "2017-02"), ("17. 2.", "2017-02"), ("199811", "1998-11")]
)
def test_months_are_read(typed: str, month: str) -> None:
    assert read_month(typed, TODAY) == month
