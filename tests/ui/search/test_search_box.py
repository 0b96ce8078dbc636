"""The search box: answers in the middle of a syllable, reveals no more than it must."""

from collections.abc import Iterator
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QPaintEvent, QShortcut
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from desktop.domain.access import ActKind
from desktop.domain.account import SignedIn
from desktop.domain.rights import Right
from desktop.domain.visitor import VisitorDraft, VisitorLine
from desktop.store.log import AccessRow
from desktop.ui.search.box import SearchBox
from tests.korean_input import KoreanKeyboard, show
from tests.ui.desks import HOA, SUA, Seat, sit_down


@pytest.fixture
def seat(qapp: object, tmp_path: Path) -> Iterator[Seat]:
    made = sit_down(tmp_path)
    yield made
    made.close()


@pytest.fixture
def box(seat: Seat) -> SearchBox:
    seat.take_in(SUA)
    seat.take_in(VisitorDraft(name="박서준", phone="01044445678"))
    seat.take_in(HOA)
    window = QWidget()
    layout = QVBoxLayout(window)
    made = SearchBox(seat.counter)
    layout.addWidget(made)
    layout.addStretch(1)
    seat.window = window  # type: ignore[attr-defined]
    show(window)
    made.setFocus()
    return made


def names(box: SearchBox) -> list[str]:
    popup = box.results
    assert popup is not None
    return [str(popup.model.index(row).data()) for row in range(popup.model.rowCount())]


def test_it_answers_while_the_syllable_is_being_composed(
    seat: Seat, box: SearchBox, keyboard: KoreanKeyboard
) -> None:
    keyboard.type("박수")
    assert box.composed() == "수"
    seat.settle()
    assert names(box) == ["박수아"]


def test_a_key_paints_the_list_and_not_the_screen_under_it(
    seat: Seat, box: SearchBox, keyboard: KoreanKeyboard
) -> None:
    under = Painted(box.window())
    box.window().resize(900, 640)
    keyboard.type("ㅂ")
    seat.settle()
    popup = box.results
    assert popup is not None
    rows = popup.view
    # A card of the screen that lies wholly under the rows.
    spot = rows.mapTo(box.window(), rows.rect().topLeft())
    under.setGeometry(spot.x() + 8, spot.y() + 8, rows.width() - 16, rows.height() - 16)
    under.show()
    popup.raise_()
    QApplication.processEvents()
    under.times = 0
    keyboard.type("ㅅ")
    seat.settle()
    QApplication.processEvents()
    assert len(names(box)) == 2
    assert under.times == 0


def test_a_list_that_comes_or_has_more_than_its_room_paints_only_its_edge(
    seat: Seat, box: SearchBox, qtbot: QtBot
) -> None:
    for number in range(20):
        seat.take_in(VisitorDraft(name="마루한", phone=f"0104444{number:04}"))
    window = box.window()
    window.resize(900, 640)
    box.make_ready()
    QApplication.processEvents()
    under = Painted(window)
    low = box.mapTo(window, box.rect().bottomLeft())
    # A card of the screen under the first rows, whichever of them come.
    under.setGeometry(low.x() + 40, low.y() + 20, 560, 60)
    under.show()
    qtbot.waitUntil(lambda: under.times > 0)
    for typed, found in (("ㅁ", 12), ("없는이름", 0), ("마루", 12), ("박수", 1), ("ㅁㄹ", 12)):
        under.times = 0
        box.setText(typed)
        seat.settle()
        QApplication.processEvents()
        popup = box.results
        assert popup is not None
        assert popup.geometry().contains(under.geometry())
        assert (popup.model.rowCount(), under.times) == (found, 0), typed


def test_a_shorter_list_gives_the_screen_back_when_nobody_types(
    seat: Seat, box: SearchBox, keyboard: KoreanKeyboard, qtbot: QtBot
) -> None:
    window = box.window()
    window.resize(900, 640)
    keyboard.type("ㅂ")
    seat.settle()
    popup = box.results
    assert popup is not None
    tall = popup.height()
    # At the lower edge: nothing will lie over it once the list is shorter.
    under = Painted(window)
    foot = popup.geometry().bottom()
    under.setGeometry(popup.x() + 40, foot - 9, 200, 8)
    under.show()
    popup.raise_()
    QApplication.processEvents()
    for typed in ("박수", "없는이름"):
        under.times = 0
        box.setText(typed)
        seat.settle()
        QApplication.processEvents()
        assert (popup.height(), under.times) == (tall, 0), typed
    qtbot.waitUntil(lambda: popup.height() < tall)
    qtbot.waitUntil(lambda: under.times > 0)
    # And grows at once.
    box.setText("ㅂ")
    seat.settle()
    assert popup.height() == tall


class Painted(QWidget):
    """A widget that counts how often it is painted."""

    times = 0

    def paintEvent(self, _event: QPaintEvent) -> None:
        self.times += 1


def test_only_the_row_under_the_cursor_shows_the_whole_name(
    seat: Seat, box: SearchBox, keyboard: KoreanKeyboard
) -> None:
    keyboard.type("ㅂㅅ")
    seat.settle()
    first = names(box)
    assert sorted("*" in name for name in first) == [False, True]

    keyboard.press("Down")
    assert [("*" in name) for name in names(box)] == ["*" not in name for name in first]
    popup = box.results
    assert popup is not None
    spoken = popup.model.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert "*" in str(spoken)


def test_f12_leaves_no_whole_name_and_empties_the_box(
    seat: Seat, box: SearchBox, keyboard: KoreanKeyboard
) -> None:
    keyboard.type("박수아")
    seat.settle()
    seat.counter.mask(True)
    assert box.text_now() == ""
    keyboard.type("박")
    seat.settle()
    assert all("*" in name for name in names(box))


def test_enter_opens_also_before_the_answer_has_come(
    seat: Seat, box: SearchBox, keyboard: KoreanKeyboard
) -> None:
    keyboard.type("박수아")
    keyboard.press("Enter")
    seat.settle()

    screen, where = seat.gone[-1]
    assert screen == "visitor"
    assert isinstance(where["visitor_id"], int)
    assert box.text_now() == ""
    assert box.results is None


def test_nobody_found_and_f2_takes_the_whole_text_to_the_intake(
    seat: Seat, box: SearchBox, keyboard: KoreanKeyboard
) -> None:
    keyboard.type("김가람")
    keyboard.press("F2")
    seat.settle()
    assert seat.gone[-1] == ("intake", {"typed": "김가람"})


def test_f2_is_a_new_visit_only_of_somebody_the_cursor_was_moved_to(
    seat: Seat, box: SearchBox, keyboard: KoreanKeyboard
) -> None:
    keyboard.type("박수아")
    seat.settle()
    keyboard.press("F2")
    assert seat.gone[-1] == ("intake", {"typed": "박수아"})

    box.setFocus()
    keyboard.type("박수아")
    seat.settle()
    keyboard.press("Down")
    keyboard.press("F2")
    assert "visitor_id" in seat.gone[-1][1]


@pytest.mark.parametrize(("key", "screen"), [("F4", "counselling"), ("F6", "slip")])
def test_a_note_or_slip_begins_from_the_list(
    seat: Seat, box: SearchBox, keyboard: KoreanKeyboard, key: str, screen: str
) -> None:
    keyboard.type("박수아")
    seat.settle()
    keyboard.press(key)
    assert seat.gone[-1][0] == screen


def test_a_visit_number_shows_whose_it_is_before_anything_opens(
    seat: Seat, box: SearchBox, keyboard: KoreanKeyboard
) -> None:
    made = seat.take_in("최말순")
    keyboard.type(made.visit_number)
    seat.settle()
    assert names(box)[0] == "최*순"
    assert not seat.gone
    keyboard.press("Enter")
    assert seat.gone[-1] == ("visitor", {"visitor_id": made.visitor_id})


def test_a_resident_number_is_gone_at_once(
    seat: Seat, box: SearchBox, keyboard: KoreanKeyboard
) -> None:
    keyboard.type("900101-1234567")
    seat.settle()
    assert box.text_now() == ""
    popup = box.results
    assert popup is not None
    assert "주민등록번호" in popup.accessibleName()
    keyboard.press("Ctrl+Z")
    assert "1234567" not in box.text_now()


def test_escape_ends_the_search_and_the_box_is_empty(
    seat: Seat, box: SearchBox, keyboard: KoreanKeyboard
) -> None:
    keyboard.type("박")
    seat.settle()
    keyboard.press("Escape")
    assert (box.text_now(), box.results) == ("", None)


def test_in_a_box_emptied_again_the_keys_are_the_windows(
    seat: Seat, box: SearchBox, keyboard: KoreanKeyboard
) -> None:
    keyboard.type("박수")
    seat.settle()
    for _ in "ㅂㅏㄱㅅㅜ":
        keyboard.press("Backspace")
    assert box.text_now() == ""
    pressed = []
    shortcut = QShortcut(QKeySequence("F2"), box.window())
    shortcut.activated.connect(lambda: pressed.append("F2"))
    keyboard.press("F2")
    assert pressed == ["F2"]


def test_a_search_in_hand_at_the_sign_out_leaves_its_row_too(
    seat: Seat, box: SearchBox, keyboard: KoreanKeyboard
) -> None:
    keyboard.type("박수")
    seat.settle()
    seat.counter.parting.emit()
    seat.settle()
    with seat.desk.office.act(seat.account, Right.LOOK, ActKind.VIEW, logged=False) as act:
        last = act.session.scalars(select(AccessRow).order_by(AccessRow.seq.desc())).first()
        assert last is not None
        assert (last.kind, last.purpose, last.count) == ("search", "찾기: 글자 2자", 1)


def held_back(box: SearchBox, monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, Event]]:
    """Every question to the store stands still until its event is set."""
    asked: list[tuple[str, Event]] = []
    desk = box._counter.desk
    look_up = desk.visitors.look_up

    def stand(account: SignedIn, typed: str, *more: object) -> tuple[VisitorLine, ...]:
        found = look_up(account, typed, *more)  # type: ignore[arg-type]
        asked.append((typed, Event()))
        assert asked[-1][1].wait(20)
        return found

    monkeypatch.setattr(desk.visitors, "look_up", stand)
    return asked


def test_keys_faster_than_the_answers_show_no_list_of_an_older_text(
    seat: Seat,
    box: SearchBox,
    keyboard: KoreanKeyboard,
    monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
) -> None:
    asked = held_back(box, monkeypatch)
    shown: list[list[str]] = []
    monkeypatch.setattr(
        box, "_show_found", lambda found, number, show=box._show_found: (
            show(found, number), shown.append(names(box))
        ),
    )  # fmt: skip
    keyboard.type("ㅂ")
    qtbot.waitUntil(lambda: len(asked) == 1)
    # The first answer is on its way while the rest is typed.
    keyboard.type("ㅅ")
    keyboard.type("ㅇ")
    asked[0][1].set()
    qtbot.waitUntil(lambda: len(asked) == 2)
    assert shown == []
    asked[1][1].set()
    seat.settle()
    # Of all the keys between only the last was asked at all, and only its answer was shown.
    assert [typed for typed, _ in asked] == ["ㅂ", "ㅄㅇ"]
    assert shown == [["박수아"]]


def test_the_list_goes_on_where_the_cursor_comes_to_its_end(
    seat: Seat, box: SearchBox, keyboard: KoreanKeyboard
) -> None:
    for number in range(30):
        seat.take_in(
            VisitorDraft(name=f"마루{'가나다라마'[number % 5]}", phone=f"0104444{number:04}")
        )
    keyboard.type("마루")
    seat.settle()
    assert len(names(box)) == 12
    for _ in range(35):
        keyboard.press("Down")
        seat.settle()
    assert len(names(box)) == 30
    popup = box.results
    assert popup is not None
    assert popup.current() == 29
    people = [row.visitor_id for row in box._rows]
    assert len(set(people)) == 30
    keyboard.press("Enter", commits=True)
    assert seat.gone[-1] == ("visitor", {"visitor_id": people[29]})
    seat.settle()
    with seat.desk.office._database.read() as session:
        last = session.scalars(select(AccessRow).order_by(AccessRow.seq.desc())).first()
        assert last is not None
        assert (last.kind, last.count) == (ActKind.SEARCH.value, 30)


def test_a_key_typed_while_the_next_part_is_read_leaves_no_row_of_it(
    seat: Seat, box: SearchBox, keyboard: KoreanKeyboard
) -> None:
    for number in range(20):
        seat.take_in(VisitorDraft(name="마루한", phone=f"0104444{number:04}"))
    seat.take_in(VisitorDraft(name="마름달"))
    keyboard.type("ㅁㄹ")
    seat.settle()
    assert len(names(box)) == 12
    keyboard.press("PageDown")
    keyboard.press("PageDown")
    keyboard.type("ㄷ")
    seat.settle()
    assert names(box) == ["마름달"]


def test_what_stands_on_the_screen_is_what_a_whole_painting_would_show(
    seat: Seat, box: SearchBox, keyboard: KoreanKeyboard
) -> None:
    """The list paints only what a key changed."""
    window = box.window()
    window.resize(1000, 700)
    for typed in ("박", "없는이름", "박서", "ㅂ", "Down", "900312-1234567", "ㅂ"):
        if typed == "Down":
            keyboard.press(typed)
        else:
            box.setText(typed)
        seat.settle()
        for _ in range(3):
            QApplication.processEvents()
        shown = window.screen().grabWindow(window.winId()).toImage()
        whole = window.grab().toImage()
        assert shown.convertToFormat(whole.format()) == whole, typed
