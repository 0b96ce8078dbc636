"""사용자: who may sign in; added with a first password, mended, unlocked, closed."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from desktop.domain import korean
from desktop.domain.account import AccountLine
from desktop.domain.account import Role as Task
from desktop.domain.calendar import show_day, show_time
from desktop.domain.guard import clean, find_identifiers
from desktop.domain.handover import Handing, OpenCase
from desktop.domain.korean import with_particle
from desktop.domain.rights import Right
from desktop.services.accounts import ClosedAccount
from desktop.services.password import password_fault
from desktop.ui.counter import Counter
from desktop.ui.door.new_password import AGAIN, PASSWORD, NewPassword
from desktop.ui.kit import (
    Button,
    Card,
    ChipLook,
    Choice,
    Column,
    Columns,
    Combo,
    EmptyState,
    Face,
    Field,
    Flow,
    Form,
    Hint,
    KoreanLineEdit,
    PlainLabel,
    RecordsModel,
    RecordTable,
    Role,
    Tone,
    ask,
    column,
    row,
)
from desktop.ui.printing import CounterPrinter
from desktop.ui.settings.handover import HandoverPart
from desktop.ui.settings.page import SettingsPage


class AccountsPage(SettingsPage):
    """The accounts at the left; a new one, or the one chosen, at the right."""

    key, label = "accounts", "사용자"
    remark = "계정 더하기, 고치기, 닫기"
    right = Right.ACCOUNTS
    keys = (
        ("Enter", "이름과 맡은 일 고치기"),
        ("Alt+P", "고른 분의 비밀번호 다시 정하기"),
        ("Alt+U", "고른 분의 잠금 풀기"),
        ("Delete", "계정 닫기"),
        ("Alt+N", "새 사용자"),
    )
    kinds = ("account",)
    secrets = (PASSWORD, AGAIN)

    def __init__(self, counter: Counter) -> None:
        super().__init__(counter)
        self._editing: AccountLine | None = None
        self._giving = False
        self._closing: AccountLine | None = None
        self._printer = CounterPrinter(counter, self)
        self.head("자리에 앉는 분마다 자기 계정을 씁니다. 누가 무엇을 했는지 계정으로 남습니다.")
        self._model: RecordsModel[AccountLine] = RecordsModel(
            [
                Column(
                    "이름",
                    lambda one: one.name,
                    strong=True,
                    sort="name",
                    rank=lambda one: korean.collation_key(one.name),
                ),
                Column(
                    "맡은 일",
                    lambda one: one.role.label,
                    width=150,
                    sort="role",
                    rank=lambda one: list(Task).index(one.role),
                ),
                Column("", self._here, width=116, chip=_look),
            ]
        )
        self.table = RecordTable(
            self._model, empty=EmptyState("계정을 읽는 중입니다."), name="사용자 목록"
        )
        left = QWidget()
        box = column(left, gap=8)
        box.addWidget(self.table, 1)
        foot = Flow(gap=10)
        self.close_button = Button("계정 닫기", Role.DANGER, keys="Delete", high=32)
        self.unlock = Button("잠금 풀기", Role.SECONDARY, icon="unlock", keys="Alt+U", high=32)
        self.give = Button("새 비밀번호 주기", Role.SECONDARY, icon="key", keys="Alt+P", high=32)
        self.fresh = Button("새 사용자", Role.SECONDARY, icon="plus", keys="Alt+N", high=32)
        for button, keys in ((self.unlock, "Alt+U"), (self.give, "Alt+P"), (self.fresh, "Alt+N")):
            button.setShortcut(keys)
        for button in (self.close_button, self.unlock, self.give, self.fresh):
            foot.addWidget(button)
        box.addLayout(foot)
        self._columns = Columns([left, self._side()], [0, 340], gap=20, least=400)
        self.body.addWidget(self._columns, 1)
        self.handover = HandoverPart()
        self.handover.hide()
        self.body.addWidget(self.handover, 1)
        self.table.opened.connect(self._edit)
        self.table.row_changed.connect(lambda _row: self._show_foot())
        self.fresh.clicked.connect(self._begin_new)
        self.unlock.clicked.connect(self._unlock)
        self.give.clicked.connect(self._begin_giving)
        self.close_button.clicked.connect(self._ask_close)
        self.handover.closed.connect(self._hand_over)
        self.handover.given_up.connect(self.leave)
        self.keep.clicked.connect(self.save)

    def _side(self) -> Card:
        card = Card(gap=6, margins=(16, 14))
        self._title = PlainLabel("새 사용자", face=Face.STRONG)
        card.body.addWidget(self._title)
        form = Form(self, guard=find_identifiers, clean=clean)
        form.add("name", Field("이름", KoreanLineEdit("로그인 화면에 나오는 이름"), required=True))
        tasks = Combo([(task.value, task.label) for task in Task], Task.COUNSELLOR.value)
        form.add("role", Field("맡은 일", tasks, required=True))
        self._chosen = NewPassword(form, self._fault, "첫 비밀번호")
        for name in form.names():
            card.body.addWidget(form.field(name))
        self._about = Hint("첫 로그인 뒤 본인이 바꾸도록 알려 주십시오.", elide=True)
        card.body.addWidget(self._about)
        self.keep = Button("더하기", Role.PRIMARY, icon="check", keys="Ctrl+S")
        line = row(gap=10)
        line.addStretch(1)
        line.addWidget(self.keep)
        card.body.addLayout(line)
        card.body.addStretch(1)
        form.then(self.keep)
        self.form = form
        return card

    # reading

    def _fault(self, password: str) -> str:
        name = self.form.value("name") if self.form is not None else ""
        return password_fault(password, str(name or ""))

    def begin(self) -> None:
        assert self.form is not None
        if self._closing is not None:
            self.handover.begin()
            return
        first = "password" if self._giving else "name"
        self.form.field(first).control.setFocus(Qt.FocusReason.OtherFocusReason)

    def reset(self) -> None:
        assert self.form is not None
        self._editing, self._giving = None, False
        self._show_handover(None)
        self.form.clear()
        self.form.clear_errors()
        self.form.set_value("role", Task.COUNSELLOR.value)
        self._show_kind()

    def refresh(self) -> None:
        desk, account = self._counter.desk, self._counter.account
        self.read(lambda: desk.accounts.list(account), self._show)

    def _show(self, lines: tuple[AccountLine, ...]) -> None:
        at = self.table.current_row()
        self._model.show_records(lines)
        self.table.go_to(min(max(0, at), len(lines) - 1))
        self._show_foot()

    def _here(self, line: AccountLine) -> str:
        if line.locked_at is not None:
            return "잠김"
        return "지금 로그인" if line.id == self._counter.account.account_id else ""

    def _chosen_line(self) -> AccountLine | None:
        at = self.table.current_row()
        return self._model.record(at) if 0 <= at < self._model.rowCount() else None

    def _show_foot(self) -> None:
        """What can be done with the one chosen; one's own account is closed by others."""
        line = self._chosen_line()
        other = line is not None and line.id != self._counter.account.account_id
        self.unlock.setVisible(line is not None and line.locked_at is not None)
        self.give.setEnabled(other)

    # a new one, or the one chosen

    def _begin_new(self) -> None:
        self.reset()
        self.begin()

    def _edit(self, at: int) -> None:
        assert self.form is not None
        self.reset()
        self._editing = self._model.record(at)
        self.form.set_values({"name": self._editing.name, "role": self._editing.role.value})
        self._show_kind()
        self.begin()

    def _begin_giving(self) -> None:
        """A new first password for the one chosen."""
        line = self._chosen_line()
        if line is None or not self.give.isEnabled():
            return
        assert self.form is not None
        self.reset()
        self._editing, self._giving = line, True
        self.form.set_values({"name": line.name, "role": line.role.value})
        self._show_kind()
        self.begin()

    def _show_kind(self) -> None:
        assert self.form is not None
        line, giving = self._editing, self._giving
        for field in (self._chosen.first, self._chosen.again):
            field.setVisible(line is None or giving)
        for name in ("name", "role"):
            self.form.field(name).setVisible(not giving)
        self._about.setVisible(line is None or giving)
        if line is None:
            words, act = "새 사용자", "더하기"
        elif giving:
            words, act = f"{line.name} 비밀번호 다시 정하기", "다시 정하기"
        else:
            words, act = f"{line.name} 고치기", "저장"
        self._title.setText(words)
        self.keep.set_words(act)

    def snapshot(self) -> dict[str, Any]:
        return super().snapshot() | {"account": self._editing.id if self._editing else 0}

    def restore(self, body: Mapping[str, Any]) -> None:
        lines = {line.id: line for line in self._model.records()}
        self._editing = lines.get(body.get("account", 0))
        super().restore(body)
        self._show_kind()

    def is_dirty(self) -> bool:
        # The task stands there from the beginning: only a name is something typed.
        typed = super().is_dirty() and bool(self.form and self.form.value("name"))
        return typed and not self._giving

    @property
    def unsaved(self) -> bool:
        """A password, or a list of takers that no draft keeps."""
        return super().unsaved or bool(self._closing and self.handover.takers)

    # acts

    def save(self) -> None:
        form = self.form
        assert form is not None
        if self._closing is not None:
            self.handover.finish()
            return
        if self._editing is not None:
            act = self._give_password if self._giving else self._change
            act(self._editing)
            return
        values = form.read()
        password = self._chosen.read() if values is not None else None
        if values is None or password is None:
            return
        desk, account = self._counter.desk, self._counter.account
        name, task = values["name"], Task(values["role"])
        self.keep.setEnabled(False)

        def told(line: AccountLine) -> None:
            self.keep.setEnabled(True)
            self.reset()
            self.settled.emit()
            self._counter.say(f"{line.name} {line.role.label}: 이제 로그인할 수 있습니다.")
            self._counter.saved.emit()
            self.refresh()
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

        self.write(lambda: desk.accounts.add(account, name, task, password), told)

    def _give_password(self, line: AccountLine) -> None:
        password = self._chosen.read()
        if password is None:
            return
        desk, account = self._counter.desk, self._counter.account
        self.keep.setEnabled(False)

        def told(_answer: object) -> None:
            self.keep.setEnabled(True)
            self.reset()
            self._counter.say(
                f"{line.name}: 비밀번호를 다시 정했습니다. "
                "로그인한 뒤 본인이 바꾸도록 알려 주십시오."
            )
            self.refresh()
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

        self.write(lambda: desk.accounts.give_password(account, line.id, password), told)

    def _unlock(self) -> None:
        line = self._chosen_line()
        if line is None or line.locked_at is None:
            return
        desk, account = self._counter.desk, self._counter.account
        since = f"{show_day(line.locked_at.date())} {show_time(line.locked_at)}"

        def told(_answer: object) -> None:
            self._counter.say(f"{line.name}: {since}에 잠긴 것을 풀었습니다.")
            self.refresh()

        self.write(lambda: desk.accounts.unlock(account, line.id), told)

    def _change(self, line: AccountLine) -> None:
        form = self.form
        assert form is not None
        # The fields of the password are out of sight and not asked for.
        values = form.read()
        if values is None:
            return
        desk, account = self._counter.desk, self._counter.account
        name, task = values["name"], Task(values["role"])

        def undo() -> None:
            self.write(
                lambda: desk.accounts.change(account, line.id, line.name, line.role),
                lambda undone: self._undone(undone),
            )

        def told(changed: AccountLine) -> None:
            self.reset()
            self.settled.emit()
            # Who gave up the own task cannot take it back.
            alone = line.id == account.account_id and changed.role is not line.role
            self._counter.say(
                f"{changed.name} {changed.role.label}: 고쳤습니다.",
                action="" if alone else "되돌리기",
                on_action=None if alone else undo,
            )
            self._counter.saved.emit()
            self.refresh()
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
            # The last thing here: the page itself may be taken away by it.
            self._mind_own(changed)

        self.write(lambda: desk.accounts.change(account, line.id, name, task), told)

    def refused(self, error: Any) -> None:
        self.keep.setEnabled(True)
        super().refused(error)

    def _undone(self, line: AccountLine) -> None:
        self._mind_own(line)
        self._counter.say("되돌렸습니다.")
        self.refresh()

    def _mind_own(self, line: AccountLine) -> None:
        """One's own name or task holds at once, on every screen."""
        account = self._counter.account
        if line.id == account.account_id and (line.name, line.role) != (account.name, account.role):
            self._counter.take_role(replace(account, name=line.name, role=line.role))

    def _ask_close(self) -> None:
        line = self._chosen_line()
        if line is None:
            return
        if line.id == self._counter.account.account_id:
            self._counter.say("본인 계정은 닫을 수 없습니다. 다른 분이 닫아야 합니다.", "warning")
            return
        desk, account = self._counter.desk, self._counter.account
        self.write(
            lambda: (
                desk.accounts.open_cases(account, line.id),
                desk.accounts.receivers(account, line.id),
            ),
            lambda found: self._ask_whom(line, *found),
        )

    def _ask_whom(
        self, line: AccountLine, cases: tuple[OpenCase, ...], receivers: tuple[AccountLine, ...]
    ) -> None:
        """Somebody with work in hand leaves it to others first."""
        if cases:
            self.reset()
            self._show_handover(line)
            self.handover.ask_for(line, cases, receivers)
            self.begin()
            return
        ask(
            self,
            f"{with_particle(line.name, '을/를')} 더 로그인하지 못하게 할까요?",
            "이 계정은 로그인 화면에서 빠지고 다시 열 수 없습니다. "
            "그동안 적은 기록에는 이름이 그대로 남습니다.",
            [Choice("close", "계정 닫기", dangerous=True), Choice("keep", "그대로 두기")],
            "keep",
            lambda answer: self._close(line, {}) if answer == "close" else None,
        )

    def _show_handover(self, line: AccountLine | None) -> None:
        self._closing = line
        self._columns.setVisible(line is None)
        self.handover.setVisible(line is not None)

    def _hand_over(self, handing: Handing) -> None:
        if self._closing is not None:
            self._close(self._closing, handing)

    def _close(self, line: AccountLine, handing: Handing) -> None:
        desk, account = self._counter.desk, self._counter.account

        def told(closed: ClosedAccount) -> None:
            words = f"{closed.name}: 계정을 닫았습니다."
            if closed.handed:
                words = f"{closed.name}: 일 {closed.handed}건을 넘기고 계정을 닫았습니다."
            self._counter.say(words)
            self.reset()
            self.refresh()
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
            if closed.paper is not None:
                self._printer.print_now(closed.paper, said=f"{words} 인계 목록을 인쇄했습니다.")

        self.write(lambda: desk.accounts.close(account, line.id, handing), told)

    def leave(self) -> bool:
        """Esc goes back to a new one, then to the list."""
        nothing = self._editing is None and self._closing is None
        if nothing and not self.is_dirty() and not self.unsaved:
            return False
        self.reset()
        self.settled.emit()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def keyPressEvent(self, event: Any) -> None:
        if event.key() == Qt.Key.Key_Delete and self.table.hasFocus():
            self._ask_close()
        else:
            super().keyPressEvent(event)


def _look(line: AccountLine) -> ChipLook:
    if line.locked_at is not None:
        return ChipLook(Tone.DANGER, "lock")
    return ChipLook(Tone.SUCCESS, "person")
