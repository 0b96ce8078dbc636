"""A reader's keys are told from hands; what hands type is never lost, changed or reordered."""

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop.domain.paper_number import PaperKind, PaperNumber, make
from desktop.ui.kit import Combo, KoreanLineEdit, KoreanTextEdit, finish_all_composition
from desktop.ui.wedge import Wedge
from tests.korean_input import show
from tests.ui.wedge_hands import TimedKeys

SLIP = make(PaperKind.SLIP, 2026, 101, 37)
WRONG = SLIP.digits[:-1] + str((int(SLIP.digits[-1]) + 1) % 10)


class Desk(QWidget):
    """A note, a line, a combo, and something that listens."""

    def __init__(self) -> None:
        super().__init__()
        self.clock = 0
        self.note = KoreanTextEdit()
        self.line = KoreanLineEdit()
        self.combo = Combo([("1", "1 첫째"), ("2", "둘째"), ("3", "셋째")])
        # Numbers nobody may keep are another matter: here every character counts.
        self.note.guards_itself = self.line.guards_itself = False
        self.entered: list[str] = []
        self.line.moved_on.connect(lambda: self.entered.append("line"))
        layout = QVBoxLayout(self)
        for part in (self.note, self.line, self.combo):
            layout.addWidget(part)
        self.read: list[PaperNumber] = []
        self.wedge = Wedge(lambda: True, self, now=lambda: self.clock)
        self.wedge.read.connect(self.read.append)


@pytest.fixture
def desk(qapp: object) -> Iterator[Desk]:
    made = Desk()
    show(made)
    made.note.setFocus()
    yield made
    made.close()
    made.deleteLater()
    # Two that listen would take the keys from each other.
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def test_a_number_read_in_a_note_leaves_text_cursor_and_selection_as_they_were(desk: Desk) -> None:
    desk.note.setPlainText("한 줄\n두 줄")
    cursor = desk.note.textCursor()
    cursor.setPosition(1)
    cursor.setPosition(3, QTextCursor.MoveMode.KeepAnchor)
    desk.note.setTextCursor(cursor)
    TimedKeys().scan(SLIP.digits)
    assert desk.read == [SLIP]
    assert desk.note.toPlainText() == "한 줄\n두 줄"
    after = desk.note.textCursor()
    assert (after.anchor(), after.position()) == (1, 3)
    assert not desk.note.document().isUndoAvailable()


@pytest.mark.parametrize("gap", [1, 8, 20, 35])
@pytest.mark.parametrize("end", ["\r", "\t"])
@pytest.mark.parametrize("printed", [False, True])
def test_every_speed_of_a_reader_and_both_ends(
    desk: Desk, gap: int, end: str, printed: bool
) -> None:
    desk.line.setFocus()
    TimedKeys().scan(SLIP.text if printed else SLIP.digits, gap=gap, end=end)
    assert desk.read == [SLIP]
    assert desk.line.text() == ""
    assert desk.entered == []
    assert desk.line.hasFocus()


@pytest.mark.parametrize("kind", list(PaperKind))
def test_numbers_of_every_paper_are_known(desk: Desk, kind: PaperKind) -> None:
    number = make(kind, 2026, 101, 5)
    TimedKeys().scan(number.digits)
    assert desk.read == [number]


@pytest.mark.parametrize("gap", [36, 45, 60, 120])
def test_a_fast_typist_is_never_taken_for_a_reader(desk: Desk, gap: int) -> None:
    desk.line.setFocus()
    TimedKeys().scan(SLIP.digits, gap=gap)
    assert desk.read == []
    assert desk.line.text() == SLIP.digits
    assert desk.entered == ["line"]


def test_a_pause_before_enter_is_a_hand(desk: Desk) -> None:
    desk.line.setFocus()
    keys = TimedKeys()
    keys.scan(SLIP.digits, end="")
    keys.key("\r", 60)
    assert desk.read == []
    assert desk.line.text() == SLIP.digits


def test_a_burst_that_is_no_number_is_left_alone(desk: Desk) -> None:
    desk.line.setFocus()
    keys = TimedKeys()
    keys.scan(WRONG)
    keys.scan("8801234567893")  # the bars of some article
    finish_all_composition()
    assert desk.read == []
    assert desk.line.text() == WRONG + "8801234567893"
    assert desk.entered == ["line", "line"]


def test_the_syllable_being_composed_is_in_the_text_first(desk: Desk) -> None:
    keys = TimedKeys()
    keys.compose("", "상")
    keys.compose("담")
    keys.scan(SLIP.digits)
    assert desk.read == [SLIP]
    assert desk.note.toPlainText() == "상담"
    assert desk.note.composed() == ""


def test_digits_an_input_method_hands_over_as_text_are_a_reader_too(desk: Desk) -> None:
    keys = TimedKeys()
    for digit in SLIP.digits:
        desk.clock += 9
        keys.compose("", digit)
    desk.clock += 9
    keys.key("\r", 9)
    assert desk.read == [SLIP]
    assert desk.note.toPlainText() == ""
    for digit in SLIP.digits:
        desk.clock += 60
        keys.compose("", digit)
    desk.clock += 60
    keys.key("\r", 60)
    assert desk.note.toPlainText() == SLIP.digits + "\n"


def test_in_a_combo_nothing_is_searched_or_chosen(desk: Desk) -> None:
    desk.combo.setFocus()
    TimedKeys().scan(SLIP.digits)
    assert desk.read == [SLIP]
    assert desk.combo.value() is None
    assert not desk.combo.is_open()


def test_in_a_dialog_its_line_and_its_default_button_notice_nothing(desk: Desk) -> None:
    dialog = QDialog(desk)
    line = KoreanLineEdit(parent=dialog)
    layout = QVBoxLayout(dialog)
    layout.addWidget(line)
    dialog.open()
    dialog.activateWindow()
    line.setFocus()
    TimedKeys().scan(SLIP.digits)
    assert desk.read == [SLIP]
    assert line.text() == ""
    assert dialog.isVisible()
    dialog.close()


def test_an_act_takes_along_what_hands_had_typed(desk: Desk) -> None:
    desk.line.setFocus()
    TimedKeys().type("12")
    finish_all_composition()
    assert desk.line.text() == "12"


def test_a_digit_reaches_its_field_by_itself(desk: Desk, qtbot: QtBot) -> None:
    desk.line.setFocus()
    TimedKeys().type("7")
    qtbot.waitUntil(lambda: desk.line.text() == "7", timeout=2_000)


def test_enter_of_a_reader_is_let_go_nowhere(desk: Desk) -> None:
    desk.note.setPlainText("한 줄")
    TimedKeys().scan(SLIP.digits)
    TimedKeys(200_000).scan(SLIP.digits, end="\t")
    assert desk.note.toPlainText() == "한 줄"
    assert desk.note.hasFocus()


HANDS = st.tuples(
    st.just("hands"), st.text("0123456789ab -", min_size=1, max_size=8), st.integers(36, 300)
)
SYLLABLES = st.tuples(st.just("syllables"), st.text("가나다라힣", min_size=1, max_size=3))
READER = st.tuples(
    st.just("reader"),
    st.sampled_from(list(PaperKind)),
    st.integers(0, 990),
    st.integers(1, 35),
    st.sampled_from("\r\t"),
)


@settings(
    max_examples=120,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.lists(st.one_of(HANDS, SYLLABLES, READER), max_size=8), st.booleans())
def test_whatever_is_typed_between_readings_stays_whole(
    desk: Desk, script: list[tuple[object, ...]], in_note: bool
) -> None:
    field = desk.note if in_note else desk.line
    field.setFocus()
    field.set_value("")
    desk.read.clear()
    keys = TimedKeys()
    typed, numbers = "", []
    for kind, *how in script:
        if kind == "hands":
            text, gap = how
            keys.type(str(text), gap=int(str(gap)))
            typed += str(text)
        elif kind == "syllables":
            for syllable in str(how[0]):
                keys.compose(syllable)
                keys.compose("", syllable)
            typed += str(how[0])
        else:
            paper, serial, gap, end = how
            assert isinstance(paper, PaperKind)
            number = make(paper, 2026, 101, int(str(serial)) % paper.serials)
            keys.scan(number.digits, gap=int(str(gap)), end=str(end))
            numbers.append(number)
    finish_all_composition()
    assert field.text_now() == typed
    assert desk.read == numbers
