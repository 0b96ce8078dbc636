"""A morning's calls: from 챙길 일 to the number to dial, many answers, one save."""

from datetime import date, datetime, timedelta

import pytest

from desktop.domain.chase import Side
from desktop.domain.clock import KST
from desktop.domain.referral import Paper, Progress, SlipDraft
from desktop.domain.visitor import VisitorDraft
from desktop.ui.calls.screen import CallsScreen
from desktop.ui.today.cards import DutyRow
from tests.journeys.driver import Counsellor

pytestmark = pytest.mark.journey
NAMES = ("제갈다온", "황보가람", "선우하늬", "독고나래", "남궁누리", "사공보라")
MOST_PER_REPLY = 3


def referred(counsellor: Counsellor, name: str, how: Paper = Paper.SENT) -> int:
    """Somebody was sent to the women's centre today; gives the referral."""
    visitor_id = counsellor.known(
        VisitorDraft(name=name, phone=f"0100000{3100 + NAMES.index(name)}")
    )
    service = counsellor.service("동부여성발전센터", "직업교육")
    counsellor.agreed(visitor_id, service=service)
    desk, account = counsellor.desk, counsellor.account
    issued = desk.referrals.issue(
        account,
        SlipDraft(
            visitor_id=visitor_id,
            service_id=service.id,
            services=("training",),
            reason_code="training_wish",
            reason="전산회계 수강을 희망함",
            summary="전산회계를 다시 배우기를 희망함.",
        ),
    )
    desk.referrals.handed(account, issued.referral_id, how)
    return issued.referral_id


def two_weeks_later(counsellor: Counsellor, *names: str) -> list[int]:
    ids = [referred(counsellor, name) for name in names]
    counsellor.later(days=14)
    counsellor.app.counter.go("today")
    counsellor.settle()
    return ids


def states(counsellor: Counsellor, ids: list[int]) -> list[Progress]:
    desk, account = counsellor.desk, counsellor.account
    return [desk.referrals.card(account, one).line.progress for one in ids]


def open_call(counsellor: Counsellor) -> CallsScreen:
    """Enter on the partner's line of 챙길 일."""
    rows = counsellor.window.findChildren(DutyRow)
    next(one for one in rows if one.line.kind == "partner_call").setFocus()
    counsellor.settle()
    counsellor.press("Enter")
    return counsellor.screen(CallsScreen)


def test_six_answers_of_one_call_cost_three_keys_each_at_most_and_one_save(
    counsellor: Counsellor, capsys: pytest.CaptureFixture[str]
) -> None:
    ids = two_weeks_later(counsellor, *NAMES)
    open_call(counsellor)
    words = counsellor.words()
    assert "동부여성발전센터" in words
    ways = {
        "도착": lambda: counsellor.press("1"),
        "접수": lambda: counsellor.press("2"),
        "대기": lambda: (counsellor.press("3", "1"), counsellor.fill("12. 18.")),
        "반려": lambda: counsellor.press("4", "1"),
        "완료": lambda: counsellor.press("5", "2"),
        "답 없음": lambda: counsellor.press("7", "1"),
    }
    costs = {name: counsellor.spent(way) for name, way in ways.items()}
    with capsys.disabled():
        print(f"\ninteractions: reply on the call sheet: {costs}")
    assert all(1 <= cost <= MOST_PER_REPLY for cost in costs.values()), costs
    assert "6건 한 번에 저장" in counsellor.words()
    assert counsellor.spent(lambda: counsellor.press("Ctrl+S")) == 1
    assert states(counsellor, ids) == [
        Progress.ARRIVED,
        Progress.ACCEPTED,
        Progress.ON_HOLD,
        Progress.DECLINED,
        Progress.COMPLETED,
        Progress.HANDED,
    ]
    assert "회신 5건 · 답 없음 1건을 적었습니다." in counsellor.said
    checks = counsellor.desk.follow_ups.of(
        counsellor.account,
        counsellor.desk.referrals.card(counsellor.account, ids[4]).line.visitor_id,
    )
    assert [one.text for one in checks] == [
        "취업 1개월 확인",
        "취업 3개월 확인",
        "취업 6개월 확인",
    ]
    # Nobody is called twice.
    board = counsellor.desk.visits.board(counsellor.account, first=False)
    assert "partner_call" not in {duty.kind for duty in board.duties}


def test_a_tick_that_needs_a_day_does_not_go_on_without_one(counsellor: Counsellor) -> None:
    two_weeks_later(counsellor, *NAMES[:2])
    screen = open_call(counsellor)
    counsellor.press("3", "1", "Enter")
    assert "다시 여쭤볼 날을 적습니다" in counsellor.words()
    counsellor.fill("12. 18.")
    assert [one.told_on for one in screen._answers.values()] == [date(2026, 12, 18)]


def test_ticks_wait_in_the_strip_and_behind_the_lock_and_come_back(counsellor: Counsellor) -> None:
    two_weeks_later(counsellor, *NAMES[:3])
    open_call(counsellor)
    counsellor.press("1", "4", "1")
    counsellor.press("Ctrl+L")
    assert "제갈다온" not in counsellor.words()
    counsellor.sign_in()
    assert "2건 한 번에 저장" in counsellor.words()
    counsellor.press("Alt+1")
    assert "전화 · " in counsellor.words()
    counsellor.window.workplace.resume(counsellor.window.workplace.keeper.lines[0])
    counsellor.settle()
    assert counsellor.front == "calls"
    assert "2건 한 번에 저장" in counsellor.words()
    answers = counsellor.screen(CallsScreen)._answers.values()
    assert [one.reason_code for one in answers] == ["", "full"]
    counsellor.press("Ctrl+S")
    assert "회신 2건을 적었습니다." in counsellor.said
    assert counsellor.window.workplace.keeper.lines == ()


def test_a_crash_costs_no_tick(counsellor: Counsellor) -> None:
    two_weeks_later(counsellor, *NAMES[:3])
    open_call(counsellor)
    counsellor.press("1", "2")
    counsellor.window.workplace.keeper.keep()
    counsellor.settle()
    drafts = counsellor.desk.drafts
    (line,) = drafts.list(counsellor.account)
    body = drafts.take(counsellor.account, line.id).body
    assert [one["tick"] for one in body["answers"]] == ["arrived", "accepted"]


def test_nobody_picks_up_and_the_whole_call_is_written_by_two_keys(
    counsellor: Counsellor,
) -> None:
    ids = two_weeks_later(counsellor, *NAMES[:3])
    open_call(counsellor)
    assert counsellor.spent(lambda: counsellor.press("X", "Ctrl+S")) == 2
    assert set(states(counsellor, ids)) == {Progress.HANDED}
    counsellor.later(hours=25)
    (partner,) = [
        one for one in counsellor.desk.chases.today(counsellor.account) if one.side is Side.PARTNER
    ]
    assert "받지 않음" in partner.last


def test_the_sheet_is_printed_masked_with_the_number_of_its_print(counsellor: Counsellor) -> None:
    two_weeks_later(counsellor, *NAMES[:3])
    open_call(counsellor)
    assert counsellor.spent(lambda: counsellor.press("Ctrl+P")) == 1
    paper = counsellor.paper()
    assert "기관별 전화 시트" in paper
    assert "제**온" in paper
    assert not any(name in paper for name in NAMES)
    assert "출력 26-" in paper


def test_what_the_timer_proposes_is_closed_by_one_key_but_for_what_is_taken_out(
    counsellor: Counsellor,
) -> None:
    ids = [referred(counsellor, name, Paper.HANDED) for name in NAMES[:3]]
    counsellor.later(days=21)
    counsellor.app.counter.go("calls", side="settle")
    counsellor.settle()
    assert "3건 정리" in counsellor.words()
    counsellor.press("Delete")
    assert "2건 정리" in counsellor.words()
    counsellor.press("Ctrl+S")
    assert sorted(one.value for one in states(counsellor, ids)) == ["H", "N", "N"]
    assert "의뢰 2건을 정리했습니다." in counsellor.said


def test_a_pause_from_today_takes_the_line_away_until_its_day(counsellor: Counsellor) -> None:
    two_weeks_later(counsellor, *NAMES[:2])
    rows = counsellor.window.findChildren(DutyRow)
    next(one for one in rows if one.line.kind == "partner_call").setFocus()
    counsellor.settle()
    counsellor.press("P")
    counsellor.write("기관이 답할")
    counsellor.press("Enter")
    counsellor.click("재촉 멈추기")
    assert "재촉을 멈춥니다" in counsellor.said[-1]
    assert "기관에 전화" not in counsellor.words()
    until = counsellor.clock.today() + timedelta(days=7)
    counsellor.clock.at = datetime(until.year, until.month, until.day, 9, tzinfo=KST)
    counsellor.later(days=1)
    assert any(one.side is Side.PARTNER for one in counsellor.desk.chases.today(counsellor.account))
