"""What a screen reader is told of the controls that are painted."""

from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication

from desktop.ui.counselling.cycle import Cycle, State
from desktop.ui.kit import Card, Segmented, ToggleChips

Role, Text = QAccessible.Role, QAccessible.Text


def test_one_of_few_tells_what_is_asked_and_what_is_chosen(qapp: QApplication) -> None:
    control = Segmented([("desk", "창구"), ("phone", "전화")], name="온 길")
    told = QAccessible.queryAccessibleInterface(control)
    assert (told.role(), told.text(Text.Name)) == (Role.ComboBox, "온 길")
    assert told.text(Text.Value) == "고르지 않음"
    control.set_value("phone")
    assert told.text(Text.Value) == "전화"


def test_several_of_few_tell_whether_the_one_under_the_arrows_is_on(qapp: QApplication) -> None:
    control = ToggleChips([("ear", "보청"), ("word", "통역")], ["ear"], name="도움")
    told = QAccessible.queryAccessibleInterface(control)
    assert (told.role(), told.text(Text.Name)) == (Role.CheckBox, "도움 보청")
    assert told.state().checkable
    assert told.state().checked
    assert told.text(Text.Value) == "보청"
    control._go(1)
    assert told.text(Text.Name) == "도움 통역"
    assert not told.state().checked


def test_a_turning_state_tells_its_name_and_value(qapp: QApplication) -> None:
    control = Cycle([State("no", "해당 없음"), State("need", "필요")], name="주거")
    told = QAccessible.queryAccessibleInterface(control)
    control.set_value("need")
    assert told.role() is Role.ComboBox
    assert (told.text(Text.Name), told.text(Text.Value)) == ("주거", "필요")


def test_a_card_for_pressing_is_a_button_and_others_are_none(qapp: QApplication) -> None:
    pressable, plain = Card(pressable=True, name="3회차"), Card()
    told = QAccessible.queryAccessibleInterface(pressable)
    assert (told.role(), told.text(Text.Name)) == (Role.Button, "3회차")
    assert QAccessible.queryAccessibleInterface(plain).role() is Role.Client
