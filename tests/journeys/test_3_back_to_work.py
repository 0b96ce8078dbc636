"""A woman of 42, two children, nine years away: consent for one partner, words that stay out."""

from dataclasses import replace
from datetime import date

import pytest

from desktop.domain.referral import Progress
from desktop.domain.visitor import Sex, VisitorDraft, WorkState
from desktop.ui.referral import SlipScreen
from tests.journeys.driver import Counsellor

pytestmark = pytest.mark.journey
CENTRE = "서울특별시동부여성발전센터"
JIYEON = VisitorDraft(
    name="류지연",
    birth=date(1984, 6, 9),
    sex=Sex.FEMALE,
    phone="01000004242",
    work_state=WorkState.SEEKING,
    left_month="2017-11",
    leaving_reason="family_start",
)


def open_slip(counsellor: Counsellor) -> int:
    """Found by consonants; 1 begins the slip for the first suggestion."""
    jiyeon = counsellor.known(JIYEON)
    counsellor.press("Ctrl+K")
    counsellor.write("ㄹㅈㅇ")
    counsellor.press("Enter")
    page = counsellor.words()
    assert "경력보유여성등: 여성, 취업 희망, 미취업" in page
    counsellor.press("1")
    assert counsellor.screen(SlipScreen).work.partner.name.text() == CENTRE
    return jiyeon


def test_a_sensitive_word_is_shown_before_print_and_taken_out(counsellor: Counsellor) -> None:
    jiyeon = open_slip(counsellor)
    counsellor.press("F7", "Ctrl+P", "Y", "Y", "N", "Y", "N")
    counsellor.write("2026 동의철 3권")
    counsellor.press("Ctrl+S")
    counsellor.fill("직업교육", "회계 실무")
    form = counsellor.screen(SlipScreen)
    counsellor.go_to("summary")
    counsellor.write("배우자 질병으로 오전만 가능")
    counsellor.press("Ctrl+P")
    assert len(counsellor.papers) == 1, "only the consent paper so far"
    assert "질병" in form._form.field("summary").error()
    assert counsellor.desk.referrals.of_visitor(counsellor.account, jiyeon) == ()
    counsellor.click("표시한 부분 빼기")
    assert "질병" not in counsellor.value("summary")
    counsellor.press("Ctrl+P")
    sheets = counsellor.sheets()
    assert len(sheets) == 3
    assert not any("질병" in sheet for sheet in sheets)
    assert counsellor.on_paper("오전만 가능")
    assert counsellor.on_paper(CENTRE)
    number = counsellor.desk.referrals.of_visitor(counsellor.account, jiyeon)[0].number
    assert sheets[0].count(number) == 2, "head and stub"
    assert "류지연" not in sheets[0][sheets[0].rindex(number) :], "the stub bears no name"
    (line,) = counsellor.desk.referrals.of_visitor(counsellor.account, jiyeon)
    assert line.progress is Progress.ISSUED


def test_another_body_in_a_partners_place_is_asked_about_again(counsellor: Counsellor) -> None:
    jiyeon = counsellor.known(JIYEON)
    service = counsellor.service("동부여성발전센터", "직업교육")
    counsellor.agreed(jiyeon, service=service)
    counsellor.later(days=30)
    page = counsellor.desk.partners.open(counsellor.account, service.organisation_id)
    today = counsellor.clock.today()
    counsellor.desk.partners.save_organisation(
        counsellor.account,
        replace(page.organisation, name="서울동부여성미래센터", valid_from=today),
        same_body=False,
    )
    counsellor.press("Ctrl+K")
    counsellor.write("류지연")
    counsellor.press("Enter", "1")
    assert "서울동부여성미래센터" in counsellor.words()
    counsellor.press("Ctrl+P")
    assert counsellor.papers == []
    assert "서울동부여성미래센터에 정보를 제공하는 동의가 아직 없습니다" in counsellor.said[-1]
    counsellor.press("F7", "Ctrl+P")
    assert counsellor.on_paper("서울동부여성미래센터")
    counsellor.press("Y", "N", "N", "Y", "N")
    counsellor.write("2026 동의철 3권")
    counsellor.press("Ctrl+S")
    counsellor.fill("직업교육")
    counsellor.press("Ctrl+P")
    assert len(counsellor.sheets()) == 3
    assert counsellor.on_paper("서울동부여성미래센터")
