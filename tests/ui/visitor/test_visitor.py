"""사람: opened and logged, covered again, every act by one key."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QWidget, QWidgetItem
from shiboken6 import Shiboken

from desktop.domain.codes import CodeBook
from desktop.domain.visit import VisitDraft
from desktop.ui.visitor import VisitorScreen
from desktop.ui.visitor.head import VisitorHead
from desktop.ui.visitor.history import EntryRow
from desktop.ui.visitor.moving import MoveDialog
from tests.korean_input import KoreanKeyboard, show
from tests.ui.desks import HOA, SUA, Seat, sit_down


@pytest.fixture
def seat(qapp: object, tmp_path: Path) -> Iterator[Seat]:
    made = sit_down(tmp_path)
    yield made
    made.close()


def open_visitor(seat: Seat, visitor_id: int, **where: object) -> VisitorScreen:
    screen = VisitorScreen(seat.counter)
    show(screen, 1290, 682)
    screen.show_for(visitor_id=visitor_id, **where)  # type: ignore[arg-type]
    seat.settle()
    return screen


def told(screen: QWidget) -> str:
    words = [label.text() for label in screen.findChildren(QLabel)]
    for widget in screen.findChildren(QWidget):
        words += [widget.toolTip(), widget.accessibleName(), widget.accessibleDescription()]
    return "\n".join(words)


def test_the_name_is_open_and_numbers_are_covered_until_the_key(
    seat: Seat, keyboard: KoreanKeyboard
) -> None:
    made = seat.take_in(SUA)
    screen = open_visitor(seat, made.visitor_id)
    assert "박수아" in told(screen)
    assert "010-****-0937" in told(screen)
    assert "5521" not in told(screen)

    keyboard.press("V")
    assert "010-5521-0937" in told(screen)
    assert "1992. 3. 14." in told(screen)
    seat.counter.cover()
    assert "5521" not in told(screen)


def test_f12_covers_the_name_as_well(seat: Seat) -> None:
    made = seat.take_in(SUA)
    screen = open_visitor(seat, made.visitor_id)
    seat.counter.mask(True)
    assert "박수아" not in told(screen)
    assert "박*아" in told(screen)


def test_the_focus_stands_on_the_note_and_groups_have_their_reason(seat: Seat) -> None:
    made = seat.take_in(SUA)
    screen = open_visitor(seat, made.visitor_id)
    assert QApplication.focusWidget() is screen._head.note
    assert "경력보유여성등" in told(screen)
    assert "결혼·임신·출산·육아로 퇴사(2017. 2.)" in told(screen)


def test_one_begins_a_slip_for_the_first_partner(seat: Seat, keyboard: KoreanKeyboard) -> None:
    made = seat.take_in(SUA)
    screen = open_visitor(seat, made.visitor_id)
    first = screen._ahead.offered[0].service.id
    keyboard.press("1")
    assert seat.gone[-1] == ("slip", {"visitor_id": made.visitor_id, "service_id": first})


def test_f2_is_another_visit_only_while_none_is_open(seat: Seat, keyboard: KoreanKeyboard) -> None:
    made = seat.take_in(SUA)
    screen = open_visitor(seat, made.visitor_id)
    assert screen._head.again.isHidden()
    seat.desk.visits.finish(seat.account, made.visit_id)
    seat.settle()
    assert not screen._head.again.isHidden()
    keyboard.press("F2")
    assert seat.gone[-1] == ("intake", {"visitor_id": made.visitor_id})


def test_the_registration_is_filed_and_taken_back(seat: Seat, keyboard: KoreanKeyboard) -> None:
    made = seat.take_in(SUA)
    screen = open_visitor(seat, made.visitor_id)
    keyboard.press("E")
    seat.settle()
    assert "2027. 2. 23." in told(screen)
    seat.toast_act()()
    seat.settle()
    assert "구직 등록 없음" in told(screen)


def test_a_follow_up_is_settled_by_one_key(seat: Seat, keyboard: KoreanKeyboard) -> None:
    made = seat.take_in(SUA)
    due = seat.clock.today() + timedelta(days=3)
    seat.desk.follow_ups.promise(seat.account, made.visitor_id, due, "지원 결과 여쭙기")
    screen = open_visitor(seat, made.visitor_id)
    assert "지원 결과 여쭙기" in told(screen)
    keyboard.press("D")
    seat.settle()
    assert not [step for step in screen._ahead.steps if step.kind == "follow_up"]


def test_a_misfiled_visit_is_moved_to_the_right_person_with_its_reason(
    seat: Seat, keyboard: KoreanKeyboard
) -> None:
    made = seat.take_in(SUA)
    other = seat.take_in("박서준")
    seat.clock.advance(timedelta(minutes=5))
    wrong = seat.desk.visits.arrive(seat.account, made.visitor_id, VisitDraft(("resume",)))
    screen = open_visitor(seat, made.visitor_id)
    keyboard.press("Down")
    row = QApplication.focusWidget()
    assert isinstance(row, EntryRow)
    assert row.entry.id == wrong.visit_id
    keyboard.press("T")
    dialog = screen.findChild(MoveDialog)
    assert dialog is not None
    dialog.activateWindow()
    QApplication.processEvents()
    dialog.person.setFocus()
    keyboard.type("박서준")
    seat.settle()
    keyboard.press("Enter")
    seat.settle()
    dialog.reason.setFocus()
    keyboard.type("이름이 비슷한 분께 적음")
    dialog.move_record.click()
    seat.settle()
    assert seat.desk.visitors.open(seat.account, other.visitor_id).visits == 2
    assert not [one for one in seat.gone if one[0] == "visitor"]


def test_a_long_latin_name_and_tags_are_shown_as_they_are(seat: Seat) -> None:
    made = seat.take_in(HOA)
    screen = open_visitor(seat, made.visitor_id)
    assert HOA.name in told(screen)
    from dataclasses import replace

    tags = seat.take_in(replace(SUA, name="<b>x</b>", birth=date(1990, 1, 1)))
    screen.show_for(visitor_id=tags.visitor_id)
    seat.settle()
    assert screen._head.name.text() == "<b>x</b>"


def test_a_change_elsewhere_is_read_again(seat: Seat) -> None:
    made = seat.take_in(SUA)
    screen = open_visitor(seat, made.visitor_id)
    seat.desk.visits.finish(seat.account, made.visit_id, "counselled")
    seat.settle()
    assert "완료" in screen._head.visit.text()


def test_the_head_leaves_no_wrapper_of_a_place_behind(qapp: QApplication) -> None:
    """What its words stood in is gone when they move; whatever comes to lie at that address
    would be taken for it.
    """

    def places() -> list[object]:
        return [one for one in Shiboken.getAllValidWrappers() if isinstance(one, QWidgetItem)]

    before = places()
    head = VisitorHead(CodeBook({}))
    show(head, 1200, 200)
    for wide in (500, 1200, 500, 1200):
        head.resize(wide, 200)
        qapp.processEvents()
    known = {id(one) for one in before}
    assert not [one for one in places() if id(one) not in known]
    head.close()
