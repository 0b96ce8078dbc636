"""사용자: who may sign in; added with a first password, mended, closed."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from desktop.domain.account import AccountLine
from desktop.domain.account import Role as Task
from desktop.domain.guard import clean, find_identifiers
from desktop.domain.korean import with_particle
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
from desktop.ui.settings.page import SettingsPage


class AccountsPage(SettingsPage):
    """The accounts at the left; a new one, or the one chosen, at the right."""

    key, label = "accounts", "사용자"
    remark = "계정 더하기, 고치기, 닫기"
    keys = (("Enter", "이름과 맡은 일 고치기"), ("Delete", "계정 닫기"), ("Alt+N", "새 사용자"))
    kinds = ("account",)
    secrets = (PASSWORD, AGAIN)

    def __init__(self, counter: Counter) -> None:
        super().__init__(counter)
        self._editing: AccountLine | None = None
        self.head("자리에 앉는 분마다 자기 계정을 씁니다. 누가 무엇을 했는지 계정으로 남습니다.")
        self._model: RecordsModel[AccountLine] = RecordsModel(
            [
                Column("이름", lambda one: one.name, strong=True),
                Column("맡은 일", lambda one: one.role.label, width=150),
                Column(
                    "", self._here, width=116, chip=lambda _one: ChipLook(Tone.SUCCESS, "person")
                ),
            ]
        )
        self.table = RecordTable(
            self._model, empty=EmptyState("계정을 읽는 중입니다."), name="사용자 목록"
        )
        left = QWidget()
        box = column(left, gap=8)
        box.addWidget(self.table, 1)
        foot = row(gap=10)
        self.close_button = Button("계정 닫기", Role.DANGER, keys="Delete", high=32)
        self.fresh = Button("새 사용자", Role.SECONDARY, icon="plus", keys="Alt+N", high=32)
        self.fresh.setShortcut("Alt+N")
        foot.addWidget(self.close_button)
        foot.addStretch(1)
        foot.addWidget(self.fresh)
        box.addLayout(foot)
        self.body.addWidget(Columns([left, self._side()], [0, 340], gap=20, least=400), 1)
        self.table.opened.connect(self._edit)
        self.fresh.clicked.connect(self._begin_new)
        self.close_button.clicked.connect(self._ask_close)
        self.keep.clicked.connect(self.save)

    def _side(self) -> Card:
        card = Card(gap=6, margins=(16, 14))
        self._title = PlainLabel("새 사용자", face=Face.STRONG)
        card.body.addWidget(self._title)
        form = Form(self, guard=find_identifiers, clean=clean)
        form.add("name", Field("이름", KoreanLineEdit("로그인 화면에 나오는 이름"), required=True))
        tasks = Combo([(task.value, task.label) for task in Task], Task.COUNSELLOR.value)
        form.add("role", Field("맡은 일", tasks, required=True))
        self._chosen = NewPassword(form, password_fault, "첫 비밀번호")
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

    def begin(self) -> None:
        assert self.form is not None
        self.form.field("name").control.setFocus(Qt.FocusReason.OtherFocusReason)

    def reset(self) -> None:
        assert self.form is not None
        self._editing = None
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

    def _here(self, line: AccountLine) -> str:
        return "지금 로그인" if line.id == self._counter.account.account_id else ""

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

    def _show_kind(self) -> None:
        new = self._editing is None
        for field in (self._chosen.first, self._chosen.again):
            field.setVisible(new)
        self._about.setVisible(new)
        words = "새 사용자" if self._editing is None else f"{self._editing.name} 고치기"
        self._title.setText(words)
        self.keep.set_words("더하기" if new else "저장")

    def snapshot(self) -> dict[str, Any]:
        return super().snapshot() | {"account": self._editing.id if self._editing else 0}

    def restore(self, body: Mapping[str, Any]) -> None:
        lines = {line.id: line for line in self._model.records()}
        self._editing = lines.get(body.get("account", 0))
        super().restore(body)
        self._show_kind()

    def is_dirty(self) -> bool:
        # The task stands there from the beginning: only a name is something typed.
        return super().is_dirty() and bool(self.form and self.form.value("name"))

    # acts

    def save(self) -> None:
        form = self.form
        assert form is not None
        if self._editing is not None:
            self._change(self._editing)
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
                lambda _line: self._undone(),
            )

        def told(changed: AccountLine) -> None:
            self.reset()
            self.settled.emit()
            self._counter.say(
                f"{changed.name} {changed.role.label}: 고쳤습니다.",
                action="되돌리기",
                on_action=undo,
            )
            self._counter.saved.emit()
            self.refresh()
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

        self.write(lambda: desk.accounts.change(account, line.id, name, task), told)

    def refused(self, error: Any) -> None:
        self.keep.setEnabled(True)
        super().refused(error)

    def _undone(self) -> None:
        self._counter.say("되돌렸습니다.")
        self.refresh()

    def _ask_close(self) -> None:
        at = self.table.current_row()
        if not 0 <= at < self._model.rowCount():
            return
        line = self._model.record(at)
        if line.id == self._counter.account.account_id:
            self._counter.say("본인 계정은 닫을 수 없습니다. 다른 분이 닫아야 합니다.", "warning")
            return
        ask(
            self,
            f"{with_particle(line.name, '을/를')} 더 로그인하지 못하게 할까요?",
            "이 계정은 로그인 화면에서 빠지고 다시 열 수 없습니다. "
            "그동안 적은 기록에는 이름이 그대로 남습니다.",
            [Choice("close", "계정 닫기", dangerous=True), Choice("keep", "그대로 두기")],
            "keep",
            lambda answer: self._close(line) if answer == "close" else None,
        )

    def _close(self, line: AccountLine) -> None:
        desk, account = self._counter.desk, self._counter.account

        def told(_answer: object) -> None:
            self._counter.say(f"{line.name}: 계정을 닫았습니다.")
            self.reset()
            self.refresh()

        self.write(lambda: desk.accounts.close(account, line.id), told)

    def leave(self) -> bool:
        """Esc goes back to a new one, then to the list."""
        if self._editing is None and not self.is_dirty() and not self.unsaved:
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
