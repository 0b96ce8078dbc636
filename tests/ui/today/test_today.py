"""오늘 by keyboard: call, start, hand over, undo, appointments, duties."""

from collections.abc import Iterator
from datetime import time, timedelta
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtWidgets import QApplication

from desktop.domain.account import Role, SignedIn
from desktop.domain.errors import StoreTrouble
from desktop.domain.visit import AppointmentDraft, Board, VisitState
from desktop.domain.visitor import VisitorDraft
from desktop.ui.kit import Chip, Number, Question
from desktop.ui.today import TodayScreen
from desktop.ui.today.cards import ActCard, AppointmentRow, DutyRow, VisitCard
from desktop.ui.today.duties import AT_FIRST, RestRow
from desktop.ui.today.screen import SEEN_AT_ONCE
from tests.korean_input import KoreanKeyboard, show
from tests.ui.desks import Seat, fill_morning, sit_down


@pytest.fixture
def seat(qapp: object, tmp_path: Path) -> Iterator[Seat]:
    made = sit_down(tmp_path)
    yield made
    made.close()


def open_today(seat: Seat) -> TodayScreen:
    screen = TodayScreen(seat.counter)
    show(screen, 1290, 682)
    screen.show_for()
    seat.settle()
    return screen


def focused() -> ActCard:
    card = QApplication.focusWidget()
    assert isinstance(card, ActCard)
    return card


def state_of(seat: Seat, visit_id: int) -> VisitState:
    board = seat.desk.visits.board(seat.account, first=False)
    return next(one.state for one in board.visits if one.id == visit_id)


def test_enter_calls_and_enter_again_begins_with_the_same_visitor(
    seat: Seat, keyboard: KoreanKeyboard
) -> None:
    made = seat.take_in("김영숙")
    seat.take_in("이정호")
    open_today(seat)
    assert focused().line.id == made.visit_id

    keyboard.press("Enter")
    seat.settle()
    assert state_of(seat, made.visit_id) is VisitState.CALLED
    keyboard.press("Enter")
    seat.settle()
    assert state_of(seat, made.visit_id) is VisitState.COUNSELLING
    assert focused().line.id == made.visit_id

    seat.toast_act()()
    seat.settle()
    assert state_of(seat, made.visit_id) is VisitState.CALLED


def test_arrows_go_through_columns_and_cards(seat: Seat, keyboard: KoreanKeyboard) -> None:
    fill_morning(seat)
    screen = open_today(seat)
    waiting = focused()
    assert isinstance(waiting, VisitCard)
    keyboard.press("Down")
    assert focused().line.id != waiting.line.id
    keyboard.press("Right")
    assert isinstance(focused().line.id, int)
    assert focused().line.state is VisitState.COUNSELLING  # type: ignore[union-attr]
    keyboard.press("Right")
    keyboard.press("Right")
    assert isinstance(focused(), AppointmentRow)
    assert screen.visitor_id == focused().line.visitor_id


def test_a_refresh_moves_neither_order_nor_focus(seat: Seat, keyboard: KoreanKeyboard) -> None:
    fill_morning(seat)
    screen = open_today(seat)
    keyboard.press("Down")
    held = focused()
    seat.clock.advance(timedelta(minutes=9))
    screen.refresh()
    seat.settle()
    assert focused() is held


def test_space_calls_nobody(seat: Seat, keyboard: KoreanKeyboard) -> None:
    made = seat.take_in("김영숙")
    open_today(seat)
    keyboard.press("Space")
    seat.settle()
    assert state_of(seat, made.visit_id) is VisitState.WAITING


def test_an_appointed_visitor_is_taken_in_by_one_key_and_missed_by_another(
    seat: Seat, keyboard: KoreanKeyboard
) -> None:
    made = seat.take_in("김영숙")
    seat.desk.visits.finish(seat.account, made.visit_id)
    today = seat.clock.today()
    for hour in (15, 16):
        seat.desk.visits.appoint(
            seat.account, made.visitor_id, AppointmentDraft(today, time(hour), "이력서")
        )
    screen = open_today(seat)
    rows = screen.findChildren(AppointmentRow)
    rows[0].setFocus()
    keyboard.press("N")
    seat.settle()
    board = seat.desk.visits.board(seat.account)
    assert board.appointments[0].state.label == "불참"
    rows[1].setFocus()
    keyboard.press("Enter")
    seat.settle()
    assert seat.desk.visits.board(seat.account).visited == 2


def of_people(screen: TodayScreen) -> list[DutyRow]:
    """Duties about somebody: the month's review of the log is the office's own."""
    rows = screen.findChildren(DutyRow)
    return [one for one in rows if one.isVisible() and one.line.visitor_id]


def test_a_registration_is_extended_by_one_key(seat: Seat, keyboard: KoreanKeyboard) -> None:
    made = seat.take_in("김영숙")
    filed = seat.desk.visitors.file_seeking(seat.account, made.visitor_id)
    seat.clock.advance(timedelta(days=88))
    screen = open_today(seat)
    (duty,) = of_people(screen)
    duty.setFocus()
    keyboard.press("E")
    seat.settle()
    seeking = seat.desk.visitors.open(seat.account, made.visitor_id).seeking
    assert seeking is not None
    assert seeking.valid_until > filed.valid_until
    assert not of_people(screen)


def test_many_duties_of_one_kind_are_folded_and_unfold_by_one_key(
    seat: Seat, keyboard: KoreanKeyboard
) -> None:
    for number in range(9):
        made = seat.take_in(VisitorDraft(name="김영숙", phone=f"0100000{number:04}"))
        seat.desk.visitors.file_seeking(seat.account, made.visitor_id)
        seat.desk.visits.finish(seat.account, made.visit_id)
    seat.clock.advance(timedelta(days=88))
    screen = open_today(seat)

    def rows() -> list[DutyRow]:
        return of_people(screen)

    assert len(rows()) == AT_FIRST
    (rest,) = (one for one in screen.findChildren(RestRow) if one.isVisible())
    assert rest.accessibleName() == "외 4건 모두 보기"
    rows()[-1].setFocus()
    keyboard.press("Down")
    keyboard.press("Enter")
    seat.settle()
    assert len(rows()) == 9
    assert focused() is rows()[AT_FIRST]


def test_duties_beyond_a_day_s_work_are_counted_but_not_laid_out(
    seat: Seat, keyboard: KoreanKeyboard, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desktop.services.duties.MOST_OF_A_KIND", 8)
    for number in range(11):
        made = seat.take_in(VisitorDraft(name="김영숙", phone=f"0100000{number:04}"))
        seat.desk.visitors.file_seeking(seat.account, made.visitor_id)
        seat.desk.visits.finish(seat.account, made.visit_id)
    seat.clock.advance(timedelta(days=88))
    screen = open_today(seat)
    (rest,) = (one for one in screen.findChildren(RestRow) if one.isVisible())
    assert rest.accessibleName() == "외 6건 중 급한 3건 더 보기"
    assert any(one.text() == "11건" for one in screen.findChildren(Chip) if one.isVisible())
    rest.setFocus()
    keyboard.press("Enter")
    seat.settle()
    assert len(of_people(screen)) == 8
    assert any(one.text() == "11건" for one in screen.findChildren(Chip) if one.isVisible())


def test_the_next_appointment_is_the_next_one_to_come(seat: Seat) -> None:
    made = seat.take_in("김영숙")
    today, now = seat.clock.today(), seat.clock.now()
    for hour in (now.hour + 1, now.hour + 3):
        seat.desk.visits.appoint(
            seat.account, made.visitor_id, AppointmentDraft(today, time(hour), "이력서")
        )
    seat.clock.advance(timedelta(hours=2))
    screen = open_today(seat)
    told = [one.accessibleName() for one in screen.findChildren(Number)]
    assert any(f"다음 예약 {now.hour + 3}:00" in words for words in told)
    late = [one.accessibleName() for one in screen.findChildren(AppointmentRow)]
    assert [words.endswith("지남") for words in late] == [True, False]


def test_no_whole_name_stands_anywhere_on_the_screen(seat: Seat) -> None:
    fill_morning(seat)
    screen = open_today(seat)
    from PySide6.QtWidgets import QLabel, QWidget

    told = [label.text() for label in screen.findChildren(QLabel)]
    for widget in screen.findChildren(QWidget):
        told += [widget.toolTip(), widget.accessibleName(), widget.accessibleDescription()]
    for name in ("김영숙", "박수아", "남궁영희", "NGUYEN"):
        assert not [words for words in told if name in words]


def test_an_empty_day_says_which_key_begins_it(seat: Seat) -> None:
    screen = open_today(seat)
    from desktop.ui.kit import EmptyState

    told = [one.accessibleName() for one in screen.findChildren(EmptyState) if one.isVisible()]
    assert any("F2" in words for words in told)


def test_nobody_hands_a_visitor_over_to_himself(seat: Seat, keyboard: KoreanKeyboard) -> None:
    seat.take_in("김영숙")
    open_today(seat)
    keyboard.press("H")
    seat.settle()
    assert not [one for one in QApplication.topLevelWidgets() if isinstance(one, Question)]
    assert seat.said[-1][0] == "넘겨받을 다른 상담사가 없습니다."


def test_a_colleagues_visitor_can_be_taken_over(seat: Seat, keyboard: KoreanKeyboard) -> None:
    made = seat.take_in("김영숙")
    role = Role.COUNSELLOR
    colleague = seat.desk.accounts.add(seat.account, "오민재", role, "이어달리기 2026 봄")
    seat.desk.visits.hand_over(seat.account, made.visit_id, colleague.id)
    open_today(seat)
    keyboard.press("H")
    seat.settle()
    (asked,) = [one for one in QApplication.topLevelWidgets() if isinstance(one, Question)]
    assert list(asked.buttons) == [str(seat.account.account_id), "keep"]
    asked.answer(str(seat.account.account_id))
    seat.settle()
    (visit,) = seat.desk.visits.board(seat.account).visits
    assert visit.counsellor_id == seat.account.account_id


def test_a_row_of_the_duties_that_gets_the_keys_comes_into_sight(
    seat: Seat, keyboard: KoreanKeyboard
) -> None:
    for place in range(AT_FIRST + 1):
        at = time(15, 5 * place)
        made = seat.take_in(f"김영{'가나다라마바사아'[place]}")
        day = seat.clock.today()
        seat.desk.visits.appoint(seat.account, made.visitor_id, AppointmentDraft(day, at, "이력서"))
    screen = open_today(seat)
    screen.resize(1290, 420)
    rows = screen.findChildren(AppointmentRow)
    rows[-1].setFocus()
    QApplication.processEvents()
    QApplication.processEvents()
    view = screen._duties._scroll.viewport()
    assert view.rect().contains(rows[-1].mapTo(view, rows[-1].rect().center()))


def test_the_queue_stands_there_while_the_duties_are_still_counted(
    seat: Seat, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = seat.take_in("김영숙")
    seat.desk.follow_ups.promise(seat.account, made.visitor_id, seat.clock.today(), "안부")
    counted, asked, go_on = seat.desk.visits.duties, Event(), Event()

    def slowly(account: SignedIn, board: Board, *, first: bool = True) -> Board:
        asked.set()
        assert go_on.wait(30)
        return counted(account, board, first=first)

    monkeypatch.setattr(type(seat.desk.visits), "duties", staticmethod(slowly))
    screen = TodayScreen(seat.counter)
    show(screen, 1290, 682)
    screen.show_for()
    while not asked.is_set():
        QApplication.processEvents()
    assert [card.line.id for card in screen._waiting.cards()] == [made.visit_id]
    assert focused().line.id == made.visit_id
    assert not screen._duties.cards()
    go_on.set()
    seat.settle()
    assert [card.line.kind for card in screen._duties.cards()] == ["follow_up"]
    assert focused().line.id == made.visit_id

    # And while they are counted again, those of before stay.
    asked.clear()
    go_on.clear()
    screen.refresh()
    while not asked.is_set():
        QApplication.processEvents()
    assert len(screen._duties.cards()) == 1
    go_on.set()
    seat.settle()


def test_who_was_served_stands_there_whole_when_the_duties_cannot_be_counted(
    seat: Seat, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(SEEN_AT_ONCE + 3):
        made = seat.take_in(f"김영{'가나다라마바사아자차카타파'[number]}")
        seat.desk.visits.leave(seat.account, made.visit_id)

    def refused(_account: SignedIn, _board: Board, *, first: bool = True) -> Board:
        raise StoreTrouble("자료를 읽지 못했습니다.")

    told: list[Exception] = []
    monkeypatch.setattr(type(seat.desk.visits), "duties", staticmethod(refused))
    monkeypatch.setattr(seat.counter.jobs, "trouble", told.append)
    screen = TodayScreen(seat.counter)
    show(screen, 1290, 682)
    screen.show_for()
    seat.settle()
    assert len(screen._served.cards()) == SEEN_AT_ONCE + 3
    assert [str(one) for one in told] == ["자료를 읽지 못했습니다."]
