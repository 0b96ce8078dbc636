"""The search box: answers in the middle of a syllable, reveals no more than it must."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QPaintEvent, QShortcut
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from desktop.domain.visitor import VisitorDraft
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
