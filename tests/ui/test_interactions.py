"""What counts as an interaction: told by the events, not by whoever sent them."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QTextEdit, QWidget

from desktop.ui.hands import Interactions, KoreanKeyboard
from tests.korean_input import show


class Sheet(QWidget):
    """A line, several lines and a button, one inside the other."""

    def __init__(self) -> None:
        super().__init__()
        self.line = QLineEdit(self)
        self.lines = QTextEdit(self)
        self.button = QPushButton("저장", self)
        for at, child in enumerate((self.line, self.lines, self.button)):
            child.setGeometry(10, 10 + 90 * at, 200, 80)
        self.saved = 0
        shortcut = QShortcut(QKeySequence("Ctrl+S"), self)
        shortcut.activated.connect(self.save)

    def save(self) -> None:
        self.saved += 1


@pytest.fixture
def sheet(qapp: QApplication) -> Sheet:
    made = Sheet()
    show(made, 300, 300)
    made.line.setFocus()
    return made


@pytest.fixture
def done(qapp: QApplication) -> Iterator[Interactions]:
    made = Interactions()
    yield made
    made.stop()


def test_characters_syllables_and_backspace_are_free(
    sheet: Sheet, done: Interactions, keyboard: KoreanKeyboard
) -> None:
    keyboard.type("홍길동 010")
    keyboard.press("Backspace")
    QTest.keyClick(sheet.line, Qt.Key.Key_A)
    assert sheet.line.text() == "홍길동 01a"
    assert done.count == 0


def test_every_other_key_costs_one_whether_a_shortcut_takes_it_or_not(
    sheet: Sheet, done: Interactions, keyboard: KoreanKeyboard
) -> None:
    keyboard.press("Ctrl+S")
    assert (sheet.saved, done.count) == (1, 1)
    keyboard.press("Tab")
    keyboard.press("Enter")
    keyboard.press("Ctrl+Backspace")
    assert done.count == 4
    keyboard.press("F12")
    assert done.count == 5


def test_letters_and_space_on_a_button_cost_one_each(
    sheet: Sheet, done: Interactions, keyboard: KoreanKeyboard
) -> None:
    sheet.button.setFocus()
    keyboard.press("Y")
    keyboard.press("Space")
    assert done.count == 2


def test_a_click_costs_one_however_many_widgets_hear_of_it(
    sheet: Sheet, done: Interactions
) -> None:
    QTest.mouseClick(sheet.button, Qt.MouseButton.LeftButton)
    assert done.count == 1
    handle = sheet.windowHandle()
    QTest.mouseClick(
        handle, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(20, 20)
    )
    assert done.count == 2


def test_a_key_held_down_and_a_modifier_alone_are_not_more_work(
    sheet: Sheet, done: Interactions
) -> None:
    down = QEvent.Type.KeyPress
    none = Qt.KeyboardModifier.NoModifier
    for repeated in (False, True, True):
        event = QKeyEvent(down, Qt.Key.Key_Down, none, "", repeated)
        QApplication.sendEvent(sheet.line, event)
    QTest.keyPress(sheet.line, Qt.Key.Key_Control)
    QTest.keyRelease(sheet.line, Qt.Key.Key_Control)
    assert done.count == 1
