"""The directory: shipped partners, dated rows, and suggestions that say why."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from desktop.domain.clock import FixedClock
from desktop.domain.errors import Conflict, Refused
from desktop.domain.suggestion import Standing
from desktop.domain.visitor import Sex
from desktop.services.centre import SlipDefaults
from desktop.store import partners as stored
from desktop.ui.partners.forms import empty_contact, empty_organisation, empty_service
from tests.services.linked import PERSON, Linked, open_linked


@pytest.fixture
def desk(tmp_path: Path, clock: FixedClock) -> Iterator[Linked]:
    linked = open_linked(tmp_path / "한글 폴더", clock)
    yield linked
    linked.office.close()


def test_the_shipped_directory_is_there_and_names_what_is_missing(desk: Linked) -> None:
    assert len(desk.partners.find(desk.account)) == 15
    missing = {one.name: one.missing for one in desk.partners.not_ready(desk.account)}
    assert missing["결혼이민자 취업·교육 상담"] == ("보유·이용 기간",)
    assert desk.service().missing == ()


@pytest.mark.parametrize("typed", ["ㄷㅂㅇㅅ", "동부여성", "새일", "직업교육"])
def test_partners_are_found_by_name_alias_service_and_first_consonants(
    desk: Linked, typed: str
) -> None:
    names = [line.name for line in desk.partners.find(desk.account, typed)]
    assert "서울특별시동부여성발전센터" in names
    assert len(names) < 15


def test_a_change_is_a_new_row_from_its_day_on(desk: Linked) -> None:
    service = desk.service()
    page = desk.partners.open(desk.account, service.organisation_id)
    desk.later(days=10)
    changed = desk.partners.save_organisation(
        desk.account,
        replace(page.organisation, name="서울동부여성발전센터", phone="02-000-0000"),
        same_body=True,
    )
    assert changed.organisation.id != page.organisation.id
    assert changed.organisation.valid_from == date(2026, 12, 3)
    assert [one.name for one in changed.earlier] == [
        "서울특별시동부여성발전센터",
        "동부여성발전센터",
    ]
    assert [one.name for one in changed.services] == [one.name for one in page.services]
    old_day = desk.partners.services(desk.account, date(2026, 12, 2))
    new_day = desk.partners.services(desk.account, date(2026, 12, 3))
    assert "서울특별시동부여성발전센터" in {one.organisation for one in old_day}
    assert "서울특별시동부여성발전센터" not in {one.organisation for one in new_day}


def test_mending_twice_a_day_makes_one_row(desk: Linked) -> None:
    service = desk.service()
    before = desk.rows(stored.PartnerService)
    page = desk.partners.save_service(desk.account, replace(service, retention="연계 종료 후 2년"))
    now = next(one for one in page.services if one.name == service.name)
    desk.partners.save_service(desk.account, replace(now, retention="연계 종료 후 6개월"))
    assert desk.rows(stored.PartnerService) == before + 1


def test_two_desks_do_not_overwrite_each_other(desk: Linked) -> None:
    service = desk.service()
    desk.partners.save_service(desk.account, replace(service, purpose="하나"))
    with pytest.raises(Conflict):
        desk.partners.save_service(desk.account, replace(service, purpose="둘"))


def test_a_new_partner_with_service_and_contact(desk: Linked) -> None:
    today = desk.clock.today()
    body = replace(empty_organisation(today), name="광진구 어딘가 센터")
    page = desk.partners.save_organisation(desk.account, body)
    service = replace(empty_service(page.organisation, today, SlipDefaults()), name="상담")
    page = desk.partners.save_service(desk.account, service)
    contact = replace(empty_contact(page.organisation, today), team="상담팀", phone="02-450-0001")
    page = desk.partners.save_contact(desk.account, contact)
    (made,) = page.services
    assert made.contact_team == "상담팀"
    assert made.phone == "02-450-0001"
    assert made.missing == ("이용 목적", "제공 항목", "보유·이용 기간")


def test_wrong_fields_get_their_sentences(desk: Linked) -> None:
    service = desk.service()
    with pytest.raises(Refused) as refused:
        desk.partners.save_service(
            desk.account, replace(service, name=" ", copies=("visitor",), reply_days=0)
        )
    assert set(refused.value.fields) == {"name", "copies", "reply_days"}


def test_a_closed_service_is_offered_no_more(desk: Linked) -> None:
    service = desk.service()
    desk.partners.close_service(desk.account, service.id, desk.clock.today())
    desk.later(days=1)
    assert service.name not in {one.name for one in desk.partners.services(desk.account)}


def test_suggestions_say_why_and_what_to_ask(desk: Linked) -> None:
    visitor_id = desk.take_in().visitor_id
    found = desk.partners.suggest(desk.account, visitor_id)
    assert found[0].service.name == "직업교육"
    assert "경력보유여성" in found[0].met[0]
    men = desk.take_in(replace(PERSON, name="강도윤", sex=Sex.MALE)).visitor_id
    for one in desk.partners.suggest(desk.account, men):
        if one.service.name == "직업교육":
            assert one.standing is Standing.OUT
    unknown = desk.take_in(replace(PERSON, name="한모름", sex=Sex.UNTOLD)).visitor_id
    asked = {one.service.name: one for one in desk.partners.suggest(desk.account, unknown)}
    assert asked["직업교육"].unknown[0].question.endswith("?")


def test_a_suggestion_names_the_referral_still_open(desk: Linked) -> None:
    issued = desk.issued()
    found = {
        one.service.name: one for one in desk.partners.suggest(desk.account, issued.visitor_id)
    }
    assert found["직업교육"].open_referral == issued.line.number
    page = desk.partners.open(desk.account, found["직업교육"].service.organisation_id)
    assert page.open_referrals == 1


def test_checking_a_partner_only_changes_the_day_of_the_check(desk: Linked) -> None:
    service = desk.service()
    before = desk.rows(stored.Organisation)
    desk.later(days=40)
    page = desk.partners.checked(desk.account, service.organisation_id)
    assert page.organisation.checked_on == date(2026, 11, 23) + timedelta(days=40)
    assert desk.rows(stored.Organisation) == before


def test_a_name_no_slip_could_carry_is_said_while_nobody_waits(desk: Linked) -> None:
    page = desk.partners.open(desk.account, desk.service().organisation_id)
    long = "서울특별시광진구지역사회경력보유여성새출발종합지원센터" * 5
    with pytest.raises(Refused, match="저장하지 않았습니다") as told:
        desk.partners.save_organisation(
            desk.account, replace(page.organisation, name=long), same_body=True
        )
    assert list(told.value.fields) == ["name"]
    fresh = empty_contact(page.organisation, desk.clock.today())
    with pytest.raises(Refused) as told:
        desk.partners.save_contact(desk.account, replace(fresh, team=long, phone="02-000-0000"))
    assert list(told.value.fields) == ["team"]
    with pytest.raises(Refused) as told:
        desk.partners.save_service(desk.account, replace(desk.service(), purpose=long))
    assert list(told.value.fields) == ["purpose"]
    assert desk.partners.open(desk.account, page.organisation.id) == page
