"""A referral from the counter to its end and on: handed over, refused, sent elsewhere, closed."""

import pytest

from desktop.domain.referral import Evidence, Paper, Progress, ReferralLine, ReplyDraft, SlipDraft
from desktop.ui.referral import ReferralScreen, ReferralsScreen, SlipScreen
from tests.journeys.driver import Counsellor
from tests.journeys.test_3_back_to_work import JIYEON

pytestmark = pytest.mark.journey


def referred(counsellor: Counsellor, name: str = "직업교육") -> tuple[int, int, str]:
    """Somebody known, agreed and referred; the sheets lie on the desk."""
    visitor_id = counsellor.known(JIYEON)
    service = counsellor.service("동부여성발전센터", name)
    counsellor.agreed(visitor_id, service=service)
    issued = counsellor.desk.referrals.issue(
        counsellor.account,
        SlipDraft(
            visitor_id,
            service.id,
            services=("training",),
            reason_code="training_wish",
            reason="회계 실무",
            summary="낮 시간 과정을 찾고 있음.",
        ),
    )
    return visitor_id, issued.referral_id, issued.line.number


def told(counsellor: Counsellor, number: str, outcome: Progress, code: str = "") -> None:
    counsellor.desk.referrals.record_reply(
        counsellor.account,
        ReplyDraft(
            number, outcome, Evidence.PHONE, counsellor.clock.today(), code, source_name="김담당"
        ),
    )


def back(counsellor: Counsellor) -> None:
    """The window has the keys again; no window manager gives them back offscreen."""
    counsellor.window.activateWindow()
    counsellor.settle()


def line(counsellor: Counsellor, visitor_id: int, number: str) -> ReferralLine:
    lines = counsellor.desk.referrals.of_visitor(counsellor.account, visitor_id)
    return next(one for one in lines if one.number == number)


def test_one_key_hands_over_and_the_way_is_remembered_for_the_partner(
    counsellor: Counsellor,
) -> None:
    visitor_id, _, number = referred(counsellor)
    counsellor.press("Alt+3")
    assert counsellor.spent(lambda: counsellor.press("G")) == 1
    assert line(counsellor, visitor_id, number).sent_how == "내담자 지참"
    counsellor.press("M")
    counsellor.write("팩")
    counsellor.press("Enter", "Tab", "Enter")
    now = line(counsellor, visitor_id, number)
    assert (now.sent_how, now.paper) == ("팩스", Paper.SENT)
    shown = counsellor.screen(ReferralsScreen)._model.record(0)
    assert (shown.number, shown.sent_how) == (number, "팩스")
    other = counsellor.known("나다운")
    service = counsellor.service("동부여성발전센터", "직업교육")
    counsellor.agreed(other, service=service)
    again = counsellor.desk.referrals.issue(
        counsellor.account,
        SlipDraft(other, service.id, services=("training",), reason_code="training_wish"),
    )
    assert counsellor.desk.referrals.way_out(counsellor.account, again.referral_id) == "fax"


def test_from_a_refusal_to_another_partner_by_keys_alone(counsellor: Counsellor) -> None:
    visitor_id, referral_id, number = referred(counsellor)
    counsellor.desk.referrals.handed(counsellor.account, referral_id)
    told(counsellor, number, Progress.DECLINED, "full")
    other = counsellor.service("건국대", "")
    counsellor.agreed(visitor_id, service=other)
    counsellor.press("Alt+3", "F")
    counsellor.write("불성사")
    counsellor.press("Enter")
    counsellor.press("T")
    counsellor.write("건국")
    counsellor.press("Enter")
    form = counsellor.screen(SlipScreen)
    assert "에 이어 의뢰합니다" in counsellor.words(form)
    assert counsellor.value("summary") == "낮 시간 과정을 찾고 있음."
    counsellor.press("Ctrl+P")
    assert len(counsellor.papers) == 1
    counsellor.press("Enter")
    new = counsellor.desk.referrals.of_visitor(counsellor.account, visitor_id)[0]
    assert new.progress is Progress.HANDED
    counsellor.press("Alt+3", "O")
    card = counsellor.words(counsellor.screen(ReferralScreen))
    assert "이어진 의뢰" in card, "the list still shows what failed"
    assert new.number in card
    counsellor.app.counter.go("referral_card", referral_id=new.id)
    counsellor.settle()
    card = counsellor.words(counsellor.screen(ReferralScreen))
    assert "앞 의뢰" in card
    assert number in card


def test_the_card_tells_the_life_in_words_and_weekdays(counsellor: Counsellor) -> None:
    _, referral_id, number = referred(counsellor)
    told(counsellor, number, Progress.DECLINED, "full")
    counsellor.app.counter.go("referral_card", referral_id=referral_id)
    counsellor.settle()
    card = counsellor.words(counsellor.screen(ReferralScreen))
    assert "전달 (추정)" in card
    assert "전화 받아 적음 · 대기자 많음 · 답한 분 김담당" in card
    assert "(월)" in card
    counsellor.press("F12")
    masked = counsellor.words(counsellor.screen(ReferralScreen))
    assert "김담당" not in masked


def test_not_gone_a_new_day_and_open_again_are_said_by_keys(counsellor: Counsellor) -> None:
    visitor_id, referral_id, number = referred(counsellor)
    counsellor.desk.referrals.handed(counsellor.account, referral_id)
    counsellor.press("Alt+3", "S", "Enter")
    counsellor.write("본인")
    counsellor.press("Enter", "Enter", "Enter")
    assert line(counsellor, visitor_id, number).progress is Progress.NO_SHOW
    back(counsellor)
    counsellor.press("S", "Enter")
    counsellor.write("2주 뒤")
    counsellor.press("Enter", "Enter")
    now = line(counsellor, visitor_id, number)
    assert now.progress is Progress.HANDED
    assert now.rounds == 1
    assert "새 기한" in counsellor.said[-1]
    back(counsellor)
    counsellor.press("S")
    counsellor.write("철회")
    counsellor.press("Enter")
    counsellor.write("본인")
    counsellor.press("Enter", "Enter", "Enter")
    assert line(counsellor, visitor_id, number).progress is Progress.WITHDRAWN
    back(counsellor)
    counsellor.later(days=1)
    counsellor.app.counter.go("referral_card", referral_id=referral_id)
    counsellor.settle()
    counsellor.press("S", "Enter")
    counsellor.write("다시 가시겠다고 하심")
    counsellor.press("Enter", "Enter")
    assert line(counsellor, visitor_id, number).progress is Progress.HANDED


def test_work_found_closes_what_else_is_open_in_one_question(counsellor: Counsellor) -> None:
    visitor_id, first, number = referred(counsellor)
    counsellor.desk.referrals.handed(counsellor.account, first)
    other = counsellor.service("건국대", "")
    counsellor.agreed(visitor_id, service=other)
    second = counsellor.desk.referrals.issue(
        counsellor.account,
        SlipDraft(visitor_id, other.id, services=("counselling",), reason_code="placement_wish"),
    )
    told(counsellor, number, Progress.COMPLETED)
    counsellor.app.counter.go("referral_card", referral_id=first)
    counsellor.settle()
    counsellor.press("K", "Enter")
    closed = line(counsellor, visitor_id, second.line.number)
    assert closed.progress is Progress.WITHDRAWN
    assert line(counsellor, visitor_id, number).progress is Progress.COMPLETED
    counsellor.app.counter.go("referral_card", referral_id=second.referral_id)
    counsellor.settle()
    assert "다른 경로로 취업" in counsellor.words()
    back(counsellor)
    counsellor.press("U")
    assert line(counsellor, visitor_id, second.line.number).progress is Progress.ISSUED


def test_a_second_one_to_the_same_partner_is_asked_about(counsellor: Counsellor) -> None:
    visitor_id, _, number = referred(counsellor)
    service = counsellor.service("동부여성발전센터", "직업교육")
    counsellor.app.counter.go("slip", visitor_id=visitor_id, service_id=service.id)
    counsellor.settle()
    counsellor.go_to("reason_code")
    counsellor.fill("직업교육")
    counsellor.press("Ctrl+P")
    assert counsellor.papers == []
    counsellor.press("Right", "Enter")
    assert len(counsellor.papers) == 1
    newest = counsellor.desk.referrals.of_visitor(counsellor.account, visitor_id)[0]
    card = counsellor.desk.referrals.card(counsellor.account, newest.id)
    assert [one.number for one in card.before] == [number]
