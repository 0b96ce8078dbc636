"""The argument of a suggestion: every difference of place has its words, and nothing is decided."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.blank_partner import blank_service, empty_organisation
from desktop.domain.consent import Item
from desktop.domain.partner import PartnerService
from desktop.domain.requirement import Requirement
from desktop.domain.suggestion import (
    Point,
    Standing,
    Suggestion,
    difference,
    outcomes_of,
    points_of,
    ranked,
    room_words,
    usual_days,
)
from desktop.domain.targeting import AgeBetween, Facts, IsSex, Told
from desktop.domain.visitor import Sex

TODAY = date(2026, 11, 23)
BODY = empty_organisation(TODAY)
READY = replace(
    blank_service(replace(BODY, name="어느 센터"), TODAY),
    purpose="상담",
    items=(Item.NAME,),
    retention="1년",
)
ROOMS = {"": "", "room": "여유", "review": "추가 심사", "waiting": "대기", "none": "없음"}


def service(
    name: str, *, groups: int, ready: bool, capacity: str, told: int, seats: int | None
) -> PartnerService:
    return replace(
        READY,
        id=abs(hash(name)) % 1000,
        name=name,
        target_keys=tuple(f"group{n}" for n in range(groups)),
        purpose="상담" if ready else "",
        capacity=capacity,
        seats=seats,
        capacity_on=TODAY - timedelta(days=told),
    )


POINTS = st.lists(
    st.builds(
        Point,
        holds=st.sampled_from([True, False, None]),
        sentence=st.just("요건"),
        quiet=st.booleans(),
    ),
    max_size=4,
)


@st.composite
def suggestions(draw: st.DrawFn) -> Suggestion:
    capacity = draw(st.sampled_from(list(ROOMS)))
    offered = service(
        draw(st.text("가나다", min_size=1, max_size=3)),
        groups=draw(st.integers(0, 3)),
        ready=draw(st.booleans()),
        capacity=capacity,
        told=draw(st.integers(0, 60)),
        seats=draw(st.none() | st.integers(0, 9)),
    )
    return Suggestion(
        offered,
        tuple(draw(POINTS)),
        open_referral=draw(st.sampled_from(["", "R26-000001-1"])),
        agreed=draw(st.booleans()),
        reply_days_usual=draw(st.none() | st.integers(1, 20)),
        room=room_words(offered, ROOMS[capacity]),
        room_believed=offered.believes_capacity(TODAY),
    )


@given(st.lists(suggestions(), min_size=2, max_size=8))
def test_every_difference_of_place_is_explained(found: list[Suggestion]) -> None:
    ordered = ranked(found, TODAY)
    assert [one.place for one in ordered] == list(range(1, len(found) + 1))
    for before, after in pairwise(ordered):
        mine, yours = difference(before, after), difference(after, before)
        assert mine.name == yours.name
        assert mine.rank <= yours.rank
        assert mine.words or yours.words
        if mine.name != "name":
            assert mine.words != yours.words
        for one, ground in ((before, mine), (after, yours)):
            assert ground.words in one.why
        assert before.why.startswith(f"{before.place}번째인 까닭:")


@given(st.lists(suggestions(), max_size=8))
def test_nothing_is_ever_decided_and_what_does_not_fit_comes_last(found: list[Suggestion]) -> None:
    ordered = ranked(found, TODAY)
    standings = [one.standing for one in ordered]
    assert standings == sorted(standings)
    for one in ordered:
        assert "확정" not in one.why
        assert bool(one.left_out) is (one.standing is Standing.OUT)


def test_an_old_figure_of_room_orders_nothing() -> None:
    fresh = service("가", groups=0, ready=True, capacity="none", told=30, seats=None)
    old = service("나", groups=0, ready=True, capacity="none", told=31, seats=None)
    plain = service("다", groups=0, ready=True, capacity="", told=0, seats=None)
    made = [Suggestion(one, room=room_words(one, "없음")) for one in (fresh, old, plain)]
    ordered = ranked(made, TODAY)
    assert [one.service.name for one in ordered] == ["나", "다", "가"]
    assert "여석 없음" in ordered[2].why
    assert "여석" not in ordered[0].why
    assert "오래되어" in ordered[0].old_room


# Conditions weighed ----------------------------------------------------------------------

OLDER = Requirement(AgeBetween(40, 64))
WOMEN = Requirement(IsSex("female"))
RESIDENT = Requirement(
    Told("lives", "광진구에 살고 계신가요?", "어디에 사시는지", "광진구 거주", "살지 않아")
)


def weigh(*asked: Requirement, facts: Facts) -> Suggestion:
    offered = replace(READY, conditions=asked)
    return Suggestion(offered, points_of(offered, facts, TODAY, {}))


@pytest.mark.parametrize(
    ("born", "standing"),
    [
        (date(1986, 11, 24), Standing.OUT),
        (date(1986, 11, 23), Standing.FITS),
        (date(1961, 11, 24), Standing.FITS),
        (date(1961, 11, 23), Standing.OUT),
        (None, Standing.ASK),
    ],
)
def test_the_birthday_decides_at_both_ends(born: date | None, standing: Standing) -> None:
    assert weigh(OLDER, facts=Facts(birth=born)).standing is standing


def test_an_answer_settles_what_was_unknown() -> None:
    facts = Facts(birth=date(1980, 1, 1))
    open_one = weigh(OLDER, RESIDENT, facts=facts)
    assert open_one.question is not None
    assert (open_one.question.asks, open_one.question.question) == (
        "lives",
        "광진구에 살고 계신가요?",
    )
    for answer, standing in ((True, Standing.FITS), (False, Standing.OUT)):
        assert weigh(OLDER, RESIDENT, facts=replace(facts, told={"lives": answer})).standing is (
            standing
        )


def test_an_exception_closes_nothing_and_sends_to_the_partner() -> None:
    man = Facts(sex=Sex.MALE)
    assert weigh(WOMEN, facts=man).standing is Standing.OUT
    assert weigh(WOMEN, facts=man).left_out == "여성: 여성을 위한 구분이어서 맞지 않습니다."
    excepted = weigh(replace(WOMEN, exception="남성 보호자도 받습니다."), facts=man)
    assert excepted.standing is Standing.ASK
    assert excepted.unknown[0].ask_partner
    assert "남성 보호자도 받습니다." in excepted.unknown[0].sentence


def test_whom_to_ask_is_told_with_its_number() -> None:
    offered = replace(READY, contact_team="상담팀", phone="02-450-0000")
    assert Suggestion(offered).whom_to_ask == "어느 센터 상담팀 02-450-0000"


# What was before -------------------------------------------------------------------------


def test_a_median_is_told_of_three_replies_and_more() -> None:
    assert usual_days([2, 9]) is None
    assert usual_days([2, 9, 4]) == 4
    assert usual_days([2, 9, 4, 5]) == 5


def test_outcomes_are_told_of_three_people_and_more_and_of_five_at_most() -> None:
    assert outcomes_of([(1, "완료"), (1, "반려"), (2, "완료")]) is None
    told = outcomes_of([(n, "완료" if n < 4 else "반려") for n in range(1, 9)])
    assert told is not None
    assert told.words == "비슷한 분 5명: 완료 3, 반려 2"
    again = outcomes_of([(1, "완료"), (1, "반려"), (2, "완료"), (3, "불참")])
    assert again is not None
    assert again.words == "비슷한 분 3명: 완료 2, 불참 1"
