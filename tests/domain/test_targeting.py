"""Target groups on the day, with a reason or a question for each."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.calendar import age_on, birthday_in
from desktop.domain.codes import CodeBook
from desktop.domain.rule_rows import load_rules
from desktop.domain.targeting import (
    Answer,
    Facts,
    LeftFor,
    Rule,
    Verdict,
    evaluate,
    facts_of,
)
from desktop.domain.visitor import Career, Sex, VisitorDraft, WorkState

CODES = Path(__file__).parents[2] / "resources" / "codes"
RULES = load_rules(CODES / "target_rules.toml")
TODAY = date(2026, 11, 23)

RETURNING = Facts(
    birth=date(1989, 3, 14),
    sex=Sex.FEMALE,
    wants_work=True,
    employed=False,
    ever_employed=True,
    left_month="2017-02",
    leaving_reason="family_start",
)
WORKLESS_MAN = Facts(
    birth=date(1972, 4, 2), sex=Sex.MALE, wants_work=True, employed=False, ever_employed=True
)


def verdict(key: str, facts: Facts, on: date = TODAY) -> Verdict:
    (found,) = [one for one in evaluate(facts, on, RULES) if one.rule.key == key]
    return found


def answer(key: str, facts: Facts, on: date = TODAY) -> Answer:
    return verdict(key, facts, on).answer


# Ages: the day before the birthday and the birthday itself -------------------------------


@pytest.mark.parametrize(
    ("key", "turns", "eve", "day"),
    [
        ("youth_employment", 15, Answer.UNMET, Answer.MET),
        ("youth_employment", 30, Answer.MET, Answer.UNMET),
        ("youth_employment", 29, Answer.MET, Answer.MET),
        ("youth_national", 15, Answer.UNMET, Answer.MET),
        ("youth_national", 34, Answer.MET, Answer.MET),
        ("youth_basic", 19, Answer.UNMET, Answer.MET),
        ("youth_basic", 34, Answer.MET, Answer.MET),
        ("youth_basic", 35, Answer.MET, Answer.UNMET),
        ("youth_seoul", 19, Answer.UNMET, Answer.MET),
        ("youth_seoul", 39, Answer.MET, Answer.MET),
        ("youth_seoul", 40, Answer.MET, Answer.UNMET),
        ("middle_aged", 40, Answer.UNMET, Answer.MET),
        ("middle_aged", 64, Answer.MET, Answer.MET),
        ("middle_aged", 65, Answer.MET, Answer.UNMET),
        ("near_senior", 50, Answer.UNMET, Answer.MET),
        ("near_senior", 54, Answer.MET, Answer.MET),
        ("near_senior", 55, Answer.MET, Answer.UNMET),
        ("senior", 55, Answer.UNMET, Answer.MET),
    ],
)
def test_birthday_decides(key: str, turns: int, eve: Answer, day: Answer) -> None:
    born = date(TODAY.year - turns, TODAY.month, TODAY.day)
    assert age_on(born, TODAY) == turns
    assert answer(key, Facts(birth=born, sex=Sex.FEMALE)) is day
    assert answer(key, Facts(birth=born + timedelta(days=1), sex=Sex.FEMALE)) is eve


@pytest.mark.parametrize(
    ("turns", "eve", "day"), [(15, False, True), (69, True, True), (70, True, False)]
)
def test_national_support_by_age(turns: int, eve: bool, day: bool) -> None:
    """Within 15–69 there is at best a possibility; outside there is none."""
    for key in ("national_support_1", "national_support_2"):
        for later, possible in ((1, eve), (0, day)):
            born = date(TODAY.year - turns, TODAY.month, TODAY.day) + timedelta(days=later)
            facts = Facts(birth=born, sex=Sex.FEMALE, employed=False)
            assert (answer(key, facts) is Answer.CHECK) is possible


def test_born_on_29_february() -> None:
    born = Facts(birth=date(2007, 2, 28), sex=Sex.FEMALE)
    leap = replace(born, birth=date(2004, 2, 29))
    eve, day = date(2023, 2, 28), date(2023, 3, 1)
    assert answer("youth_basic", leap, eve) is Answer.UNMET  # still 18
    assert answer("youth_basic", leap, day) is Answer.MET


@given(st.dates(date(1930, 1, 1), date(2015, 1, 1)), st.dates(date(2026, 1, 1), date(2030, 1, 1)))
def test_last_day_of_an_age_is_the_day_before_the_birthday(born: date, on: date) -> None:
    facts = Facts(birth=born, sex=Sex.FEMALE)
    for key, oldest in (("youth_basic", 34), ("youth_seoul", 39), ("middle_aged", 64)):
        judged = verdict(key, facts, on)
        if judged.answer is Answer.MET:
            assert judged.until == birthday_in(born, oldest + 1) - timedelta(days=1)
            assert answer(key, facts, judged.until) is Answer.MET
            assert answer(key, facts, judged.until + timedelta(days=1)) is Answer.UNMET


def test_thirty_seven_is_young_in_seoul_and_not_by_the_basic_act() -> None:
    assert answer("youth_basic", RETURNING) is Answer.UNMET
    assert answer("youth_seoul", RETURNING) is Answer.MET
    assert verdict("youth_seoul", RETURNING).reason == (
        "만 37세(19–39세)로 2029. 3. 13.까지 해당합니다."
    )
    assert verdict("youth_basic", RETURNING).reason == (
        "만 37세로 19–34세를 넘어 해당하지 않습니다."
    )
    assert verdict("middle_aged", RETURNING).reason == (
        "만 37세로 40–64세에 아직 이르지 않아 해당하지 않습니다."
    )


# Military service ------------------------------------------------------------------------


def test_21_months_of_service_are_added_to_the_35th_birthday() -> None:
    man = Facts(birth=date(1990, 3, 12), sex=Sex.MALE, military_months=21)
    last = date(2026, 12, 11)  # 35th birthday 2025. 3. 12. + 21 months = 2026. 12. 12.
    assert answer("youth_national", man, last) is Answer.MET
    assert verdict("youth_national", man, last).until == last
    assert "군 복무 21개월" in verdict("youth_national", man, last).reason
    assert answer("youth_national", man, last + timedelta(days=1)) is Answer.UNMET
    assert "더해도 넘어" in verdict("youth_national", man, last + timedelta(days=1)).reason


def test_service_counts_three_years_at_most() -> None:
    officer = Facts(birth=date(1988, 11, 23), sex=Sex.MALE, military_months=60)
    assert answer("youth_national", officer, date(2026, 11, 22)) is Answer.MET
    assert answer("youth_national", officer, date(2026, 11, 23)) is Answer.UNMET


def test_unknown_service_is_asked_about_only_where_it_matters() -> None:
    man = Facts(birth=date(1991, 3, 12), sex=Sex.MALE)
    asked = verdict("youth_national", man)
    assert (asked.answer, asked.asks) == (Answer.CHECK, "military_months")
    assert asked.reason == ("군 복무 기간을 모릅니다. “군 복무를 몇 달 하셨나요?” 하고 여쭤보세요.")
    assert answer("youth_national", replace(man, birth=date(1988, 11, 23))) is Answer.UNMET
    assert answer("youth_national", replace(man, sex=Sex.FEMALE)) is Answer.UNMET
    assert answer("youth_national", replace(man, sex=None)) is Answer.CHECK
    assert answer("youth_national", replace(man, military_months=0)) is Answer.UNMET
    assert answer("youth_national", replace(man, birth=date(1992, 3, 12))) is Answer.MET


# Birth year alone ------------------------------------------------------------------------


def test_a_birth_year_decides_when_all_its_days_agree() -> None:
    year = Facts(birth_year=1990, sex=Sex.FEMALE)
    assert verdict("youth_seoul", year).reason == "1990년생 만 35–36세(19–39세)로 해당합니다."
    assert answer("youth_basic", year) is Answer.UNMET
    border = replace(year, birth_year=1991)
    assert verdict("youth_basic", border).answer is Answer.CHECK
    assert verdict("youth_basic", border).asks == "birth"
    assert answer("senior", replace(year, birth_year=1950)) is Answer.MET
    assert verdict("senior", year).reason == "1990년생으로 55세 이상이 아니어서 해당하지 않습니다."
    assert answer("youth_basic", replace(year, birth_year=2030)) is Answer.CHECK


@given(st.integers(1930, 2020), st.integers(0, 364))
def test_a_birth_year_never_says_other_than_the_date(year: int, later: int) -> None:
    born = date(year, 1, 1) + timedelta(days=later)
    for by_year, by_date in zip(
        evaluate(Facts(birth_year=year, sex=Sex.FEMALE), TODAY, RULES),
        evaluate(Facts(birth=born, sex=Sex.FEMALE), TODAY, RULES),
        strict=True,
    ):
        if by_year.answer is not Answer.CHECK:
            assert by_year.answer is by_date.answer


# Women returning to work -----------------------------------------------------------------


def test_woman_who_left_for_her_children() -> None:
    judged = verdict("career_women", RETURNING)
    assert judged.answer is Answer.MET
    assert judged.reason == (
        "여성, 취업 희망, 미취업, 결혼·임신·출산·육아로 퇴사(2017. 2.)로 해당합니다."
    )


def test_woman_who_has_never_been_employed() -> None:
    facts = Facts(sex=Sex.FEMALE, wants_work=True, employed=False, ever_employed=False)
    assert answer("career_women", facts) is Answer.MET
    assert "취업한 적 없음" in verdict("career_women", facts).reason


def test_man_with_a_gap_for_his_children_is_told_why_not() -> None:
    judged = verdict("career_women", replace(RETURNING, sex=Sex.MALE))
    assert judged.answer is Answer.UNMET
    assert judged.reason == "여성을 위한 구분이어서 해당하지 않습니다."


@pytest.mark.parametrize(
    ("reason", "wanted"),
    [
        ("family_start", Answer.MET),
        ("family_care", Answer.MET),
        ("working_conditions", Answer.MET),
        ("contract_end", Answer.UNMET),
        ("retirement", Answer.UNMET),
        ("personal", Answer.CHECK),
        ("other", Answer.CHECK),
        ("", Answer.CHECK),
    ],
)
def test_reason_of_leaving_decides(reason: str, wanted: Answer) -> None:
    facts = replace(RETURNING, leaving_reason=reason)
    judged = verdict("career_women", facts)
    assert judged.answer is wanted
    if wanted is Answer.CHECK:
        assert judged.yes_no
        for told, then in ((True, Answer.MET), (False, Answer.UNMET)):
            assert answer("career_women", replace(facts, told={judged.asks: told})) is then


def test_woman_at_work_or_not_looking_is_no_returner() -> None:
    assert answer("career_women", replace(RETURNING, employed=True)) is Answer.UNMET
    assert answer("career_women", replace(RETURNING, wants_work=False)) is Answer.UNMET
    assert verdict("career_women", replace(RETURNING, wants_work=None)).asks == "wants_work"
    assert verdict("career_women", replace(RETURNING, sex=None)).asks == "sex"
    unknown = replace(RETURNING, ever_employed=None, leaving_reason="contract_end")
    assert verdict("career_women", unknown).asks == "ever_employed"


# Out of work -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("left", "on", "wanted"),
    [
        ("2026-04", date(2026, 11, 23), Answer.MET),
        ("2026-05", date(2026, 11, 30), Answer.MET),  # even if left on the 31st
        ("2026-05", date(2026, 11, 1), Answer.CHECK),  # the day of leaving decides
        ("2026-05", date(2026, 10, 31), Answer.UNMET),
        ("2026-06", date(2026, 11, 23), Answer.UNMET),
        ("", date(2026, 11, 23), Answer.CHECK),
        ("전에", date(2026, 11, 23), Answer.CHECK),
    ],
)
def test_half_a_year_out_of_work(left: str, on: date, wanted: Answer) -> None:
    facts = replace(WORKLESS_MAN, left_month=left)
    judged = verdict("long_unemployed", facts, on)
    assert judged.answer is wanted
    if wanted is Answer.CHECK:
        told = {judged.asks: True}
        assert answer("long_unemployed", replace(facts, told=told), on) is Answer.MET
        told = {judged.asks: False}
        assert answer("long_unemployed", replace(facts, told=told), on) is Answer.UNMET


def test_employed_is_not_out_of_work() -> None:
    facts = replace(WORKLESS_MAN, employed=True, left_month="2020-01")
    assert verdict("long_unemployed", facts).reason == "지금 일하고 계셔서 해당하지 않습니다."
    assert answer("long_unemployed", replace(facts, employed=None)) is Answer.CHECK


@pytest.mark.parametrize(
    ("facts", "wanted"),
    [
        (Facts(education="03", left_month="2026-10"), Answer.MET),
        (Facts(education="05", left_month="2026-02"), Answer.MET),
        (Facts(education="05", left_month="2026-10"), Answer.CHECK),  # a supported youth?
        (Facts(left_month="2026-10"), Answer.CHECK),
        (
            Facts(education="05", left_month="2026-10", told={"supported_youth": False}),
            Answer.UNMET,
        ),
        (Facts(education="05", left_month="2026-10", told={"supported_youth": True}), Answer.MET),
    ],
)
def test_youth_with_difficulties(facts: Facts, wanted: Answer) -> None:
    young = replace(facts, birth=date(2001, 1, 1), employed=False)
    assert answer("youth_hardship", young) is wanted
    assert answer("youth_hardship", replace(young, employed=True)) is Answer.UNMET
    assert answer("youth_hardship", replace(young, birth=date(1990, 1, 1))) is Answer.UNMET


# Where another office decides ------------------------------------------------------------

ELIGIBLE = {
    "studying": False,
    "living_benefit": False,
    "unemployment_benefit": False,
    "public_job": False,
    "income_under_60": True,
    "assets_under_limit": True,
    "worked_100_days": True,
}


def test_national_support_is_never_promised() -> None:
    facts = replace(WORKLESS_MAN, told=ELIGIBLE)
    for key in ("national_support_1", "national_support_2"):
        told = {**ELIGIBLE, "income_under_100": True}
        judged = verdict(key, replace(facts, told=told))
        assert judged.answer is Answer.CHECK
        assert "가능성이 있습니다. 성동광진고용복지플러스센터에서 확인해 주세요." in judged.reason


@pytest.mark.parametrize(
    "key", ["living_benefit", "unemployment_benefit", "public_job", "studying"]
)
def test_what_bars_national_support(key: str) -> None:
    facts = replace(WORKLESS_MAN, told={**ELIGIBLE, key: True})
    assert answer("national_support_1", facts) is Answer.UNMET


def test_benefit_recipient_of_54_is_not_sent_for_an_allowance() -> None:
    """Scenario 4 of a counsellor's day."""
    man = replace(WORKLESS_MAN, leaving_reason="dismissal", told={"unemployment_benefit": True})
    assert age_on(date(1972, 4, 2), TODAY) == 54
    assert answer("near_senior", man) is Answer.MET
    assert answer("unemployment_benefit", man) is Answer.MET
    told = {**ELIGIBLE, "unemployment_benefit": True}
    judged = verdict("national_support_1", replace(man, told=told))
    assert judged.reason == (
        "실업급여를 받고 계시거나 끝난 지 6개월이 되지 않아 해당하지 않습니다."
    )


def test_missing_work_record_leaves_the_selected_type() -> None:
    facts = replace(WORKLESS_MAN, told={**ELIGIBLE, "worked_100_days": False})
    assert "선발형" in verdict("national_support_1", facts).reason
    richer = replace(WORKLESS_MAN, told={**ELIGIBLE, "income_under_60": False})
    assert answer("national_support_1", richer) is Answer.UNMET
    young = replace(richer, birth=date(1995, 1, 1), told={**richer.told, "income_under_120": True})
    assert answer("national_support_1", young) is Answer.CHECK


def test_young_people_need_no_income_for_type_two() -> None:
    young = Facts(birth=date(1999, 1, 1), employed=False, told={"unemployment_benefit": False})
    assert "가능성" in verdict("national_support_2", young).reason
    older = replace(young, birth=date(1980, 1, 1))
    asked = verdict("national_support_2", older)
    assert asked.question == "가구 소득이 기준 중위소득 이하이신가요?"
    assert (asked.asks, asked.yes_no) == ("income_under_100", True)
    assert asked.reason.startswith("가구 소득을 모릅니다. “")


# Told groups -----------------------------------------------------------------------------


def test_quiet_groups_stay_quiet_until_told() -> None:
    quiet = {rule.key for rule in RULES if rule.quiet}
    assert quiet >= {"disabled", "north_korean", "marriage_migrant", "single_parent"}
    for key in quiet:
        assert not verdict(key, RETURNING).worth_showing
        told = verdict(key, replace(RETURNING, told={key: True}))
        assert (told.answer, told.worth_showing) == (Answer.MET, True)
        assert not verdict(key, replace(RETURNING, told={key: False})).worth_showing
    assert answer("basic_living", replace(RETURNING, told={"living_benefit": True})) is Answer.MET


def test_sensitive_groups_are_marked() -> None:
    sensitive = {rule.key for rule in RULES if rule.sensitive}
    groups = CodeBook.load(CODES)["groups"]
    assert sensitive <= {code.code for code in groups if code.facts["sensitive"]}


# Sentences and rows ----------------------------------------------------------------------

FACTS = st.builds(
    Facts,
    birth=st.none() | st.dates(date(1930, 1, 1), date(2012, 1, 1)),
    birth_year=st.none() | st.integers(1930, 2012),
    sex=st.none() | st.sampled_from([Sex.FEMALE, Sex.MALE]),
    wants_work=st.none() | st.booleans(),
    employed=st.none() | st.booleans(),
    ever_employed=st.none() | st.booleans(),
    left_month=st.sampled_from(["", "2026-05", "2017-02", "2026-11"]),
    leaving_reason=st.sampled_from(["", "family_start", "personal", "dismissal"]),
    education=st.sampled_from(["", "03", "05"]),
    military_months=st.none() | st.integers(0, 40),
    told=st.dictionaries(
        st.sampled_from([*ELIGIBLE, "income_under_100", "disabled", "ever_employed"]),
        st.booleans(),
    ),
)


@given(FACTS, st.dates(date(2025, 1, 1), date(2028, 1, 1)))
def test_every_verdict_is_a_whole_sentence_and_an_open_one_has_its_question(
    facts: Facts, on: date
) -> None:
    verdicts = evaluate(facts, on, RULES)
    assert len(verdicts) == len(RULES)
    for one in verdicts:
        endings: dict[Answer, tuple[str, ...]] = {
            Answer.MET: ("해당합니다.",),
            Answer.UNMET: ("해당하지 않습니다.",),
            Answer.CHECK: ("여쭤보세요.", "확인해 주세요."),
        }
        assert one.reason.endswith(endings[one.answer])
        assert "None" not in one.reason
        assert "은(는)" not in one.reason
        assert bool(one.question) == (one.answer is Answer.CHECK and "가능성" not in one.reason)
        assert one.answer is not Answer.MET or not one.rule.confirm_at


@given(FACTS)
def test_learning_more_never_turns_a_sure_answer_round(facts: Facts) -> None:
    """What was 해당 or 비해당 with facts missing stays so once they are told."""
    more = replace(
        facts,
        wants_work=facts.wants_work if facts.wants_work is not None else True,
        employed=facts.employed if facts.employed is not None else False,
        sex=facts.sex or Sex.FEMALE,
        education=facts.education or "03",
    )
    before, after = evaluate(facts, TODAY, RULES), evaluate(more, TODAY, RULES)
    for one, other in zip(before, after, strict=True):
        if one.answer is not Answer.CHECK:
            assert other.answer is one.answer


def test_rules_are_dated_rows_with_their_source() -> None:
    rule = next(rule for rule in RULES if rule.key == "youth_seoul")
    closed = replace(rule, valid_to=date(2026, 12, 31))
    wider = replace(rule, valid_from=date(2027, 1, 1), source="바뀐 조례")
    for on, source in ((TODAY, rule.source), (date(2027, 1, 1), "바뀐 조례")):
        (only,) = evaluate(RETURNING, on, [closed, wider])
        assert only.rule.source == source
    assert rule.version == "youth_seoul@2020-08-05"
    assert evaluate(RETURNING, date(1990, 1, 1), RULES) == ()
    for row in RULES:
        assert row.source
        assert row.checked_on <= TODAY
        assert row.valid_from < TODAY


def test_reasons_for_leaving_are_codes_of_the_list() -> None:
    known = {code.code for code in CodeBook.load(CODES)["leaving_reasons"]}

    def all_of(rule: Rule) -> list[LeftFor]:
        inner = [getattr(one, "conditions", (one,)) for one in rule.conditions]
        return [one for row in inner for one in row if isinstance(one, LeftFor)]

    found = [condition for rule in RULES for condition in all_of(rule)]
    assert found
    for condition in found:
        assert {*condition.reasons, *condition.perhaps} <= known


def test_wrong_row_is_named(tmp_path: Path) -> None:
    file = tmp_path / "rules.toml"
    file.write_text('[[rule]]\nkey = "x"\nlabel = "엑스"\n', encoding="utf-8")
    with pytest.raises(ValueError, match="target rule x"):
        load_rules(file)


# From the intake form --------------------------------------------------------------------


def test_facts_come_from_the_form() -> None:
    draft = VisitorDraft(
        name="백서윤",
        birth=date(1989, 3, 14),
        sex=Sex.FEMALE,
        work_state=WorkState.SEEKING,
        careers=(
            Career("나래상사", "회계", "2014-03", "2017-02", "family_start"),
            Career("새봄물류", "사무", "2011-09", "2014-02", "contract_end"),
        ),
        benefits=("unemployment_benefit",),
        groups=("disabled",),
        facts=(("income_under_100", True),),
    )
    facts = facts_of(draft)
    assert answer("career_women", facts) is Answer.MET
    assert facts.left_month == "2017-02"
    assert facts.told == {
        "income_under_100": True,
        "disabled": True,
        "unemployment_benefit": True,
        "studying": False,
    }


def test_empty_form_knows_nothing() -> None:
    facts = facts_of(VisitorDraft(name="박하람"))
    assert facts == Facts(told={})
    assert {one.answer for one in evaluate(facts, TODAY, RULES)} == {Answer.CHECK}
    employed = facts_of(VisitorDraft(name="박하람", work_state=WorkState.EMPLOYED))
    assert (employed.employed, employed.wants_work, employed.ever_employed) == (True, None, True)
