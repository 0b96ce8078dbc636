"""A new visitor, a woman of 27 out of work: 동의서, 접수증, and served without third parties."""

from datetime import date

import pytest

from desktop.domain.consent import Answer, ConsentKind
from desktop.domain.visitor import Sex, VisitorDraft, WorkState
from desktop.ui.intake import IntakeScreen
from tests.journeys.driver import Counsellor

pytestmark = pytest.mark.journey


def take_in_haeun(counsellor: Counsellor) -> int:
    """ "사무직이요, 건대 졸업했어요." Wishes 02 and 027, 250만 a month."""
    counsellor.press("F2", "Space", "Enter")
    counsellor.fill("천하은", "990521", "")
    counsellor.fill("01000002727", "자양제4동", "")
    counsellor.press("Ctrl+M")
    form = counsellor.screen(IntakeScreen)._paper.form
    form.field("education").control.setFocus()
    counsellor.fill("대졸 (4년", "졸업", "2025. 2.", "건국대학교", "경영학")
    counsellor.press("Right")
    form.field("job1").control.setFocus()
    counsellor.fill("027", "", "", "250만", "02")
    counsellor.press("Ctrl+S")
    assert counsellor.front == "visitor", counsellor.words()
    return counsellor.find("천하은")[0]


def test_intake_consent_and_receipt(counsellor: Counsellor) -> None:
    haeun = take_in_haeun(counsellor)
    kept = counsellor.desk.visitors.reread(counsellor.account, haeun).draft
    assert (kept.birth, kept.phone, kept.dong) == (date(1999, 5, 21), "01000002727", "1121584700")
    assert (kept.school, kept.graduated_month) == ("건국대학교", "2025-02")
    assert kept.wish.jobs[0] == "027"
    assert kept.wish.wage == 2_500_000
    assert kept.work_state is WorkState.SEEKING
    page = counsellor.words()
    assert "청년(청년기본법)" in page
    assert "청년(서울)" in page
    assert "건국대학교 대학일자리플러스센터" in page
    counsellor.press("C", "Ctrl+P")
    assert counsellor.on_paper("개인정보 수집·이용 및 제공 동의서")
    assert counsellor.on_paper("동의하지 않으")
    counsellor.press("Y", "Y", "N", "N")
    counsellor.write("2026 동의철 3권")
    counsellor.press("Ctrl+S")
    answers = {
        line.kind: line.answer
        for line in counsellor.desk.consents.of_visitor(counsellor.account, haeun)
    }
    assert answers == {
        ConsentKind.COLLECTION: Answer.AGREED,
        ConsentKind.OPTIONAL_ITEMS: Answer.AGREED,
        ConsentKind.SENSITIVE: Answer.DECLINED,
        ConsentKind.MESSAGES: Answer.DECLINED,
    }
    assert counsellor.front == "visitor"
    counsellor.press("P")
    visit = counsellor.desk.visits.of_today(counsellor.account, haeun)
    assert visit is not None
    assert visit.number in counsellor.paper()
    assert "천하은" in counsellor.paper()
    # She agrees to nobody else being told: the talk goes on and is kept.
    counsellor.press("F4")
    counsellor.write("사무 보조 두 곳을 함께 찾아봄")
    counsellor.press("Ctrl+S")
    (note,) = counsellor.desk.notes.of(counsellor.account, haeun)
    assert note.session == 1
    counsellor.press("1", "Ctrl+P")
    assert len(counsellor.papers) == 2
    assert "동의" in counsellor.said[-1]


def test_the_last_syllable_of_a_name_is_not_dropped_by_saving(counsellor: Counsellor) -> None:
    counsellor.press("F2", "Space", "Enter")
    counsellor.fill("", "990521", "")
    counsellor.write("01000002727")
    counsellor.go_to("name", "Shift+Tab")
    counsellor.write("천하은")
    counsellor.press("Ctrl+S")
    (haeun,) = counsellor.find("천하은")
    assert counsellor.desk.visitors.reread(counsellor.account, haeun).draft.name == "천하은"


def test_somebody_of_the_same_name_is_shown_and_not_taken_for_her(counsellor: Counsellor) -> None:
    other = counsellor.known(
        VisitorDraft(name="천하은", birth=date(1961, 2, 3), sex=Sex.FEMALE, phone="01000006161")
    )
    counsellor.press("F2", "Space", "Enter")
    counsellor.fill("천하은", "990521", "", "01000002727")
    beside = counsellor.words(counsellor.screen(IntakeScreen)._beside)
    assert "1961년생" in beside
    assert "1999년생 천하은 님은 없습니다. 새로 접수합니다." in beside
    counsellor.press("Ctrl+S")
    assert len(counsellor.find("천하은")) == 2
    assert counsellor.window.screen_of("visitor").visitor_id != other
    assert "만 27세" in counsellor.words()
