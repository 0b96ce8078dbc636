"""What is unusual in a month of the log follows one written rule."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest

from desktop.domain.clock import KST
from desktop.domain.codes import CodeList, read_lists
from desktop.domain.unusual import is_outside, office_hours, thresholds_on, unusual_of
from desktop.paths import resources

DAY = date(2026, 11, 23)
(ROWS,) = read_lists(resources() / "codes" / "log_review.toml")
MOST = thresholds_on(ROWS, DAY)
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
    found = unusual_of(MOST, **{**values, **counts})  # type: ignore[arg-type]
    return [(one.account_id, one.what, one.times) for one in found]


def test_an_ordinary_month_stands_out_nowhere() -> None:
    assert not rule(
        looks={(1, 7): MOST.looks, (1, 8): 90},
        written=frozenset({(1, 8)}),
        opened={(1, DAY): MOST.people},
        empty_searches={(1, DAY): MOST.searches},
        failures={(1, DAY): MOST.failures - 1},
        lists={(1, DAY): MOST.listed - 1},
    )


def test_looking_again_and_again_without_writing_stands_out() -> None:
    assert rule(looks={(1, 7): MOST.looks + 1}) == [(1, "적은 것 없이 거듭 봄", MOST.looks + 1)]
    assert not rule(looks={(1, 7): 50}, written=frozenset({(1, 7)}))
    # Written by a colleague is not written by who looked.
    assert rule(looks={(1, 7): 50}, written=frozenset({(2, 7)}))


@pytest.mark.parametrize(
    ("counted", "most", "what"),
    [
        ("opened", MOST.people + 1, "하루에 많은 분을 엶"),
        ("empty_searches", MOST.searches + 1, "고르지 않고 끝낸 찾기"),
        ("failures", MOST.failures, "로그인 실패"),
        ("lists", MOST.listed, "많은 분의 명단이 나감"),
    ],
)
def test_too_much_on_one_day_stands_out(counted: str, most: int, what: str) -> None:
    assert rule(**{counted: {(1, DAY): most}}) == [(1, what, most)]
    assert not rule(**{counted: {(1, DAY): most - 1}})


def test_the_most_stands_first_and_failures_of_nobody_count() -> None:
    found = rule(failures={(None, DAY): 40}, opened={(2, DAY): 60})
    assert [one[0] for one in found] == [2, None]


def test_the_rule_names_its_own_figures_and_since_when() -> None:
    for figure in (MOST.looks, MOST.people, MOST.searches, MOST.failures, MOST.listed, 30):
        assert str(figure) in MOST.words
    assert "09:00~18:00" in MOST.words
    assert "{" not in MOST.words
    assert MOST.since == date(2025, 1, 1)
    assert all("확인 필요" in row.source for row in ROWS)


def changed(on: date, **counts: int) -> CodeList:
    """The shipped rows, of which some say something else from a day on."""
    rows = []
    for row in ROWS:
        if row.code not in counts:
            rows.append(row)
            continue
        rows.append(replace(row, valid_to=on - timedelta(days=1)))
        rows.append(replace(row, valid_from=on, facts={**row.facts, "most": counts[row.code]}))
    return replace(ROWS, codes=tuple(rows))


def test_a_month_keeps_the_counts_it_began_with() -> None:
    rows = changed(date(2026, 11, 1), looks=3)
    before, after = (thresholds_on(rows, date(2026, month, 1)) for month in (10, 11))
    assert (before.looks, before.since) == (8, date(2025, 1, 1))
    assert (after.looks, after.since) == (3, date(2026, 11, 1))
    assert "3번 넘게" in after.words
    assert after.people == before.people


def test_a_row_that_is_missing_or_no_count_is_refused() -> None:
    with pytest.raises(ValueError, match="slack"):
        thresholds_on(replace(ROWS, codes=ROWS.codes[:5]), DAY)
    with pytest.raises(ValueError, match="looks has no most"):
        thresholds_on(changed(date(2026, 1, 1), looks=-1), DAY)


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
    assert office_hours(words, MOST.usual_hours) == hours


@pytest.mark.parametrize(
    ("at", "outside"),
    [("08:29", True), ("08:30", False), ("18:30", False), ("18:31", True), ("03:00", True)],
)
def test_half_an_hour_before_and_after_is_no_odd_hour(at: str, outside: bool) -> None:
    hour, minute = map(int, at.split(":"))
    moment = datetime(2026, 11, 23, hour, minute, tzinfo=KST)
    assert is_outside(moment, NINE_TO_SIX, MOST.slack, working_day=True) is outside
    assert is_outside(moment, NINE_TO_SIX, MOST.slack, working_day=False)
