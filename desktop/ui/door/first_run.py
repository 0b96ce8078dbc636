"""The first run: the centre, this desk, the first account, the code for the envelope.

Everything is prefilled for 광진구 일자리센터 and can be corrected. Nothing takes effect
until the recovery code was confirmed: closing the window before leaves no trace.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum
from random import SystemRandom

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QPainter, QPaintEvent, QShortcut
from PySide6.QtWidgets import QGridLayout, QStackedWidget, QWidget

from desktop.domain.account import Role as Office
from desktop.domain.calendar import show_date, show_day
from desktop.domain.centre import CentreFacts
from desktop.domain.contact import read_phone
from desktop.domain.errors import Unreadable
from desktop.domain.guard import find_identifiers
from desktop.domain.when import read_day
from desktop.ui.kit import icons, paint, theme
from desktop.ui.kit.buttons import Button, Role
from desktop.ui.kit.choices import Segmented
from desktop.ui.kit.fields import Field
from desktop.ui.kit.form import Form
from desktop.ui.kit.mark import Mark
from desktop.ui.kit.surfaces import Columns, Line, Panel, Surface, WorkingArea, column, row
from desktop.ui.kit.text import Hint, Paragraph, PlainLabel, SectionTitle
from desktop.ui.kit.theme import Face
from desktop.ui.kit.typed_line import KoreanLineEdit, Password, finish_all_composition


class Step(Enum):
    """The pages of the wizard in order."""

    PLACE = ("이 컴퓨터", "저장 위치와 창구 번호", "이 컴퓨터를 준비합니다")
    CENTRE = ("우리 센터", "이름·주소·전화", "우리 센터를 알려 주십시오")
    ACCOUNT = ("첫 사용자", "이름과 비밀번호", "처음 쓰실 분을 정합니다")
    CODE = ("복구 코드", "잊었을 때를 위해", "복구 코드를 종이에 남깁니다")
    READY = ("시작", "확인하고 열기", "준비가 끝났습니다")

    def __init__(self, short: str, under: str, title: str) -> None:
        self.short, self.under, self.title = short, under, title


@dataclass(frozen=True, slots=True)
class FirstRunAnswers:
    """What the wizard learned."""

    centre: CentreFacts
    desk: int
    account_name: str
    role: Office
    password: str


class FirstRunPage(Surface):
    """The wizard; Enter goes to the next field, Alt+N to the next page, Esc asks."""

    asked = Signal(object)
    """FirstRunAnswers: make store and key file, then call `show_code`."""
    confirmed = Signal()
    """The code was confirmed: put everything in place and open the desk."""
    started = Signal()

    def __init__(
        self,
        folder: str,
        centre: CentreFacts,
        password_fault: Callable[[str], str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent, ground="page")
        self._password_fault = password_fault
        self._centre = centre
        self._groups: tuple[str, ...] = ()
        self._asked_groups: tuple[int, int] = (0, 1)
        self._steps = _Steps()
        self._count = PlainLabel("", face=Face.STRONG, ink="link")
        self._title = PlainLabel("", face=Face.HERO)
        self._under = Hint("")
        self.pages = QStackedWidget()
        self.back = Button("이전", Role.SECONDARY, icon="chevron-left")
        self.next = Button("다음", Role.PRIMARY, keys="Alt+N")
        self._hint = Hint("Enter로 다음 칸")
        self.place = _PlacePage(folder)
        self.centre_page = _CentrePage(centre)
        self.account = _AccountPage(password_fault)
        self.code = _CodePage()
        self.ready = _ReadyPage()
        self._lay_out()
        self.back.clicked.connect(self.go_back)
        self.next.clicked.connect(self.go_on)
        QShortcut(QKeySequence("Alt+N"), self).activated.connect(self.next.click)
        for page in (self.place, self.centre_page, self.account, self.code):
            page.form.completed.connect(self.next.setFocus)
        self._show(Step.PLACE)

    def _lay_out(self) -> None:
        across = row(gap=0)
        side = Surface(ground="panel", gap=24, margins=(32, 38, 24, 32))
        side.setFixedWidth(theme.px(320))
        name = row(gap=12)
        name.addWidget(Mark(36))
        words = column(gap=0)
        words.addWidget(PlainLabel("내일창구", face=Face.SECTION))
        words.addWidget(Hint("처음 설정"))
        name.addLayout(words)
        name.addStretch(1)
        side.body.addLayout(name)
        side.body.addWidget(self._steps)
        side.body.addStretch(1)
        side.body.addWidget(
            Paragraph(
                "모든 자료는 이 컴퓨터 안에 암호로 잠겨 저장됩니다. 인터넷을 쓰지 않습니다.",
                face=Face.NOTE,
                ink="second",
            )
        )
        across.addWidget(side)
        right = WorkingArea(gap=0, margins=(48, 32, 48, 24))
        self._area = right
        right.body.addStretch(1)
        right.body.addWidget(self._count)
        right.body.addWidget(self._title)
        right.body.addSpacing(theme.px(4))
        right.body.addWidget(self._under)
        right.body.addSpacing(theme.px(20))
        for page in (self.place, self.centre_page, self.account, self.code, self.ready):
            self.pages.addWidget(page)
        right.body.addWidget(self.pages)
        right.body.addSpacing(theme.px(16))
        right.body.addWidget(Line())
        right.body.addSpacing(theme.px(16))
        buttons = row(gap=12)
        buttons.addWidget(self.back)
        buttons.addStretch(1)
        buttons.addWidget(self._hint)
        buttons.addWidget(self.next)
        right.body.addLayout(buttons)
        right.body.addStretch(2)
        across.addWidget(right, 1)
        self.body.addLayout(across)

    @property
    def step(self) -> Step:
        """The page in front."""
        return list(Step)[self.pages.currentIndex()]

    def go_on(self) -> None:
        """Check the page in front and go to the next."""
        finish_all_composition()
        if self.step is Step.PLACE:
            if self.place.desk() is not None:
                self._show(Step.CENTRE)
        elif self.step is Step.CENTRE:
            if self.centre_page.facts() is not None:
                self._show(Step.ACCOUNT)
        elif self.step is Step.ACCOUNT:
            self._ask()
        elif self.step is Step.CODE:
            if self.code.is_confirmed():
                self.next.setEnabled(False)
                self.confirmed.emit()
        else:
            self.started.emit()

    def go_back(self) -> None:
        """One page back; once the code is shown there is no way back behind it."""
        steps = list(Step)
        if self.step in (Step.CENTRE, Step.ACCOUNT):
            self._show(steps[self.pages.currentIndex() - 1])

    def _ask(self) -> None:
        desk, centre = self.place.desk(), self.centre_page.facts()
        account = self.account.answers()
        if desk is None or centre is None or account is None:
            return
        self.next.setEnabled(False)
        self._hint.setText("자료를 준비하는 중입니다…")
        name, role, password = account
        self.asked.emit(FirstRunAnswers(centre, desk, name, role, password))

    def begin(self) -> None:
        """Cursor where typing begins."""
        page = self.pages.currentWidget()
        assert isinstance(page, _Page)
        page.begin()

    def show_code(self, groups: tuple[str, ...]) -> None:
        """Show the recovery code, once."""
        self.code.show_code(groups)
        self._show(Step.CODE)

    def show_ready(self, centre_name: str, account_name: str) -> None:
        """Everything is in place."""
        self.ready.tell(centre_name, account_name)
        self._show(Step.READY)

    def refuse(self, message: str, fields: dict[str, str]) -> None:
        """Something was refused: show it where it was typed."""
        self.next.setEnabled(True)
        self._hint.setText("Enter로 다음 칸")
        for page, step in (
            (self.place, Step.PLACE),
            (self.centre_page, Step.CENTRE),
            (self.account, Step.ACCOUNT),
        ):
            mine = {name: text for name, text in fields.items() if name in page.form.names()}
            if mine:
                self._show(step)
                page.form.show_errors(mine)
                return
        self._under.setText(message)

    def _show(self, step: Step) -> None:
        steps = list(Step)
        place = steps.index(step)
        self.pages.setCurrentIndex(place)
        self._steps.mark(place)
        self._count.setText(f"{place + 1} / {len(steps)}")
        self._title.setText(step.title)
        self._under.setText(_UNDER[step])
        self.back.setVisible(step in (Step.CENTRE, Step.ACCOUNT))
        self.next.setEnabled(True)
        self.next.set_words("창구 열기" if step is Step.READY else "다음")
        self._hint.setText("" if step is Step.READY else "Enter로 다음 칸")
        self.begin()
        # A page longer than the window begins at its top.
        self._area.verticalScrollBar().setValue(0)
        if step is Step.READY:
            self.next.setFocus()


_UNDER = {
    Step.PLACE: "자료는 이 폴더에만 저장됩니다. 창구가 여럿이면 번호를 서로 다르게 정합니다.",
    Step.CENTRE: "의뢰서와 동의서에 이대로 인쇄됩니다. 천천히 확인해 주십시오.",
    Step.ACCOUNT: "이 분이 처음으로 로그인합니다.",
    Step.CODE: "비밀번호를 모두 잊었을 때 자료를 여는 하나뿐인 길입니다. 지금 한 번만 보입니다.",
    Step.READY: "유관기관, 코드표, 휴일, 대상 기준이 들어 있습니다.",
}


class _Page(QWidget):
    """One page with its form."""

    form: Form

    def begin(self) -> None:
        """Put the cursor where typing begins."""
        if self.form.names():
            self.form.focus_first_empty()


class _PlacePage(_Page):
    def __init__(self, folder: str) -> None:
        super().__init__()
        self.form = Form(self)
        box = column(self, gap=12)
        place = Panel(gap=4, margins=(16, 14))
        place.body.addWidget(PlainLabel("저장 위치", face=Face.LABEL, ink="label"))
        place.body.addWidget(Paragraph(folder))
        place.body.addWidget(
            Hint("다른 폴더에 두려면 이 창을 닫고 --data 다음에 폴더를 적어 다시 시작합니다.")
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


class _CentrePage(_Page):
    """Names and numbers as they are printed, with the paper's head beside them."""

    def __init__(self, facts: CentreFacts) -> None:
        super().__init__()
        self._facts = facts
        self.form = Form(self, guard=find_identifiers)
        self._paper = _Head()
        grid_page = QWidget()
        grid = QGridLayout(grid_page)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.px(12))
        grid.setVerticalSpacing(theme.px(10))
        rows = (
            (("centre_name", "센터 이름", True), ("sender", "발신명의", True)),
            (("address", "주소", True), ("building", "건물·층", False)),
            (("phone", "대표 전화", True), ("fax", "팩스", False)),
            (("department", "담당 부서", False), ("department_phone", "부서 전화", False)),
            (("hours", "상담 시간", False), ("approvers", "결재란", False)),
            (("valid_from", "이 내용의 시행일", True), None),
        )
        for line, pair in enumerate(rows):
            for place, one in enumerate(pair):
                if one is None:
                    continue
                name, label, needed = one
                hint = "가운뎃점으로 나눕니다: 담당·팀장·과장" if name == "approvers" else ""
                field = Field(
                    label,
                    KoreanLineEdit(),
                    required=needed,
                    optional=not needed,
                    hint=hint,
                    room=False,
                )
                self.form.add(name, field, on_leave=_NORMALISE.get(name))
                grid.addWidget(field, line, place)
        self.form.set_values(_shown(facts))
        side = Panel(gap=10, margins=(18, 16))
        side.body.addWidget(SectionTitle("인쇄될 모습"))
        side.body.addWidget(self._paper)
        side.body.addWidget(
            Paragraph(
                "이사하거나 이름이 바뀌면 새 시행일로 한 줄 더 적습니다. "
                "예전 종이는 그때 이름으로 다시 인쇄됩니다.",
                face=Face.NOTE,
                ink="second",
            )
        )
        side.body.addStretch(1)
        box = column(self, gap=0)
        box.addWidget(Columns([grid_page, side], [0, 380], gap=32, least=440))
        self.form.changed.connect(self._redraw)
        self._redraw()

    def begin(self) -> None:
        control = self.form.field("centre_name").control
        control.setFocus()

    def facts(self) -> CentreFacts | None:
        """The centre as typed; None with the cursor in the first wrong field."""
        values = self.form.read()
        if values is None:
            return None
        try:
            since = read_day(str(values["valid_from"]), self._facts.valid_from)
        except Unreadable as error:
            self.form.show_errors({"valid_from": str(error)})
            return None
        return replace(self._typed(), valid_from=since)

    def _typed(self) -> CentreFacts:
        value = self.form.value
        approvers = tuple(
            part.strip() for part in str(value("approvers")).replace(",", "·").split("·") if part
        )
        return replace(
            self._facts,
            name=str(value("centre_name")),
            sender=str(value("sender")),
            address=str(value("address")),
            building=str(value("building")),
            phone=str(value("phone")),
            fax=str(value("fax")),
            department=str(value("department")),
            department_phone=str(value("department_phone")),
            hours=str(value("hours")),
            approvers=approvers,
        )

    def _redraw(self) -> None:
        self._paper.show_facts(self._typed())


def _shown(facts: CentreFacts) -> dict[str, object]:
    return {
        "centre_name": facts.name,
        "sender": facts.sender,
        "address": facts.address,
        "building": facts.building,
        "phone": facts.phone,
        "fax": facts.fax,
        "department": facts.department,
        "department_phone": facts.department_phone,
        "hours": facts.hours,
        "approvers": "·".join(facts.approvers),
        "valid_from": show_date(facts.valid_from),
    }


def _phone(text: str) -> str:
    return read_phone(text).display


def _day(text: str) -> str:
    return show_day(read_day(text, date(2000, 1, 1)))


_NORMALISE: dict[str, Callable[[str], str | None]] = {
    "phone": _phone,
    "fax": _phone,
    "department_phone": _phone,
    "valid_from": _day,
}


class _Head(QWidget):
    """The head and foot of a paper with the centre's own lines."""

    def __init__(self) -> None:
        super().__init__()
        self._facts: CentreFacts | None = None
        self.setAccessibleName("인쇄될 모습")
        self.setMinimumHeight(theme.px(216))

    def show_facts(self, facts: CentreFacts) -> None:
        """Draw these."""
        self._facts = facts
        self.setAccessibleDescription(f"{facts.name}, {facts.address}, {facts.phone}")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(340), theme.px(216))

    def paintEvent(self, _event: QPaintEvent) -> None:
        facts = self._facts
        if facts is None:
            return
        painter = QPainter(self)
        box = QRectF(self.rect())
        paint.surface(painter, box, 0, theme.ink("card"), theme.ink("line"))
        ink, soft = theme.ink("text"), theme.ink("second")
        inside = box.adjusted(theme.px(20), theme.px(16), -theme.px(20), 0)
        lines = (
            (facts.name, Face.SECTION, ink, 26),
            ("", Face.NOTE, soft, 12),
            ("수신  ○○○○센터장", Face.NOTE, soft, 22),
            ("제목  구직자 연계 의뢰", Face.LABEL, ink, 34),
            (show_date(facts.valid_from), Face.NOTE, soft, 22),
            (facts.sender, Face.SECTION, ink, 28),
            (f"{facts.address} {facts.building}".strip(), Face.NOTE, soft, 22),
            (f"전화 {facts.phone} · {facts.department}".rstrip(" ·"), Face.NOTE, soft, 22),
        )
        top = inside.top()
        for words, face, colour, high in lines:
            line = QRectF(inside.left(), top, inside.width(), theme.px(high))
            if words:
                short = theme.metrics(face).elidedText(
                    words, Qt.TextElideMode.ElideRight, int(line.width())
                )
                paint.text(painter, line, short, face, colour)
            else:
                painter.fillRect(line.toRect().adjusted(0, 5, 0, -theme.px(6)), soft)
            top += theme.px(high)


class _AccountPage(_Page):
    def __init__(self, password_fault: Callable[[str], str]) -> None:
        super().__init__()
        self._fault = password_fault
        self.form = Form(self, guard=find_identifiers)
        box = column(self, gap=4)
        self._role = Segmented(
            [(Office.COUNSELLOR.value, "상담사"), (Office.TEAM_LEAD.value, "팀장")]
        )
        fields = (
            ("account_name", Field("이름", KoreanLineEdit(), required=True)),
            ("role", Field("맡은 일", self._role)),
            (
                "password",
                Field("비밀번호", Password(), required=True, hint="10자 이상, 두 종류 이상의 글자"),
            ),
            ("again", Field("비밀번호 한 번 더", Password(), required=True)),
        )
        for name, field in fields:
            self.form.add(name, field, guarded=name == "account_name")
            field.setMaximumWidth(theme.px(420))
            box.addWidget(field)
        self._role.set_value(Office.TEAM_LEAD.value)
        box.addStretch(1)
        self.form.changed.connect(self._measure)

    def _measure(self, name: str) -> None:
        if name != "password":
            return
        password = str(self.form.value("password"))
        fault = self._fault(password)
        field = self.form.field("password")
        if password and not fault:
            field.set_note("쓸 수 있는 비밀번호입니다.", "success")
        else:
            field.set_note(fault if password else "", "info")

    def answers(self) -> tuple[str, Office, str] | None:
        """Name, role and password; None with the cursor in the first wrong field."""
        values = self.form.read()
        if values is None:
            return None
        password = str(self.form.value("password"))
        fault = self._fault(password)
        if fault:
            self.form.show_errors({"password": fault})
            return None
        if password != str(self.form.value("again")):
            self.form.show_errors({"again": "두 번 적은 비밀번호가 서로 다릅니다."})
            return None
        return str(values["account_name"]), Office(str(self._role.value())), password


class _CodePage(_Page):
    """The code, the way to paper, and the proof that it is on paper."""

    def __init__(self) -> None:
        super().__init__()
        self.form = Form(self)
        self._groups: tuple[str, ...] = ()
        self._numbers = (1, 2)
        self._grid = _CodeGrid()
        box = column(self, gap=12)
        box.addWidget(self._grid)
        box.addWidget(Hint("손으로 옮겨 적어 봉투에 넣고 봉합니다. 사진·복사·팩스는 안 됩니다."))
        box.addWidget(SectionTitle("종이를 보고 두 묶음을 적어 주십시오"))
        pair = row(gap=12)
        for name in ("first", "second"):
            edit = KoreanLineEdit("여섯 자리")
            field = Field("묶음", edit, required=True)
            field.setFixedWidth(theme.px(220))
            self.form.add(name, field)
            pair.addWidget(field)
        pair.addStretch(1)
        box.addLayout(pair)
        box.addStretch(1)

    def show_code(self, groups: tuple[str, ...]) -> None:
        """Show all groups and choose the two to be typed back."""
        self._groups = groups
        first, second = sorted(SystemRandom().sample(range(len(groups)), 2))
        self._numbers = (first, second)
        self._grid.show_code(groups)
        for name, number in zip(("first", "second"), self._numbers, strict=True):
            self.form.field(name).set_label(f"{number + 1}번 묶음")

    @property
    def wanted(self) -> tuple[int, int]:
        """Places (from 0) of the two groups asked for."""
        return self._numbers

    def begin(self) -> None:
        self.form.field("first").control.setFocus()

    def is_confirmed(self) -> bool:
        """Whether both groups were typed as they stand on the paper."""
        wrong = {}
        for name, number in zip(("first", "second"), self._numbers, strict=True):
            typed = "".join(filter(str.isdigit, str(self.form.value(name))))
            if typed != self._groups[number]:
                wrong[name] = f"{number + 1}번 묶음의 숫자와 다릅니다. 종이를 다시 보아 주십시오."
        self.form.show_errors(wrong)
        return not wrong


class _CodeGrid(QWidget):
    """Eight groups in four by two, large; painted, so that no text can be copied from it."""

    def __init__(self) -> None:
        super().__init__()
        self._groups: tuple[str, ...] = ()
        self.setFixedHeight(theme.px(124))
        self.setAccessibleName("복구 코드")

    def show_code(self, groups: tuple[str, ...]) -> None:
        self._groups = groups
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint.surface(
            painter, QRectF(self.rect()), theme.px(8), theme.ink("panel"), theme.ink("line")
        )
        wide = self.width() / 4
        for place, group in enumerate(self._groups):
            left = wide * (place % 4) + theme.px(20)
            top = theme.px(10) + theme.px(54) * (place // 4)
            number = QRectF(left, top, theme.px(24), theme.px(50))
            digits = QRectF(left + theme.px(28), top, wide - theme.px(48), theme.px(50))
            paint.text(painter, number, f"{place + 1}", Face.LABEL, theme.ink("second"))
            paint.text(painter, digits, f"{group[:3]} {group[3:]}", Face.NUMBER, theme.ink("text"))


class _ReadyPage(_Page):
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
            box.addWidget(Hint(words))
        box.addStretch(1)

    def tell(self, centre: str, account: str) -> None:
        """Sum up what was set."""
        self._told.set_text(
            f"{centre}의 창구가 준비되었습니다. {account} 님으로 시작합니다. "
            "봉한 복구 코드는 컴퓨터와 다른 곳의 잠기는 서랍에 두십시오."
        )


class _Steps(QWidget):
    """The pages as a line of discs; done, here, to come."""

    def __init__(self) -> None:
        super().__init__()
        self._here = 0
        self.setFixedHeight(theme.px(56) * len(Step))
        self.setAccessibleName("설정 순서")

    def mark(self, here: int) -> None:
        """Show which page is in front."""
        self._here = here
        self.setAccessibleDescription(f"{here + 1}번째, {list(Step)[here].short}")
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for place, step in enumerate(Step):
            top = theme.px(56) * place
            disc = QRectF(0.5, top + theme.px(6), theme.px(27), theme.px(27))
            done, here = place < self._here, place == self._here
            if place + 1 < len(Step):
                painter.fillRect(
                    round(disc.center().x()),
                    round(disc.bottom() + theme.px(4)),
                    max(1, theme.px(2)),
                    theme.px(21),
                    theme.ink("primary" if done else "line"),
                )
            painter.setPen(theme.ink("control") if not done and not here else Qt.PenStyle.NoPen)
            painter.setBrush(theme.ink("primary" if here else "primary_tint" if done else "card"))
            painter.drawEllipse(disc)
            if done:
                side = theme.px(15)
                icons.draw(
                    painter,
                    "check",
                    disc.center().x() - side / 2,
                    disc.center().y() - side / 2,
                    side,
                    theme.ink("primary_text"),
                )
            else:
                paint.text(
                    painter,
                    disc,
                    str(place + 1),
                    Face.LABEL,
                    theme.ink("on_primary" if here else "second"),
                    Qt.AlignmentFlag.AlignCenter,
                )
            left = theme.px(40)
            words = QRectF(left, top + theme.px(2), self.width() - left, theme.px(20))
            under = QRectF(left, top + theme.px(20), self.width() - left, theme.px(20))
            paint.text(
                painter, words, step.short, Face.STRONG if here else Face.BODY, theme.ink("text")
            )
            paint.text(painter, under, step.under, Face.NOTE, theme.ink("second"))


def shipped_centre(rows: tuple[CentreFacts, ...], today: date) -> CentreFacts:
    """The facts to prefill: those valid today."""
    from desktop.domain.centre import facts_on

    return facts_on(rows, today)
