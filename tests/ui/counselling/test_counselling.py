"""상담 기록 by keyboard: nothing typed is lost, what is filed is amended, never overwritten."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from desktop.domain.clock import KST
from desktop.domain.consent import Answer, ConsentDraft, ConsentKind, ConsentMethod
from desktop.domain.errors import Unreadable
from desktop.domain.note import (
    NoteCard,
    NoteDraft,
    NoteMethod,
    NoteType,
    PlanItem,
    PlanWho,
    Topic,
    TopicState,
)
from desktop.domain.visit import VisitState
from desktop.ui.counselling import CounsellingScreen
from desktop.ui.counselling.phrases import fitting
from desktop.ui.counselling.plan import split_goal
from desktop.ui.counselling.sentences import SentencesPage
from desktop.ui.counselling.times import read_start, show_start
from desktop.ui.kit import Combo
from desktop.ui.main_window import MainWindow
from desktop.ui.visitor.moving import MoveDialog
from tests.korean_input import KoreanKeyboard, show
from tests.ui.desks import HOA, SUA, Seat, sit_down

RESIDENT = "900101-1234567"


@pytest.fixture
def seat(tmp_path: Path, qapp: QApplication) -> Iterator[Seat]:
    made = sit_down(tmp_path / "자료")
    yield made
    made.close()


@pytest.fixture
def window(seat: Seat) -> MainWindow:
    made = MainWindow(seat.counter)
    show(made)
    made.enter()
    seat.settle()
    return made


def begin(window: MainWindow, seat: Seat, visitor_id: int, **where: object) -> CounsellingScreen:
    """F4 on somebody's page."""
    seat.counter.go("counselling", visitor_id=visitor_id, **where)
    seat.settle()
    QApplication.processEvents()
    return screen_of(window)


def screen_of(window: MainWindow) -> CounsellingScreen:
    screen = window.screen_of("counselling")
    assert isinstance(screen, CounsellingScreen)
    return screen


def field(window: MainWindow, name: str) -> QWidget:
    found = screen_of(window).findChild(QWidget, name)
    assert isinstance(found, QWidget), name
    return found


def go_to(window: MainWindow, name: str) -> None:
    field(window, name).setFocus()
    QApplication.processEvents()


def focused() -> str:
    widget = QApplication.focusWidget()
    return widget.objectName() if widget is not None else ""


def message(window: MainWindow, name: str) -> str:
    return field(window, name).accessibleDescription()


def notes(seat: Seat, visitor_id: int) -> list[NoteCard]:
    lines = seat.desk.notes.of(seat.account, visitor_id)
    return [seat.desk.notes.open(seat.account, line.id) for line in lines]


def agree(seat: Seat, visitor_id: int) -> None:
    seat.desk.consents.record(
        seat.account,
        (
            ConsentDraft(
                visitor_id=visitor_id,
                kind=ConsentKind.SENSITIVE,
                answer=Answer.AGREED,
                method=ConsentMethod.PAPER,
                given_at=seat.clock.now(),
                filed_at="동의철 3권",
            ),
        ),
    )
    seat.settle()


def filed(seat: Seat, visitor_id: int, summary: str = "시간제부터 시작하기로 함.") -> NoteCard:
    """A finished talk."""
    return seat.desk.notes.finish(
        seat.account,
        NoteDraft(
            visitor_id,
            None,
            seat.clock.now(),
            None,
            NoteMethod.COUNTER,
            True,
            NoteType.FIRST,
            (Topic("resume", TopicState.NEED, "경력 공백"),),
            summary=summary,
            plan=(PlanItem("이력서 초안", "이력서", PlanWho.COUNSELLOR, date(2026, 11, 27)),),
        ),
    )


def test_the_focus_begins_in_the_summary_and_the_head_says_whose_note_it_is(
    window: MainWindow, seat: Seat
) -> None:
    arrived = seat.take_in(SUA)
    seat.desk.visits.start(seat.account, arrived.visit_id)
    seat.clock.advance(timedelta(minutes=24))
    screen = begin(window, seat, arrived.visitor_id)
    assert focused() == "summary"
    assert "박수아 님" in texts(screen)
    assert "· 1회차 · 24분째" in texts(screen)
    seat.counter.mask(True)
    assert "박*아 님" in texts(screen)
    assert not any("박수아" in words for words in texts(window))


def test_ctrl_s_during_composition_files_the_whole_word(
    window: MainWindow, seat: Seat, keyboard: KoreanKeyboard
) -> None:
    arrived = seat.take_in(SUA)
    seat.desk.visits.start(seat.account, arrived.visit_id)
    begin(window, seat, arrived.visitor_id)
    keyboard.type("시간제 경리부터 시작하기로 함")
    keyboard.press("Ctrl+S")
    seat.settle()
    (card,) = notes(seat, arrived.visitor_id)
    assert card.current.summary == "시간제 경리부터 시작하기로 함"
    assert card.visit_number
    assert seat.desk.visits.board(seat.account).visits[0].state is VisitState.DONE
    assert seat.desk.drafts.list(seat.account) == ()
    assert seat.gone[-1] == ("visitor", {"visitor_id": arrived.visitor_id})


def test_enter_makes_a_line_and_ctrl_enter_moves_on_with_the_syllable(
    window: MainWindow, seat: Seat, keyboard: KoreanKeyboard
) -> None:
    begin(window, seat, seat.take_in(SUA).visitor_id)
    keyboard.type("첫 줄")
    keyboard.press("Enter")
    keyboard.type("둘째 줄")
    keyboard.press("Ctrl+Enter")
    assert screen_of(window).snapshot()["form"]["values"]["summary"] == "첫 줄\n둘째 줄"
    assert focused() == "plan0.action"


def test_space_turns_a_topic_and_tab_goes_to_its_line(
    window: MainWindow, seat: Seat, keyboard: KoreanKeyboard
) -> None:
    arrived = seat.take_in(SUA)
    screen = begin(window, seat, arrived.visitor_id)
    go_to(window, "state.motivation")
    for label in ("필요", "강점", "해결", "미확인", "필요", "강점"):
        keyboard.press("Space")
        assert field(window, "state.motivation").accessibleName() == f"구직 의욕 {label}"
    keyboard.press("Tab")
    assert focused() == "topics.motivation"
    keyboard.type("11월 안에 시작")
    keyboard.press("Enter")
    assert focused() == "state.exploration"
    keyboard.press("1")
    go_to(window, "summary")
    keyboard.type("요약")
    assert "13개 중 2개 확인" in texts(screen)
    keyboard.press("Ctrl+S")
    seat.settle()
    (card,) = notes(seat, arrived.visitor_id)
    assert card.current.topics == (
        Topic("motivation", TopicState.STRENGTH, "11월 안에 시작"),
        Topic("exploration", TopicState.NEED),
    )


def texts(screen: QWidget) -> list[str]:
    """Every word in sight."""
    return [
        one.text()
        for one in screen.findChildren(QWidget)
        if one.isVisible() and callable(getattr(one, "text", None)) and isinstance(one.text(), str)
    ]


def test_the_plan_is_typed_row_by_row_and_everything_agreed_is_filed(
    window: MainWindow, seat: Seat, keyboard: KoreanKeyboard
) -> None:
    arrived = seat.take_in(SUA)
    begin(window, seat, arrived.visitor_id)
    keyboard.type("요약")
    keyboard.press("Alt+N")
    assert focused() == "plan0.action"
    keyboard.type("실무 익히기 > 오전반 신청")
    keyboard.press("Enter")
    keyboard.press("Space")
    keyboard.press("Enter")
    keyboard.type("11.27")
    keyboard.press("Tab")
    assert field(window, "plan0.due").property("text") == "11. 27.(금)"
    keyboard.press("Alt+N")
    assert focused() == "plan1.action"
    keyboard.type("지울 줄")
    keyboard.press("Alt+Delete")
    assert not field(window, "plan1.action").isVisible()
    go_to(window, "next_on")
    keyboard.type("12.1")
    keyboard.press("Enter")
    keyboard.type("1030")
    keyboard.press("Enter")
    keyboard.type("이력서")
    keyboard.press("Enter")
    keyboard.type("2주 뒤")
    keyboard.press("Enter")
    keyboard.type("과정 시작일")
    keyboard.press("Ctrl+S")
    seat.settle()
    (card,) = notes(seat, arrived.visitor_id)
    now = card.current
    assert now.plan == (
        PlanItem("오전반 신청", "실무 익히기", PlanWho.COUNSELLOR, date(2026, 11, 27)),
    )
    assert now.next_appointment is not None
    assert (now.next_appointment.on, now.next_appointment.at) == (date(2026, 12, 1), time(10, 30))
    assert (now.follow_up_on, now.follow_up) == (date(2026, 12, 7), "과정 시작일")


def test_what_is_wrong_is_said_at_its_field_with_the_focus_there(
    window: MainWindow, seat: Seat, keyboard: KoreanKeyboard
) -> None:
    arrived = seat.take_in(SUA)
    begin(window, seat, arrived.visitor_id)
    keyboard.press("Ctrl+S")
    seat.settle()
    assert focused() == "summary"
    assert "요약을 한 줄" in message(window, "summary")
    keyboard.type("요약")
    go_to(window, "next_on")
    keyboard.type("언젠가")
    keyboard.press("Ctrl+S")
    seat.settle()
    assert focused() == "next_on"
    assert "날짜" in message(window, "next_on")
    field(window, "next_on").clear()  # type: ignore[attr-defined]
    go_to(window, "started")
    field(window, "started").clear()  # type: ignore[attr-defined]
    keyboard.type("어제 14:00")
    keyboard.press("Ctrl+S")
    seat.settle()
    assert focused() == "ended"
    keyboard.type("14:30")
    keyboard.press("Ctrl+S")
    seat.settle()
    (card,) = notes(seat, arrived.visitor_id)
    assert card.current.started_at == datetime(2026, 11, 22, 14, 0, tzinfo=KST)
    assert card.current.ended_at == datetime(2026, 11, 22, 14, 30, tzinfo=KST)


def test_a_forbidden_number_never_reaches_the_draft(
    window: MainWindow, seat: Seat, keyboard: KoreanKeyboard
) -> None:
    screen = begin(window, seat, seat.take_in(SUA).visitor_id)
    for name in ("summary", "topics.wage", "plan0.action"):
        go_to(window, name)
        keyboard.type(f"번호 {RESIDENT}")
        assert RESIDENT not in str(screen.snapshot())
        assert "주민등록번호는 적을 수 없습니다" in message(window, name)


def test_a_draft_comes_back_with_its_cursor_and_the_syllable(
    window: MainWindow, seat: Seat, keyboard: KoreanKeyboard
) -> None:
    one, other = seat.take_in(SUA), seat.take_in("김서연")
    screen = begin(window, seat, one.visitor_id)
    go_to(window, "state.care")
    keyboard.press("Space")
    go_to(window, "summary")
    keyboard.type("앞 뒤")
    keyboard.press("Left")
    keyboard.type("가운데")
    begin(window, seat, other.visitor_id)
    assert field(window, "summary").property("plainText") == ""
    (line,) = seat.desk.drafts.list(seat.account)
    assert (line.title, line.masked_name) == ("상담 기록", "박*아")
    keyboard.type("다른 분의 글")
    keyboard.press("F3")
    seat.settle()
    QApplication.processEvents()
    assert screen.draft_visitor_id == one.visitor_id
    assert screen.snapshot()["form"]["values"]["summary"] == "앞 가운데뒤"
    assert focused() == "summary"
    keyboard.type("!")
    assert screen.snapshot()["form"]["values"]["summary"] == "앞 가운데!뒤"
    assert field(window, "state.care").accessibleName() == "돌봄 필요"
    keyboard.press("Ctrl+S")
    seat.settle()
    assert notes(seat, one.visitor_id)[0].current.summary == "앞 가운데!뒤"
    (line,) = seat.desk.drafts.list(seat.account)
    assert line.masked_name == "김*연"


def test_the_head_says_when_the_draft_was_kept(
    window: MainWindow, seat: Seat, keyboard: KoreanKeyboard, qtbot: object
) -> None:
    screen = begin(window, seat, seat.take_in(SUA).visitor_id)
    keyboard.type("시간")
    qtbot.waitUntil(  # type: ignore[attr-defined]
        lambda: "초안 저장됨 09:00:00" in texts(screen), timeout=4000
    )
    assert "초안" in texts(screen)


def test_a_slash_opens_the_sentences_and_enter_puts_one_in(
    window: MainWindow, seat: Seat, keyboard: KoreanKeyboard
) -> None:
    screen = begin(window, seat, seat.take_in(SUA).visitor_id)
    keyboard.type("먼저 /")
    keyboard.type("공")
    keyboard.press("Enter")
    summary = screen.snapshot()["form"]["values"]["summary"]
    assert summary.startswith("먼저 경력 공백 사유와 기간을")
    assert focused() == "summary"
    keyboard.type(" 3/4")
    assert screen.snapshot()["form"]["values"]["summary"].endswith(" 3/4")
    keyboard.type(" /")
    keyboard.press("Esc")
    assert focused() == "summary"
    keyboard.type("//")
    assert screen.snapshot()["form"]["values"]["summary"].endswith("/")


def test_marked_words_become_a_sentence_of_the_office(
    window: MainWindow, seat: Seat, keyboard: KoreanKeyboard
) -> None:
    screen = begin(window, seat, seat.take_in(SUA).visitor_id)
    keyboard.type("야간 과정 두 곳을 안내함")
    keyboard.press("Ctrl+A")
    screen.page.beside.edit.click()
    page = screen.findChild(SentencesPage)
    assert isinstance(page, SentencesPage)
    assert page.text.value() == "야간 과정 두 곳을 안내함"
    page.short.set_value("야간")
    page.keep.click()
    seat.settle()
    assert "야간" in [line.short for line in seat.desk.phrases.list(seat.account)]
    page.short.set_value("야간")
    page.text.set_value("같은 이름")
    page.keep.click()
    seat.settle()
    assert "같은 이름의 문장" in page.short.accessibleDescription()
    page.table.opened.emit(0)
    page._answered("remove")
    seat.settle()
    page.reject()
    window.activateWindow()
    QTest.qWaitForWindowActive(window)
    assert "공백" not in [line.short for line in seat.desk.phrases.list(seat.account)]
    go_to(window, "summary")
    keyboard.type(" /야간")
    keyboard.press("Enter")
    assert screen.snapshot()["form"]["values"]["summary"].endswith("야간 과정 두 곳을 안내함")


def test_no_sentences_open_in_the_middle_of_a_syllable(
    window: MainWindow, seat: Seat, keyboard: KoreanKeyboard
) -> None:
    screen = begin(window, seat, seat.take_in(SUA).visitor_id)
    keyboard.type("주/야간")
    assert screen.snapshot()["form"]["values"]["summary"] == "주/야간"


def test_sentences_are_found_by_name_first_consonants_and_words(seat: Seat) -> None:
    phrases = seat.desk.phrases.list(seat.account)
    assert fitting(phrases, "공")[0].short == "공백"
    assert "면접" in [line.short for line in fitting(phrases, "ㅁㅈ")]
    assert [line.short for line in fitting(phrases, "내일배움")] == ["훈련"]
    assert fitting(phrases, "없는 말") == ()


def test_sensitive_words_in_the_summary_are_pointed_at(
    window: MainWindow, seat: Seat, keyboard: KoreanKeyboard
) -> None:
    screen = begin(window, seat, seat.take_in(SUA).visitor_id)
    assert "민감한 말 없음" in texts(screen)
    keyboard.type("우울증 진료를 받으심 ")
    assert any(words.startswith("살펴볼 말") for words in texts(screen))


def test_the_memo_opens_only_with_consent_and_closes_under_f12(
    window: MainWindow, seat: Seat, keyboard: KoreanKeyboard
) -> None:
    arrived = seat.take_in(SUA)
    screen = begin(window, seat, arrived.visitor_id)
    memo = field(window, "sensitive")
    keyboard.type("요약")
    keyboard.press("Alt+M")
    seat.settle()
    assert seat.gone[-1] == ("consent", {"visitor_id": arrived.visitor_id})
    assert not memo.isVisible()
    begin(window, seat, arrived.visitor_id)
    agree(seat, arrived.visitor_id)
    keyboard.press("Alt+M")
    assert focused() == "sensitive"
    keyboard.type("오전만 가능")
    seat.counter.mask(True)
    assert not memo.isVisible()
    seat.counter.mask(False)
    assert memo.isVisible()
    go_to(window, "summary")
    keyboard.type("요약")
    keyboard.press("Ctrl+S")
    seat.settle()
    assert notes(seat, arrived.visitor_id)[0].current.sensitive == "오전만 가능"
    assert screen.is_dirty() is False


def test_a_finished_note_is_read_and_amended_with_its_reason(
    window: MainWindow, seat: Seat, keyboard: KoreanKeyboard
) -> None:
    arrived = seat.take_in(SUA)
    card = filed(seat, arrived.visitor_id)
    seat.clock.advance(timedelta(hours=1))
    screen = begin(window, seat, arrived.visitor_id)
    keyboard.type("새로 쓰던 글")
    keyboard.press("Alt+H")
    seat.settle()
    keyboard.press("Enter")
    seat.settle()
    assert screen.history.card is not None
    assert screen.history.card.id == card.id
    keyboard.press("Alt+E")
    seat.settle()
    assert focused() == "reason"
    assert field(window, "plan0.action").property("text") == "이력서 > 이력서 초안"
    assert [line.title for line in seat.desk.drafts.list(seat.account)] == ["상담 기록"]
    keyboard.press("Ctrl+S")
    seat.settle()
    assert focused() == "reason"
    assert "왜 고치는지" in message(window, "reason")
    keyboard.type("근로 시간을 잘못 적음")
    go_to(window, "summary")
    keyboard.press("Ctrl+A")
    keyboard.type("전일제로 시작하기로 함")
    keyboard.press("Ctrl+S")
    seat.settle()
    again = seat.desk.notes.open(seat.account, card.id)
    assert [one.draft.summary for one in again.revisions] == [
        "시간제부터 시작하기로 함.",
        "전일제로 시작하기로 함",
    ]
    assert again.current.plan == card.current.plan
    seat.settle()
    QApplication.processEvents()
    assert screen.history.isVisible()
    words = texts(screen.history) + [
        one.accessibleName() for one in screen.history.findChildren(QWidget)
    ]
    assert any("근로 시간을 잘못 적음" in one for one in words)
    assert any(one.startswith("고친 차례 고침 1") for one in words)


def test_an_amendment_left_half_typed_comes_back_as_an_amendment(
    window: MainWindow, seat: Seat, keyboard: KoreanKeyboard
) -> None:
    arrived = seat.take_in(SUA)
    card = filed(seat, arrived.visitor_id)
    screen = begin(window, seat, arrived.visitor_id, amend=card)
    keyboard.type("잘못 적음")
    begin(window, seat, seat.take_in("김서연").visitor_id)
    keyboard.press("F3")
    seat.settle()
    assert screen.draft_title == "상담 기록 고침"
    assert screen.snapshot()["form"]["values"]["reason"] == "잘못 적음"
    keyboard.press("Ctrl+S")
    seat.settle()
    assert len(seat.desk.notes.open(seat.account, card.id).revisions) == 2


def test_a_note_of_the_wrong_person_is_moved_from_the_history(
    window: MainWindow, seat: Seat
) -> None:
    wrong, right = seat.take_in(SUA), seat.take_in("김서연")
    card = filed(seat, wrong.visitor_id)
    screen = begin(window, seat, wrong.visitor_id, note_id=card.id)
    screen.history.move_note.click()
    asked = screen.findChild(MoveDialog)
    assert isinstance(asked, MoveDialog)
    asked.person.picked.emit(right.visitor_id, "김*연")
    asked.reason.set_value("이름이 비슷한 분으로 씀")
    asked.move_record.click()
    seat.settle()
    assert [one.id for one in notes(seat, right.visitor_id)] == [card.id]
    assert notes(seat, wrong.visitor_id) == []
    assert screen.history.card is None


def test_f4_goes_on_with_the_note_already_begun(
    window: MainWindow, seat: Seat, keyboard: KoreanKeyboard
) -> None:
    arrived = seat.take_in(SUA)
    screen = begin(window, seat, arrived.visitor_id)
    keyboard.type("쓰던 글")
    seat.counter.go("today")
    seat.settle()
    begin(window, seat, arrived.visitor_id)
    seat.settle()
    QApplication.processEvents()
    assert screen.snapshot()["form"]["values"]["summary"] == "쓰던 글"
    keyboard.type(" 이어서")
    keyboard.press("Ctrl+S")
    seat.settle()
    assert notes(seat, arrived.visitor_id)[0].current.summary == "쓰던 글 이어서"
    assert seat.desk.drafts.list(seat.account) == ()


def test_a_colleagues_amendment_meanwhile_is_told_and_nothing_is_lost(
    window: MainWindow, seat: Seat, keyboard: KoreanKeyboard
) -> None:
    arrived = seat.take_in(SUA)
    card = filed(seat, arrived.visitor_id)
    screen = begin(window, seat, arrived.visitor_id, amend=card)
    keyboard.type("고침")
    seat.desk.notes.amend(seat.account, card.id, card.version, card.current, "먼저 고침")
    keyboard.press("Ctrl+S")
    seat.settle()
    assert "먼저 고쳤습니다" in seat.said[-1][0]
    assert screen.is_dirty()
    assert screen.snapshot()["form"]["values"]["reason"] == "고침"


def test_unfinished_plans_of_the_last_talk_are_taken_over(
    window: MainWindow, seat: Seat, keyboard: KoreanKeyboard
) -> None:
    arrived = seat.take_in(SUA)
    filed(seat, arrived.visitor_id)
    screen = begin(window, seat, arrived.visitor_id)
    assert "계획에 옮기기" in texts(screen)
    screen.page.beside.take_over.click()
    assert field(window, "plan0.action").property("text") == "이력서 > 이력서 초안"
    assert focused() == "plan1.action"


@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
@pytest.mark.parametrize("person", [SUA, HOA], ids=["short", "long"])
def test_nothing_is_narrower_than_its_words(
    seat: Seat, scale: float, person: object, qapp: QApplication
) -> None:
    from desktop.ui.kit import Button, Chip, Scheme, Segmented, theme

    theme.install(qapp, Scheme.LIGHT, scale)
    arrived = seat.take_in(person)  # type: ignore[arg-type]
    card = filed(seat, arrived.visitor_id)
    screen = CounsellingScreen(seat.counter)
    show(screen, 1290, 682)
    screen.show_for(visitor_id=arrived.visitor_id)
    seat.settle()
    for part in ("form", "history"):
        if part == "history":
            screen.show_for(visitor_id=arrived.visitor_id, note_id=card.id)
            seat.settle()
        QApplication.processEvents()
        for kind in (Button, Chip, Segmented, QLineEdit):
            for one in screen.findChildren(kind):
                if one.isVisible():
                    least = one.minimumSizeHint() if kind is not QLineEdit else one.minimumSize()
                    assert one.width() >= least.width(), (part, one.accessibleName())
                    assert one.mapTo(screen, one.rect().topRight()).x() <= screen.width()


@pytest.mark.parametrize(
    ("typed", "day", "at"),
    [
        ("13:41", date(2026, 11, 20), time(13, 41)),
        ("1시 반", date(2026, 11, 20), time(13, 30)),
        ("오늘 9:00", date(2026, 11, 23), time(9, 0)),
        ("어제 14시", date(2026, 11, 22), time(14, 0)),
        ("11. 19. 13:41", date(2026, 11, 19), time(13, 41)),
        ("11월 19일 오후 2시", date(2026, 11, 19), time(14, 0)),
        ("12. 30. 10:00", date(2025, 12, 30), time(10, 0)),
        ("2026-11-02 10:00", date(2026, 11, 2), time(10, 0)),
    ],
)
def test_a_talk_can_be_written_down_days_later(typed: str, day: date, at: time) -> None:
    today = date(2026, 11, 23)
    assert read_start(typed, today, date(2026, 11, 20)) == (day, at)
    assert read_start(show_start(day, at, today), today, today) == (day, at)


@pytest.mark.parametrize("typed", ["", "언젠가", "2. 30. 10:00", "2027-01-02 10:00", "25:00"])
def test_an_impossible_time_is_told_how_to_write(typed: str) -> None:
    with pytest.raises(Unreadable):
        read_start(typed, date(2026, 11, 23), date(2026, 11, 23))


@pytest.mark.parametrize(
    ("typed", "goal", "action"),
    [("가 > 나", "가", "나"), ("나", "", "나"), (" > 나", "", "나"), ("가 >", "가", "")],
)
def test_the_goal_stands_before_the_sign(typed: str, goal: str, action: str) -> None:
    assert split_goal(typed) == (goal, action)


def test_arrows_go_through_a_list_longer_than_the_page_and_the_note_opens_in_sight(
    window: MainWindow, seat: Seat, keyboard: KoreanKeyboard
) -> None:
    arrived = seat.take_in(SUA)
    for _ in range(12):
        seat.clock.advance(timedelta(hours=3))
        filed(seat, arrived.visitor_id)
    screen = begin(window, seat, arrived.visitor_id)
    screen.show_history()
    seat.settle()
    for _ in range(9):
        keyboard.press("Down")
    cards = screen.history._cards
    assert [card.hasFocus() for card in cards].index(True) == 9
    keyboard.press("Enter")
    seat.settle()
    QApplication.processEvents()
    assert screen.history.card is not None
    assert screen.history.card.session == 3
    page = screen.history
    top = page._sheet.mapTo(page, page._sheet.rect().topLeft()).y()
    assert 0 <= top < page.height() // 2


def test_many_editions_of_a_note_are_chosen_from_a_list(window: MainWindow, seat: Seat) -> None:
    arrived = seat.take_in(SUA)
    card = filed(seat, arrived.visitor_id)
    for turn in range(4):
        draft = replace(card.current, summary=f"{turn}번 고침")
        card = seat.desk.notes.amend(seat.account, card.id, card.version, draft, "빠진 것이 있음")
    screen = begin(window, seat, arrived.visitor_id, note_id=card.id)
    assert "3번 고침" in texts(screen.history)
    editions = screen.history.findChild(Combo, "editions")
    assert isinstance(editions, Combo)
    editions.set_value("0")
    QApplication.processEvents()
    QApplication.processEvents()
    assert "시간제부터 시작하기로 함." in texts(screen.history)
    assert "3번 고침" not in texts(screen.history._sheet)


def test_tab_goes_from_the_list_of_notes_to_the_editions_and_the_acts(
    window: MainWindow, seat: Seat, keyboard: KoreanKeyboard
) -> None:
    arrived = seat.take_in(SUA)
    filed(seat, arrived.visitor_id)
    seat.clock.advance(timedelta(hours=3))
    card = filed(seat, arrived.visitor_id)
    changed = replace(card.current, summary="고침")
    seat.desk.notes.amend(seat.account, card.id, card.version, changed, "빠진 것이 있음")
    screen = begin(window, seat, arrived.visitor_id)
    screen.show_history()
    seat.settle()
    keyboard.press("Enter")
    seat.settle()
    stops = []
    for _ in range(4):
        keyboard.press("Tab")
        widget = QApplication.focusWidget()
        assert widget is not None
        stops.append(widget.accessibleName())
    assert stops[0].startswith("고친 차례")
    assert stops[1:] == ["고치기", "상담일지 인쇄", "다른 분에게 옮기기"]
