"""The main job: a woman of 37, nine years away from work, from search to the closed loop."""

import pytest
from PySide6.QtCore import QTimer

from desktop.domain.consent import ConsentKind
from desktop.domain.referral import Paper, Progress
from desktop.domain.visitor import Sex, VisitorDraft
from desktop.ui.intake import IntakeScreen
from desktop.ui.referral import ReplyScreen, SlipScreen
from tests.journeys.driver import Counsellor

pytestmark = pytest.mark.journey
CENTRE = "서울특별시동부여성발전센터"


def take_in_seoyun(counsellor: Counsellor) -> None:
    """ㅂㅅㅇ finds nobody; F2; everything she tells at the counter."""
    counsellor.press("Ctrl+K")
    counsellor.write("ㅂㅅㅇ")
    counsellor.settle()
    assert "찾는 분이 없습니다." in counsellor.words()
    counsellor.press("F2", "Space", "Enter")
    counsellor.fill("백서윤", "890812-2", "", "01000005678", "자양제4", "", "")
    counsellor.press("Right", "Enter")
    counsellor.fill("9년 전")
    counsellor.write("육아")


def test_the_intake_tells_her_groups_and_why_and_costs_few_keys(
    counsellor: Counsellor, capsys: pytest.CaptureFixture[str]
) -> None:
    cost = counsellor.spent(lambda: take_in_seoyun(counsellor))
    counsellor.press("Tab")
    told = counsellor.words(counsellor.screen(IntakeScreen)._beside)
    assert "만 37세(19–39세)로 2029. 8. 11.까지 해당합니다." in told
    assert "여성, 취업 희망, 미취업, 결혼·임신·출산·육아로 퇴사" in told
    assert "비해당: 청년(청년기본법), 청년(고용촉진)" in told
    assert "해당" in told
    cost += counsellor.spent(lambda: counsellor.press("Ctrl+S"))
    (seoyun,) = counsellor.find("ㅂㅅㅇ")
    kept = counsellor.desk.visitors.reread(counsellor.account, seoyun).draft
    assert (kept.name, str(kept.birth), kept.sex) == ("백서윤", "1989-08-12", Sex.FEMALE)
    assert kept.left_month == "2017-11"
    assert kept.leaving_reason == "family_start"
    page = counsellor.words()
    assert "청년(서울)" in page
    assert "경력보유여성등" in page
    assert "청년(청년기본법)" not in page
    with capsys.disabled():
        print(f"\ninteractions: new visitor with the years away, intake only: {cost}")
    assert cost <= 15


def test_from_the_first_key_to_the_closed_loop_nine_days_later(
    counsellor: Counsellor, capsys: pytest.CaptureFixture[str]
) -> None:
    take_in_seoyun(counsellor)
    counsellor.press("Ctrl+S")
    (seoyun,) = counsellor.find("백서윤")
    page = counsellor.words()
    assert page.index(CENTRE) < page.index("성동광진고용복지플러스센터")
    assert "경력보유여성등: 여성, 취업 희망, 미취업" in page
    counsellor.press("F4")
    counsellor.write("9년 만의 복귀. 회계 실무를 배우기로 함.")
    counsellor.press("Ctrl+S", "1")
    assert counsellor.screen(SlipScreen).work.partner.name.text() == CENTRE
    counsellor.press("Ctrl+P")
    assert counsellor.papers == [], "no slip without her consent to that partner"
    counsellor.press("F7", "Ctrl+P", "Y", "Y", "N", "Y", "N")
    counsellor.write("2026 동의철 3권")
    counsellor.press("Ctrl+S")
    assert counsellor.on_paper(CENTRE, 0)
    assert counsellor.at() == "reason_code"
    counsellor.fill("직업교육", "회계 실무 과정 수강을 희망함")
    counsellor.press("Ctrl+P")
    sheets = counsellor.sheets(1)
    assert len(sheets) == 3
    number = counsellor.desk.referrals.of_visitor(counsellor.account, seoyun)[0].number
    assert all("백서윤" in sheet and number in sheet for sheet in sheets)
    assert "회신서" in sheets[0].replace(" ", "")
    assert "회신서" not in sheets[1].replace(" ", "")
    assert "전산회계" not in sheets[0]
    counsellor.press("Enter")
    counsellor.later(days=9)
    counsellor.press("F8")
    counsellor.write(number.replace("-", ""))
    counsellor.settle()
    reply = counsellor.words(counsellor.screen(ReplyScreen))
    assert "백*윤 님 · 동부여성발전센터 · 직업교육" in reply
    assert "백서윤" not in reply
    counsellor.press("Down", "1", "Ctrl+S")
    (line,) = counsellor.desk.referrals.of_visitor(counsellor.account, seoyun)
    assert (line.progress, line.paper) == (Progress.ACCEPTED, Paper.RETURNED)
    standing = counsellor.desk.consents.standing(counsellor.account, seoyun)
    assert ConsentKind.MESSAGES not in {one.kind for one in standing if one.living}
    assert counsellor.desk.drafts.list(counsellor.account) == ()
    with capsys.disabled():
        print(f"\ninteractions: the whole main job with note and reply: {counsellor.interactions}")


def test_the_phone_rings_in_the_middle_and_nothing_half_typed_is_lost(
    counsellor: Counsellor,
) -> None:
    """Intake A half typed; a note for B; back to A with its cursor; a slip for A."""
    minji = counsellor.known(VisitorDraft(name="도민지", phone="01000001234"))
    counsellor.press("F2", "Space", "Enter")
    counsellor.fill("백서윤", "890812-2", "")
    counsellor.write("0100000")
    counsellor.press("Ctrl+K")
    counsellor.write("ㄷㅁㅈ")
    counsellor.press("F4")
    assert "백*윤 · 접수" in counsellor.words()
    counsellor.write("교육 시작일을 여쭤보셔서 알려 드림")
    counsellor.press("Ctrl+S")
    (note,) = counsellor.desk.notes.of(counsellor.account, minji)
    card = counsellor.desk.notes.open(counsellor.account, note.id)
    assert card.current.summary == "교육 시작일을 여쭤보셔서 알려 드림"
    counsellor.press("F3")
    assert counsellor.front == "intake"
    assert (counsellor.value("name"), counsellor.value("phone")) == ("백서윤", "0100000")
    assert counsellor.at() == "phone"
    counsellor.write("5678")
    counsellor.press("Ctrl+S", "F6", "Enter", "F7", "Ctrl+P", "Y", "N", "N", "Y", "N")
    counsellor.write("2026 동의철 3권")
    counsellor.press("Ctrl+S")
    counsellor.fill("직업교육")
    counsellor.press("Ctrl+P")
    assert len(counsellor.sheets(1)) == 3
    assert "백서윤" in counsellor.paper(1)
    assert "도민지" not in counsellor.paper(1)
    assert "010-0000-5678" in counsellor.paper(1)


def test_a_half_typed_intake_survives_the_lock_with_its_syllable(counsellor: Counsellor) -> None:
    counsellor.press("F2", "Space", "Enter")
    counsellor.write("남궁민")
    counsellor.press("Ctrl+L")
    assert "남궁민" not in counsellor.words()
    counsellor.sign_in()
    assert counsellor.value("name") == "남궁민"
    assert counsellor.at() == "name"


def test_a_form_kept_while_it_is_being_saved_leaves_no_draft_behind(
    counsellor: Counsellor,
) -> None:
    counsellor.press("F2", "Space", "Enter")
    counsellor.fill("백서윤", "890812-2", "", "01000005678")
    QTimer.singleShot(0, counsellor.window.workplace._keeper.keep)
    counsellor.press("Ctrl+S")
    assert counsellor.front == "visitor"
    assert counsellor.desk.drafts.list(counsellor.account) == ()
    assert "진행 중" not in counsellor.words()
