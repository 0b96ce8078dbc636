"""What is given without a consent, recorded on the consent screen and seen where it counts."""

from dataclasses import replace

from desktop.domain.consent import Basis
from desktop.ui.consent import ConsentScreen
from desktop.ui.consent.ground import GroundDialog
from desktop.ui.kit import Button, PlainLabel
from desktop.ui.kit.dialogs import Question
from desktop.ui.partners import PartnersScreen
from desktop.ui.partners.forms import OrganisationForm
from desktop.ui.referral import SlipScreen
from desktop.ui.visitor import VisitorScreen
from tests.ui.referral.conftest import Office, office, sua, words

__all__ = ["office", "sua", "words"]


def said(office: Office) -> str:
    return " ".join(one.text() for one in office.window.findChildren(PlainLabel) if one.isVisible())


def button(office: Office, label: str) -> Button:
    return next(
        one
        for one in office.window.findChildren(Button)
        if one.isVisible() and one.words() == label
    )


def test_a_law_is_recorded_with_article_and_reason_and_shown_item_by_item(
    office: Office, sua: int
) -> None:
    service = office.service()
    screen = office.go("consent", ConsentScreen, visitor_id=sua, service_id=service.id)
    screen.panel._record_ground(screen.panel._rows[3].question)
    dialog = office.window.findChild(GroundDialog)
    assert dialog is not None
    assert "제17조" in dialog.form.value("article")
    dialog.save()
    office.settle()
    assert dialog.form.field("reason").error()
    dialog.form.set_values({"reason": "알선 의무", "items": ("name", "phone")})
    dialog.save()
    office.settle()
    assert any(one.basis is Basis.LAW for one in screen.panel._rows[3].question.grounds)

    slip = office.go("slip", SlipScreen, visitor_id=sua, service_id=service.id)
    assert slip._start is not None
    assert slip._start.ground.fault == ""
    assert {item.value for item in slip._start.ground.bases} == {"name", "phone"}

    visitor = office.go("visitor", VisitorScreen, visitor_id=sua)
    assert not visitor._ahead.basis.isHidden()
    assert "성명, 연락처" in said(office)


def test_ending_a_ground_asks_and_says_that_nobody_took_anything_back(
    office: Office, sua: int
) -> None:
    service = office.service()
    screen = office.go("consent", ConsentScreen, visitor_id=sua, service_id=service.id)
    screen.panel._record_ground(screen.panel._rows[3].question)
    dialog = office.window.findChild(GroundDialog)
    assert dialog is not None
    dialog.form.set_values({"reason": "알선 의무"})
    dialog.save()
    office.settle()
    button(office, "근거 끝내기").click()
    office.settle()
    question = next(one for one in office.window.findChildren(Question) if one.isVisible())
    question.answer("end")
    office.settle()
    assert screen.panel._rows[3].question.grounds == ()
    assert office.printed == []


def test_a_changed_purpose_says_ask_again_on_every_screen_that_counts(
    office: Office, sua: int
) -> None:
    service = office.service()
    office.agree(sua, service)
    desk, account = office.seat.desk, office.seat.account
    desk.partners.save_service(account, replace(service, purpose="다른 목적"))
    screen = office.go("consent", ConsentScreen, visitor_id=sua)
    assert "재동의 필요" in screen.panel._rows[3]._state.text()
    slip = office.go("slip", SlipScreen, visitor_id=sua, service_id=office.service().id)
    assert slip._start is not None
    assert slip._start.ground.fault.startswith("재동의 필요")
    visitor = office.go("visitor", VisitorScreen, visitor_id=sua)
    assert not visitor._ahead.basis.isHidden()
    assert "이용 목적 바뀜" in said(office)


def test_the_directory_asks_whether_a_new_name_is_a_new_body(office: Office) -> None:
    screen = office.go("partners", PartnersScreen)
    assert screen._page is not None
    before = screen._page.organisation
    screen._edit(OrganisationForm(office.seat.counter, before))
    assert screen._editing is not None
    screen._editing.form.field("name").set_value("새봄 재단")
    office.press("Ctrl+S")
    question = next(one for one in office.window.findChildren(Question) if one.isVisible())
    question.answer("stay")
    office.settle()
    assert screen._editing is not None
    screen.save()
    office.settle()
    question = next(one for one in office.window.findChildren(Question) if one.isVisible())
    question.answer("same")
    office.settle()
    assert screen._editing is None
    assert screen._page.organisation.name == "새봄 재단"
    assert before.name.replace("|", " ") in screen._page.organisation.aliases


def test_a_unit_of_the_office_is_marked_internal_and_asked_nothing(
    office: Office, sua: int
) -> None:
    desk, account = office.seat.desk, office.seat.account
    page = desk.partners.open(account, office.service().organisation_id)
    desk.partners.save_organisation(account, replace(page.organisation, internal=True))
    service = office.service()
    screen = office.go("consent", ConsentScreen, visitor_id=sua, service_id=service.id)
    row = screen.panel._rows[3]
    assert "내부" in row._state.text()
    assert not row.focus()
    slip = office.go("slip", SlipScreen, visitor_id=sua, service_id=service.id)
    assert slip._start is not None
    assert slip._start.ground.fault == ""
    assert "내부 부서라 동의 없이 전합니다" in said(office)
