"""A request by keyboard: taken in at 사람, looked at page by page, answered on paper."""

from dataclasses import replace

from pytestqt.qtbot import QtBot

from desktop.domain.subject_request import RequestDraft, RequestKind, RequestState
from desktop.ui.hands import words_of
from desktop.ui.kit import Button, Form, PlainLabel
from desktop.ui.kit.dialogs import Question
from desktop.ui.referral import SlipScreen
from desktop.ui.requests import BreachScreen, RequestsScreen
from desktop.ui.settings import SettingsScreen
from desktop.ui.today import TodayScreen
from desktop.ui.today.cards import DutyRow
from desktop.ui.visitor import VisitorScreen
from tests.ui.referral.conftest import Office, office, sua, words

__all__ = ["office", "sua", "words"]


def taken_in(office: Office, visitor_id: int, kind: RequestKind, **more: object) -> int:
    draft = RequestDraft(visitor_id, kind, office.seat.clock.today(), wanted="바라심")
    draft = replace(draft, **more)  # type: ignore[arg-type]
    return office.seat.desk.requests.take_in(office.seat.account, draft).line.id


def click(office: Office, label: str) -> None:
    button = next(
        one
        for one in office.window.findChildren(Button)
        if one.isVisible() and one.words() == label
    )
    button.click()
    office.settle()


def said(office: Office) -> str:
    return " ".join(one.text() for one in office.window.findChildren(PlainLabel) if one.isVisible())


def test_r_on_the_persons_page_takes_a_request_in(office: Office, sua: int) -> None:
    office.go("visitor", VisitorScreen, visitor_id=sua)
    office.press("R")
    screen = office.window.screen_of("requests")
    assert isinstance(screen, RequestsScreen)
    assert not screen._form.isHidden()
    screen._form.form.field("wanted").control.setFocus()
    office.write("제 기록을 보고 싶습니다")
    office.press("Ctrl+S")
    assert screen._form.isHidden()
    (line,) = office.seat.desk.requests.register(office.seat.account).lines
    assert line.kind is RequestKind.VIEW
    assert "까지 답합니다" in office.seat.said[-1][0]
    assert screen._card is not None
    assert screen._card.wanted == "제 기록을 보고 싶습니다"
    office.go("visitor", VisitorScreen, visitor_id=sua)
    office.press("R")
    assert screen._form.isHidden(), "the open request comes, not a second form"


def test_what_is_missing_stands_at_its_field_and_half_typed_waits_in_the_strip(
    office: Office, sua: int
) -> None:
    screen = office.go("requests", RequestsScreen, visitor_id=sua, new=True)
    screen._form.form.set_values({"kind": "correct"})
    screen._form.form.field("wanted").control.setFocus()
    office.write("전화가 바뀜")
    office.press("Ctrl+S")
    assert screen._form.form.field("items").error()
    office.press("F2")
    office.press("F3")
    assert not screen._form.isHidden()
    assert screen._form.form.value("wanted") == "전화가 바뀜"
    assert screen._form.visitor_id == sua


def test_the_copy_is_looked_at_page_by_page_before_it_is_printed(
    office: Office, sua: int, qtbot: QtBot
) -> None:
    request_id = taken_in(office, sua, RequestKind.VIEW)
    screen = office.go("requests", RequestsScreen, request_id=request_id)
    with qtbot.waitSignal(screen.pages.preview.page_shown, timeout=20_000):
        click(office, "열람본 살펴보기")
    assert screen._front.currentIndex() == 1
    assert "장 가운데 1장" in screen.pages.place.text()
    office.press("PgDown")
    office.press("Esc")
    assert screen._front.currentWidget() is screen._work
    assert office.printed == []
    office.press("Ctrl+P")
    assert len(office.printed) == 1
    screen._view.form.set_values({"answer": "보여 드림"})  # type: ignore[union-attr]
    office.press("Ctrl+S")
    assert screen._card is not None
    assert screen._card.line.state is RequestState.ANSWERED
    office.press("Ctrl+P")
    assert len(office.printed) == 2


def test_a_correction_names_the_partner_and_prints_its_notice(
    office: Office, sua: int, words: object
) -> None:
    service = office.service()
    office.agree(sua, service)
    desk, account = office.seat.desk, office.seat.account
    draft = desk.referrals.prepare(account, sua, service.id).draft
    draft = replace(draft, reason_code="training_wish", services=("training",))
    desk.referrals.issue(account, draft)
    request_id = taken_in(office, sua, RequestKind.CORRECT, items=("phone",))
    screen = office.go("requests", RequestsScreen, request_id=request_id)
    office.press("Ctrl+S")
    assert "아직 고친 것이 없습니다" in office.seat.said[-1][0]
    slip = office.go("slip", SlipScreen, visitor_id=sua, service_id=service.id)
    assert slip._start is not None
    assert "정정 요구" in slip._start.ground.fault
    slip.work.request_wanted.emit(slip._start.ground.held_by)
    office.settle()
    assert office.window.front == "requests"
    card = desk.visitors.reread(account, sua)
    desk.visitors.complete(account, sua, card.version, replace(card.draft, phone="01000001111"))
    office.settle()
    office.press("Ctrl+S")
    assert screen._card is not None
    assert screen._card.line.state is RequestState.ANSWERED
    assert "고치기 전 내용을 받은 곳" in said(office)
    click(office, "알림 인쇄")
    assert len(office.printed) == 1
    assert screen._card.recipients[0].told


def test_a_deletion_is_handed_over_after_a_question(office: Office, sua: int) -> None:
    request_id = taken_in(office, sua, RequestKind.DELETE)
    screen = office.go("requests", RequestsScreen, request_id=request_id)
    click(office, "파기로 넘기기")
    question = next(one for one in office.window.findChildren(Question) if one.isVisible())
    question.answer("hand")
    office.settle()
    assert screen._card is not None
    assert screen._card.destruction is not None


def test_todays_duties_lead_to_the_request(office: Office, sua: int) -> None:
    request_id = taken_in(office, sua, RequestKind.VIEW)
    today = office.go("today", TodayScreen)
    duty = next(one for one in today.findChildren(DutyRow) if one.line.kind == "subject_request")
    today._ask(duty, "open")
    office.settle()
    screen = office.window.screen_of("requests")
    assert isinstance(screen, RequestsScreen)
    assert screen._card is not None
    assert screen._card.line.id == request_id


def test_masked_neither_name_nor_what_was_asked_is_to_be_read(office: Office, sua: int) -> None:
    request_id = taken_in(office, sua, RequestKind.VIEW, wanted="비둘기 부탁")
    office.go("requests", RequestsScreen, request_id=request_id)
    assert "박수아" in said(office)
    office.press("F12")
    assert "박수아" not in said(office)
    assert "비둘기" not in said(office)


def test_a_leak_is_looked_for_and_its_sheet_printed(office: Office, sua: int) -> None:
    screen = office.go("breach", BreachScreen)
    assert "72시간" in screen._clock._words.text() or "까지" in screen._clock._words.text()
    office.press("Ctrl+S")
    assert screen._model.rowCount() == 1
    assert "박*아" in [one.masked_name for one in screen._model.records()]
    office.press("Ctrl+P")
    assert len(office.printed) == 1
    screen.form.set_values({"way": "numbers", "numbers": "26-101-99999"})
    screen._show_way()
    office.press("Ctrl+S")
    assert screen.form.field("numbers").error()


def test_the_settings_lead_there_and_print_the_data_file(office: Office, sua: int) -> None:
    office.go("settings", SettingsScreen, page="privacy")
    office.press("Ctrl+P")
    assert len(office.printed) == 1
    click(office, "요구 대장 열기")
    assert office.window.front == "requests"


def typed_answer(screen: RequestsScreen) -> str:
    assert screen._view is not None
    assert screen._view.form is not None
    return str(screen._view.form.value("answer"))


def test_an_answer_half_typed_stays_with_its_request_whatever_comes_between(
    office: Office, sua: int
) -> None:
    other = taken_in(office, sua, RequestKind.CORRECT, items=("phone",))
    mine = taken_in(office, sua, RequestKind.VIEW)
    screen = office.go("requests", RequestsScreen, request_id=mine)
    assert screen._view is not None
    assert screen._view.form is not None
    screen._view.form.field("answer").control.setFocus()
    office.write("열람본을 드림")
    rows = [screen._model.record(at).id for at in range(screen._model.rowCount())]
    screen._table.go_to(rows.index(other))
    office.settle()
    assert typed_answer(screen) == ""
    screen._table.go_to(rows.index(mine))
    office.settle()
    assert typed_answer(screen) == "열람본을 드림"
    office.press("F2")
    office.press("Alt+1")
    (line,) = office.window.workplace._keeper.lines
    assert line.title == "정보주체 요구"
    office.press("F3")
    assert screen._card is not None
    assert screen._card.line.id == mine
    assert typed_answer(screen) == "열람본을 드림"
    office.press("Ctrl+S")
    card = office.seat.desk.requests.open(office.seat.account, mine)
    assert (card.line.state, card.answer) == (RequestState.ANSWERED, "열람본을 드림")
    assert office.seat.desk.drafts.list(office.seat.account) == ()


def test_handing_over_a_deletion_keeps_the_answer_being_typed(office: Office, sua: int) -> None:
    request_id = taken_in(office, sua, RequestKind.DELETE)
    screen = office.go("requests", RequestsScreen, request_id=request_id)
    assert screen._view is not None
    assert screen._view.form is not None
    screen._view.form.field("answer").control.setFocus()
    office.write("승인을 기다림")
    click(office, "파기로 넘기기")
    question = next(one for one in office.window.findChildren(Question) if one.isVisible())
    next(one for one in question.findChildren(Button) if one.words() == "파기로 넘기기").click()
    office.settle()
    assert typed_answer(screen) == "승인을 기다림"


def test_a_request_is_put_off_by_keyboard_and_a_wrong_day_is_asked_anew_with_the_words(
    office: Office, sua: int
) -> None:
    request_id = taken_in(office, sua, RequestKind.VIEW)
    screen = office.go("requests", RequestsScreen, request_id=request_id)

    def question() -> Question:
        office.settle()
        return next(one for one in office.window.findChildren(Question) if one.isVisible())

    click(office, "열람 미루기")
    form = question().findChild(Form)
    assert form is not None
    form.field("to").control.setFocus()
    office.write("내일")
    form.field("why").control.setFocus()
    office.write("가릴 것이 많음")
    question().answer("postpone")
    office.settle()
    assert "본래 기한" in office.seat.said[-1][0]
    form = question().findChild(Form)
    assert form is not None
    assert form.value("why") == "가릴 것이 많음"
    form.set_value("to", "2026. 12. 18.")
    question().answer("postpone")
    office.settle()
    office.settle()
    assert "12. 18.(금)까지로 미뤘습니다" in office.seat.said[-1][0]
    assert "아직 알리지 않았습니다" in words_of(office.window)
    office.seat.toast_act()()
    office.settle()
    assert len(office.printed) == 1
    assert "아직 알리지 않았습니다" not in words_of(office.window)
    assert screen._card is not None
    assert screen._card.postponed is not None
    assert office.seat.desk.drafts.words_left(office.seat.account) == ()
    assert not any(one.words() == "열람 미루기" for one in office.window.findChildren(Button))
