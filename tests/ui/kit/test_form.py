"""A form: read at once, refused at the field, put away and brought back as it was."""

import json
from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from desktop.domain.errors import Refused
from desktop.domain.guard import clean, find_identifiers
from desktop.ui.kit import (
    Button,
    CheckBox,
    Combo,
    Field,
    Form,
    KoreanLineEdit,
    KoreanTextEdit,
    Segmented,
    ToggleChips,
    Unfit,
    column,
)
from tests.korean_input import show


class Intake(QWidget):
    """A small intake form as a screen would build it."""

    def __init__(self) -> None:
        super().__init__()
        layout = column(self)
        self.form = Form(self, guard=find_identifiers, clean=clean)
        for name, field in (
            ("name", Field("이름", KoreanLineEdit(), required=True)),
            ("phone", Field("휴대전화", KoreanLineEdit())),
            ("sex", Field("성별", Segmented([("f", "여"), ("m", "남")]))),
            ("dong", Field("거주 동", Combo([("j4", "자양제4동"), ("h", "화양동")]))),
            ("purposes", Field("방문 목적", ToggleChips([("job", "취업상담"), ("edu", "교육")]))),
            ("lunar", Field("음력", CheckBox("음력"))),
            ("note", Field("메모", KoreanTextEdit())),
        ):
            self.form.add(name, field, on_leave=read_phone if name == "phone" else None)
            layout.addWidget(field)
        self.save = Button("저장")
        layout.addWidget(self.save)
        self.form.then(self.save)

    def control(self, name: str) -> QWidget:
        return self.form.field(name).control


def read_phone(text: str) -> str:
    digits = "".join(filter(str.isdecimal, text))
    if len(digits) != 11:
        raise Unfit("한 자리가 모자랍니다.")
    return f"{digits[:3]}-{digits[3:7]}-{digits[7:]}"


@pytest.fixture
def intake(qapp: QApplication) -> Intake:
    made = Intake()
    show(made)
    made.control("name").setFocus()
    return made


def test_reading_takes_the_syllable_being_composed(intake: Intake, type_korean: Callable) -> None:
    type_korean("홍길동")
    assert intake.form.read() == {
        "name": "홍길동",
        "phone": "",
        "sex": None,
        "dong": None,
        "purposes": (),
        "lunar": False,
        "note": "",
    }


def test_what_is_required_is_asked_for_at_its_field(intake: Intake) -> None:
    intake.control("note").setFocus()
    assert intake.form.read() is None
    assert intake.form.field("name").error() == "이름을 적어 주세요."
    assert intake.control("name").hasFocus()


def test_enter_goes_down_the_paper_and_to_the_button(intake: Intake, press: Callable) -> None:
    passed = []
    for _ in range(6):
        passed.append(QApplication.focusWidget().objectName())
        press("Enter")
    assert passed == ["name", "phone", "sex", "dong", "purposes", "lunar"]
    assert intake.control("note").hasFocus()
    press("Ctrl+Enter")
    assert intake.save.hasFocus()


def test_a_field_is_normalised_on_leaving_and_undo_brings_back_what_was_typed(
    intake: Intake, type_korean: Callable, press: Callable
) -> None:
    phone = intake.control("phone")
    assert isinstance(phone, KoreanLineEdit)
    phone.setFocus()
    type_korean("010 12345678")
    press("Enter")
    assert phone.text() == "010-1234-5678"
    phone.undo()
    assert phone.text() == "010 12345678"


def test_a_value_that_cannot_be_read_says_so_under_its_field(
    intake: Intake, type_korean: Callable, press: Callable
) -> None:
    intake.control("phone").setFocus()
    type_korean("010-123")
    press("Tab")
    field = intake.form.field("phone")
    assert field.error() == "한 자리가 모자랍니다."
    assert intake.control("phone").accessibleDescription() == "한 자리가 모자랍니다."
    intake.control("phone").setFocus()
    type_korean("4")
    assert field.error() == ""


def test_a_refusal_mended_in_another_field_does_not_block_for_ever(intake: Intake) -> None:
    intake.form.set_value("name", "홍길동")
    intake.form.show_errors(
        Refused("다시 확인해 주세요.", {"phone": "전화나 메모가 있어야 합니다."}).fields
    )
    assert intake.control("phone").hasFocus()
    intake.form.set_value("note", "전화 없음")
    assert intake.form.read() is not None


def test_the_first_key_makes_it_dirty_while_the_syllable_is_composed(
    intake: Intake, type_korean: Callable
) -> None:
    heard: list[str] = []
    intake.form.dirty.connect(lambda: heard.append("dirty"))
    intake.form.changed.connect(heard.append)
    type_korean("호")
    assert heard == ["name", "dirty", "name"]
    assert intake.form.is_dirty


def test_what_comes_from_the_store_is_not_a_change(intake: Intake) -> None:
    intake.form.set_values({"name": "홍길동", "sex": "m", "purposes": ("edu",), "other": 1})
    assert not intake.form.is_dirty


def test_put_away_half_typed_and_brought_back_with_its_cursor(
    intake: Intake, type_korean: Callable
) -> None:
    type_korean("김수")
    intake.control("sex").set_value("f")  # type: ignore[attr-defined]
    intake.control("dong").set_value("h")  # type: ignore[attr-defined]
    intake.control("purposes").set_value(("job",))  # type: ignore[attr-defined]
    note = intake.control("note")
    assert isinstance(note, KoreanTextEdit)
    note.setFocus()
    note.set_value("오전 10시 이후")
    note.setCursorPosition(3)
    type_korean("매일")
    kept = json.loads(json.dumps(intake.form.snapshot()))
    again = Intake()
    show(again)
    again.form.restore(kept)
    assert again.form.value("note") == "오전 매일10시 이후"
    restored = again.control("note")
    assert isinstance(restored, KoreanTextEdit)
    assert restored.hasFocus()
    assert restored.cursorPosition() == 5
    assert again.form.is_dirty
    assert again.form.value("name") == "김수"
    assert again.form.value("dong") == "h"
    assert again.form.value("purposes") == ("job",)
    type_korean("만")
    assert again.form.value("note") == "오전 매일만10시 이후"


@pytest.mark.parametrize("name", ["name", "note"])
def test_a_resident_number_stays_neither_in_text_nor_draft_nor_undo(
    intake: Intake, type_korean: Callable, name: str
) -> None:
    control = intake.control(name)
    control.setFocus()
    type_korean("본인 900312-2123456")
    field = intake.form.field(name)
    assert "주민등록번호는 적을 수 없습니다" in field.error()
    assert "2123456" not in str(intake.form.value(name))
    assert "2123456" not in json.dumps(intake.form.snapshot())
    assert isinstance(control, KoreanLineEdit | KoreanTextEdit)
    for _ in range(20):
        control.undo()
        assert "212345" not in str(control.text_now())
    intake.form.set_value("name", "홍길동") if name == "note" else None


def test_saving_waits_until_the_clerk_has_looked(intake: Intake, type_korean: Callable) -> None:
    intake.form.set_value("name", "홍길동")
    intake.control("note").setFocus()
    type_korean("900312-2123456")
    assert intake.form.read() is None
    type_korean(" 확인")
    assert intake.form.read() is not None


def test_names_like_tags_are_read_as_typed(intake: Intake) -> None:
    control = intake.control("name")
    QTest.keyClicks(control, "<b>x</b>")
    kept = intake.form.read()
    assert kept is not None
    assert kept["name"] == "<b>x</b>"


def test_labels_click_into_their_field(intake: Intake) -> None:
    field = intake.form.field("note")
    QTest.mouseClick(field._label, Qt.MouseButton.LeftButton)
    assert intake.control("note").hasFocus()


def test_saving_takes_what_is_typed_in_a_list_when_it_can_mean_one_thing_only(
    intake: Intake, type_korean: Callable[[str], None]
) -> None:
    intake.form.set_value("name", "서지영")
    intake.control("dong").setFocus()
    type_korean("화양")
    values = intake.form.read()
    assert values is not None
    assert values["dong"] == "h"


def test_saving_stops_at_a_list_where_the_typed_word_fits_several(
    intake: Intake, type_korean: Callable[[str], None]
) -> None:
    intake.form.set_value("name", "서지영")
    intake.control("dong").setFocus()
    type_korean("동")
    assert intake.form.read() is None
    assert "목록에서" in intake.form.field("dong").error()
    assert intake.control("dong").text_now() == "동"


def test_a_form_left_for_the_search_box_comes_back_where_it_was_left(
    intake: Intake, type_korean: Callable[[str], None]
) -> None:
    intake.control("name").setFocus()
    type_korean("서지영")
    intake.save.setFocus()
    kept = intake.form.snapshot()
    intake.form.clear()
    intake.form.restore(json.loads(json.dumps(kept)))
    assert intake.control("name").hasFocus()
    assert intake.control("name").cursorPosition() == 3
