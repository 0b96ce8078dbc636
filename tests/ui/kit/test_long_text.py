"""What is longer than its place: shown from the start, cut with …, whole where it is asked."""

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolTip, QWidget
from pytestqt.qtbot import QtBot

from desktop.ui.kit import (
    Choice,
    Column,
    KoreanLineEdit,
    RecordsModel,
    RecordTable,
    ask,
    column,
    theme,
)
from desktop.ui.kit.tips import plain_tip
from tests.korean_input import KoreanKeyboard, show

LONG = "NGUYEN THI HOA <b>MAI</b> LINH & PHUONG ANH THU HUONG GIANG"


class Two(QWidget):
    """Two narrow fields."""

    def __init__(self) -> None:
        super().__init__()
        lines = column(self)
        self.first, self.second = KoreanLineEdit(), KoreanLineEdit()
        for one in (self.first, self.second):
            one.setFixedWidth(160)
            lines.addWidget(one)


def ask_for_tip(widget: QWidget, spot: QPoint) -> str:
    at = widget.mapToGlobal(spot)
    QApplication.sendEvent(widget, QHelpEvent(QEvent.Type.ToolTip, spot, at))
    return QToolTip.text() if QToolTip.isVisible() else ""


def test_a_long_value_is_shown_from_its_start_and_typing_goes_on_at_its_end(
    qapp: QApplication, keyboard: KoreanKeyboard
) -> None:
    two = Two()
    show(two, 300, 200)
    two.second.setFocus()
    two.first.set_value(LONG)
    assert two.first.cursorPosition() == len(LONG)
    assert two.first._caret is not None  # Qt's own cursor stands at the start
    two.first.setFocus(Qt.FocusReason.OtherFocusReason)
    keyboard.type("가")
    two.second.setFocus()
    assert two.first.text_now() == LONG + "가"


def test_the_cursor_of_a_field_left_in_the_middle_is_kept(
    qapp: QApplication, keyboard: KoreanKeyboard
) -> None:
    two = Two()
    show(two, 300, 200)
    two.first.set_value(LONG)
    two.first.setFocus(Qt.FocusReason.OtherFocusReason)
    two.first.setCursorPosition(6)
    two.second.setFocus(Qt.FocusReason.OtherFocusReason)
    assert two.first.cursorPosition() == 6
    two.first.setFocus(Qt.FocusReason.OtherFocusReason)
    keyboard.type("가")
    keyboard.press("Tab")
    assert two.first.text_now() == "NGUYEN가" + LONG[6:]


def test_the_whole_of_a_long_value_stands_in_the_tooltip_unless_covered(
    qapp: QApplication,
) -> None:
    two = Two()
    show(two, 300, 200)
    two.first.set_value(LONG)
    two.first.set_covered(True)
    assert ask_for_tip(two.first, QPoint(20, 10)) != plain_tip(LONG)
    two.first.set_covered(False)
    assert ask_for_tip(two.first, QPoint(20, 10)) == plain_tip(LONG)


def test_a_cut_cell_of_a_list_says_what_it_may_show(qapp: QApplication) -> None:
    model = RecordsModel[str]([Column("이름", lambda name: name, width=120)])
    table = RecordTable(model)
    show(table, 300, 200)
    model.show_records(["한서윤", LONG])
    short, long = (table.visualRect(model.index(row, 0)).center() for row in (0, 1))
    assert ask_for_tip(table.viewport(), short) != "한서윤"
    assert ask_for_tip(table.viewport(), long) == plain_tip(LONG)


@pytest.mark.parametrize("scale", [1.0, 1.5])
def test_answers_too_long_for_a_row_stand_under_each_other(
    qapp: QApplication, qtbot: QtBot, keyboard: KoreanKeyboard, scale: float
) -> None:
    theme.install(qapp, theme.scheme(), scale)
    window = QWidget()
    show(window, 1366, 768)
    answers: list[str] = []
    choices = [Choice(str(place), f"{LONG} {place}") for place in range(4)]
    question = ask(window, "누구에게 넘길까요?", "", choices, "0", answers.append)
    question.adjustSize()
    assert question.width() <= 1366
    tops = [question.buttons[str(place)].y() for place in range(4)]
    assert tops == sorted(set(tops))
    QTest.qWaitForWindowActive(question)
    qtbot.waitUntil(question.buttons["0"].hasFocus)
    keyboard.press("Down")
    keyboard.press("Enter")
    assert answers == ["1"]


def test_a_click_into_a_long_value_lands_where_it_points(qapp: QApplication) -> None:
    two = Two()
    show(two, 300, 200)
    two.second.setFocus()
    two.first.set_value(LONG)
    QTest.mouseClick(two.first, Qt.MouseButton.LeftButton, pos=QPoint(16, 18))
    assert two.first.cursorPosition() <= 1
