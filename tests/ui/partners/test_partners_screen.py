"""The directory by keyboard: find, read, fill in what consent needs."""

import pytest

from desktop.ui.kit import Button
from desktop.ui.kit.dialogs import Question
from desktop.ui.partners import PartnersScreen
from desktop.ui.partners.forms import (
    ContactForm,
    OrganisationForm,
    ServiceForm,
    empty_contact,
    empty_organisation,
)
from tests.ui.referral.conftest import Office, office, sua, words

__all__ = ["office", "sua", "words"]


def test_typing_finds_a_partner_and_shows_it(office: Office) -> None:
    screen = office.go("partners", PartnersScreen)
    assert screen._directory.model.rowCount() == 15
    office.write("광진구가족")
    assert screen._directory.model.rowCount() == 1
    assert screen._page is not None
    assert screen._page.organisation.name == "광진구가족센터"


def test_the_missing_retention_is_filled_in_and_consent_becomes_possible(office: Office) -> None:
    screen = office.go("partners", PartnersScreen)
    office.write("광진구가족")
    assert screen._page is not None
    service = screen._page.services[0]
    assert service.missing == ("보유·이용 기간",)
    screen._edit(ServiceForm(office.seat.counter, service))
    screen._editing.form.field("retention").set_value("연계 종료 후 1년")  # type: ignore[union-attr]
    office.press("Ctrl+S")
    assert screen._editing is None
    assert office.service(service.name).missing == ()


def test_esc_leaves_a_form_without_a_change(office: Office) -> None:
    screen = office.go("partners", PartnersScreen)
    screen._new_organisation()
    office.settle()
    office.press("Esc")
    assert screen._editing is None
    assert len(office.seat.desk.partners.find(office.seat.account)) == 15


@pytest.mark.parametrize(("keys", "waiting"), [("D", 0), ("L", 1)])
def test_esc_asks_before_what_was_typed_goes(office: Office, keys: str, waiting: int) -> None:
    screen = office.go("partners", PartnersScreen)
    screen._new_organisation()
    office.settle()
    office.write("아무 센터")
    office.press("Esc")
    assert screen._editing is not None
    question = next(one for one in office.window.findChildren(Question) if one.isVisible())
    words = "버리기" if keys == "D" else "나중에 이어 쓰기"
    button = next(one for one in question.findChildren(Button) if one.words() == words)
    button.click()
    office.settle()
    assert screen._editing is None
    assert len(office.seat.desk.drafts.list(office.seat.account)) == waiting


@pytest.mark.parametrize("kind", ["organisation", "new", "service", "contact"])
def test_a_half_typed_form_waits_in_the_strip_and_comes_back(office: Office, kind: str) -> None:
    screen = office.go("partners", PartnersScreen)
    page = screen._page
    assert page is not None
    counter, today = office.seat.counter, office.seat.clock.today()
    forms = {
        "organisation": lambda: OrganisationForm(counter, page.organisation),
        "new": lambda: OrganisationForm(counter, empty_organisation(today)),
        "service": lambda: ServiceForm(counter, page.services[0]),
        "contact": lambda: ContactForm(
            counter, empty_contact(page.organisation, today), page.services
        ),
    }
    screen._edit(forms[kind]())
    assert screen._editing is not None
    wanted = type(screen._editing), screen._editing.record_id
    screen._editing.form.field("name").control.setFocus()
    office.press("Ctrl+A")
    office.write("새봄 자리")
    office.press("F2")
    office.press("Alt+4")
    assert screen._editing is None
    office.press("F3")
    assert screen._editing is not None
    assert (type(screen._editing), screen._editing.record_id) == wanted
    assert screen._editing.form.value("name") == "새봄 자리"
    assert screen._editing.form.field("name").control.hasFocus()
    office.press("Ctrl+S")
    if kind == "organisation":
        # Another name: the directory asks whether it is another body.
        question = next(one for one in office.window.findChildren(Question) if one.isVisible())
        next(one for one in question.findChildren(Button) if one.words() == "이름만 바뀜").click()
        office.settle()
    assert screen._editing is None
    assert office.seat.desk.drafts.list(office.seat.account) == ()


def test_a_partner_without_a_name_is_refused_at_its_field(office: Office) -> None:
    screen = office.go("partners", PartnersScreen)
    screen._new_organisation()
    office.settle()
    office.press("Ctrl+S")
    assert screen._editing is not None
    assert screen._editing.form.field("name").error()


def test_the_sheet_without_personal_data_is_printed(office: Office) -> None:
    screen = office.go("partners", PartnersScreen)
    assert screen._page is not None
    screen._print_sheet(screen._page.services[0])
    office.settle()
    assert len(office.printed) == 1
