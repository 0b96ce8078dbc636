"""A seeker with a registered disability: nothing is kept of it without the sensitive consent."""

import pytest

from desktop.domain.consent import ConsentKind
from desktop.ui.intake import IntakeScreen
from tests.journeys.driver import Counsellor

pytestmark = pytest.mark.journey


def tick_disabled(counsellor: Counsellor) -> None:
    """취약 구분 at the end of the paper: 장애인."""
    if counsellor.screen(IntakeScreen)._paper.folded:
        counsellor.press("Ctrl+M")
    counsellor.screen(IntakeScreen)._paper.form.field("groups").control.setFocus()
    counsellor.press("Space")
    assert counsellor.value("groups") == ("disabled",)


def test_without_the_consent_the_intake_goes_on_without_the_field(counsellor: Counsellor) -> None:
    counsellor.press("F2", "Space", "Enter")
    counsellor.fill("어수진", "790410-2", "", "01000007979")
    tick_disabled(counsellor)
    counsellor.press("Ctrl+S")
    assert counsellor.front == "intake"
    field = counsellor.screen(IntakeScreen)._paper.form.field("groups")
    assert "동의하지 않아도 접수됩니다" in field.error()
    assert counsellor.find("어수진") == []
    assert field.control.hasFocus()
    counsellor.press("Space", "Ctrl+S")
    assert counsellor.front == "visitor"
    (sujin,) = counsellor.find("어수진")
    assert counsellor.desk.visitors.reread(counsellor.account, sujin).draft.groups == ()


def test_with_the_consent_it_is_kept_hidden_in_lists_and_leads_to_the_right_partner(
    counsellor: Counsellor,
) -> None:
    counsellor.press("F2", "Space", "Enter")
    counsellor.fill("어수진", "790410-2", "", "01000007979")
    counsellor.press("Ctrl+S", "C", "Ctrl+P", "Y", "Y", "Y", "N")
    counsellor.write("2026 동의철 3권")
    counsellor.press("Ctrl+S")
    (sujin,) = counsellor.find("어수진")
    standing = counsellor.desk.consents.standing(counsellor.account, sujin)
    assert ConsentKind.SENSITIVE in {line.kind for line in standing if line.living}
    counsellor.press("M")
    tick_disabled(counsellor)
    counsellor.press("Ctrl+S")
    assert counsellor.front == "visitor", counsellor.words()
    assert counsellor.desk.visitors.reread(counsellor.account, sujin).draft.groups == ("disabled",)
    assert "한국장애인고용공단" in counsellor.words()
    counsellor.press("Alt+1")
    assert "장애" not in counsellor.words()
    counsellor.press("Ctrl+K")
    counsellor.write("어수진")
    counsellor.settle()
    assert "장애" not in counsellor.words()
    counsellor.press("Enter", "F6")
    counsellor.write("서울동부지사")
    counsellor.press("Enter", "Ctrl+P")
    assert len(counsellor.papers) == 1, "the consent so far names nobody"
    assert "한국장애인고용공단" in counsellor.words()
