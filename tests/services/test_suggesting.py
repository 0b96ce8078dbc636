"""A suggestion argues: what is met, what to ask, how it went, why others are left out."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import event
from sqlalchemy.engine import Engine

from desktop.domain.clock import FixedClock
from desktop.domain.errors import Refused
from desktop.domain.referral import Evidence, Progress, ReplyDraft
from desktop.domain.suggestion import Standing, Suggestion
from desktop.domain.visitor import Sex, VisitorDraft
from desktop.services.targets import Targets
from tests.services.linked import PERSON, Linked, open_linked

MOST = 20
MAN = replace(PERSON, name="강도윤", sex=Sex.MALE, birth=date(1976, 5, 2), leaving_reason="closure")


@pytest.fixture
def desk(tmp_path: Path, clock: FixedClock) -> Iterator[Linked]:
    linked = open_linked(tmp_path / "한글 폴더", clock)
    yield linked
    linked.office.close()


def suggested(desk: Linked, person: VisitorDraft = PERSON) -> dict[str, Suggestion]:
    visitor_id = desk.take_in(person).visitor_id
    return {one.service.name: one for one in desk.partners.suggest(desk.account, visitor_id)}


def replied(desk: Linked, count: int, outcome: Progress, days: int = 2) -> None:
    """So many other women like her were referred, and that came of it."""
    service = desk.service()
    for n in range(count):
        person = replace(PERSON, name=f"김{n}{outcome.value}", phone="")
        visitor_id = desk.take_in(person).visitor_id
        desk.agree(visitor_id, service)
        issued = desk.referrals.issue(desk.account, desk.slip(visitor_id, service))
        desk.later(days=days)
        reason = "full" if outcome is Progress.DECLINED else ""
        desk.referrals.record_reply(
            desk.account,
            ReplyDraft(
                issued.line.number,
                outcome,
                Evidence.FAX,
                desk.clock.today(),
                reason_code=reason,
            ),
        )


def test_every_service_of_today_is_weighed_once_with_its_place(desk: Linked) -> None:
    visitor_id = desk.take_in().visitor_id
    found = desk.partners.suggest(desk.account, visitor_id)
    assert len(found) == len(desk.partners.services(desk.account))
    assert [one.place for one in found] == list(range(1, len(found) + 1))
    assert found[0].service.name == "직업교육"
    assert found[0].why == "1번째인 까닭: 아는 요건 3가지가 맞음, 대상 1가지를 위한 곳."


def test_who_is_left_out_is_named_with_the_reason(desk: Linked) -> None:
    found = suggested(desk, MAN)
    training = found["직업교육"]
    assert training.standing is Standing.OUT
    assert "여성을 위한 구분이어서" in training.left_out
    assert found["중장년 상담·교육"].standing is Standing.FITS
    assert found["청년 상담·프로그램"].standing is Standing.OUT
    assert training.place > found["중장년 상담·교육"].place


def test_nobody_is_asked_about_what_they_did_not_tell(desk: Linked) -> None:
    quiet = suggested(desk)["장애인 취업 지원"]
    assert (quiet.standing, quiet.unknown, quiet.question) == (Standing.UNTOLD, (), None)


def test_an_answer_at_the_counter_changes_facts_and_list_at_once(desk: Linked) -> None:
    visitor_id = desk.take_in(replace(PERSON, dong="")).visitor_id
    targets = Targets(desk.office)

    def now() -> Suggestion:
        found = desk.partners.suggest(desk.account, visitor_id)
        return next(one for one in found if one.service.name == "고용 상담 (송파·강동 거주)")

    asked = now().question
    assert asked is not None
    assert asked.question == "송파구나 강동구에 살고 계신가요?"
    targets.answer(desk.account, visitor_id, asked.asks, yes=False)
    assert now().standing is Standing.OUT
    targets.answer(desk.account, visitor_id, asked.asks, yes=True)
    assert now().standing is Standing.FITS
    with pytest.raises(Refused):
        targets.answer(desk.account, visitor_id, "no_such_question", yes=True)


def test_who_lives_in_the_district_is_not_asked_where(desk: Linked) -> None:
    elsewhere = suggested(desk)["고용 상담 (송파·강동 거주)"]
    assert elsewhere.standing is Standing.OUT
    assert "송파구·강동구에 살지 않아" in elsewhere.left_out


def test_seats_are_shown_with_their_age_and_a_full_place_stands_lower(desk: Linked) -> None:
    visitor_id = desk.take_in().visitor_id
    service = desk.service()
    desk.partners.told_capacity(desk.account, service.id, "room", 5)
    first = desk.partners.suggest(desk.account, visitor_id)[0]
    assert "여석 여유 5명(2026. 11. 23. 들음)" in first.why
    desk.partners.told_capacity(desk.account, service.id, "none")
    lower = {one.service.name: one for one in desk.partners.suggest(desk.account, visitor_id)}[
        "직업교육"
    ]
    assert lower.place > 1
    assert "여석 없음" in lower.why
    desk.later(days=31)
    old = desk.partners.suggest(desk.account, visitor_id)[0]
    assert old.service.name == "직업교육"
    assert "여석" not in old.why
    assert "오래되어" in old.old_room


def test_replies_and_outcomes_of_similar_people_are_told_from_three_on(desk: Linked) -> None:
    replied(desk, 2, Progress.COMPLETED)
    assert suggested(desk)["직업교육"].outcomes is None
    replied(desk, 2, Progress.DECLINED)
    one = suggested(desk, replace(PERSON, name="한새롬"))["직업교육"]
    assert one.outcomes is not None
    assert one.outcomes.words == "비슷한 분 4명: 반려 2, 완료 2"
    # Monday and Wednesday, Friday, Sunday, Tuesday: weekends are no working days.
    assert one.reply_days_usual == 2
    assert "회신 보통 2근무일" in one.why
    assert "김0" not in repr(one)
    man = suggested(desk, MAN)["직업교육"]
    assert man.outcomes is None


def test_a_living_consent_and_an_open_slip_are_said_in_the_argument(desk: Linked) -> None:
    visitor_id = desk.take_in().visitor_id
    service = desk.service("동부여성새로일하기센터 취업 연계")
    desk.agree(visitor_id, service)
    first = desk.partners.suggest(desk.account, visitor_id)[0]
    assert first.service.name == service.name
    assert "이곳에 동의하심" in first.why
    desk.referrals.issue(desk.account, desk.slip(visitor_id, service))
    found = {one.service.name: one for one in desk.partners.suggest(desk.account, visitor_id)}
    assert "보낸 의뢰서가 있음" in found[service.name].why


def statements(act: Callable[[], object]) -> int:
    said: list[str] = []

    def hear(_on: object, _cursor: object, words: str, *_: object) -> None:
        said.append(words)

    event.listen(Engine, "before_cursor_execute", hear)
    try:
        act()
    finally:
        event.remove(Engine, "before_cursor_execute", hear)
    return len([one for one in said if one.lstrip().upper().startswith("SELECT")])


def test_the_argument_costs_the_same_however_many_were_referred_before(desk: Linked) -> None:
    visitor_id = desk.take_in().visitor_id
    replied(desk, 1, Progress.COMPLETED)

    def ask() -> object:
        return desk.partners.suggest(desk.account, visitor_id)

    ask()
    few = statements(ask)
    replied(desk, 5, Progress.COMPLETED)
    assert statements(ask) == few <= MOST
