"""The pages of the first run: this PC, the centre, the first account, ready to start."""

from collections.abc import Callable
from datetime import date

from PySide6.QtWidgets import QWidget

from desktop.domain.account import Role as Office
from desktop.domain.centre import CentreFacts
from desktop.domain.guard import clean, find_identifiers
from desktop.ui.door.centre import CentreFields, PaperHead
from desktop.ui.door.new_password import NewPassword
from desktop.ui.kit import theme
from desktop.ui.kit.choices import Segmented
from desktop.ui.kit.fields import Field
from desktop.ui.kit.form import Form
from desktop.ui.kit.surfaces import Columns, Panel, column, row
from desktop.ui.kit.text import Paragraph, PlainLabel, SectionTitle
from desktop.ui.kit.theme import Face
from desktop.ui.kit.typed_line import KoreanLineEdit


class Page(QWidget):
    """One page with its form."""

    form: Form

    def begin(self) -> None:
        """Put the cursor where typing begins."""
        if self.form.names():
            self.form.focus_first_empty()


class PlacePage(Page):
    """Where the data lie, and this desk's number."""

    def __init__(self, folder: str) -> None:
        super().__init__()
        self.form = Form(self)
        box = column(self, gap=12)
        place = Panel(gap=4, margins=(16, 14))
        place.body.addWidget(PlainLabel("저장 위치", face=Face.LABEL, ink="label"))
        place.body.addWidget(Paragraph(folder))
        place.body.addWidget(
            Paragraph(
                "다른 폴더에 두려면 이 창을 닫고 --data 다음에 폴더를 적어 다시 시작합니다.",
                face=Face.NOTE,
                ink="second",
            )
        )
        box.addWidget(place)
        self._desk = KoreanLineEdit()
        self._desk.setFixedWidth(theme.px(120))
        self.form.add(
            "desk",
            Field("창구 번호", self._desk, required=True, hint="창구가 하나면 1 그대로 둡니다."),
        )
        self.form.set_value("desk", "1")
        across = row()
        across.addWidget(self.form.field("desk"))
        across.addStretch(1)
        box.addLayout(across)
        box.addStretch(1)

    def begin(self) -> None:
        self._desk.setFocus()
        self._desk.selectAll()

    def desk(self) -> int | None:
        """The desk's number, None when it cannot be read."""
        values = self.form.read()
        if values is None:
            return None
        text = str(values["desk"])
        if not text.isdecimal() or not 1 <= int(text) <= 799:
            self.form.show_errors({"desk": "1에서 799 사이의 숫자로 적어 주십시오."})
            return None
        return int(text)


class CentrePage(Page):
    """Names and numbers as they are printed, with the paper's head beside them."""

    def __init__(self, facts: CentreFacts, today: date) -> None:
        super().__init__()
        self.fields = CentreFields(facts, today)
        self.form = self.fields.form
        self._paper = PaperHead()
        side = Panel(gap=10, margins=(18, 16))
        side.body.addWidget(SectionTitle("인쇄될 모습"))
        side.body.addWidget(self._paper)
        side.body.addWidget(
            Paragraph(
                "이사하거나 이름이 바뀌면 설정의 ‘우리 센터’에서 새 시행일로 한 줄 더 적습니다. "
                "예전 종이는 그때 이름으로 다시 인쇄됩니다.",
                face=Face.NOTE,
                ink="second",
            )
        )
        side.body.addStretch(1)
        box = column(self, gap=0)
        box.addWidget(Columns([self.fields, side], [0, 380], gap=32, least=440))
        self.form.changed.connect(self._redraw)
        self._redraw()

    def begin(self) -> None:
        self.form.field("name").control.setFocus()

    def facts(self) -> CentreFacts | None:
        """The centre as typed; None with the cursor in the first wrong field."""
        return self.fields.facts()

    def _redraw(self) -> None:
        self._paper.show_facts(self.fields.typed())


class AccountPage(Page):
    """Who signs in first."""

    def __init__(self, password_fault: Callable[[str], str]) -> None:
        super().__init__()
        self.form = Form(self, guard=find_identifiers, clean=clean)
        box = column(self, gap=4)
        self._role = Segmented(
            [(Office.COUNSELLOR.value, "상담사"), (Office.TEAM_LEAD.value, "팀장")]
        )
        for name, field in (
            ("account_name", Field("이름", KoreanLineEdit(), required=True)),
            ("role", Field("맡은 일", self._role)),
        ):
            self.form.add(name, field)
        self._chosen = NewPassword(self.form, password_fault)
        for name in self.form.names():
            field = self.form.field(name)
            field.setMaximumWidth(theme.px(420))
            box.addWidget(field)
        self._role.set_value(Office.TEAM_LEAD.value)
        box.addStretch(1)

    def answers(self) -> tuple[str, Office, str] | None:
        """Name, role and password; None with the cursor in the first wrong field."""
        values = self.form.read()
        password = self._chosen.read() if values is not None else None
        if values is None or password is None:
            return None
        return str(values["account_name"]), Office(str(self._role.value())), password

    def forget(self) -> None:
        """The account is made: its password stays in no field."""
        self.form.clear()


class ReadyPage(Page):
    """What was set, and the keys of the day."""

    def __init__(self) -> None:
        super().__init__()
        self.form = Form(self)
        self._told = Paragraph("")
        box = column(self, gap=12)
        panel = Panel(gap=8, margins=(18, 16))
        panel.body.addWidget(self._told)
        box.addWidget(panel)
        for words in (
            "F2 새 접수 · Ctrl+K 찾기 · F4 상담 기록 · F6 의뢰서 · F8 회신",
            "F12 가림 · Ctrl+L 잠금 · F1 이 화면의 키",
        ):
            box.addWidget(Paragraph(words, face=Face.NOTE, ink="second"))
        box.addStretch(1)

    def tell(self, centre: str, account: str) -> None:
        """Sum up what was set."""
        self._told.set_text(
            f"{centre}의 창구가 준비되었습니다. {account} 님으로 시작합니다. "
            "봉한 복구 코드는 컴퓨터와 다른 곳의 잠기는 서랍에 두십시오."
        )
