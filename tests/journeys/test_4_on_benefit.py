"""A man of 54 on unemployment benefit: told where to go, promised nothing, no slip."""

import pytest

from desktop.domain.targeting import Answer
from desktop.ui.intake import IntakeScreen
from tests.journeys.driver import Counsellor

pytestmark = pytest.mark.journey
CENTRE = "성동광진고용복지플러스센터"


def test_he_goes_home_with_a_partner_sheet_and_without_a_slip(counsellor: Counsellor) -> None:
    counsellor.press("F2", "Space", "Enter")
    counsellor.fill("방상철", "720309-1", "", "01000005454", "", "")
    counsellor.press("Ctrl+M")
    form = counsellor.screen(IntakeScreen)._paper.form
    form.field("work_state").control.setFocus()
    counsellor.press("Right", "Enter")
    counsellor.fill("2026. 10.", "권고사직")
    assert counsellor.at() == "benefits"
    chips = form.field("benefits").control
    place = [option.key for option in chips._options].index("unemployment_benefit")
    counsellor.press(*["Right"] * place, "Space")
    beside = counsellor.words(counsellor.screen(IntakeScreen)._beside)
    assert "준고령자" in beside
    assert "국민취업지원 Ⅰ" in beside[beside.index("비해당:") :]
    counsellor.press("Ctrl+S")
    (sangcheol,) = counsellor.find("방상철")
    verdicts = {
        one.rule.key: one
        for one in counsellor.desk.targets.of_visitor(counsellor.account, sangcheol)
    }
    assert verdicts["near_senior"].answer is Answer.MET
    assert verdicts["national_support_1"].answer is Answer.UNMET
    assert "실업급여" in verdicts["national_support_1"].reason
    page = counsellor.words()
    assert "국민취업지원 Ⅰ" not in page.split("이력")[0], "no chip that says he qualifies"
    assert "구직 등록 없음" in page
    counsellor.press("F6")
    counsellor.write("실업급여")
    counsellor.press("Enter")
    assert CENTRE in counsellor.words()
    counsellor.press("Alt+A")
    assert len(counsellor.papers) == 1
    assert counsellor.on_paper(CENTRE)
    assert counsellor.on_paper("2047-9900")
    for private in ("방상철", "1972", "5454", "권고사직"):
        assert not counsellor.on_paper(private), private
    counsellor.press("Ctrl+P")
    assert len(counsellor.papers) == 1
    assert counsellor.desk.referrals.of_visitor(counsellor.account, sangcheol) == ()
