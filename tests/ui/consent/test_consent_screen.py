"""Recording a signed paper by keyboard: row by row, nothing ticked beforehand."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from desktop.domain.consent import Answer, ConsentKind
from desktop.domain.referral import SlipDraft
from desktop.ui.consent import ConsentScreen
from desktop.ui.referral import SlipScreen
from tests.ui.referral.conftest import Office, office, sua, words

__all__ = ["office", "sua", "words"]


def test_nothing_is_ticked_beforehand_and_saving_so_records_nothing(
    office: Office, sua: int
) -> None:
    screen = office.go("consent", ConsentScreen, visitor_id=sua, service_id=office.service().id)
    assert [line.answer() for line in screen.panel._rows] == [None] * 5
    screen.panel._form.set_value("filed_at", "동의철 3권")
    office.press("Ctrl+S")
    assert office.seat.desk.consents.of_visitor(office.seat.account, sua) == ()
    assert "골라" in screen.panel._note._words.text()


def test_rows_are_ticked_one_by_one_with_arrows_and_enter(office: Office, sua: int) -> None:
    service = office.service()
    screen = office.go("consent", ConsentScreen, visitor_id=sua, service_id=service.id)
    office.press("Ctrl+P")
    assert len(office.printed) == 1
    number = screen.panel._form.value("paper_number")
    for answer in ("동의", "미동의", "", "동의", ""):
        if answer:
            office.press("Right")
        if answer == "미동의":
            office.press("Right")
        office.press("Enter")
    office.write("2026 동의철 3권")
    office.press("Ctrl+S")
    lines = office.seat.desk.consents.of_visitor(office.seat.account, sua)
    answers = {line.kind: line.answer for line in lines}
    assert answers == {
        ConsentKind.COLLECTION: Answer.AGREED,
        ConsentKind.OPTIONAL_ITEMS: Answer.DECLINED,
        ConsentKind.THIRD_PARTY: Answer.AGREED,
    }
    assert {line.number for line in lines} == {number}
    assert {line.filed_at for line in lines} == {"2026 동의철 3권"}
    assert office.seat.gone[-1][0] == "visitor"


def test_one_key_answers_one_row_and_the_keys_go_on_to_the_next(office: Office, sua: int) -> None:
    screen = office.go("consent", ConsentScreen, visitor_id=sua, service_id=office.service().id)
    office.press("Ctrl+P")
    rows = screen.panel._rows
    office.press("Y")
    assert [line.answer() for line in rows] == ["agreed", None, None, None, None]
    assert rows[1]._choice.hasFocus()
    for keys in ("N", "N", "Y", "N"):
        office.press(keys)
    assert [line.answer() for line in rows] == [
        "agreed",
        "declined",
        "declined",
        "agreed",
        "declined",
    ]
    assert screen.panel._form.field("filed_at").control.hasFocus()


def test_a_key_held_down_or_a_scanner_answers_no_row(office: Office, sua: int) -> None:
    screen = office.go("consent", ConsentScreen, visitor_id=sua, service_id=office.service().id)
    office.press("Ctrl+P")
    rows = screen.panel._rows
    held = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Y, Qt.KeyboardModifier.NoModifier, "y", True)
    QApplication.sendEvent(rows[0]._choice, held)
    office.write("26101017123")
    assert [line.answer() for line in rows] == [None] * 5


def test_by_telephone_the_whole_wording_is_shown_and_read_out(office: Office, sua: int) -> None:
    screen = office.go("consent", ConsentScreen, visitor_id=sua, service_id=office.service().id)
    screen.panel._form.field("method").control.set_value("phone")
    office.settle()
    third = screen.panel._rows[3]
    assert third._whole.isVisible()
    assert not third._short.isVisible()
    third._choice.set_value(Answer.AGREED.value)
    screen.panel._form.field("given_at").set_value("13:40")
    office.press("Ctrl+S")
    assert screen.panel._form.field("read_out").error()
    screen.panel._read_out.setChecked(True)
    office.press("Ctrl+S")
    (line,) = office.seat.desk.consents.of_visitor(office.seat.account, sua)
    assert line.given_at.hour == 13


def test_a_service_that_tells_too_little_cannot_be_ticked(office: Office, sua: int) -> None:
    service = office.service("결혼이민자 취업·교육 상담")
    screen = office.go("consent", ConsentScreen, visitor_id=sua, service_id=service.id)
    assert not screen.panel._rows[3].focus()
    assert "보유·이용 기간" in screen.panel._note._words.text()
    office.press("Ctrl+P")
    assert not office.printed


def test_taking_back_names_who_holds_the_data_and_prints_the_request(
    office: Office, sua: int
) -> None:
    service = office.service()
    office.agree(sua, service)
    draft = SlipDraft(
        visitor_id=sua,
        service_id=service.id,
        services=("training",),
        reason_code="training_wish",
    )
    issued = office.seat.desk.referrals.issue(office.seat.account, draft)
    screen = office.go("consent", ConsentScreen, visitor_id=sua)
    row = next(line for line in screen.panel._rows if line.question.service is not None)
    row._links[1].click()
    office.settle()
    dialog = office.window.findChild(type(screen), "") or screen
    from desktop.ui.kit import Paragraph, Question

    question = dialog.findChild(Question)
    assert question is not None
    told = " ".join(one.text() for one in question.findChildren(Paragraph))
    assert issued.line.number in told
    question.answer("withdraw")
    office.settle()
    assert len(office.printed) == 1
    latest = office.seat.desk.consents.of_visitor(office.seat.account, sua)[0]
    assert latest.answer is Answer.WITHDRAWN


def test_a_half_ticked_paper_waits_in_the_strip_and_records_nothing_by_itself(
    office: Office, sua: int
) -> None:
    where = {"visitor_id": sua, "service_id": office.service().id}
    screen = office.go("consent", ConsentScreen, **where)
    office.press("Ctrl+P")
    for keys in ("Y", "N", "N"):
        office.press(keys)
    office.press("F2")
    assert [line.title for line in office.window.workplace.keeper.lines] == ["동의"]
    office.press("F3")
    answers = [line.answer() for line in screen.panel._rows]
    assert answers == ["agreed", "declined", "declined", None, None]
    assert screen.panel._rows[3].has_keys
    assert office.seat.desk.consents.of_visitor(office.seat.account, sua) == ()
    office.press("Y")
    screen.panel._form.set_value("filed_at", "동의철 3권")
    office.press("Ctrl+S")
    assert len(office.seat.desk.consents.of_visitor(office.seat.account, sua)) == 4
    assert office.seat.desk.drafts.list(office.seat.account) == ()


def test_ticks_for_one_visitor_never_stand_beside_the_next(office: Office, sua: int) -> None:
    other = office.seat.take_in("황보은별").visitor_id
    screen = office.go("consent", ConsentScreen, visitor_id=sua)
    office.press("Ctrl+P")
    office.press("Y")
    office.seat.counter.go("consent", visitor_id=other)
    assert not screen.is_dirty()
    office.settle()
    assert [line.answer() for line in screen.panel._rows if line.answer()] == []
    (line,) = office.seat.desk.drafts.list(office.seat.account)
    assert line.visitor_id == sua


def test_esc_leaves_the_ticks_in_the_strip(office: Office, sua: int) -> None:
    office.go("consent", ConsentScreen, visitor_id=sua)
    office.press("Ctrl+P")
    office.press("Y")
    office.press("Esc")
    assert office.window.front == "visitor"
    assert [line.title for line in office.window.workplace.keeper.lines] == ["동의"]


def test_ticks_of_the_paper_in_front_of_a_slip_come_back_with_the_slip(
    office: Office, sua: int
) -> None:
    where = {"visitor_id": sua, "service_id": office.service().id}
    screen = office.go("slip", SlipScreen, **where)
    office.press("F7")
    office.press("Ctrl+P")
    office.press("Y")
    office.press("Esc")
    assert screen._front.currentWidget() is screen.work
    office.press("F7")
    assert screen.consent._rows[0].answer() == "agreed"
    office.press("F2")
    office.press("F3")
    assert screen._front.currentWidget() is screen.consent
    assert screen.consent._rows[0].answer() == "agreed"
    screen.consent._form.set_value("filed_at", "동의철 3권")
    office.press("Ctrl+S")
    assert len(office.seat.desk.consents.of_visitor(office.seat.account, sua)) == 1
    assert screen._front.currentWidget() is screen.work
