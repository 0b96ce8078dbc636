"""A known visitor calls: told apart from her mother on the same phone, one consent taken back."""

from datetime import date

import pytest

from desktop.domain.consent import Answer, ConsentKind
from desktop.domain.note import NoteMethod
from desktop.domain.visitor import Sex, VisitorDraft
from desktop.ui.consent import ConsentScreen
from desktop.ui.kit import Question
from tests.journeys.driver import Counsellor

pytestmark = pytest.mark.journey
PHONE = "01000005678"
MOTHER = VisitorDraft(name="구연자", birth=date(1962, 1, 20), sex=Sex.FEMALE, phone=PHONE)
DAUGHTER = VisitorDraft(name="홍가람", birth=date(1991, 7, 30), sex=Sex.FEMALE, phone=PHONE)


@pytest.fixture
def daughter(counsellor: Counsellor) -> int:
    """Mother and daughter were here; the daughter agreed to messages."""
    counsellor.known(MOTHER)
    made = counsellor.known(DAUGHTER)
    counsellor.agreed(made, ConsentKind.COLLECTION)
    counsellor.agreed(made, ConsentKind.MESSAGES)
    return made


def open_daughter(counsellor: Counsellor) -> None:
    """By the tail of the phone there are two; the birth year tells them apart."""
    counsellor.press("Ctrl+K")
    counsellor.write("5678")
    counsellor.settle()
    rows = counsellor.window.workplace.search._rows
    assert [row.name for row in rows].count("홍가람") == 1
    assert len(rows) == 2
    place = [row.name for row in rows].index("홍가람")
    assert "1991년생" in rows[place].telling
    assert "010-0000-5678" not in rows[place].telling
    counsellor.press(*["Down"] * place, "Enter")
    assert counsellor.window.screen_of("visitor").visitor_id == counsellor.find("홍가람")[0]


def test_birth_is_verified_the_talk_noted_and_messages_stopped(
    counsellor: Counsellor, daughter: int
) -> None:
    open_daughter(counsellor)
    assert "열람이 기록되었습니다" in counsellor.words()
    assert "1991. 7. 30." not in counsellor.words()
    counsellor.press("V")
    assert "1991. 7. 30." in counsellor.words()
    counsellor.app.counter._cover_again.timeout.emit()  # thirty seconds later
    assert "1991. 7. 30." not in counsellor.words()
    counsellor.press("F4")
    counsellor.go_to("method", "Shift+Tab")
    counsellor.press("Right")
    counsellor.go_to("summary", "Shift+Tab")
    counsellor.write("면접 결과를 전화로 알려 주심")
    counsellor.press("Ctrl+S")
    (line,) = counsellor.desk.notes.of(counsellor.account, daughter)
    kept = counsellor.desk.notes.open(counsellor.account, line.id).current
    assert kept.method is NoteMethod.PHONE
    assert kept.summary == "면접 결과를 전화로 알려 주심"
    counsellor.press("C")
    screen = counsellor.screen(ConsentScreen)
    row = next(one for one in screen.panel._rows if one.question.kind is ConsentKind.MESSAGES)
    row._links[1].setFocus()
    counsellor.press("Space")
    question = screen.findChild(Question)
    assert question is not None
    assert "동의를 거두시겠다고 하셨습니까?" in counsellor.words(question)
    counsellor.press("Enter")
    assert not [one for one in counsellor.said if "철회" in one], "keeping is the default"
    row._links[1].setFocus()
    counsellor.press("Space")
    asked = [one for one in screen.findChildren(Question) if one.isVisible()]
    asked[0].answer("withdraw")
    counsellor.settle()
    latest = {
        one.kind: one.answer
        for one in counsellor.desk.consents.standing(counsellor.account, daughter)
    }
    assert latest[ConsentKind.MESSAGES] is Answer.WITHDRAWN
    assert latest[ConsentKind.COLLECTION] is Answer.AGREED
    assert counsellor.papers == []


def test_a_caller_of_the_family_is_written_down_as_such(
    counsellor: Counsellor, daughter: int
) -> None:
    open_daughter(counsellor)
    counsellor.press("F4")
    counsellor.go_to("attended_by", "Shift+Tab")
    counsellor.write("어머니가 대신 전화")
    counsellor.go_to("summary")
    counsellor.write("본인 확인이 안 되어 안내만 드림")
    counsellor.press("Ctrl+S")
    (line,) = counsellor.desk.notes.of(counsellor.account, daughter)
    kept = counsellor.desk.notes.open(counsellor.account, line.id).current
    assert kept.attended_by == "어머니가 대신 전화"


def test_a_new_intake_on_the_same_phone_is_not_merged(
    counsellor: Counsellor, daughter: int
) -> None:
    counsellor.press("F2", "Space", "Enter")
    counsellor.fill("홍다람", "030405-4", "", "01000005678")
    assert "가족과 같은 번호일 수 있습니다" in counsellor.words()
    counsellor.press("Ctrl+S")
    assert len(counsellor.find("5678")) == 3
