"""A number read anywhere in the window opens what it belongs to; what was typed is kept."""

from typing import Any

from PySide6.QtWidgets import QWidget

from desktop.domain.referral import SlipDraft
from desktop.ui.kit import Choice, ask
from tests.ui.referral.conftest import Office, office, sua
from tests.ui.wedge_hands import TimedKeys

__all__ = ["office", "sua"]


def issued(office: Office, visitor_id: int) -> str:
    service = office.service()
    office.agree(visitor_id, service)
    draft = SlipDraft(
        visitor_id=visitor_id,
        service_id=service.id,
        services=("training",),
        reason_code="training_wish",
    )
    return office.seat.desk.referrals.issue(office.seat.account, draft).line.number


def test_in_the_middle_of_a_note_in_hangul_mode_it_opens_the_reply_and_keeps_the_note(
    office: Office, sua: int
) -> None:
    number = issued(office, sua)
    office.seat.counter.go("counselling", visitor_id=sua)
    office.settle()
    note: Any = office.window.screen_of("counselling")
    office.write("회계 과정을 다시 여쭤봄")  # the last syllable is still being composed
    TimedKeys().scan(number.replace("-", ""))
    office.settle()
    assert office.window.front == "reply"
    reply: Any = office.window.screen_of("reply")
    assert reply.number.number.text_now() == number
    assert not reply.reply.isHidden()
    office.press("F3")
    assert office.window.front == "counselling"
    kept = str(note.snapshot())
    assert "회계 과정을 다시 여쭤봄" in kept
    assert number.replace("-", "") not in kept


def test_no_digit_of_it_ticks_a_box_of_the_form_in_front(office: Office, sua: int) -> None:
    number = issued(office, sua)
    office.seat.counter.go("reply", number=number)
    office.settle()
    reply: Any = office.window.screen_of("reply")
    TimedKeys().scan(number.replace("-", ""))
    office.settle()
    assert reply.reply.ticks["arrival"].value() == ()
    assert not reply.is_dirty()


def test_while_a_question_waits_the_number_waits_too(office: Office, sua: int) -> None:
    number = issued(office, sua)
    answers: list[str] = []
    question = ask(
        office.window,
        "무효로 할까요?",
        "되돌릴 수 없습니다.",
        [Choice("void", "무효로 하기", dangerous=True), Choice("keep", "그대로 두기")],
        "keep",
        answers.append,
    )
    office.settle()
    TimedKeys().scan(number.replace("-", ""))
    office.settle()
    assert answers == []
    assert question.isVisible()
    assert office.window.front == "today"
    assert "묻는 창에 답하시면" in office.seat.said[-1][0]
    office.press("Enter")
    office.settle()
    assert answers == ["keep"]
    assert office.window.front == "reply"
    reply: Any = office.window.screen_of("reply")
    assert reply.number.number.text_now() == number


def test_at_the_lock_nothing_is_opened(office: Office, sua: int) -> None:
    number = issued(office, sua)
    door = QWidget()
    office.window.add_door(door)
    office.window.workplace.lock()
    office.window.show_door(door)
    TimedKeys().scan(number.replace("-", ""))
    office.settle()
    assert office.window.front == "today"
