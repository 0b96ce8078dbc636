"""The directory by keyboard: find, read, fill in what consent needs."""

from desktop.ui.partners import PartnersScreen
from desktop.ui.partners.forms import ServiceForm
from tests.ui.referral.conftest import Office, office, sua, words

__all__ = ["office", "sua", "words"]


def test_typing_finds_a_partner_and_shows_it(office: Office) -> None:
    screen = office.go("partners", PartnersScreen)
    assert screen._model.rowCount() == 15
    office.write("광진구가족")
    assert screen._model.rowCount() == 1
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
    office.write("아무 센터")
    office.press("Esc")
    assert screen._editing is None
    assert len(office.seat.desk.partners.find(office.seat.account)) == 15


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
