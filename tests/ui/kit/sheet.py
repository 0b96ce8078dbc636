"""Every part of the kit on one sheet, as a picture for the eye.

`python -m tests.ui.kit.sheet FOLDER [SCHEME SCALE]` writes the pictures.
"""

import sys
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from desktop.ui.kit import (
    Banner,
    Button,
    Card,
    CheckBox,
    Chip,
    ChipLook,
    Choice,
    CodePicker,
    Column,
    Combo,
    EmptyState,
    Face,
    Field,
    FocusRing,
    KoreanLineEdit,
    KoreanTextEdit,
    Line,
    Number,
    Numbered,
    PagePreview,
    Panel,
    Paragraph,
    Password,
    PlainLabel,
    ProgressRow,
    Question,
    Radio,
    Rail,
    RailEntry,
    RecordsModel,
    RecordTable,
    Role,
    Scheme,
    SearchBox,
    SectionTitle,
    Segmented,
    Skeleton,
    StatusBar,
    StatusItem,
    Surface,
    Title,
    Toasts,
    ToggleChips,
    Tone,
    TopBar,
    column,
    row,
    theme,
)


@dataclass(frozen=True, slots=True)
class Slip:
    """A row of the sample table."""

    number: str
    partner: str
    state: str
    tone: str
    icon: str
    due: str


SLIPS = (
    Slip("0412-7", "동부여성발전", "기한 지남", "danger", "clock", "11. 18.(수)"),
    Slip("0414-5", "동부여성발전", "접수", "success", "check", "11. 30.(월)"),
    Slip("0419-3", "성동광진고용복지+", "전달", "info", "arrow-right", "11. 23.(월)"),
    Slip("0421-0", "건국대 일자리+", "대기", "neutral", "", "12. 4.(금)"),
)
PAGES = [
    RailEntry("today", "오늘", "today", 1),
    RailEntry("intake", "접수", "intake", 2),
    RailEntry("referral", "연계", "referral", 3),
    RailEntry("settings", "설정", "settings", 9),
]


class Sheet(QWidget):
    """All parts, side by side."""

    def __init__(self) -> None:
        super().__init__()
        outer = column(self, gap=0)
        top = TopBar()
        self.search = SearchBox()
        top.left.addWidget(self.search)
        top.right.addWidget(Chip("이름 가림", Tone.INFO, icon="eye-off"))
        top.right.addWidget(Button("가림 해제", Role.QUIET, icon="eye", keys="F12"))
        top.right.addWidget(Button("잠금", icon="lock", keys="Ctrl+L"))
        outer.addWidget(top)
        middle = row(gap=0)
        self.rail = Rail(PAGES, pinned="settings")
        self.rail.choose("today")
        self.rail.set_badge("today", 4)
        middle.addWidget(self.rail)
        body = Surface(margins=(24, 16))
        columns = row(gap=24)
        columns.addLayout(self._left(), 5)
        columns.addWidget(Line(upright=True))
        columns.addLayout(self._middle(), 5)
        columns.addWidget(Line(upright=True))
        columns.addLayout(self._right(), 4)
        body.body.addLayout(columns)
        middle.addWidget(body, 1)
        outer.addLayout(middle, 1)
        status = StatusBar()
        status.left.addWidget(StatusItem("check-circle", "저장됨 14:05"))
        status.left.addWidget(StatusItem("shield-check", "백업 오늘 09:00"))
        status.right.addWidget(PlainLabel("대기 4명", face=Face.NOTE, ink="second"))
        status.add_key("F1", "이 화면의 키")
        outer.addWidget(status)

    def _left(self):
        box = column(gap=10)
        box.addWidget(Title("버튼과 입력"))
        for role, icon, words in (
            (Role.PRIMARY, "check", "저장"),
            (Role.SECONDARY, "printer", "인쇄"),
            (Role.QUIET, "eye-off", "가리기"),
            (Role.LINK, "", "모두 보기"),
            (Role.DANGER, "trash", "파기"),
            (Role.DESTRUCTIVE, "trash", "파기"),
        ):
            line = row(gap=12)
            line.addWidget(Button(words, role, icon=icon))
            line.addWidget(Button(words, role, icon=icon, keys="Ctrl+S", high=32))
            down = Button(words, role, icon=icon)
            down.setDown(True)
            line.addWidget(down)
            off = Button(words, role, icon=icon)
            off.setEnabled(False)
            line.addWidget(off)
            line.addStretch(1)
            box.addLayout(line)
        box.addWidget(Line())
        pair = row()
        self.phone = Field("휴대전화", KoreanLineEdit("010-0000-0000"), required=True)
        self.phone.set_value("010-2345-678")
        self.phone.set_error("한 자리가 모자랍니다. 다시 여쭤보세요.")
        self.birth = Field("생년월일", KoreanLineEdit("1992-03-14", trailing="calendar"))
        self.birth.set_value("1992. 3. 14.")
        self.birth.set_note("만 34세", "success")
        pair.addWidget(self.phone)
        pair.addWidget(self.birth)
        box.addLayout(pair)
        pair = row()
        self.form = Combo([("f", "전일제"), ("p", "시간(선택)제"), ("s", "단기")], "p")
        pair.addWidget(Field("고용 형태", self.form, optional=True, room=False))
        self.code = CodePicker(
            [
                ("027", "회계·경리 사무원"),
                ("026", "경영지원 사무원"),
                ("029", "안내·고객상담 사무원"),
            ],
            "027",
        )
        pair.addWidget(Field("희망 직종", self.code, room=False))
        box.addLayout(pair)
        off = KoreanLineEdit("번호는 저장 때 붙습니다")
        off.setEnabled(False)
        secret = Password()
        secret.setText("비밀번호1234")
        pair = row()
        pair.addWidget(Field("번호", off, room=False))
        pair.addWidget(Field("비밀번호", secret, room=False))
        box.addLayout(pair)
        self.note = KoreanTextEdit(lines=3)
        self.note.set_value(
            "2017년 2월 출산 뒤 퇴사, 9년 공백. 전 직장에서 6년간\n전표와 부가세 신고를 맡음."
        )
        self.note.flag([(30, 36)])
        box.addWidget(Field("요약", self.note, hint="보고와 의뢰서에 쓰입니다."))
        line = row()
        line.addWidget(
            Segmented([("f", "여"), ("m", "남"), ("x", "밝히지 않음")], "f", name="성별")
        )
        line.addStretch(1)
        box.addLayout(line)
        box.addWidget(
            ToggleChips(
                [
                    ("job", "취업상담"),
                    ("edu", "교육"),
                    ("cv", "이력서·면접"),
                    ("ui", "실업급여"),
                    ("x", "그 밖"),
                ],
                ("job", "edu"),
            )
        )
        line = row(gap=12)
        yes = CheckBox("동의")
        yes.setChecked(True)
        line.addWidget(yes)
        line.addWidget(CheckBox("미동의"))
        gone = CheckBox("비활성")
        gone.setEnabled(False)
        line.addWidget(gone)
        here = Radio("내방")
        here.setChecked(True)
        line.addWidget(here)
        line.addWidget(Radio("전화"))
        line.addStretch(1)
        box.addLayout(line)
        box.addStretch(1)
        return box

    def _middle(self):
        box = column(gap=10)
        box.addWidget(SectionTitle("상태와 구분"))
        line = row(gap=6)
        for words, tone, icon in (
            ("대기", "neutral", ""),
            ("상담 중", "info", "pencil"),
            ("18분", "warning", "clock"),
            ("성사", "success", "check"),
            ("기한 지남", "danger", "clock"),
        ):
            line.addWidget(Chip(words, tone, icon=icon))
        line.addStretch(1)
        box.addLayout(line)
        line = row(gap=6)
        line.addWidget(Chip("경력보유여성", "primary"))
        line.addWidget(Chip("확인 필요", "warning", icon="question"))
        line.addWidget(Chip("인쇄 제외", "neutral", icon="minus"))
        line.addStretch(1)
        box.addLayout(line)
        model = RecordsModel(
            [
                Column("번호", lambda one: one.number, width=90, strong=True),
                Column("기관", lambda one: one.partner),
                Column(
                    "상태",
                    lambda one: one.state,
                    width=128,
                    chip=lambda one: ChipLook(one.tone, one.icon),
                ),
                Column("기한", lambda one: one.due, width=112, figures=True),
            ],
            self,
        )
        model.show_records(SLIPS)
        self.table = RecordTable(model, name="의뢰")
        self.table.setFixedHeight(theme.px(34 + 4 * 40))
        self.table.go_to(2)
        box.addWidget(self.table)
        empty = EmptyState(
            "오늘 올 회신이 없습니다", "회신서가 오면 번호를 입력하세요.", keys="F8", framed=True
        )
        empty.setFixedHeight(theme.px(112))
        box.addWidget(empty)
        box.addWidget(Banner("오민재 상담사가 이 기록을 보고 있습니다.", "info"))
        box.addWidget(
            Banner("백업이 3일 지났습니다. 지금 하시겠습니까?", "warning", act="지금 백업")
        )
        progress = ProgressRow()
        progress.show_progress("엑셀을 읽는 중 — 62,140 / 100,000줄", 0.62)
        box.addWidget(progress)
        box.addWidget(Skeleton(2))
        box.addWidget(Numbered(1, "방문"))
        numbers = row(gap=20)
        numbers.addWidget(Number("오늘 방문", "27", "명"))
        numbers.addWidget(Line(upright=True))
        numbers.addWidget(Number("지금 대기 시간", "12", "분"))
        numbers.addStretch(1)
        box.addLayout(numbers)
        box.addStretch(1)
        return box

    def _right(self):
        box = column(gap=12)
        panel = Panel()
        panel.body.addWidget(SectionTitle("대기"))
        card = Card(pressable=True, name="24번 박*아")
        card.set_selected(True)
        line = row(gap=8)
        line.addWidget(PlainLabel("24", face=Face.NAME, ink="link"))
        line.addWidget(PlainLabel("박*아", face=Face.NAME))
        line.addWidget(Chip("신규", "info"))
        line.addStretch(1)
        line.addWidget(Chip("18분", "warning", icon="clock"))
        card.body.addLayout(line)
        card.body.addWidget(PlainLabel("취업상담 · 교육 문의", ink="second"))
        line = row(gap=8)
        self.call = Button("부르기", Role.PRIMARY, icon="speaker", keys="Enter")
        line.addWidget(self.call)
        line.addWidget(Button("시작"))
        line.addStretch(1)
        card.body.addLayout(line)
        panel.body.addWidget(card)
        second = Card()
        second.body.addWidget(PlainLabel("<b>이*철</b>", face=Face.STRONG))
        second.body.addWidget(
            Paragraph(
                "가구 소득을 모릅니다. “기준 중위소득 이하이신가요?” 하고 여쭤보세요.", ink="label"
            )
        )
        panel.body.addWidget(second)
        box.addWidget(panel)
        self.preview = PagePreview()
        box.addWidget(self.preview, 1)
        return box


def draw(folder: Path, scheme: Scheme, scale: float) -> Path:
    """Write one picture of the sheet, with the open list, a notice and a question over it."""
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    theme.install(app, scheme, scale)
    ring = FocusRing(app)
    sheet = Sheet()
    sheet.resize(round(1460 * scale), round(940 * scale))
    sheet.show()
    sheet.activateWindow()
    app.processEvents()
    toasts = Toasts(sheet)
    toasts.say("강*민 님 상담을 시작했습니다.", act="실행 취소", on_act=lambda: None, keys="Alt+Z")
    sheet.call.setFocus(Qt.FocusReason.TabFocusReason)
    for _ in range(5):
        app.processEvents()
    name = f"sheet-{scheme.value}-{round(scale * 100)}"
    sheet.grab().save(str(folder / f"{name}.png"))
    sheet.code.setFocus(Qt.FocusReason.TabFocusReason)
    sheet.code.setText("사")
    sheet.code._open(sheet.code.found("사"))
    sheet.code._list.repaint()
    app.processEvents()
    question = Question(
        sheet,
        "의뢰서를 무효로 할까요?",
        "0412-7 서*영 님의 종이 번호가 무효가 됩니다. 기록은 남고 통계에서 빠집니다.",
        [Choice("void", "무효로 하기", dangerous=True), Choice("keep", "그대로 두기")],
        "keep",
        lambda _key: None,
        more=Field("이유", Combo([("wrong", "잘못 발급함")], "wrong"), required=True, room=False),
    )
    sheet.grab().copy(0, 0, round(700 * scale), sheet.height()).save(
        str(folder / f"{name}-list.png")
    )
    question.open()
    app.processEvents()
    question.grab().save(str(folder / f"{name}-question.png"))
    question.answer("keep")
    sheet.close()
    ring.deleteLater()
    return folder / f"{name}.png"


if __name__ == "__main__":
    out = Path(sys.argv[1])
    out.mkdir(parents=True, exist_ok=True)
    wanted = (
        [(Scheme(sys.argv[2]), float(sys.argv[3]))]
        if len(sys.argv) > 3
        else [(Scheme.LIGHT, 1.0), (Scheme.DARK, 1.0), (Scheme.HIGH_CONTRAST, 1.0)]
    )
    for one, size in wanted:
        print(draw(out, one, size))
