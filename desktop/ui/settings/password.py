"""내 비밀번호: one's own, changed with the old one."""

from PySide6.QtCore import Qt

from desktop.domain.errors import NaeilError, WrongPassword
from desktop.domain.korean import to_latin_keys
from desktop.services.password import RULES, password_fault
from desktop.ui.counter import Counter
from desktop.ui.door.new_password import AGAIN, PASSWORD, NewPassword
from desktop.ui.kit import Button, Card, Face, Field, Form, Paragraph, Password, Role, row
from desktop.ui.kit.theme import px
from desktop.ui.settings.page import SettingsPage

OLD = "old"


class PasswordPage(SettingsPage):
    """The old one, the new one twice."""

    key, label = "password", "내 비밀번호"
    remark = "지금 비밀번호로 바꾸기"
    kinds = ()
    secrets = (OLD, PASSWORD, AGAIN)

    def __init__(self, counter: Counter) -> None:
        super().__init__(counter)
        self.head(
            "다음 로그인과 잠금을 풀 때부터 새 비밀번호를 씁니다. 다른 분의 것은 그대로입니다."
        )
        card = Card(gap=6, margins=(18, 14))
        form = Form(self)
        form.add(OLD, Field("지금 비밀번호", Password(), required=True), guarded=False)
        self._chosen = NewPassword(form, self._fault, "새 비밀번호")
        for name in form.names():
            card.body.addWidget(form.field(name))
        self.keep = Button("비밀번호 바꾸기", Role.PRIMARY, icon="key", keys="Ctrl+S")
        line = row(gap=10)
        line.addStretch(1)
        line.addWidget(self.keep)
        card.body.addLayout(line)
        card.setMaximumWidth(px(440))
        self.body.addWidget(card)
        self.body.addWidget(Paragraph(" · ".join(RULES), face=Face.NOTE, ink="second"))
        self.body.addStretch(1)
        form.then(self.keep)
        self.form = form
        self.keep.clicked.connect(self.save)

    def _fault(self, password: str) -> str:
        return password_fault(password, self._counter.account.name)

    def begin(self) -> None:
        assert self.form is not None
        self.form.field(OLD).control.setFocus(Qt.FocusReason.OtherFocusReason)

    def save(self) -> None:
        form = self.form
        assert form is not None
        if not self.keep.isEnabled() or form.read() is None:
            return
        new = self._chosen.read()
        if new is None:
            return
        old = to_latin_keys(str(form.value(OLD)))
        desk, account = self._counter.desk, self._counter.account
        # Both passwords are stretched on purpose: it takes a moment.
        self.keep.setEnabled(False)

        def told(_answer: object) -> None:
            self.keep.setEnabled(True)
            self.reset()
            self._counter.say("비밀번호를 바꿨습니다. 다음 로그인부터 새 비밀번호를 씁니다.")
            self.begin()

        self.write(lambda: desk.accounts.change_password(account, old, new), told)

    def refused(self, error: NaeilError) -> None:
        self.keep.setEnabled(True)
        if isinstance(error, WrongPassword) and self.form is not None:
            self.form.show_errors({OLD: str(error)})
        else:
            super().refused(error)

    def leave(self) -> bool:
        """Esc empties the fields first."""
        if not self.unsaved:
            return False
        self.reset()
        return True
