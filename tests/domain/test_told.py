"""Months, wages and the words of a search, as people say them."""

from datetime import date

import pytest

from desktop.domain.errors import Unreadable
from desktop.domain.told import (
    Carried,
    carry_over,
    months_since,
    read_month,
    read_wage,
    show_month,
    show_months,
    show_wage,
)

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    "told",
    ["2017. 2.", "2017-2", "17.2", "1702", "201702", "2017년 2월", "２０１７．２", "9년 9개월 전"],
)
def test_a_month_is_read_in_every_writing(told: str) -> None:
    assert read_month(told, TODAY) == "2017-02"


def test_two_digits_of_a_year_to_come_are_the_last_century() -> None:
    assert read_month("98. 5.", TODAY) == "1998-05"


@pytest.mark.parametrize("told", ["작년", "2017", "2017. 13.", "삼월"])
def test_what_is_no_month_says_how_to_write_it(told: str) -> None:
    with pytest.raises(Unreadable):
        read_month(told, TODAY)


def test_the_gap_is_said_in_years_and_months() -> None:
    assert show_months(months_since("2017-02", TODAY)) == "9년 9개월"
    assert show_months(12) == "1년"
    assert show_months(0) == "0개월"
    assert show_month("2017-02") == "2017. 2."


@pytest.mark.parametrize(
    ("told", "won"),
    [("200만", 2_000_000), ("2,000,000", 2_000_000), ("250만원", 2_500_000), ("12000", 12_000),
     ("1만2천원", 12_000), ("1만 500원", 10_500)],
)  # fmt: skip
def test_a_wage_is_read_as_it_is_said(told: str, won: int) -> None:
    assert read_wage(told) == won


@pytest.mark.parametrize("told", ["많이", "200", "회사 내규"])
def test_a_wage_that_cannot_be_read_asks_for_won(told: str) -> None:
    with pytest.raises(Unreadable):
        read_wage(told)


def test_a_wage_is_shown_with_commas() -> None:
    assert show_wage(2_000_000) == "2,000,000"
    assert show_wage(None) == ""


@pytest.mark.parametrize(
    ("typed", "carried"),
    [
        ("박서아", Carried(name="박서아")),
        ("ㅂㅅㅇ", Carried(hint="ㅂㅅㅇ")),
        ("900312", Carried(birth="900312")),
        ("010-1234-5678", Carried(phone="010-1234-5678")),
        ("5678", Carried(hint="5678")),
        ("1990", Carried(hint="1990")),
        ("김민지 90", Carried(name="김민지", hint="90")),
        ("김민지 900312", Carried(name="김민지", birth="900312")),
        ("NGUYEN THI HOA", Carried(name="NGUYEN THI HOA")),
        ("1350", Carried(hint="1350")),
        ("", Carried()),
    ],
)
def test_only_what_can_be_a_value_is_carried_into_the_form(typed: str, carried: Carried) -> None:
    assert carry_over(typed, TODAY) == carried
