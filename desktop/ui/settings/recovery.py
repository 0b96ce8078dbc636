"""복구 코드: a new code for the sealed envelope; the old one opens until then."""

from collections.abc import Callable

from PySide6.QtCore import Qt

from desktop.domain.calendar import show_day
from desktop.domain.errors import NaeilError
from desktop.domain.rights import Right
from desktop.services.recovery import RecoveryState
from desktop.ui.counter import Counter
from desktop.ui.door.code import CodePage
from desktop.ui.kit import Banner, Button, Card, Face, Paragraph, PlainLabel, Role, row
from desktop.ui.printing.secret import SecretPrinter
from desktop.ui.settings.page import SettingsPage

QUEUE_TITLE = "naeil"
"""What the print queue shows: not what the paper is."""


class RecoveryPage(SettingsPage):
    """Which code is valid; a new one is shown once, printed, and confirmed from the paper."""

    key, label = "recovery", "복구 코드"
    remark = "봉투의 종이 바꾸기"
    right = Right.KEYS
    keys = (("Ctrl+P", "새 코드를 종이에 인쇄"), ("Ctrl+Shift+P", "프린터를 골라 인쇄"))
    kinds = ("account",)

    def __init__(self, counter: Counter) -> None:
        super().__init__(counter)
        self.head("비밀번호를 모두 잊었을 때 자료를 여는 하나뿐인 길입니다. 종이로만 남깁니다.")
        self._opened = Banner("", "warning")
        self._opened.hide()
        self.body.addWidget(self._opened)
        self._card = Card(gap=8, margins=(18, 14))
        self._state = PlainLabel("", face=Face.STRONG)
        self._card.body.addWidget(self._state)
        self._card.body.addWidget(
            Paragraph(
                "봉투를 열어 보았거나, 종이를 잃었거나, 코드를 본 분이 그만두면 새로 만듭니다. "
                "새 코드를 확인하는 순간 앞의 종이는 쓸 수 없게 됩니다."
            )
        )
        self.start = Button("새 복구 코드 만들기", Role.PRIMARY, icon="refresh")
        line = row(gap=10)
        line.addWidget(self.start)
        line.addStretch(1)
        self._card.body.addLayout(line)
        self.body.addWidget(self._card)
        self.code = CodePage()
        self.code.hide()
        self.body.addWidget(self.code)
        foot = row(gap=10)
        self.give_up = Button("그만두기", Role.QUIET, keys="Esc")
        self.confirm = Button("확인하고 바꾸기", Role.PRIMARY, icon="check", keys="Ctrl+S")
        foot.addWidget(self.give_up)
        foot.addStretch(1)
        foot.addWidget(self.confirm)
        self.body.addLayout(foot)
        self.body.addStretch(1)
        self._show_code_part(False)
        self._printer = SecretPrinter(counter.jobs, self, self.code.say)
        self.code.form.then(self.confirm)
        self.start.clicked.connect(self._draw)
        self.code.print_wanted.connect(self.print_paper)
        self.code.choice_wanted.connect(self.print_with_dialog)
        self.confirm.clicked.connect(self.save)
        self.give_up.clicked.connect(self.leave)

    def begin(self) -> None:
        if self.code.groups:
            self.code.begin()
        else:
            self.start.setFocus(Qt.FocusReason.OtherFocusReason)

    def reset(self) -> None:
        self._forget()

    def refresh(self) -> None:
        desk, account = self._counter.desk, self._counter.account
        self.read(lambda: desk.recovery.state(account), self._show)

    @property
    def unsaved(self) -> bool:
        return bool(self.code.groups)

    def _show(self, state: RecoveryState) -> None:
        made = f" · {show_day(state.made_on)}에 만듦" if state.made_on else ""
        self._state.setText(f"지금 쓰는 코드: 제{state.edition}판{made}")
        if state.opened_on is not None:
            self._opened.say(
                f"{show_day(state.opened_on)} 봉투의 코드로 자료를 열었습니다. "
                "새 복구 코드를 만들어 다시 봉하고, 그 종이는 파쇄해 주십시오.",
                "warning",
            )
        self._opened.setVisible(state.opened_on is not None)

    # a new code

    def _draw(self) -> None:
        desk, account = self._counter.desk, self._counter.account

        def shown(groups: tuple[str, ...]) -> None:
            self.code.show_code(groups)
            self._show_code_part(True)
            self.code.print_button.setFocus(Qt.FocusReason.OtherFocusReason)

        self.write(lambda: desk.recovery.draw(account), shown)

    def print_paper(self) -> None:
        """Ctrl+P: onto the usual printer, from memory."""
        if self.code.groups:
            self._printer.print_now(self._paper(), QUEUE_TITLE)
        else:
            self._counter.say("먼저 새 복구 코드를 만들어 주십시오.", "info")

    def print_with_dialog(self) -> None:
        """The same after choosing a printer; a file is refused."""
        if not self.code.groups:
            self._counter.say("먼저 새 복구 코드를 만들어 주십시오.", "info")
        elif self._counter.paper_into_file:
            self.code.say(
                "복구 코드는 파일로 남기지 않습니다. 인쇄하거나 손으로 옮겨 적습니다.", "warning"
            )
        else:
            self._printer.print_after_choice(self._paper(), QUEUE_TITLE)

    def _paper(self) -> Callable[[], bytes]:
        desk, account, groups = self._counter.desk, self._counter.account, self.code.groups
        return lambda: desk.recovery.paper(account, groups).pdf

    def save(self) -> None:
        if not self.code.groups or not self.confirm.isEnabled() or not self.code.is_confirmed():
            return
        desk, account, groups = self._counter.desk, self._counter.account, self.code.groups
        self.confirm.setEnabled(False)

        def told(state: RecoveryState) -> None:
            self._forget()
            self._show(state)
            self._counter.say(
                f"복구 코드를 제{state.edition}판으로 바꿨습니다. 앞의 종이는 파쇄해 주십시오."
            )
            self.begin()

        self.write(lambda: desk.recovery.confirm(account, groups), told)

    def refused(self, error: NaeilError) -> None:
        self.confirm.setEnabled(True)
        self.code.say(str(error), "danger")

    def leave(self) -> bool:
        """Esc: the old code stays."""
        if not self.code.groups:
            return False
        self._forget()
        self._counter.say("새 코드를 버렸습니다. 앞의 복구 코드를 그대로 씁니다.", "info")
        self.begin()
        return True

    def _forget(self) -> None:
        self.code.forget()
        self._show_code_part(False)

    def _show_code_part(self, shown: bool) -> None:
        self.confirm.setEnabled(True)
        for part in (self.code, self.give_up, self.confirm):
            part.setVisible(shown)
        self._card.setVisible(not shown)
