"""Birth dates as people tell them, and what is kept of a resident number."""

from dataclasses import asdict
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.birth import (
    BirthShape,
    age_range,
    find_birth,
    read_birth,
    without_seventh,
)
from desktop.domain.calendar import age_on
from desktop.domain.errors import Unreadable
from desktop.domain.lunar import LunarDay, to_lunar, to_solar
from desktop.domain.visitor import Sex

TODAY = date(2026, 11, 23)
BIRTHS = st.dates(date(1922, 1, 1), date(2012, 11, 22))


@pytest.mark.parametrize(
    "typed",
    [
        "900312",
        "90.3.12",
        "90. 3. 12.",
        "1990-03-12",
        "1990/3/12",
        "1990.03.12",
        "19900312",
        "1990년 3월 12일",
        "1990년3월12일생",
        "90년 3월 12일",
        "９０.３.１２",
        "900312-2",
        "9003122",
        "900312 2",
        "900312-2******",
        "900312-2345678",
        "9003122345678",
        "양력 1990.3.12",
    ],
)
def test_all_ways_to_tell_12_march_1990(typed: str) -> None:
    entry = read_birth(typed, TODAY)
    assert entry.on == date(1990, 3, 12)
    assert entry.text == "1990. 3. 12."
    assert entry.year == 1990
    assert entry.year_only is None


@pytest.mark.parametrize(
    ("typed", "born", "sex"),
    [
        ("9003121", date(1990, 3, 12), Sex.MALE),
        ("9003122", date(1990, 3, 12), Sex.FEMALE),
        ("0503123", date(2005, 3, 12), Sex.MALE),
        ("0503124", date(2005, 3, 12), Sex.FEMALE),
        ("900312-5", date(1990, 3, 12), Sex.MALE),  # foreign nationals
        ("900312-6", date(1990, 3, 12), Sex.FEMALE),
        ("050312-7", date(2005, 3, 12), Sex.MALE),
        ("050312-8", date(2005, 3, 12), Sex.FEMALE),
    ],
)
def test_seventh_digit_gives_century_and_sex(typed: str, born: date, sex: Sex) -> None:
    entry = read_birth(typed, TODAY)
    assert (entry.on, entry.sex_hint) == (born, sex)
    assert entry.understood_from is BirthShape.RESIDENT_NUMBER


@given(BIRTHS, st.integers(0, 999_999), st.sampled_from(["", "-", " ", " - "]))
def test_nothing_of_a_resident_number_but_birth_and_sex_is_kept(
    born: date, tail: int, between: str
) -> None:
    seventh = 1 if born.year < 2000 else 4
    number = f"{born:%y%m%d}{between}{seventh}{tail:06d}"
    entry = read_birth(number, TODAY)
    assert entry.on == born
    assert entry.sex_hint is (Sex.MALE if seventh == 1 else Sex.FEMALE)
    kept = {key: value for key, value in asdict(entry).items() if value not in (None, "")}
    assert set(kept) == {"on", "sex_hint", "understood_from"}
    assert f"{tail:06d}" not in repr(entry)


def test_error_sentences_never_repeat_what_was_typed() -> None:
    for typed in ("900230-2345678", "901301-1234567", "900312-23456789"):
        with pytest.raises(Unreadable) as refused:
            read_birth(typed, TODAY)
        assert "234567" not in str(refused.value)


@given(BIRTHS)
def test_two_digit_years_make_visitors_of_14_to_105(born: date) -> None:
    for typed in (f"{born:%y%m%d}", f"{born:%y}.{born.month}.{born.day}"):
        assert read_birth(typed, TODAY).on == born


@pytest.mark.parametrize(
    ("typed", "born"),
    [
        ("121123", date(2012, 11, 23)),  # 14 today
        ("121124", date(2012, 11, 24)),  # 13: no visitor of 1912 is left
        ("200312", date(2020, 3, 12)),  # a child brought along
        ("210312", date(1921, 3, 12)),  # 105
        ("261123", date(1926, 11, 23)),  # rather 100 years old than born today
        ("270101", date(1927, 1, 1)),
    ],
)
def test_edges_of_the_century(typed: str, born: date) -> None:
    assert read_birth(typed, TODAY).on == born


def test_century_moves_with_today() -> None:
    assert read_birth("300101", date(2045, 1, 1)).on == date(2030, 1, 1)
    assert read_birth("300101", TODAY).on == date(1930, 1, 1)


@pytest.mark.parametrize("typed", ["모름", " 모름 ", "?", "모르심", "알 수 없음"])
def test_unknown_is_a_value(typed: str) -> None:
    entry = read_birth(typed, TODAY)
    assert (entry.on, entry.year, entry.text) == (None, None, "모름")
    assert entry.understood_from is BirthShape.UNKNOWN


@pytest.mark.parametrize("typed", ["1990", "90년생", "1990년생", "1990년", "90", "90년 말띠"])
def test_a_year_alone(typed: str) -> None:
    entry = read_birth(typed, TODAY)
    assert (entry.on, entry.year_only, entry.text) == (None, 1990, "1990년생")


@pytest.mark.parametrize(
    ("typed", "tick", "born", "note"),
    [
        ("1990.2.16", True, date(1990, 3, 12), "음력 1990. 2. 16."),
        ("900216", True, date(1990, 3, 12), "음력 1990. 2. 16."),
        ("음력 1990. 2. 16.", False, date(1990, 3, 12), "음력 1990. 2. 16."),
        ("1990.2.16(음)", False, date(1990, 3, 12), "음력 1990. 2. 16."),
        ("1990. 윤5. 3.", False, date(1990, 6, 25), "음력 1990. 윤5. 3."),
        ("1990.5.3 윤달", True, date(1990, 6, 25), "음력 1990. 윤5. 3."),
        ("1990.5.3", True, date(1990, 5, 26), "음력 1990. 5. 3."),
        ("1958.1.1", True, date(1958, 2, 19), "음력 1958. 1. 1."),  # in China a day before
    ],
)
def test_lunar_birthdays_become_solar_with_a_note(
    typed: str, tick: bool, born: date, note: str
) -> None:
    entry = read_birth(typed, TODAY, lunar=tick)
    assert (entry.on, entry.lunar_text) == (born, note)


@given(st.dates(date(1920, 1, 1), date(2049, 12, 31)))
def test_lunar_calendar_there_and_back(day: date) -> None:
    assert to_solar(to_lunar(day)) == day


@given(st.integers(1920, 2049), st.integers(1, 12), st.integers(29, 31), st.booleans())
def test_lunar_days_that_never_were_are_refused(
    year: int, month: int, day: int, leap: bool
) -> None:
    told = LunarDay(year, month, day, leap)
    try:
        solar = to_solar(told)
    except Unreadable:
        return
    assert to_lunar(solar) == told


def test_lunar_calendar_outside_its_tables() -> None:
    with pytest.raises(Unreadable):
        to_solar(LunarDay(2051, 1, 1))
    with pytest.raises(ValueError):
        to_lunar(date(2060, 1, 1))


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("", "모름"),
        ("900230", "1990년 2월에는 없는 날짜"),
        ("901301", "900312, 90.3.12"),
        ("2027-01-01", "아직 오지 않은"),
        ("2026-11-24", "아직 오지 않은 날"),
        ("2030", "아직 오지 않은 해"),
        ("1890.1.1", "너무 오래된"),
        ("900312-9", "너무 오래된"),
        ("27세", "나이 말고"),
        ("1990. 3.", "일까지"),
        ("봄날", "900312, 90.3.12"),
        ("900312-23456789", "여섯 자리만"),
        ("1990312", "900312, 90.3.12"),
    ],
)
def test_what_cannot_be_read_says_how_to_write_it(typed: str, says: str) -> None:
    with pytest.raises(Unreadable, match=says):
        read_birth(typed, TODAY)


def test_lunar_day_that_was_not_is_named() -> None:
    with pytest.raises(Unreadable, match="음력 1990년에는 윤4월 3일이 없습니다"):
        read_birth("1990.윤4.3", TODAY)
    with pytest.raises(Unreadable, match="음력 1990년에는 1월 30일이 없습니다"):
        read_birth("1990.1.30", TODAY, lunar=True)
    with pytest.raises(Unreadable):
        read_birth("1990.0.30", TODAY, lunar=True)


@given(st.text(max_size=25), st.booleans())
def test_any_text_is_read_or_refused_and_nothing_else(text: str, lunar: bool) -> None:
    try:
        entry = read_birth(text, TODAY, lunar)
    except Unreadable:
        return
    assert entry.on is None or entry.on <= TODAY


def test_search_takes_whole_dates_only() -> None:
    assert find_birth("900312", TODAY) is not None
    assert find_birth("1990", TODAY) is None
    assert find_birth("홍길동", TODAY) is None


@given(st.integers(1920, 2025), st.integers(1, 364))
def test_a_year_gives_a_range_of_ages(year: int, later: int) -> None:
    born = date(year, 1, 1) + timedelta(days=later)
    youngest, oldest = age_range(year, TODAY)
    assert youngest <= age_on(born, TODAY) <= oldest <= youngest + 1


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("9003122", "1990. 3. 12."),
        ("900312-2", "1990. 3. 12."),
        ("０５０３１２４", "2005. 3. 12."),
        ("900312-23", "1990. 3. 12."),
        ("음력 9003122", "음력 1990. 3. 12."),
        ("9013452", "901345"),
        ("900312", "900312"),
        ("19900312", "19900312"),
        ("1990. 3. 12.", "1990. 3. 12."),
        ("모름", "모름"),
    ],
)
def test_a_draft_keeps_no_seventh_digit(typed: str, kept: str) -> None:
    assert without_seventh(typed, TODAY) == kept


def test_a_lunar_number_stays_the_same_day_when_read_again() -> None:
    told = read_birth("9003122", TODAY, lunar=True)
    assert read_birth(told.lunar_text, TODAY, lunar=True).on == told.on
