"""What is copied is marked as secret, however it is copied, and gone after a minute."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QMimeData, QPoint
from PySide6.QtGui import QContextMenuEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from desktop.ui.kit import (
    Column,
    KoreanLineEdit,
    KoreanTextEdit,
    Password,
    RecordsModel,
    RecordTable,
    clipboard,
)
from desktop.ui.kit.clipboard import MARKS, OURS
from tests.korean_input import show

NAME = "박하늘 010-0000-1234"
Editor = KoreanLineEdit | KoreanTextEdit


@pytest.fixture
def held(qapp: QApplication) -> Iterator[list[QWidget]]:
    """Windows held until all was painted: collected in the middle of it, they would crash."""
    windows: list[QWidget] = []
    yield windows
    for window in windows:
        window.close()
    QApplication.processEvents()


@pytest.fixture(params=["line", "lines"])
def editor(request: pytest.FixtureRequest, held: list[QWidget]) -> Editor:
    made = KoreanLineEdit() if request.param == "line" else KoreanTextEdit()
    held.append(made)
    show(made, 400, 80)
    made.set_value(NAME)
    made.selectAll()
    made.setFocus()
    return made


@pytest.fixture
def soon(qapp: QApplication) -> Iterator[None]:
    """A minute is over at once."""
    timer = clipboard._keeper()._timer
    before = timer.interval()
    timer.setInterval(1)
    yield
    timer.setInterval(before)


def copied() -> QMimeData:
    return QGuiApplication.clipboard().mimeData()


def words() -> str:
    return QGuiApplication.clipboard().text()


def by_menu(editor: Editor, name: str) -> None:
    """Choose in the menu of the right button."""
    place = QPoint(5, 5)
    target = editor.viewport() if isinstance(editor, KoreanTextEdit) else editor
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, target.mapToGlobal(place))
    QApplication.sendEvent(target, event)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    (action,) = (one for one in menu.actions() if one.objectName() == name)
    menu.close()
    action.trigger()


@pytest.mark.parametrize(
    ("way", "stays"),
    [("Ctrl+C", True), ("Ctrl+Ins", True), ("Ctrl+X", False), ("Shift+Del", False),
     ("edit-copy", True), ("edit-cut", False)],
)  # fmt: skip
def test_every_way_to_copy_from_a_field_is_marked(
    editor: Editor, press: Callable[[str], None], way: str, stays: bool
) -> None:
    by_menu(editor, way) if way.startswith("edit") else press(way)
    assert words() == NAME
    assert copied().hasFormat(OURS)
    assert {name: copied().data(name).data() for name in MARKS} == MARKS
    assert not copied().hasHtml()
    assert editor.value() == (NAME if stays else "")


def test_a_line_of_a_table_is_marked(held: list[QWidget], press: Callable[[str], None]) -> None:
    model: RecordsModel[str] = RecordsModel([Column("이름", lambda one: one)])
    table = RecordTable(model)
    held.append(table)
    show(table)
    model.show_records(["박*늘"])
    table.setFocus()
    press("Ctrl+C")
    assert words() == "박*늘"
    assert copied().hasFormat(OURS)


def test_nothing_selected_copies_nothing(editor: Editor, press: Callable[[str], None]) -> None:
    editor.setCursorPosition(0)
    QGuiApplication.clipboard().setText("남의 것")
    press("Ctrl+C")
    assert words() == "남의 것"
    QGuiApplication.clipboard().clear()


def test_a_covered_password_is_not_copied(
    held: list[QWidget], press: Callable[[str], None]
) -> None:
    password = Password()
    held.append(password)
    show(password, 300, 60)
    password.set_value("secret-2026")
    password.selectAll()
    password.setFocus()
    for keys in ("Ctrl+C", "Ctrl+X"):
        press(keys)
    assert not words()
    assert password.value() == "secret-2026"


def test_it_stays_for_a_minute(qapp: QApplication) -> None:
    clipboard.copy(NAME)
    timer = clipboard._keeper()._timer
    assert timer.isActive()
    assert timer.interval() == 60_000


@pytest.mark.usefixtures("soon")
def test_after_that_it_is_gone(qtbot: QtBot) -> None:
    clipboard.copy(NAME)
    assert words() == NAME
    qtbot.waitUntil(lambda: not words())


@pytest.mark.usefixtures("soon")
def test_what_another_program_copied_meanwhile_stays(qtbot: QtBot) -> None:
    clipboard.copy(NAME)
    QGuiApplication.clipboard().setText("남의 것")
    assert not clipboard._keeper()._timer.isActive()
    clipboard.forget()
    assert words() == "남의 것"
    QGuiApplication.clipboard().clear()


def test_copying_again_starts_a_new_minute(qapp: QApplication) -> None:
    clipboard.copy(NAME)
    clipboard._keeper()._timer.stop()
    clipboard.copy("다른 분")
    assert clipboard._keeper()._timer.isActive()


def test_selecting_alone_puts_off_nothing(editor: Editor) -> None:
    clipboard.copy(NAME)
    if isinstance(editor, KoreanTextEdit):
        editor.createMimeDataFromSelection()
    assert clipboard._keeper().holds_ours()


def test_menus_of_read_only_fields_copy_too(editor: Editor) -> None:
    editor.setReadOnly(True)
    by_menu(editor, "edit-copy")
    assert copied().hasFormat(OURS)
    assert editor.value() == NAME
