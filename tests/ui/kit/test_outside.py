"""A press beside an open list closes it, and a list that is shut costs nothing."""

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop.ui.kit import Combo
from desktop.ui.kit.outside import PressOutside


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    """A list and its field, with a place beside them."""
    window = QWidget()
    window.resize(600, 400)
    for name, x in (("shown", 10), ("field", 210), ("beside", 410)):
        part = QWidget(window)
        part.setObjectName(name)
        part.setGeometry(x, 10, 150, 100)
    qtbot.addWidget(window)
    window.show()
    return window


def part(window: QWidget, name: str) -> QWidget:
    found = window.findChild(QWidget, name)
    assert isinstance(found, QWidget)
    return found


def test_only_a_press_beside_both_is_told_and_only_while_the_list_is_shown(
    window: QWidget,
) -> None:
    shown, field, beside = (part(window, name) for name in ("shown", "field", "beside"))
    shown.hide()
    watch, told = PressOutside(shown, field), []
    watch.pressed.connect(lambda: told.append(1))
    QTest.mouseClick(beside, Qt.MouseButton.LeftButton)
    assert not told
    shown.show()
    for one in (shown, field):
        QTest.mouseClick(one, Qt.MouseButton.LeftButton)
    assert not told
    QTest.mouseClick(beside, Qt.MouseButton.LeftButton)
    assert told
    shown.hide()
    told.clear()
    QTest.mouseClick(beside, Qt.MouseButton.LeftButton)
    assert not told


class Heard(PressOutside):
    """Remembers what came by.

    A class of its own: in the place of a method that Qt calls nothing may be put, for its
    going would not be noticed there.
    """

    def __init__(self, shown: QWidget, field: QWidget) -> None:
        self.came: list[QObject] = []
        super().__init__(shown, field)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self.came.append(watched)
        return super().eventFilter(watched, event)


def test_no_event_of_the_program_comes_by_while_the_list_is_shut(window: QWidget) -> None:
    shown, field, beside = (part(window, name) for name in ("shown", "field", "beside"))
    shown.hide()
    watch = Heard(shown, field)
    for _ in range(2):
        shown.show()
        QTest.mouseClick(beside, Qt.MouseButton.LeftButton)
        assert beside in watch.came
        shown.hide()
        watch.came.clear()
        QTest.mouseClick(beside, Qt.MouseButton.LeftButton)
        QApplication.processEvents()
        assert set(watch.came) <= {shown}
    watch.came.clear()


def test_a_combo_is_shut_by_a_press_beside_it(qtbot: QtBot, window: QWidget) -> None:
    combo = Combo([("a", "가"), ("b", "나")], "a", window)
    combo.setGeometry(10, 200, 200, 40)
    combo.show()
    combo.setFocus()
    QTest.keyClick(combo, Qt.Key.Key_Down)
    assert combo.is_open()
    QTest.mouseClick(part(window, "beside"), Qt.MouseButton.LeftButton)
    assert not combo.is_open()
    assert combo.value() == "a"
