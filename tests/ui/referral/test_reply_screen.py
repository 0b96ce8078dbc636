"""The reply by keyboard: the number opens by itself, masked, and the next one follows."""

from datetime import datetime

from desktop.domain.clock import KST
from desktop.domain.referral import Progress, SlipDraft
from desktop.services.referrals import IssuedSlip
from desktop.ui.hands import words_of
from desktop.ui.kit.records import BELOW_ROLE
from desktop.ui.referral import ReferralsScreen, ReplyScreen

from .conftest import Office


def issue(office: Office, visitor_id: int) -> IssuedSlip:
    service = office.service()
    office.agree(visitor_id, service)
    draft = SlipDraft(
        visitor_id=visitor_id,
        service_id=service.id,
        services=("training",),
        reason_code="training_wish",
    )
    return office.seat.desk.referrals.issue(office.seat.account, draft)


def test_nine_digits_open_the_reply_and_it_is_saved_by_keyboard(office: Office, sua: int) -> None:
    issued = issue(office, sua)
    office.press("F8")
    office.write(issued.line.number.replace("-", ""))
    screen = office.window.screen_of("reply")
    assert isinstance(screen, ReplyScreen)
    assert "박*아" in screen.number.whose.text()
    assert "박수아" not in screen.number.whose.text()
    assert "동부여성발전센터" in screen.number.whose.text()
    office.press("Down")
    office.press("1")
    office.press("Ctrl+S")
    (line,) = office.seat.desk.referrals.of_visitor(office.seat.account, sua)
    assert line.progress is Progress.ACCEPTED
    assert screen.number.number.hasFocus()
    assert not screen.number.number.text_now()
    print("interactions of a reply:", office.interactions)
    assert office.interactions <= 5


def test_a_wrong_digit_is_told_at_once(office: Office, sua: int) -> None:
    number = issue(office, sua).line.number
    office.press("F8")
    wrong = number.replace("-", "")[:-1] + str((int(number[-1]) + 1) % 10)
    office.write(wrong)
    office.press("Enter")
    screen = office.window.screen_of("reply")
    assert isinstance(screen, ReplyScreen)
    assert screen.reply.isHidden()
    assert "맞지 않습니다" in screen.number.told.text()


def test_a_refusal_asks_for_its_reason(office: Office, sua: int) -> None:
    issued = issue(office, sua)
    screen = office.go("reply", ReplyScreen, number=issued.line.number)
    screen.reply.ticks["handling"].set_value(("declined",))
    office.press("Ctrl+S")
    assert screen._form.field("reason_code").error()
    screen.reply.reason.set_value("full")
    office.press("Ctrl+S")
    (line,) = office.seat.desk.referrals.of_visitor(office.seat.account, sua)
    assert line.progress is Progress.DECLINED


def test_a_replaced_number_names_its_successor(office: Office, sua: int) -> None:
    issued = issue(office, sua)
    desk, account = office.seat.desk, office.seat.account
    second = desk.referrals.issue(account, desk.referrals.reopen(account, issued.referral_id).draft)
    screen = office.go("reply", ReplyScreen, number=issued.line.number)
    assert second.line.number in screen.number.told.text()
    assert screen.reply.isHidden()


def test_the_successor_opens_by_keyboard(office: Office, sua: int) -> None:
    issued = issue(office, sua)
    desk, account = office.seat.desk, office.seat.account
    second = desk.referrals.issue(account, desk.referrals.reopen(account, issued.referral_id).draft)
    office.press("F8")
    office.write(issued.line.number.replace("-", ""))
    office.press("Tab")
    office.press("Enter")
    screen = office.window.screen_of("reply")
    assert isinstance(screen, ReplyScreen)
    assert screen.number.number.text_now() == second.line.number
    assert not screen.reply.isHidden()


def test_a_misread_digit_offers_the_slip_that_is_near(office: Office, sua: int) -> None:
    number = issue(office, sua).line.number
    office.press("F8")
    plain = number.replace("-", "")
    office.write(plain[:6] + plain[7] + plain[6] + plain[8:])
    office.press("Enter")
    screen = office.window.screen_of("reply")
    assert isinstance(screen, ReplyScreen)
    assert screen.reply.isHidden()
    offered = words_of(screen.picks)
    assert number in offered
    assert "박*아" in offered
    assert "박수아" not in offered
    office.press("Tab")
    office.press("Enter")
    assert screen.number.number.text_now() == number
    assert not screen.reply.isHidden()


def test_a_closed_one_takes_late_news_and_stays_closed(office: Office, sua: int) -> None:
    issued = issue(office, sua)
    screen = office.go("reply", ReplyScreen, number=issued.line.number)
    screen.reply.ticks["result"].set_value(("trained",))
    office.press("Ctrl+S")
    office.write(issued.line.number.replace("-", ""))
    assert "이미 ‘완료’" in screen.number.told.text()
    assert "늦은 소식" in words_of(screen.reply)
    office.press("2")
    screen.reply.form.field("employer").control.setFocus()
    office.write("나래상사")
    office.press("Ctrl+S")
    assert "늦은 소식을 남겼습니다" in office.seat.said[-1][0]
    (line,) = office.seat.desk.referrals.of_visitor(office.seat.account, sua)
    assert line.progress is Progress.COMPLETED


def test_the_whole_stub_goes_in_by_keys_and_nothing_ticked_is_told(
    office: Office, sua: int
) -> None:
    issued = issue(office, sua)
    screen = office.go("reply", ReplyScreen, number=issued.line.number)
    office.press("Ctrl+S")
    assert screen.reply.form.field("arrival").error()
    office.press("1")
    office.press("6")
    assert not screen.reply.form.field("reason_code").isHidden()
    office.write("4")  # ④ 서류 부족, as printed on the stub
    office.press("Enter")
    assert screen.reply.form.value("reason_code") == "papers"
    assert screen.reply.form.value("caused_by") == "visitor"
    office.press("Right")
    assert screen.reply.form.value("caused_by") == "us"
    office.press("Ctrl+S")
    (line,) = office.seat.desk.referrals.of_visitor(office.seat.account, sua)
    assert line.progress is Progress.DECLINED


def test_who_writes_it_down_is_shown_and_the_way_stays_for_the_next_stub(
    office: Office, sua: int
) -> None:
    issued = issue(office, sua)
    screen = office.go("reply", ReplyScreen, number=issued.line.number)
    assert "받아 적는 사람 한서윤" in words_of(screen.reply)
    screen.reply.ways.set_value("post")
    screen.reply.ticks["arrival"].set_value(("visited",))
    office.press("Ctrl+S")
    office.write(issued.line.number.replace("-", ""))
    assert screen.reply.form.value("evidence") == "post"


def test_the_list_shows_masked_names_and_its_keys_work(office: Office, sua: int) -> None:
    issued = issue(office, sua)
    screen = office.go("referrals", ReferralsScreen)
    assert screen._model.rowCount() == 1
    sentence = screen._model.row_sentence(0)
    assert "박*아" in sentence
    assert "박수아" not in sentence
    office.press("G")
    (line,) = office.seat.desk.referrals.of_visitor(office.seat.account, sua)
    assert line.progress is Progress.HANDED
    office.press("R")
    assert len(office.printed) == 1
    office.press("Enter")
    reply = office.window.screen_of("reply")
    assert isinstance(reply, ReplyScreen)
    assert reply.number.number.text_now() == issued.line.number


def test_a_half_typed_reply_waits_in_the_strip_and_comes_back_whole(
    office: Office, sua: int
) -> None:
    issued = issue(office, sua)
    screen = office.go("reply", ReplyScreen, number=issued.line.number)
    screen.reply.ticks["handling"].set_value(("declined",))
    screen.reply.reason.set_value("full")
    screen._form.field("remark").control.setFocus()
    office.write("정원이 찼답")  # the last syllable is still being composed
    office.press("F2")
    (line,) = office.seat.desk.drafts.list(office.seat.account)
    assert (line.screen, line.masked_name) == ("reply", "박*아")

    office.press("F3")
    assert office.window.front == "reply"
    assert screen.number.number.text_now() == issued.line.number
    assert screen._form.value("remark") == "정원이 찼답"
    assert screen._form.value("reason_code") == "full"
    office.press("Ctrl+S")
    (referral,) = office.seat.desk.referrals.of_visitor(office.seat.account, sua)
    assert referral.progress is Progress.DECLINED
    assert office.seat.desk.drafts.list(office.seat.account) == ()


def test_leaving_a_reply_by_escape_loses_nothing(office: Office, sua: int) -> None:
    issued = issue(office, sua)
    screen = office.go("reply", ReplyScreen, number=issued.line.number)
    screen._form.field("remark").control.setFocus()
    office.write("전화로 들음")
    office.press("Escape")
    assert not screen.number.number.text_now()
    (line,) = office.seat.desk.drafts.list(office.seat.account)
    assert line.screen == "reply"


def test_escape_in_half_a_number_keeps_it(office: Office) -> None:
    office.press("F8")
    office.write("26-101")
    office.press("Escape")
    screen = office.window.screen_of("reply")
    assert isinstance(screen, ReplyScreen)
    assert screen.number.number.hasFocus()
    assert screen.number.number.text_now() == "26-101"
    office.write("5")
    assert screen.number.number.text_now() == "5"


def test_a_leap_day_still_to_come_is_told_in_korean(office: Office, sua: int) -> None:
    issued = issue(office, sua)
    screen = office.go("reply", ReplyScreen, number=issued.line.number)
    field = screen._form.field("received_on")
    office.seat.clock.at = datetime(2028, 1, 3, 9, 0, tzinfo=KST)
    field.set_value("2. 29.")
    field.control.left.emit()  # type: ignore[attr-defined]
    assert "해까지" in field.error()


def test_with_large_type_the_name_goes_under_the_number(office: Office, sua: int) -> None:
    issue(office, sua)
    screen = office.go("referrals", ReferralsScreen, scope="all")
    table, model = screen._table, screen._model

    def under_number() -> str:
        return str(model.data(model.index(0, 0), BELOW_ROLE))

    screen.resize(1200, 600)
    assert not table.isColumnHidden(1)
    assert "박" not in under_number()
    screen.resize(600, 600)
    assert table.isColumnHidden(1)
    assert under_number() == "박*아"
    assert "박*아" in model.row_sentence(0)


def test_work_found_offers_to_close_what_else_is_open(office: Office, sua: int) -> None:
    desk, account = office.seat.desk, office.seat.account
    issued = issue(office, sua)
    other = office.service("국민내일배움카드 상담")
    office.agree(sua, other)
    second = desk.referrals.issue(
        account,
        SlipDraft(sua, other.id, services=("counselling",), reason_code="benefit_check"),
    )
    screen = office.go("reply", ReplyScreen, number=issued.line.number)
    screen.reply.ticks["result"].set_value(("employed",))
    office.press("Ctrl+S")
    office.press("Enter")
    lines = {one.id: one for one in desk.referrals.of_visitor(account, sua)}
    assert lines[second.referral_id].progress is Progress.WITHDRAWN
    assert lines[issued.referral_id].progress is Progress.COMPLETED
