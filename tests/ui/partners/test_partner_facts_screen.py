"""The directory's upkeep by keyboard: compare one partner after the other, choose what is asked."""

from dataclasses import replace
from datetime import date

from desktop.domain.requirement import Requirement
from desktop.domain.targeting import AgeBetween
from desktop.ui.kit import Button
from desktop.ui.kit.dialogs import Question
from desktop.ui.partners import PartnersScreen
from desktop.ui.partners.forms import ContactForm, OrganisationForm, ServiceForm, empty_contact
from desktop.ui.partners.forms.requirement_rows import RequirementRows
from tests.ui.referral.conftest import Office, office, sua, words

__all__ = ["office", "sua", "words"]


def overdue(office: Office, *names: str) -> list[str]:
    """These were last compared half a year ago and more."""
    desk, account = office.seat.desk, office.seat.account
    for name in names:
        body = desk.partners.open(
            account, desk.partners.find(account, name)[0].organisation_id
        ).organisation
        desk.partners.save_organisation(account, replace(body, checked_on=date(2026, 1, 2)))
    return [line.name for line in desk.partners.find(account) if line.overdue]


def answer(office: Office, label: str) -> None:
    question = next(one for one in office.window.findChildren(Question) if one.isVisible())
    next(one for one in question.findChildren(Button) if one.words() == label).click()
    office.settle()


def test_one_key_says_compared_by_phone_and_brings_the_next(office: Office) -> None:
    waiting = overdue(office, "광진구가족", "하나센터")
    screen = office.go("partners", PartnersScreen)
    assert [line.name for line in screen._directory.model.records()][:2] == waiting
    for left in (1, 0):
        office.press("F7")
        office.settle()
        assert sum(line.overdue for line in screen._directory.model.records()) == left
    assert screen._page is not None
    assert screen._page.organisation.name == waiting[1]
    assert screen._page.checks[0].how == "phone"


def test_another_way_of_comparing_is_told_by_a_second_key(office: Office) -> None:
    screen = office.go("partners", PartnersScreen)
    office.press("Shift+F7")
    answer(office, "방문")
    assert screen._page is not None
    assert screen._page.checks[0].how == "visit"


def test_room_is_told_in_two_presses_and_shown_with_its_day(office: Office) -> None:
    screen = office.go("partners", PartnersScreen)
    office.write("50플러스")
    button = next(one for one in screen.findChildren(Button) if one.words() == "여석 듣고 적기")
    button.click()
    answer(office, "대기")
    service = office.service("중장년 상담·교육")
    assert (service.capacity, service.capacity_on) == (
        "waiting",
        office.seat.counter.clock.today(),
    )


def test_conditions_are_chosen_with_numbers_and_never_typed_as_rules(office: Office) -> None:
    screen = office.go("partners", PartnersScreen)
    service = office.service("채무·주거 상담")
    screen._edit(ServiceForm(office.seat.counter, service))
    office.settle()
    form = screen._editing
    assert form is not None
    rows = form.form.field("conditions").control
    assert isinstance(rows, RequirementRows)
    rows.kind.set_value("age")
    rows.numbers["at_least"].set_value("40")
    rows.numbers["at_most"].set_value("64")
    rows.exception.set_value("65세부터는 전화로 물어봅니다.")
    rows.add.click()
    rows.kind.set_value("gwangjin")  # not added: saving takes it along
    office.press("Ctrl+S")
    office.settle()
    assert screen._editing is None
    asked = office.service(service.name).conditions
    assert asked[0] == Requirement(AgeBetween(40, 64), "65세부터는 전화로 물어봅니다.")
    assert [one.words for one in asked] == ["만 40–64세", "광진구 거주"]


def test_a_condition_that_cannot_be_is_said_at_its_field(office: Office) -> None:
    screen = office.go("partners", PartnersScreen)
    screen._edit(ServiceForm(office.seat.counter, office.service("채무·주거 상담")))
    form = screen._editing
    assert form is not None
    rows = form.form.field("conditions").control
    assert isinstance(rows, RequirementRows)
    rows.kind.set_value("age")
    rows.add.click()
    office.press("Ctrl+S")
    office.settle()
    assert "나이를 적어" in form.form.field("conditions").error()


def test_a_half_chosen_condition_comes_back_with_the_form(office: Office) -> None:
    screen = office.go("partners", PartnersScreen)
    screen._edit(ServiceForm(office.seat.counter, office.service("어르신 일자리")))
    form = screen._editing
    assert form is not None
    rows = form.form.field("conditions").control
    assert isinstance(rows, RequirementRows)
    before = rows.value()
    rows.kind.set_value("female")
    kept = form.form.snapshot()
    again = ServiceForm(office.seat.counter, office.service("어르신 일자리"))
    again.form.restore(kept, focus=False)
    assert again.form.value("conditions") == rows.value() != before
    again.deleteLater()


def test_the_settings_of_a_partner_and_its_contacts_are_kept(office: Office) -> None:
    screen = office.go("partners", PartnersScreen)
    office.write("광진구가족")
    assert screen._page is not None
    screen._edit(OrganisationForm(office.seat.counter, screen._page.organisation))
    form = screen._editing
    assert form is not None
    for name, value in {
        "ask_after": "7",
        "give_up_after": "45",
        "agreement_to": "2027. 12. 31.",
        "check_months": "3",
        "alert": "12월은 쉽니다.",
    }.items():
        form.form.field(name).set_value(value)
    office.press("Ctrl+S")
    office.settle()
    body = screen._page.organisation
    assert (body.ask_after, body.ask_again, body.give_up_after) == (7, None, 45)
    assert (body.agreement_to, body.check_months) == (date(2027, 12, 31), 3)
    screen._edit(
        ContactForm(
            office.seat.counter,
            replace(empty_contact(body, office.seat.counter.clock.today()), name="박하늘"),
            screen._page.services,
        )
    )
    form = screen._editing
    assert form is not None
    form.form.field("role").set_value("팀장")
    form.form.field("alternate").set_value(True)
    office.press("Ctrl+S")
    office.settle()
    (contact,) = screen._page.contacts
    assert (contact.who, contact.alternate) == ("박하늘 팀장", True)
