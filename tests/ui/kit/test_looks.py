"""What the eye gets: contrast, room for the words, the ring, tables that keep names masked."""

import io
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialogButtonBox, QLabel, QWidget
from pytestqt.qtbot import QtBot

from desktop.ui.kit import (
    Button,
    Card,
    Choice,
    CodePicker,
    Column,
    Columns,
    Combo,
    EmptyState,
    Face,
    FocusRing,
    KoreanLineEdit,
    PagePreview,
    Paragraph,
    PlainLabel,
    Rail,
    RailEntry,
    RecordsModel,
    RecordTable,
    Role,
    Scheme,
    Segmented,
    Toasts,
    ToggleChips,
    WorkingArea,
    ask,
    column,
    icons,
    theme,
)
from desktop.ui.kit.preview import page_image
from desktop.ui.kit.tips import plain_tip
from desktop.ui.kit.tokens import PAIRS, TABLE, Tokens, contrast
from tests.korean_input import show
from tests.ui.kit.sheet import Sheet


@pytest.mark.parametrize("scheme", list(Scheme))
def test_every_pair_of_colours_can_be_read(scheme: Scheme) -> None:
    tokens = TABLE[scheme]
    weak = [
        (seen, ground, round(contrast(getattr(tokens, seen), getattr(tokens, ground)), 2))
        for seen, ground, least in PAIRS
        if contrast(getattr(tokens, seen), getattr(tokens, ground)) < least
    ]
    assert not weak


def test_every_colour_of_words_stands_in_the_pairs() -> None:
    named = {name for seen, ground, _ in PAIRS for name in (seen, ground)}
    # Lines that carry no meaning, and shapes always beside a figure in words.
    decoration = {
        "line",
        "rule",
        "track",
        "thumb",
        "skeleton",
        "badge_edge",
        "series_past",
    }
    assert set(Tokens._fields) - named == decoration


@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
def test_no_label_or_button_is_narrower_than_its_words(qapp: QApplication, scale: float) -> None:
    theme.install(qapp, Scheme.LIGHT, scale)
    sheet = Sheet()
    show(sheet, round(1460 * scale), round(940 * scale))
    for widget in sheet.findChildren(QWidget):
        if not widget.isVisible() or not isinstance(widget, QLabel | QAbstractButton | Segmented):
            continue
        if getattr(widget, "elides", False):
            continue
        words = widget.accessibleName() or type(widget).__name__
        assert widget.width() >= widget.sizeHint().width(), words
        assert widget.height() >= widget.sizeHint().height(), words
        assert widget.visibleRegion().boundingRect().size() == widget.size(), words


@pytest.mark.parametrize("scheme", list(Scheme))
def test_the_sheet_is_drawn_in_every_scheme_without_a_warning(
    qapp: QApplication, scheme: Scheme
) -> None:
    sheet = Sheet()
    show(sheet)
    theme.install(qapp, scheme, 1.0)
    picture = sheet.grab().toImage()
    assert picture.pixelColor(picture.width() // 2, 3) == theme.ink("page")


def test_every_sign_can_be_drawn(qapp: QApplication) -> None:
    for name in icons.names():
        picture = QImage(24, 24, QImage.Format.Format_ARGB32_Premultiplied)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        icons.draw(painter, name, 0, 0, 24, theme.ink("text"))
        painter.end()
        assert any(picture.pixelColor(x, y).alpha() for x in range(24) for y in range(24)), name


def test_a_name_like_a_tag_is_shown_as_it_is(qapp: QApplication) -> None:
    label = PlainLabel("<b>x</b>", face=Face.BODY)
    assert label.textFormat() is Qt.TextFormat.PlainText
    assert label.sizeHint().width() >= theme.metrics(Face.BODY).horizontalAdvance("<b>x</b>")
    assert plain_tip("<img src=x>") == "<qt>&lt;img src=x&gt;</qt>"
    button = Button("R&D <b>")
    assert button.words() == "R&D <b>"
    assert not button.shortcut().toString()


def test_a_paragraph_is_never_cut_in_half(qapp: QApplication) -> None:
    page = WorkingArea()
    words = Paragraph("가구 소득을 모릅니다. 기준 중위소득 이하이신가요? 하고 여쭤보세요. " * 4)
    page.body.addWidget(words)
    page.body.addStretch(1)
    show(page, 320, 400)
    assert words.height() >= words.heightForWidth(words.width())


def test_the_ring_follows_focus_scroll_and_size(qapp: QApplication, ring: FocusRing) -> None:
    page = WorkingArea()
    first, last = Button("처음"), Button("마지막")
    page.body.addWidget(first)
    for _ in range(20):
        page.body.addWidget(QWidget(minimumHeight=60))
    page.body.addWidget(last)
    show(page, 400, 300)
    first.setFocus()
    around = QRect(first.mapTo(page, first.rect().topLeft()), first.size())
    assert ring.box().contains(around)
    page.verticalScrollBar().setValue(page.verticalScrollBar().maximum())
    last.setFocus()
    last.set_words("마지막 단추의 말이 길어졌습니다")
    qapp.processEvents()
    around = QRect(last.mapTo(page, last.rect().topLeft()), last.size())
    assert ring.box().contains(around)
    plain = KoreanLineEdit()
    page.body.addWidget(plain)
    qapp.processEvents()
    plain.setFocus()
    assert ring.box().isNull()  # a text field has its own border
    plain.set_tone("danger")
    assert not ring.box().isNull()  # which also shows the mistake now


def test_segments_and_chips_are_one_stop_of_tab(qapp: QApplication, press: Callable) -> None:
    page = QWidget()
    layout = column(page)
    sex = Segmented([("f", "여"), ("m", "남"), ("x", "밝히지 않음")], name="성별")
    why = ToggleChips([("job", "취업상담"), ("edu", "교육"), ("cv", "이력서")], name="방문 목적")
    after = KoreanLineEdit()
    for widget in (sex, why, after):
        layout.addWidget(widget)
    show(page)
    sex.setFocus()
    press("Right")
    press("Right")
    assert sex.value() == "m"
    assert sex.accessibleName() == "성별 남"
    press("Tab")
    press("Space")
    press("Right")
    press("Space")
    assert why.value() == ("job", "edu")
    assert why.accessibleName() == "방문 목적 취업상담, 교육"
    press("Tab")
    assert after.hasFocus()


JOBS = [("027", "회계·경리 사무원"), ("026", "경영지원 사무원"), ("029", "안내·고객상담 사무원")]


@pytest.mark.parametrize(
    ("typed", "code"), [("ㅎㄱ", "027"), ("026", "026"), ("고객", "029"), ("경영", "026")]
)
def test_an_occupation_is_found_by_number_name_and_consonants(
    qapp: QApplication, type_korean: Callable, press: Callable, typed: str, code: str
) -> None:
    page = QWidget()
    layout = column(page)
    picker = CodePicker(JOBS)
    layout.addWidget(picker)
    show(page)
    picker.setFocus()
    type_korean(typed)
    assert picker.is_open()
    press("Enter")
    assert picker.value() == code
    assert not picker.is_open()


def test_leaving_a_list_with_something_else_brings_the_choice_back(
    qapp: QApplication, type_korean: Callable, press: Callable
) -> None:
    page = QWidget()
    layout = column(page)
    combo = Combo(JOBS, "026")
    layout.addWidget(combo)
    layout.addWidget(KoreanLineEdit())
    show(page)
    combo.setFocus()
    type_korean("없는 것")
    press("Tab")
    assert combo.value() == "026"
    assert combo.text() == "경영지원 사무원"
    combo.setFocus()
    press("Down")
    press("Down")
    press("Enter")
    assert combo.value() == "029"
    combo.selectAll()
    press("Delete")
    press("Tab")
    assert combo.value() is None


@dataclass(frozen=True, slots=True)
class Person:
    name: str
    masked: str


def people(count: int) -> list[Person]:
    return [Person(f"김수{at}", f"김*{at}") for at in range(count)]


def test_a_table_gives_masked_words_by_every_way(qapp: QApplication, press: Callable) -> None:
    model: RecordsModel[Person] = RecordsModel(
        [Column("이름", lambda one: one.masked, full=lambda one: one.name)]
    )
    table = RecordTable(model, empty=EmptyState("아무도 없습니다"))
    show(table)
    model.show_records(people(3))
    table.setFocus()
    press("Ctrl+C")
    assert QGuiApplication.clipboard().text() == "김*0"
    for role in range(32):
        assert "김수" not in str(model.data(model.index(0, 0), role))
    model.reveal(0)
    assert model.data(model.index(0, 0)) == "김수0"
    assert model.data(model.index(1, 0)) == "김*1"
    model.reveal(None)
    assert model.data(model.index(0, 0)) == "김*0"


def test_a_table_opens_by_enter_and_asks_for_the_next_page(
    qapp: QApplication, press: Callable
) -> None:
    model: RecordsModel[Person] = RecordsModel([Column("이름", lambda one: one.masked)])
    table = RecordTable(model)
    asked: list[bool] = []
    model.more_wanted.connect(lambda: asked.append(True))
    opened: list[int] = []
    table.opened.connect(opened.append)
    show(table, 400, 300)
    model.show_records(people(50), more=True)
    table.setFocus()
    press("Down")
    press("Enter")
    assert opened == [1]
    press("End")
    table.scrollToBottom()
    qapp.processEvents()
    assert asked == [True]
    model.append_records(people(50))
    assert model.rowCount() == 100


def test_a_question_never_defaults_to_the_dangerous_answer(
    qapp: QApplication, qtbot: QtBot, press: Callable
) -> None:
    page = QWidget()
    show(page)
    heard: list[str] = []
    answers = [Choice("void", "무효로 하기", dangerous=True), Choice("keep", "그대로 두기")]
    with pytest.raises(ValueError, match="default"):
        ask(page, "무효로 할까요?", "번호가 무효가 됩니다.", answers, "void", heard.append)
    question = ask(page, "무효로 할까요?", "번호가 무효가 됩니다.", answers, "keep", heard.append)
    qtbot.waitUntil(question.buttons["keep"].hasFocus)
    press("Esc")
    assert heard == ["keep"]
    again = ask(page, "무효로 할까요?", "번호가 무효가 됩니다.", answers, "keep", heard.append)
    QTest.mouseClick(again.buttons["void"], Qt.MouseButton.LeftButton)
    assert heard == ["keep", "void"]


def test_notices_queue_and_their_act_can_be_done_once(qapp: QApplication) -> None:
    page = QWidget()
    show(page)
    toasts = Toasts(page)
    undone: list[str] = []
    toasts.say("불렀습니다.", act="실행 취소", on_act=lambda: undone.append("call"))
    toasts.say("저장했습니다.")
    shown = toasts.current()
    assert shown is not None
    assert shown.sentence == "불렀습니다."
    assert toasts.act()
    shown = toasts.current()
    assert shown is not None
    assert shown.sentence == "저장했습니다."
    assert not toasts.act()
    assert undone == ["call"]
    toasts.clear()
    assert toasts.current() is None


def test_qt_itself_speaks_korean(qapp: QApplication) -> None:
    box = QDialogButtonBox(
        QDialogButtonBox.StandardButton.Save | QDialogButtonBox.StandardButton.Cancel
    )
    words = [button.text() for button in box.buttons()]
    assert words
    assert not any("a" <= letter.lower() <= "z" for word in words for letter in word)


def test_right_columns_go_under_when_the_type_is_large(qapp: QApplication) -> None:
    theme.install(qapp, Scheme.LIGHT, 1.5)
    parts = Columns([QWidget(), QWidget()], [0, 388], least=700)
    show(parts, 1290, 700)
    assert parts.stacked
    parts.resize(1800, 700)
    qapp.processEvents()
    assert not parts.stacked


def test_the_rail_shows_digits_only_while_asked(qapp: QApplication) -> None:
    rail = Rail([RailEntry("today", "오늘", "today", 1), RailEntry("intake", "접수", "intake", 2)])
    show(rail, 76, 400)
    went: list[str] = []
    rail.chosen.connect(went.append)
    rail.show_digits(True)
    assert all(item.digit_shown() for item in rail.items.values())
    rail.set_badge("today", 4)
    assert rail.items["today"].accessibleName() == "오늘 4건"
    rail.items["intake"].click()
    assert went == ["intake"]
    assert rail.items["intake"].isChecked()


def test_a_card_opens_by_key(qapp: QApplication, press: Callable) -> None:
    card = Card(pressable=True, name="24번 박*아")
    show(card, 300, 100)
    heard: list[bool] = []
    card.pressed.connect(lambda: heard.append(True))
    card.setFocus()
    press("Enter")
    assert heard == [True]


def paper(pages: int = 1) -> bytes:
    from reportlab.lib.pagesizes import A4
    from reportlab.pdfgen.canvas import Canvas

    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4)
    for _ in range(pages):
        canvas.rect(100, 100, 200, 200, fill=1)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def test_a_page_is_drawn_beside_the_form_and_hidden_with_the_names(
    qapp: QApplication, qtbot: QtBot
) -> None:
    preview = PagePreview()
    show(preview, 528, 680)
    with qtbot.waitSignal(preview.page_shown) as shown:
        preview.show_pdf(paper(2), about="의뢰서")
    assert shown.args == [1, 2]
    assert preview.accessibleName() == "의뢰서, 2쪽 가운데 1쪽"
    before = preview.image()
    assert before is not None
    preview.show_pdf(paper(2))
    assert preview.image() is before  # the old page stays until the new one is drawn
    preview.set_masked(True)
    assert preview.image() is None
    assert "가려져" in preview.accessibleName()
    image, pages = page_image(paper(), 0, 460)
    assert (image.width(), pages) == (460, 1)
    assert image.pixelColor(150, 500) == Qt.GlobalColor.black
    assert image.pixelColor(10, 10) == Qt.GlobalColor.white


def test_a_damaged_paper_says_so(qapp: QApplication, qtbot: QtBot) -> None:
    preview = PagePreview()
    show(preview, 400, 500)
    with qtbot.waitSignal(preview._drawn.failed):
        preview.show_pdf(b"no paper")
    assert preview.image() is None


def test_roles_of_buttons_press_by_enter_and_space(qapp: QApplication, press: Callable) -> None:
    for role in Role:
        button = Button("저장", role, keys="Ctrl+S")
        show(button, 200, 60)
        heard: list[bool] = []
        button.clicked.connect(lambda _on=False, heard=heard: heard.append(True))
        button.setFocus()
        press("Enter")
        press("Space")
        assert heard == [True, True]
        assert button.accessibleName() == "저장"
