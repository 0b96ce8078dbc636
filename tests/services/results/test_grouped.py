"""The groups of many people, judged together, are those each is told on the page."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from desktop.domain.groups_met import GroupsMet
from desktop.domain.targeting import AgeBetween, Answer, OutOfWork, Rule, evaluate, facts_of
from desktop.domain.visitor import Career, Sex, VisitorDraft, WorkState
from desktop.services.results.grouping import person_of, shown_rules

QUESTIONS = ("wants_work", "ever_employed", "left_for_family", "unemployed_6_months", "studying")
MONTHS = st.sampled_from(["", "2026-02", "2026-03", "2026-05", "2026-08", "2025-12", "2026-13"])
BIRTHS = st.one_of(
    st.none(),
    st.dates(date(1955, 1, 1), date(2013, 12, 31)),
    # The days around which a limit of 35, 38 or 40 years falls.
    st.sampled_from([date(year, 2, day) for year in (1986, 1988, 1991, 1992) for day in (1, 28)]),
    st.just(date(1988, 2, 29)),
)
PEOPLE = st.fixed_dictionaries(
    {
        "birth": BIRTHS,
        "birth_year": st.one_of(st.none(), st.integers(1955, 2012)),
        "left_month": MONTHS,
        "military_months": st.sampled_from([None, 0, 18, 21, 36, 48]),
        "sex": st.sampled_from(Sex),
        "work_state": st.sampled_from(WorkState),
        "leaving_reason": st.sampled_from(["", "family_start", "family_care", "personal", "other"]),
        "education": st.sampled_from(["", "02", "03", "05"]),
        "benefits": st.sampled_from([(), ("unemployment_benefit",)]),
        "career": st.one_of(st.none(), st.tuples(MONTHS, st.sampled_from(["", "family_care"]))),
        "told": st.dictionaries(st.sampled_from(QUESTIONS), st.booleans()).map(
            lambda told: tuple(told.items())
        ),
    }
)
DAYS = st.dates(date(2026, 1, 1), date(2027, 3, 31))
LIMITED = Rule(
    "until_june",
    "유월까지",
    "",
    date(2026, 2, 1),
    date(2026, 6, 30),
    date(2026, 1, 1),
    (AgeBetween(15, 39, service_months=30), OutOfWork(3)),
)
RULES = (*shown_rules(), LIMITED)
MET = GroupsMet(RULES)
"""Kept over all examples: what is remembered of one may not be told of another."""


@settings(max_examples=400, deadline=None)
@given(person=PEOPLE, on=DAYS)
@example(
    person={
        "birth": date(1988, 2, 29), "birth_year": 1988, "left_month": "2026-02",
        "military_months": 36, "sex": Sex.MALE, "work_state": WorkState.SEEKING,
        "leaving_reason": "", "education": "", "benefits": (), "career": None, "told": (),
    },
    on=date(2026, 2, 28),
)  # fmt: skip
def test_everybody_is_in_the_groups_the_rules_say(person: dict[str, Any], on: date) -> None:
    career = person["career"]
    draft = VisitorDraft(
        name="",
        careers=(Career("", "", "", *career),) if career else (),
        facts=person["told"],
        **{key: value for key, value in person.items() if key not in ("career", "told")},
    )
    wanted = {
        verdict.rule.key
        for verdict in evaluate(facts_of(draft), on, RULES)
        if verdict.answer is Answer.MET
    }
    assert MET.of(made(person), on) == wanted


def made(person: dict[str, Any]) -> Any:
    columns = ("birth", "birth_year", "left_month", "military_months")
    coded = (
        person["sex"].value,
        person["work_state"].value,
        person["leaving_reason"],
        person["education"],
        person["benefits"],
    )
    return person_of(
        *(person[one] for one in columns), *coded, career=person["career"], told=person["told"]
    )


def test_people_who_cannot_differ_are_judged_once() -> None:
    judged = []
    met = GroupsMet(shown_rules())
    for number in range(300):
        on = date(2026, 3, 2) + timedelta(days=number)
        person = person_of(
            date(1994, 1, 1) + timedelta(days=number), 1994, "2020-01", 20,
            "female", "seeking", "family_start", "05", (),
        )  # fmt: skip
        facts = person.facts
        met.of(person._replace(facts=lambda facts=facts: judged.append(1) or facts()), on)
    assert len(judged) == 2, "once by age, once by everything else"


def test_a_condition_nobody_has_thought_of_is_not_judged_by_guess() -> None:
    class Moon:
        """A condition of another kind."""

    rule = Rule("moon", "달", "", date(2026, 1, 1), None, date(2026, 1, 1), (Moon(),))  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="Moon"):
        GroupsMet([rule])
