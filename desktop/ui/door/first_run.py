"""The first run: the centre, this desk, the first account, the code for the envelope.

Everything is prefilled for 광진구 일자리센터 and can be corrected. Nothing takes effect
until the recovery code was confirmed: closing the window before leaves no trace.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QStackedWidget, QWidget

from desktop.domain.account import Role as Office
from desktop.domain.centre import CentreFacts
from desktop.ui.door.code import CodePage
from desktop.ui.door.pages import AccountPage, CentrePage, Page, PlacePage, ReadyPage
from desktop.ui.door.steps import Step, Steps
from desktop.ui.kit import theme
from desktop.ui.kit.buttons import Button, Role
from desktop.ui.kit.composition import finish_all_composition
from desktop.ui.kit.mark import Mark
from desktop.ui.kit.surfaces import Line, Surface, WorkingArea, column, row
from desktop.ui.kit.text import Hint, Paragraph, PlainLabel
from desktop.ui.kit.theme import Face

WITH_STEPS = 840
"""Design pixels from which the line of steps stands beside the page."""


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
    print_wanted = Signal()
    """The code is to go to the usual printer."""
    choice_wanted = Signal()
    """The same after choosing a printer."""
    started = Signal()
    restore_wanted = Signal()
    """This PC is to go on with the data of a backup."""

    def __init__(
        self,
        folder: str,
        centre: CentreFacts,
        today: date,
        password_fault: Callable[[str], str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent, ground="page")
        self._steps = Steps()
        self._count = PlainLabel("", face=Face.STRONG, ink="link")
        self._title = PlainLabel("", face=Face.HERO)
        self._under = Paragraph("", face=Face.NOTE, ink="second")
        self.pages = QStackedWidget()
        self.back = Button("이전", Role.SECONDARY, icon="chevron-left")
        self.restore = Button("백업에서 되살리기", Role.SECONDARY, icon="backup")
        self.next = Button("다음", Role.PRIMARY, keys="Alt+N")
        self._hint = Hint("Enter로 다음 칸", elide=True)
        self._hint.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.place = PlacePage(folder)
        self.centre_page = CentrePage(centre, today)
        self.account = AccountPage(password_fault)
        self.code = CodePage()
        self.ready = ReadyPage()
        self._lay_out()
        self.back.clicked.connect(self.go_back)
        self.next.clicked.connect(self.go_on)
        self.restore.clicked.connect(self.restore_wanted)
        for keys, act in (
            ("Alt+N", self.next.click),
            ("Ctrl+P", self.code.print_button.click),
            ("Ctrl+Shift+P", self.code.choose_button.click),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(act)
        self.code.print_wanted.connect(lambda: self._print(self.print_wanted))
        self.code.choice_wanted.connect(lambda: self._print(self.choice_wanted))
        for page in (self.place, self.centre_page, self.account, self.code):
            page.form.completed.connect(self.next.setFocus)
        self._show(Step.PLACE)

    def _lay_out(self) -> None:
        across = row(gap=0)
        side = Surface(ground="panel", gap=24, margins=(32, 38, 24, 32))
        side.setFixedWidth(theme.px(320))
        self._side = side
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
        right = WorkingArea(gap=0, margins=(48, 48, 48, 16))
        right.follow_focus()
        self._area = right
        right.body.addWidget(self._count)
        right.body.addWidget(self._title)
        right.body.addSpacing(theme.px(4))
        right.body.addWidget(self._under)
        right.body.addSpacing(theme.px(20))
        for page in (self.place, self.centre_page, self.account, self.code, self.ready):
            self.pages.addWidget(page)
        right.body.addWidget(self.pages)
        right.body.addStretch(1)
        # The way on stays in sight under a page longer than the window.
        buttons = row(gap=12, margins=(48, 16, 48, 24))
        buttons.addWidget(self.back)
        buttons.addWidget(self.restore)
        buttons.addWidget(self._hint, 1)
        buttons.addWidget(self.next)
        beside = column(gap=0)
        beside.addWidget(right, 1)
        beside.addWidget(Line())
        beside.addLayout(buttons)
        across.addLayout(beside, 1)
        self.body.addLayout(across)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Large type on a small desk: the page needs the room, its count stands over it."""
        super().resizeEvent(event)
        self._side.setVisible(event.size().width() >= theme.px(WITH_STEPS))

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
                self._hint.setText("자료를 여는 중입니다…")
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
        assert isinstance(page, Page | CodePage)
        page.begin()

    def show_code(self, groups: tuple[str, ...]) -> None:
        """Show the recovery code, once."""
        self.code.show_code(groups)
        self._show(Step.CODE)

    def tell_print(self, sentence: str, tone: str) -> None:
        """What became of the paper; without one the code is copied by hand."""
        self.code.say(sentence, tone)

    def _print(self, wanted: SignalInstance) -> None:
        if self.step is Step.CODE:
            wanted.emit()

    def show_ready(self, centre_name: str, account_name: str) -> None:
        """Everything is in place; code and password are forgotten."""
        self.code.forget()
        self.account.forget()
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
        self._under.set_text(message)

    def _show(self, step: Step) -> None:
        steps = list(Step)
        place = steps.index(step)
        self.pages.setCurrentIndex(place)
        self._steps.mark(place)
        self._count.setText(f"{place + 1} / {len(steps)}")
        self._title.setText(step.title)
        self._under.set_text(_UNDER[step])
        self.back.setVisible(step in (Step.CENTRE, Step.ACCOUNT))
        self.restore.setVisible(step is Step.PLACE)
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
