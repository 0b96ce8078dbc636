"""What a service asks: rows in the grammar of the rules, chosen from a list, said in words."""

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.requirement import (
    Requirement,
    faults_of,
    load_requirements,
    requirement_of,
    requirement_row,
)
from desktop.domain.rule_rows import condition_of, load_rules, row_of
from desktop.domain.shipped import read_partners
from desktop.domain.targeting import AgeBetween, Facts, IsSex, OutOfWork

CODES = Path(__file__).parents[2] / "resources" / "codes"
CHOICES = load_requirements(CODES / "service_conditions.toml")
NUMBERS = st.integers(1, 100)


@given(
    st.sampled_from(CHOICES.kinds),
    st.dictionaries(st.sampled_from(["at_least", "at_most", "months"]), NUMBERS),
    st.text("가나다 라", max_size=20),
)
def test_a_chosen_requirement_is_kept_and_found_in_the_list_again(
    kind: object, numbers: dict[str, int], exception: str
) -> None:
    made = kind.made(numbers, exception)  # type: ignore[attr-defined]
    kept = json.loads(json.dumps(requirement_row(made)))
    assert requirement_of(kept) == made
    found = CHOICES.kind_of(made)
    assert found is not None
    assert found[0].made(found[1], exception) == made
    assert made.words


@pytest.mark.parametrize("rule", load_rules(CODES / "target_rules.toml"), ids=lambda one: one.key)
def test_every_shipped_rule_can_be_written_down_and_read_again(rule: object) -> None:
    for condition in rule.conditions:  # type: ignore[attr-defined]
        assert condition_of(json.loads(json.dumps(row_of(condition)))) == condition


def test_every_requirement_of_the_shipped_partners_can_be_chosen_in_the_form() -> None:
    asked = [
        requirement
        for entry in read_partners(CODES)
        for service in entry.services
        for requirement in service.conditions
    ]
    assert len(asked) >= 14
    assert all(CHOICES.kind_of(one) is not None for one in asked)


def test_what_cannot_be_meant_is_said() -> None:
    ages = Requirement(AgeBetween(64, 40))
    assert "작은 수부터" in faults_of([ages])
    assert "한 줄로" in faults_of([Requirement(AgeBetween(19)), Requirement(AgeBetween(20))])
    assert "두 번" in faults_of([Requirement(IsSex("female")), Requirement(IsSex("female"))])
    assert faults_of([Requirement(AgeBetween(40, 64)), Requirement(OutOfWork())]) == ""


@pytest.mark.parametrize(
    ("made", "words"),
    [
        (Requirement(AgeBetween(40, 64)), "만 40–64세"),
        (Requirement(AgeBetween(60)), "만 60세 이상"),
        (Requirement(AgeBetween(0, 39)), "만 39세까지"),
        (Requirement(OutOfWork(6)), "미취업 6개월 이상"),
        (Requirement(IsSex("female"), "가족도 함께"), "여성 (예외: 가족도 함께)"),
    ],
)
def test_a_requirement_in_words(made: Requirement, words: str) -> None:
    assert made.whole_words == words


@pytest.mark.parametrize("row", [{}, {"kind": "weather"}, {"kind": "age", "hat": 3}])
def test_a_row_that_says_nothing_is_refused(row: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="no condition"):
        requirement_of(row)


def test_a_graduate_is_asked_when_school_ended() -> None:
    (kind,) = [one for one in CHOICES.kinds if one.key == "new_graduate"]
    condition = kind.made({}).condition
    today = date(2026, 11, 23)
    assert condition.judge(Facts(told={"studying": True}), today).holds
    told = condition.judge(Facts(told={"studying": False}), today)
    assert (told.holds, told.asks, told.yes_no) == (None, "graduated_2_years", True)
    out = condition.judge(Facts(told={"studying": False, "graduated_2_years": False}), today)
    assert out.holds is False
