"""An agreement about to end stands on 오늘 and leads to the partner."""

from dataclasses import replace
from datetime import timedelta

from desktop.ui.hands import words_of
from desktop.ui.partners import PartnersScreen
from desktop.ui.today import TodayScreen
from desktop.ui.today.cards import DutyRow
from desktop.ui.visitor import VisitorScreen
from desktop.ui.visitor.history import EntryRow
from tests.ui.referral.conftest import Office, office, sua
from tests.ui.referral.test_reply_screen import issue

__all__ = ["office", "sua"]


def test_its_line_says_so_and_enter_opens_the_partner(office: Office) -> None:
    desk, account = office.seat.desk, office.seat.account
    body = desk.partners.open(account, office.service().organisation_id).organisation
    ends = office.seat.clock.today() + timedelta(days=10)
    desk.partners.save_organisation(account, replace(body, agreement_to=ends))
    screen = office.go("today", TodayScreen)
    line = next(one for one in screen.findChildren(DutyRow) if one.line.kind == "agreement")
    assert "협약 곧 끝남" in line.accessibleName()
    line.setFocus()
    office.settle()
    office.press("Enter")
    shown = office.window.screen_of("partners")
    assert isinstance(shown, PartnersScreen)
    assert "이어 갈지 기관과 정해 주십시오" in words_of(shown)


def test_a_referral_in_the_history_of_somebody_opens_its_card(office: Office, sua: int) -> None:
    issued = issue(office, sua)
    screen = office.go("visitor", VisitorScreen, visitor_id=sua)
    rows = [one for one in screen.findChildren(EntryRow) if one.entry.kind == "referral"]
    rows[0].setFocus()
    office.settle()
    office.press("Enter")
    assert office.window.front == "referral_card"
    assert issued.line.number in words_of(office.window.screen_of("referral_card"))
