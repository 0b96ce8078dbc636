"""08:50: sign in, see what needs doing, print the day's appointments."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta

import pytest

from desktop.domain.clock import KST, FixedClock
from desktop.domain.referral import SlipDraft
from desktop.domain.visit import AppointmentDraft
from desktop.domain.visitor import Sex, VisitorDraft
from tests.journeys.driver import Counsellor

pytestmark = pytest.mark.journey
Open = Callable[[FixedClock], Counsellor]
MORNING = datetime(2026, 11, 23, 8, 50, tzinfo=KST)


def weeks_before(open_counter: Open) -> Counsellor:
    """Early November: two registrations, a slip whose reply never comes, two appointments."""
    clock = FixedClock(datetime(2026, 11, 3, 10, tzinfo=KST))
    counsellor = open_counter(clock)
    counsellor.sign_in()
    desk, account = counsellor.desk, counsellor.account
    partner = counsellor.service("동부여성발전센터", "직업교육")
    sua = counsellor.known(VisitorDraft(name="박수아", sex=Sex.FEMALE, phone="01000000937"))
    counsellor.agreed(sua, service=partner)
    draft = SlipDraft(
        visitor_id=sua, service_id=partner.id, services=("training",), reason_code="training_wish"
    )
    desk.referrals.issue(account, draft)
    clock.at = datetime(2026, 8, 27, 10, tzinfo=KST)
    for name in ("남궁민수", "서지영"):
        desk.visitors.file_seeking(account, counsellor.known(name))
    clock.at = datetime(2026, 11, 20, 17, tzinfo=KST)
    day = date(2026, 11, 23)
    for name, at in (("황보라", time(10)), ("제갈수민", time(14, 30))):
        desk.visits.appoint(account, counsellor.known(name), AppointmentDraft(day, at, "첨삭"))
    desk.follow_ups.promise(account, sua, day, "교육 시작 여쭙기")
    return counsellor


def test_what_needs_doing_is_there_and_the_day_sheet_is_masked(open_counter: Open) -> None:
    weeks_before(open_counter).leave()
    counsellor = open_counter(FixedClock(MORNING))
    counsellor.sign_in()
    board = counsellor.words()
    assert "2026. 11. 23. 월요일" in board
    for words in (
        "의뢰서 전달 확인",
        "구직 등록 곧 끝남",
        "후속 연락",
        "교육 시작 여쭙기",
        "오늘 예약",
    ):
        assert words in board, words
    assert "황*라" in board
    assert "황보라" not in board
    cost = counsellor.spent(lambda: counsellor.press("Ctrl+P"))
    assert cost == 1
    sheet = counsellor.paper()
    assert "황*라" in sheet
    assert "제**민" in sheet
    assert "황보라" not in sheet
    assert "10:00" in sheet
    assert "14:30" in sheet
    duties = counsellor.desk.visits.board(counsellor.account, first=False).duties
    assert {(duty.kind, duty.overdue) for duty in duties} >= {
        ("hand_over", True),
        ("seeking_ends", False),
        ("follow_up", False),
    }
    assert sum(duty.kind == "seeking_ends" for duty in duties) == 2


def test_a_session_left_open_yesterday_is_locked_and_keeps_the_half_typed_note(
    open_counter: Open,
) -> None:
    counsellor = open_counter(FixedClock(datetime(2026, 11, 22, 17, 55, tzinfo=KST)))
    counsellor.sign_in()
    counsellor.known(VisitorDraft(name="도민지", phone="01000001234"))
    counsellor.press("Ctrl+K")
    counsellor.write("도민지")
    counsellor.press("F4")
    counsellor.write("퇴근 전에 적다 만 상담")
    counsellor.window.workplace._idle.timeout.emit()  # five minutes without a key
    counsellor.settle()
    assert "화면이 잠겼습니다" in counsellor.words()
    assert "도민지" not in counsellor.words()
    assert "적다 만" not in counsellor.words()
    counsellor.later(hours=14, minutes=55)
    counsellor.sign_in("not-the-password-1")
    assert "맞지 않습니다" in counsellor.words()
    counsellor.sign_in()
    assert counsellor.value("summary") == "퇴근 전에 적다 만 상담"
    assert counsellor.at() == "summary"
    counsellor.press("Alt+1")
    assert "2026. 11. 23. 월요일" in counsellor.words()
    assert "상담 기록" in counsellor.words()
    assert len(counsellor.desk.drafts.list(counsellor.account)) == 1


def test_a_clock_behind_the_last_record_is_told_at_once(open_counter: Open) -> None:
    first = open_counter(FixedClock(MORNING))
    first.sign_in()
    assert not [one for one in first.said if "시계" in one]
    first.leave()
    wrong = open_counter(FixedClock(MORNING - timedelta(days=365)))
    wrong.sign_in()
    assert [one for one in wrong.said if "시계" in one]
    assert wrong.front == "today"
