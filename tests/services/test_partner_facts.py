"""What the directory knows of a partner: room, comparisons, agreements, doubles, gaps."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from desktop.domain.account import Role
from desktop.domain.clock import FixedClock
from desktop.domain.errors import Refused
from desktop.domain.partner import Organisation, PartnerPage
from desktop.domain.requirement import Requirement
from desktop.domain.targeting import AgeBetween
from desktop.services.visits import Visits
from desktop.store import partners as stored
from desktop.ui.partners.forms import empty_contact, empty_organisation
from tests.printing.reading import page_texts
from tests.services.linked import Linked, open_linked


@pytest.fixture
def desk(tmp_path: Path, clock: FixedClock) -> Iterator[Linked]:
    linked = open_linked(tmp_path / "한글 폴더", clock)
    yield linked
    linked.office.close()


def page(desk: Linked, typed: str = "동부여성") -> PartnerPage:
    line = desk.partners.find(desk.account, typed)[0]
    return desk.partners.open(desk.account, line.organisation_id)


def saved(desk: Linked, organisation: Organisation) -> Organisation:
    return desk.partners.save_organisation(desk.account, organisation).organisation


# Room ------------------------------------------------------------------------------------


def test_room_is_believed_for_thirty_days_and_needs_no_new_row(desk: Linked) -> None:
    before = desk.rows(stored.PartnerService)
    service = desk.service()
    desk.partners.told_capacity(desk.account, service.id, "room", 5, "12월 과정")
    told, today = desk.service(), desk.clock.today()
    assert (told.capacity, told.seats, told.capacity_on) == ("room", 5, today)
    assert told.believes_capacity(today + timedelta(days=30))
    assert not told.believes_capacity(today + timedelta(days=31))
    assert desk.rows(stored.PartnerService) == before
    desk.partners.told_capacity(desk.account, service.id, "")
    assert desk.service().capacity_on is None


@pytest.mark.parametrize(
    ("capacity", "seats", "field"),
    [("", 3, "capacity"), ("none", 3, "seats"), ("room", 1000, "seats"), ("room", -1, "seats")],
)
def test_room_that_cannot_be_is_refused_at_its_field(
    desk: Linked, capacity: str, seats: int, field: str
) -> None:
    with pytest.raises(Refused) as refused:
        desk.partners.told_capacity(desk.account, desk.service().id, capacity, seats)
    assert list(refused.value.fields) == [field]


def test_a_room_of_tomorrow_is_refused(desk: Linked) -> None:
    tomorrow = desk.clock.today() + timedelta(days=1)
    with pytest.raises(Refused) as refused:
        desk.partners.save_service(
            desk.account, replace(desk.service(), capacity="room", capacity_on=tomorrow)
        )
    assert list(refused.value.fields) == ["capacity_on"]


# Comparisons -----------------------------------------------------------------------------


def test_a_comparison_is_kept_with_who_and_how(desk: Linked) -> None:
    body = page(desk).organisation
    desk.later(days=200)
    assert desk.partners.find(desk.account)[0].overdue
    shown = desk.partners.checked(desk.account, body.id)
    shown = desk.partners.checked(desk.account, body.id, "visit", "담당자를 만남")
    assert [(one.how, one.by, one.note) for one in shown.checks] == [
        ("visit", desk.account.name, "담당자를 만남"),
        ("phone", desk.account.name, ""),
    ]
    assert all(one.checked_on == desk.clock.today() for one in shown.services)
    assert not shown.organisation.overdue(desk.clock.today())
    with pytest.raises(Refused) as refused:
        desk.partners.checked(desk.account, body.id, "")
    assert list(refused.value.fields) == ["how"]


def test_partners_to_be_compared_stand_first(desk: Linked) -> None:
    body = page(desk, "광진구가족").organisation
    saved(desk, replace(body, check_months=1))
    desk.later(days=40)
    lines = desk.partners.find(desk.account)
    assert lines[0].organisation_id == body.id
    assert [line.overdue for line in lines].count(True) == 1


def test_the_interval_is_one_of_four(desk: Linked) -> None:
    with pytest.raises(Refused) as refused:
        saved(desk, replace(page(desk).organisation, check_months=5))
    assert list(refused.value.fields) == ["check_months"]


# Agreements and chasing ------------------------------------------------------------------


def test_an_agreement_warns_thirty_days_before_its_end() -> None:
    body = replace(empty_organisation(date(2026, 11, 23)), agreement_to=date(2026, 12, 31))
    assert body.agreement_warning(date(2026, 11, 30)) == ""
    assert "2026. 12. 31.에 끝납니다" in body.agreement_warning(date(2026, 12, 1))
    assert "끝났습니다" in body.agreement_warning(date(2027, 1, 1))


def test_a_partner_whose_agreement_ends_is_told_in_the_list(desk: Linked) -> None:
    body = page(desk, "하나센터").organisation
    saved(desk, replace(body, agreement_to=desk.clock.today() + timedelta(days=30)))
    lines = desk.partners.find(desk.account)
    assert [bool(line.agreement) for line in lines] == [True, *[False] * 14]
    assert lines[0].name == body.name


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"agreement_from": date(2027, 1, 2), "agreement_to": date(2027, 1, 1)}, "agreement_to"),
        ({"ask_after": 0}, "ask_after"),
        ({"ask_after": 10, "ask_again": 5}, "ask_again"),
        ({"alternate_after": 30, "give_up_after": 30}, "give_up_after"),
        ({"hold_until": date(2027, 1, 1)}, "hold_why"),
        ({"map_hint": "가" * 121}, "map_hint"),
        ({"alert": "담당 900101-1234567"}, "alert"),
    ],
)
def test_wrong_settings_are_refused_at_their_field(
    desk: Linked, change: dict[str, object], field: str
) -> None:
    with pytest.raises(Refused) as refused:
        saved(desk, replace(page(desk).organisation, **change))  # type: ignore[arg-type]
    assert list(refused.value.fields) == [field]


def test_chasing_is_set_without_a_new_row_and_an_alert_with_one(desk: Linked) -> None:
    body, rows = page(desk).organisation, desk.rows(stored.Organisation)
    desk.later(days=1)
    hold = desk.clock.today() + timedelta(days=7)
    kept = saved(
        desk, replace(body, ask_after=7, hold_until=hold, hold_why="이사 중이라 늦어집니다.")
    )
    assert (kept.id, kept.ask_after, kept.on_hold(hold)) == (body.id, 7, True)
    assert not kept.on_hold(hold + timedelta(days=1))
    assert desk.rows(stored.Organisation) == rows
    saved(desk, replace(kept, alert="12월은 접수를 받지 않습니다."))
    assert desk.rows(stored.Organisation) == rows + 1
    assert desk.service().alerts == ("12월은 접수를 받지 않습니다.",)


def test_an_agreement_that_ends_within_a_month_is_a_duty_of_the_team_leader(
    desk: Linked,
) -> None:
    def told() -> list[tuple[str, str, bool]]:
        board = Visits(desk.office).board(desk.account, first=False)
        return [
            (one.masked_name, one.text, one.overdue)
            for one in board.duties
            if one.kind == "agreement"
        ]

    body, today = page(desk).organisation, desk.clock.today()
    saved(desk, replace(body, agreement_to=today + timedelta(days=31)))
    assert told() == []
    desk.later(days=1)
    assert told() == [(body.short_name, "협약 곧 끝남", False)]
    counsellor = desk.be(replace(desk.account, role=Role.COUNSELLOR))
    board = Visits(desk.office).board(counsellor, first=False)
    assert "agreement" not in {one.kind for one in board.duties}
    desk.be(desk.account)
    desk.later(days=31)
    assert told() == [(body.short_name, "협약 끝남", True)]
    saved(desk, replace(page(desk).organisation, agreement_to=today + timedelta(days=400)))
    assert told() == []


# Requirements, hours, contacts -----------------------------------------------------------


def test_a_service_keeps_what_it_asks_and_its_own_hours(desk: Linked) -> None:
    service = desk.service()
    asked = (*service.conditions, Requirement(AgeBetween(30, 59), "59세가 넘으면 전화로 물어봄"))
    desk.partners.save_service(
        desk.account, replace(service, conditions=asked, own_hours="화·목 10:00~12:00")
    )
    now = desk.service()
    assert now.conditions == asked
    assert now.hours == now.own_hours == "화·목 10:00~12:00"
    with pytest.raises(Refused) as refused:
        desk.partners.save_service(
            desk.account, replace(now, conditions=(Requirement(AgeBetween(50, 40)),))
        )
    assert list(refused.value.fields) == ["conditions"]


def test_the_other_contact_is_kept_and_never_stands_in_for_the_first(desk: Linked) -> None:
    shown = page(desk, "광진구가족")
    fresh = empty_contact(shown.organisation, desk.clock.today())
    desk.partners.save_contact(desk.account, replace(fresh, name="박하늘", role="팀장"))
    shown = desk.partners.save_contact(
        desk.account, replace(fresh, name="이바다", alternate=True, email="sea@example.kr")
    )
    assert [one.who for one in shown.contacts] == ["박하늘 팀장", "이바다"]
    assert shown.services[0].contact_name == "박하늘"
    first = shown.contacts[0]
    shown = desk.partners.save_contact(desk.account, replace(first, valid_to=desk.clock.today()))
    desk.later(days=1)
    assert [one.name for one in page(desk, "광진구가족").contacts] == ["이바다"]
    assert page(desk, "광진구가족").services[0].contact_name == ""


@pytest.mark.parametrize("of_the_service", [True, False])
def test_no_slip_names_whom_to_call_when_the_first_stays_silent(
    desk: Linked, of_the_service: bool
) -> None:
    service, today = desk.service(), desk.clock.today()
    fresh = empty_contact(page(desk).organisation, today)
    first = replace(fresh, name="박하늘", phone="02-000-1111")
    other = replace(
        fresh,
        name="이바다",
        phone="02-000-2222",
        alternate=True,
        service_id=service.id if of_the_service else None,
    )
    for contact in (first, other):
        desk.partners.save_contact(desk.account, contact)
    visitor_id = desk.take_in().visitor_id
    desk.agree(visitor_id, desk.service())
    issued = desk.referrals.issue(desk.account, desk.slip(visitor_id, desk.service()))
    paper = "".join(page_texts(issued.paper.pdf))
    assert "박하늘" in paper
    assert "02-000-1111" in paper
    assert "이바다" not in paper
    assert "02-000-2222" not in paper


@pytest.mark.parametrize(
    ("change", "field"),
    [({"email": "누구"}, "email"), ({"valid_to": date(2020, 1, 1)}, "valid_to")],
)
def test_a_contact_nobody_could_reach_is_refused(
    desk: Linked, change: dict[str, object], field: str
) -> None:
    fresh = replace(empty_contact(page(desk).organisation, desk.clock.today()), name="박하늘")
    with pytest.raises(Refused) as refused:
        desk.partners.save_contact(desk.account, replace(fresh, **change))  # type: ignore[arg-type]
    assert list(refused.value.fields) == [field]


# History, doubles, gaps ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "now", "before"),
    [
        ("동부여성", "서울특별시동부여성발전센터", "동부여성발전센터"),
        ("링크사업단", "건국대학교 대학일자리플러스센터", "건국대학교 링크(LINC)사업단"),
        ("RISE", "건국대학교 대학일자리플러스센터", "건국대학교 링크(LINC)사업단"),
        ("성동광진", "성동광진고용복지플러스센터", "서울동부고용센터 (광진구 담당)"),
    ],
)
def test_shipped_partners_are_found_under_their_former_names(
    desk: Linked, typed: str, now: str, before: str
) -> None:
    shown = page(desk, typed)
    assert shown.organisation.name == now
    assert [one.name for one in shown.earlier] == [before]
    assert "확인 필요" in shown.earlier[0].source or "2021-06-10" in shown.earlier[0].source


def test_shipped_phones_that_are_uncertain_say_so(desk: Linked) -> None:
    for line in desk.partners.find(desk.account):
        shown = desk.partners.open(desk.account, line.organisation_id)
        if not shown.organisation.phone and not shown.organisation.internal:
            assert "확인 필요" in shown.organisation.source
            assert line.completeness.share < 1


def test_two_rows_of_one_place_are_told_on_both(desk: Linked) -> None:
    known = page(desk).organisation
    fresh = empty_organisation(desk.clock.today())
    with pytest.raises(Refused) as refused:
        saved(desk, replace(fresh, name="서울특별시 동부여성발전센터"))
    assert "고쳐 주십시오" in refused.value.fields["name"]
    made = saved(desk, replace(fresh, name="동부여성발전센터", address="광진구 아차산로30길 36"))
    (double,) = desk.partners.open(desk.account, made.id).doubles
    assert (double.organisation_id, double.shared) == (known.id, ("이름", "주소"))
    (other,) = page(desk, "서울특별시동부여성").doubles
    assert other.organisation_id == made.id


def test_a_part_of_a_partner_is_no_double_of_it(desk: Linked) -> None:
    centre = page(desk, "성동광진고용복지").organisation
    assert page(desk, "복지재단").doubles == ()
    fresh = empty_organisation(desk.clock.today())
    team = saved(desk, replace(fresh, name="취업성공팀", phone=centre.phone))
    assert page(desk, "취업성공팀").doubles[0].shared == ("전화",)
    saved(desk, replace(team, parent=centre.name))
    assert page(desk, "취업성공팀").doubles == ()


def test_what_is_missing_is_said_in_words(desk: Linked) -> None:
    shown = page(desk, "하나센터")
    assert {"주소", "전화", "담당자", "이용 목적"} <= set(shown.completeness.missing)
    assert 0 < shown.completeness.share < 1
    body = replace(shown.organisation, address="서울 어딘가 1", phone="02-000-0000")
    desk.partners.save_organisation(desk.account, body)
    assert {"주소", "전화"}.isdisjoint(page(desk, "하나센터").completeness.missing)
