"""What is unusual in a month of the log follows one written rule."""

from datetime import date, datetime, time

import pytest

from desktop.domain.clock import KST
from desktop.domain.unusual import (
    MANY_PEOPLE,
    MOST_FAILURES,
    MOST_LOOKS,
    MOST_PEOPLE,
    MOST_SEARCHES,
    RULE,
    is_outside,
    office_hours,
    unusual_of,
)

DAY = date(2026, 11, 23)
NINE_TO_SIX = (time(9), time(18))


def rule(**counts: object) -> list[tuple[int | None, str, int]]:
    values: dict[str, object] = {
        "looks": {},
        "written": frozenset(),
        "opened": {},
        "empty_searches": {},
        "failures": {},
        "lists": {},
    }
    found = unusual_of(**{**values, **counts})  # type: ignore[arg-type]
    return [(one.account_id, one.what, one.times) for one in found]


def test_an_ordinary_month_stands_out_nowhere() -> None:
    assert not rule(
        looks={(1, 7): MOST_LOOKS, (1, 8): 90},
        written=frozenset({(1, 8)}),
        opened={(1, DAY): MOST_PEOPLE},
        empty_searches={(1, DAY): MOST_SEARCHES},
        failures={(1, DAY): MOST_FAILURES - 1},
        lists={(1, DAY): MANY_PEOPLE - 1},
    )


def test_looking_again_and_again_without_writing_stands_out() -> None:
    assert rule(looks={(1, 7): MOST_LOOKS + 1}) == [(1, "적은 것 없이 거듭 봄", MOST_LOOKS + 1)]
    assert not rule(looks={(1, 7): 50}, written=frozenset({(1, 7)}))
    # Written by a colleague is not written by who looked.
    assert rule(looks={(1, 7): 50}, written=frozenset({(2, 7)}))


@pytest.mark.parametrize(
    ("counted", "most", "what"),
    [
        ("opened", MOST_PEOPLE + 1, "하루에 많은 분을 엶"),
        ("empty_searches", MOST_SEARCHES + 1, "고르지 않고 끝낸 찾기"),
        ("failures", MOST_FAILURES, "로그인 실패"),
        ("lists", MANY_PEOPLE, "많은 분의 명단이 나감"),
    ],
)
def test_too_much_on_one_day_stands_out(counted: str, most: int, what: str) -> None:
    assert rule(**{counted: {(1, DAY): most}}) == [(1, what, most)]
    assert not rule(**{counted: {(1, DAY): most - 1}})


def test_the_most_stands_first_and_failures_of_nobody_count() -> None:
    found = rule(failures={(None, DAY): 40}, opened={(2, DAY): 60})
    assert [one[0] for one in found] == [2, None]


def test_the_rule_names_its_own_figures() -> None:
    for figure in (MOST_LOOKS, MOST_PEOPLE, MOST_SEARCHES, MOST_FAILURES, MANY_PEOPLE):
        assert str(figure) in RULE


@pytest.mark.parametrize(
    ("words", "hours"),
    [
        ("09:00~18:00", NINE_TO_SIX),
        ("평일 9:30 ~ 17:30 (점심 12:00~13:00)", (time(9, 30), time(17, 30))),
        ("월-금 10:00-19:00", (time(10), time(19))),
        ("", NINE_TO_SIX),
        ("문의 바랍니다", NINE_TO_SIX),
        ("18:00~09:00", NINE_TO_SIX),
        ("99:00~18:00", NINE_TO_SIX),
    ],
)
def test_office_hours_are_read_from_the_centres_own_words(
    words: str, hours: tuple[time, time]
) -> None:
    assert office_hours(words) == hours


@pytest.mark.parametrize(
    ("at", "outside"),
    [("08:29", True), ("08:30", False), ("18:30", False), ("18:31", True), ("03:00", True)],
)
def test_half_an_hour_before_and_after_is_no_odd_hour(at: str, outside: bool) -> None:
    hour, minute = map(int, at.split(":"))
    moment = datetime(2026, 11, 23, hour, minute, tzinfo=KST)
    assert is_outside(moment, NINE_TO_SIX, working_day=True) is outside
    assert is_outside(moment, NINE_TO_SIX, working_day=False)
