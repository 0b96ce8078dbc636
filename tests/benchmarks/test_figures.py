import unicodedata

import pytest

from desktop.bench.figure import Figure, shown_seconds
from desktop.bench.table import HEAD, goal, line


def width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(one) in "WF" else 1 for one in text)


@pytest.mark.parametrize(
    ("figure", "reached"),
    [
        (Figure("첫 화면", 1.35, 1.0, "빈 창", most=1.35), True),
        (Figure("첫 화면", 1.36, 1.0, "빈 창", most=1.35), False),
        (Figure("글쇠", 0.016, at_most=0.016), True),
        (Figure("글쇠", 0.0161, 0.2, "모두 훑기", at_most=0.016), False),
        (Figure("메모리", 121.0, at_most=120, unit="MB"), False),
        (Figure("장", 999.0, at_most=1000, unit="/s"), False),
        (Figure("장", 1000.0, at_most=1000, unit="/s"), True),
        (Figure("장", 800.0, 20.0, "메일 병합", most=40, unit="/s"), True),
        (Figure("장", 780.0, 20.0, "메일 병합", most=40, unit="/s"), False),
        (Figure("스풀", 330.0, 37.0, "PDF 그대로", unit="KB"), None),
    ],
)
def test_a_goal_is_reached_by_being_low_and_by_a_rate_being_high(
    figure: Figure, reached: bool | None
) -> None:
    assert figure.reached is reached


def test_a_goal_against_a_peer_that_is_not_there_is_neither_reached_nor_missed() -> None:
    figure = Figure("이름 찾기", 0.0002, beside="LibreOffice 없음", most=0.01)
    assert figure.reached is None
    told = line(figure)
    assert "LibreOffice 없음" in told
    assert "닿음" not in told
    assert "못 미침" not in told


def test_a_line_says_ours_the_peer_the_ratio_the_goal_and_the_verdict() -> None:
    told = line(Figure("접수 저장", 0.0061, 0.0021, "같은 줄", most=2.5, more="문장 10개"))
    for words in (
        "접수 저장",
        "6.1 ms",
        "같은 줄 2.1 ms",
        "2.90배",
        "≤ 2.50배",
        "못 미침",
        "문장 10개",
    ):
        assert words in told


def test_a_ratio_far_below_is_told_as_a_part() -> None:
    figure = Figure("이름 찾기", 0.0002, 0.5, "Calc", most=0.01)
    assert "1/2,500" in line(figure)
    assert goal(figure) == "≤ 1/100"


def test_columns_stand_under_each_other_although_syllables_are_wide() -> None:
    figures = [
        Figure("가", 0.001, 0.002, "나", most=1.0),
        Figure("긴 이름을 가진 것(괄호까지)", 12.0, 13.0, "다른 것", most=1.0, unit="MB"),
    ]
    starts = {width(one[: one.index("≤")]) for one in map(line, figures)}
    assert starts == {width(HEAD[: HEAD.index("목표")])}


def test_small_times_keep_their_figures() -> None:
    assert "0.25 ms" in line(Figure("찾기", 0.00025))
    assert "1,234.0 ms" in line(Figure("찾기", 1.234))


def test_durations_are_told_as_people_do() -> None:
    assert shown_seconds(59.44) == "59.4초"
    assert shown_seconds(601) == "10분 1초"
