"""Where to? The argument is read and a question answered without the mouse."""

from dataclasses import replace

from desktop.ui.kit import Button
from desktop.ui.kit.text import Paragraph
from desktop.ui.referral.choosing import PartnerChoice
from desktop.ui.referral.slip_screen import SlipScreen
from tests.ui.referral.conftest import Office, office, sua, words

__all__ = ["office", "sua", "words"]


def shown(choice: PartnerChoice) -> str:
    return "\n".join(one.text() for one in choice.findChildren(Paragraph) if one.isVisible())


def test_alt_y_answers_the_first_question_and_the_list_argues_anew(
    office: Office, sua: int
) -> None:
    screen = office.go("slip", SlipScreen, visitor_id=sua)
    choice = screen.work.choosing
    question = choice._question
    assert question is not None
    assert question.sentence in shown(choice)
    office.press("Alt+Y")
    office.settle()
    assert choice._question is None or choice._question.asks != question.asks
    assert f"모름 — {question.sentence}" not in shown(choice)
    desk, account = office.seat.desk, office.seat.account
    told = dict(desk.visitors.reread(account, sua).draft.facts)
    assert told[question.asks] is True


def test_every_card_says_why_and_whom_to_ask_and_who_is_left_out_is_named(
    office: Office, sua: int
) -> None:
    screen = office.go("slip", SlipScreen, visitor_id=sua)
    choice = screen.work.choosing
    words_shown = shown(choice)
    assert "1번째인 까닭:" in words_shown
    assert "확인: " in words_shown
    desk, account = office.seat.desk, office.seat.account
    for one in desk.partners.suggest(account, sua):
        if one.left_out:
            assert f"{one.service.label} — {one.left_out}" in words_shown
    assert "확정" not in words_shown


def test_an_alert_stands_wherever_the_partner_is_chosen(office: Office, sua: int) -> None:
    desk, account = office.seat.desk, office.seat.account
    first = desk.partners.suggest(account, sua)[0].service
    body = desk.partners.open(account, first.organisation_id).organisation
    desk.partners.save_organisation(account, replace(body, alert="12월은 접수를 받지 않습니다."))
    screen = office.go("slip", SlipScreen, visitor_id=sua)
    choice = screen.work.choosing
    assert "알림: 12월은 접수를 받지 않습니다." in shown(choice)
    office.press("Return")
    office.settle()
    chosen = screen.work.partner
    assert "12월은 접수를 받지 않습니다." in [one.text() for one in chosen.findChildren(Paragraph)]


def test_answers_are_buttons_with_the_whole_question(office: Office, sua: int) -> None:
    screen = office.go("slip", SlipScreen, visitor_id=sua)
    choice = screen.work.choosing
    names = [one.accessibleName() for one in choice.findChildren(Button)]
    assert any(name.endswith("? 예") for name in names)
