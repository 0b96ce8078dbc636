"""Typing in Korean: the syllable on the screen is never lost, whatever comes next."""

import subprocess
import sys
from collections.abc import Callable

import pytest
from PySide6.QtCore import QMimeData, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from desktop.ui.kit import (
    Button,
    KoreanLineEdit,
    KoreanTextEdit,
    Password,
    composition,
    finish_all_composition,
)
from tests.korean_input import KoreanKeyboard, compose, keys_of, show

Editor = KoreanLineEdit | KoreanTextEdit


class Desk(QWidget):
    """An editor, a second field, a button that saves, and Ctrl+S that does the same."""

    def __init__(self, editor: Editor) -> None:
        super().__init__()
        self.editor = editor
        self.other = KoreanLineEdit()
        self.save = Button("저장")
        self.saved: list[str] = []
        self.save.clicked.connect(self.keep)
        layout = QVBoxLayout(self)
        for widget in (editor, self.other, self.save):
            layout.addWidget(widget)
        QShortcut(QKeySequence("Ctrl+S"), self, activated=self.keep)

    def keep(self) -> None:
        finish_all_composition()
        self.saved.append(self.editor.text_now())

    def closeEvent(self, _event: object) -> None:
        self.keep()


def committed(editor: Editor) -> str:
    return editor.text() if isinstance(editor, KoreanLineEdit) else editor.toPlainText()


@pytest.fixture(params=[KoreanLineEdit, KoreanTextEdit])
def desk(request: pytest.FixtureRequest, qapp: QApplication) -> Desk:
    made = Desk(request.param())
    show(made)
    made.editor.setFocus()
    return made


def test_the_keyboard_composes_as_an_input_method_does() -> None:
    assert keys_of("값") == "ㄱㅏㅂㅅ"
    assert compose("ㅎㅗㅇ") == ("", "홍")
    assert compose("ㅎㅏㄴㅏ") == ("하", "나")
    assert compose("ㄱㅏㅂㅅㅣ") == ("갑", "시")
    assert compose("ㄱㅅ") == ("", "ㄳ")
    assert compose("ㄷㅗㅏ") == ("", "돠")


def test_what_is_shown_tells_every_step_of_a_syllable(desk: Desk, type_korean: Callable) -> None:
    heard: list[str] = []
    desk.editor.shown_text_changed.connect(heard.append)
    type_korean("홍길")
    assert heard == ["ㅎ", "호", "홍", "홍ㄱ", "홍기", "홍길"]
    assert committed(desk.editor) == "홍"
    assert desk.editor.text_now() == "홍길"


@pytest.mark.parametrize("keys", ["Ctrl+S"])
def test_saving_by_key_takes_the_syllable(
    desk: Desk, type_korean: Callable, press: Callable, keys: str
) -> None:
    type_korean("홍길동")
    press(keys)
    assert desk.saved == ["홍길동"]
    assert committed(desk.editor) == "홍길동"


@pytest.mark.parametrize("keys", ["Tab", "Enter", "F2", "Shift+Tab", "Alt+1", "Ctrl+Enter", "Home"])
def test_no_key_loses_the_syllable(
    desk: Desk, type_korean: Callable, press: Callable, keys: str
) -> None:
    type_korean("홍길동")
    press(keys)
    desk.keep()
    assert desk.saved[0].strip() == "홍길동"


def test_a_click_on_the_button_takes_the_syllable_once(desk: Desk, type_korean: Callable) -> None:
    type_korean("홍길동")
    QTest.mouseClick(desk.save, Qt.MouseButton.LeftButton)
    assert desk.saved == ["홍길동"]
    assert committed(desk.editor) == "홍길동"


def test_a_click_elsewhere_in_the_text_keeps_it(desk: Desk, type_korean: Callable) -> None:
    type_korean("홍길동")
    where = desk.editor.viewport() if isinstance(desk.editor, KoreanTextEdit) else desk.editor
    QTest.mouseClick(where, Qt.MouseButton.LeftButton, pos=QPoint(14, 14))
    assert committed(desk.editor) == "홍길동"


def test_another_field_closing_and_hiding_take_the_syllable(
    desk: Desk, type_korean: Callable
) -> None:
    type_korean("홍길")
    desk.other.setFocus()
    assert committed(desk.editor) == "홍길"
    desk.editor.setFocus()
    desk.editor.setCursorPosition(2)
    type_korean("동")
    desk.editor.hide()  # as the lock page does with the whole screen
    assert committed(desk.editor) == "홍길동"
    desk.editor.show()
    desk.editor.setFocus()
    desk.editor.setCursorPosition(3)
    type_korean("님")
    desk.close()
    assert desk.saved == ["홍길동님"]


def test_the_syllable_goes_in_where_it_is_shown(desk: Desk, type_korean: Callable) -> None:
    desk.editor.set_value("홍동")
    desk.editor.setCursorPosition(1)
    type_korean("길")
    assert desk.editor.text_now() == "홍길동"
    desk.editor.finish_composition()
    assert committed(desk.editor) == "홍길동"
    assert desk.editor.cursorPosition() == 2


def test_the_syllable_takes_the_place_of_what_was_selected(
    desk: Desk, type_korean: Callable
) -> None:
    desk.editor.set_value("김철수")
    desk.editor.selectAll()
    type_korean("홍")
    assert desk.editor.text_now() == "홍"
    desk.editor.finish_composition()
    assert committed(desk.editor) == "홍"


def test_backspace_takes_the_syllable_apart(
    desk: Desk, type_korean: Callable, press: Callable
) -> None:
    type_korean("홍길")
    press("Backspace")
    assert desk.editor.text_now() == "홍기"
    press("Backspace")
    press("Backspace")
    assert desk.editor.text_now() == "홍"
    desk.editor.finish_composition()
    assert committed(desk.editor) == "홍"


def test_an_input_method_that_hands_over_by_itself_is_not_doubled(
    desk: Desk, keyboard: KoreanKeyboard
) -> None:
    keyboard.type("홍길동")
    keyboard.press("Ctrl+S", commits=True)
    assert desk.saved == ["홍길동"]
    keyboard.type(" 님")
    keyboard.press("Tab")
    assert committed(desk.editor) == "홍길동 님"


def test_emoji_before_the_cursor_do_not_shift_the_syllable(
    desk: Desk, type_korean: Callable
) -> None:
    desk.editor.set_value("😀가")
    desk.editor.setCursorPosition(2)
    type_korean("나")
    assert desk.editor.text_now() == "😀나가"


def test_enter_makes_a_line_in_long_texts_and_moves_on_in_short_ones(
    desk: Desk, type_korean: Callable, press: Callable
) -> None:
    moved: list[bool] = []
    desk.editor.moved_on.connect(lambda: moved.append(True))
    type_korean("가")
    press("Enter")
    type_korean("나")
    if isinstance(desk.editor, KoreanTextEdit):
        assert desk.editor.text_now() == "가\n나"
        assert not moved
        press("Ctrl+Enter")
        assert desk.editor.text_now() == "가\n나"
    else:
        assert desk.editor.text_now() == "가나"
    assert moved == [True]


def test_rich_text_stays_what_it_is(desk: Desk) -> None:
    data = QMimeData()
    data.setHtml("<b>굵게</b><img src='file:///etc/hostname'>")
    data.setText("<b>굵게</b>")
    QGuiApplication.clipboard().setMimeData(data)
    desk.editor.paste()
    # What lies in the clipboard outlives Python: nothing made here may stay in it.
    QGuiApplication.clipboard().setText("")
    assert committed(desk.editor) == "<b>굵게</b>"
    if isinstance(desk.editor, KoreanTextEdit):
        desk.editor.selectAll()
        desk.editor.copy()
        assert not QGuiApplication.clipboard().mimeData().hasHtml()


def test_a_program_that_copied_ends_well_and_leaves_nothing() -> None:
    script = (
        "from PySide6.QtCore import QTimer\n"
        "from PySide6.QtWidgets import QApplication\n"
        "app = QApplication([])\n"
        "from desktop.ui.kit import KoreanTextEdit\n"
        "edit = KoreanTextEdit('')\n"
        "edit.set_value('가나다')\n"
        "edit.selectAll()\n"
        "edit.copy()\n"
        "assert app.clipboard().text() == '가나다'\n"
        "QTimer.singleShot(0, app.quit)\n"
        "app.exec()\n"
        "assert app.clipboard().text() == ''\n"
    )
    ended = subprocess.run([sys.executable, "-c", script], capture_output=True, check=False)
    assert (ended.returncode, ended.stderr) == (0, b"")


def test_normalising_can_be_undone_and_loading_cannot(desk: Desk) -> None:
    desk.editor.set_value("01012345678")
    desk.editor.replace_text("010-1234-5678")
    assert committed(desk.editor) == "010-1234-5678"
    desk.editor.undo()
    assert committed(desk.editor) == "01012345678"
    desk.editor.set_value("다른 분")
    desk.editor.undo()
    assert committed(desk.editor) == "다른 분"


def test_a_slash_at_a_word_start_asks_for_phrases_but_not_while_composing(
    qapp: QApplication, keyboard: KoreanKeyboard
) -> None:
    desk = Desk(KoreanTextEdit())
    show(desk)
    assert isinstance(desk.editor, KoreanTextEdit)
    desk.editor.offer_phrases = True
    asked: list[bool] = []
    desk.editor.phrases_asked.connect(lambda: asked.append(True))
    desk.editor.setFocus()
    keyboard.type("/")
    assert asked == [True]
    assert not desk.editor.toPlainText()
    keyboard.type("1/2")
    assert desk.editor.toPlainText() == "1/2"
    desk.editor.insert_phrase(" 경력 공백")
    assert desk.editor.toPlainText() == "1/2 경력 공백"


def test_long_texts_breathe_on_every_line(desk: Desk) -> None:
    if not isinstance(desk.editor, KoreanTextEdit):
        return
    desk.editor.set_value("가\n나")
    data = QMimeData()
    data.setText("다\n라\n마")
    desk.editor.insertFromMimeData(data)
    block = desk.editor.document().begin()
    while block.isValid():
        assert block.blockFormat().lineHeight() == 145
        block = block.next()


def test_a_password_needs_no_input_method(qapp: QApplication) -> None:
    secret = Password()
    assert not secret.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
    secret.toggle_shown()
    assert not secret.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
    assert secret.echoMode() == Password.EchoMode.Normal


def test_hangul_is_composed_in_a_covered_field_too(
    qapp: QApplication, type_korean: Callable[[str], None]
) -> None:
    name = KoreanLineEdit()
    show(name, 300, 40)
    name.set_covered(True)
    assert name.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
    type_korean("홍길")
    name.set_covered(False)
    assert name.text() == "홍길"


@pytest.mark.parametrize("editor", [KoreanLineEdit, KoreanTextEdit])
def test_a_syllable_handed_over_late_is_not_doubled(
    qapp: QApplication,
    type_korean: Callable[[str], None],
    editor: type[KoreanLineEdit | KoreanTextEdit],
) -> None:
    name = editor()
    show(name, 300, 80)
    type_korean("가")
    name.finish_composition()
    late = QInputMethodEvent()
    late.setCommitString("가")
    QApplication.sendEvent(name, late)
    assert name.text_now() == "가"
    type_korean("가")
    name.finish_composition()
    assert name.text_now() == "가가"


def test_a_late_syllable_does_not_land_in_the_next_field(
    qapp: QApplication, type_korean: Callable[[str], None]
) -> None:
    sheet = QWidget()
    layout = QVBoxLayout(sheet)
    first, second = KoreanLineEdit(), KoreanLineEdit()
    layout.addWidget(first)
    layout.addWidget(second)
    first.moved_on.connect(second.setFocus)
    show(sheet, 300, 120)
    first.setFocus()
    type_korean("홍길동")
    QTest.keyClick(first, Qt.Key.Key_Return)
    late = QInputMethodEvent()
    late.setCommitString("동")
    QApplication.sendEvent(second, late)
    assert (first.text(), second.text()) == ("홍길동", "")


def taken_out(editor: KoreanLineEdit | KoreanTextEdit, letters: str) -> None:
    """As ibus does before it hands a syllable over: it disappears first."""
    QApplication.sendEvent(editor, QInputMethodEvent(letters, []))
    assert editor.composed() == letters
    QApplication.sendEvent(editor, QInputMethodEvent())
    assert editor.composed() == ""


@pytest.mark.parametrize("editor", [KoreanLineEdit, KoreanTextEdit])
def test_a_key_that_overtakes_the_syllable_it_ended_waits_for_it(
    qapp: QApplication, editor: type[KoreanLineEdit | KoreanTextEdit]
) -> None:
    name = editor()
    show(name, 300, 80)
    name.setFocus()
    taken_out(name, "가")
    late = QInputMethodEvent()
    late.setCommitString("가")
    QApplication.postEvent(name, late)
    finish_all_composition()
    assert name.text_now() == "가"


@pytest.mark.parametrize("editor", [KoreanLineEdit, KoreanTextEdit])
@pytest.mark.parametrize("left", [False, True])
def test_a_syllable_that_stays_away_is_put_in_and_not_doubled(
    qapp: QApplication, editor: type[KoreanLineEdit | KoreanTextEdit], left: bool
) -> None:
    name = editor()
    show(name, 300, 80)
    name.setFocus()
    taken_out(name, "가")
    if left:
        name.hide()
    else:
        finish_all_composition()
    assert name.text_now() == "가"
    late = QInputMethodEvent()
    late.setCommitString("가")
    QApplication.sendEvent(name, late)
    assert name.text_now() == "가"


def test_a_letter_taken_back_does_not_come_again(qapp: QApplication) -> None:
    name = KoreanLineEdit()
    show(name, 300, 80)
    name.setFocus()
    taken_out(name, "ㄱ")
    finish_all_composition()
    assert name.text_now() == ""


def test_what_was_taken_out_long_ago_is_gone(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = KoreanLineEdit()
    show(name, 300, 80)
    name.setFocus()
    monkeypatch.setattr(composition, "FRESH", 0.0)
    taken_out(name, "가")
    finish_all_composition()
    assert name.text_now() == ""


class Bell(QObject):
    rang = Signal(bool)


def test_twenty_thousand_signals_do_not_stop_the_program(qapp: QApplication) -> None:
    """PySide6 6.12.0 on Python 3.11 ends the process after a few hundred."""
    bell, heard = Bell(), [0]

    def hear(_on: bool) -> None:
        heard[0] += 1

    bell.rang.connect(hear)
    for turn in range(20_000):
        bell.rang.emit(turn % 2 == 0)
    assert heard == [20_000]


def test_a_syllable_composed_in_a_covered_line_is_a_dot_from_its_first_letter(
    qapp: QApplication,
) -> None:
    line = KoreanLineEdit()
    show(line)
    line.setFocus()
    line.set_covered(True)
    before = line.grab().toImage()
    pictures = []
    for letters in ("ㄱ", "ㅁ", "곰"):
        QApplication.sendEvent(line, QInputMethodEvent(letters, []))
        assert line.text_now() == letters
        pictures.append(line.grab().toImage())
    assert pictures[0] != before
    assert pictures[0] == pictures[1] == pictures[2]
    event = QInputMethodEvent()
    event.setCommitString("곰")
    QApplication.sendEvent(line, event)
    assert line.text() == "곰"
    line.set_covered(False)
    assert line.displayText() == "곰"


def test_ctrl_z_without_any_typing_undoes_the_last_act_of_the_window(qapp: QApplication) -> None:
    window = QWidget()
    line = KoreanLineEdit(parent=window)
    undone: list[str] = []
    QShortcut(QKeySequence("Ctrl+Z"), window, activated=lambda: undone.append("act"))
    show(window)
    line.setFocus()
    QTest.keyClick(line, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert undone == ["act"]
    QTest.keyClick(line, Qt.Key.Key_7)
    QTest.keyClick(line, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert line.text() == ""
    assert undone == ["act"]
