"""Opening with the paper of the sealed envelope, and setting a new password."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from desktop.domain.paper_number import RECOVERY_GROUPS, check_recovery_group
from desktop.services.password import password_fault
from desktop.ui.door.middle import put_in_the_middle
from desktop.ui.door.new_password import NewPassword
from desktop.ui.door.people import AccountRow
from desktop.ui.kit import theme
from desktop.ui.kit.buttons import Button, Role
from desktop.ui.kit.fields import Field
from desktop.ui.kit.form import Form
from desktop.ui.kit.surfaces import Surface, row
from desktop.ui.kit.text import Paragraph, PlainLabel, SectionTitle
from desktop.ui.kit.theme import Face
from desktop.ui.kit.typed_line import KoreanLineEdit

GROUP_DIGITS = 6


class RecoveryPage(Surface):
    """Eight groups, told at once where one is wrong; then the account and its new password."""

    entered = Signal(tuple, object, str)
    """groups, account id, new password"""
    given_up = Signal()

    def __init__(self, accounts: Sequence[tuple[int, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent, ground="panel")
        card = Surface(ground="card", edge="line", radius=12, gap=10, margins=(35, 28, 35, 28))
        card.setMaximumWidth(theme.px(660))
        card.body.addWidget(PlainLabel("복구 코드로 열기", face=Face.HERO))
        self._words = Paragraph(
            "봉투의 종이를 보고 여덟 묶음을 차례대로 적어 주십시오. "
            "잘못 누른 묶음은 바로 알려 드립니다.",
            ink="second",
        )
        card.body.addWidget(self._words)
        self.form = Form(self)
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.px(10))
        for place in range(RECOVERY_GROUPS):
            field = Field(f"{place + 1}번", KoreanLineEdit("000000"), required=True)
            self.form.add(f"group{place}", field)
            grid.addWidget(field, place // 4, place % 4)
        card.body.addLayout(grid)
        card.body.addWidget(SectionTitle("누구의 비밀번호를 새로 정할까요"))
        self.accounts = AccountRow()
        self.accounts.offer([(id_, name, "") for id_, name in accounts])
        card.body.addWidget(self.accounts)
        pair = row(gap=10)
        self._chosen = NewPassword(self.form, password_fault, "새 비밀번호")
        pair.addWidget(self._chosen.first)
        pair.addWidget(self._chosen.again)
        card.body.addLayout(pair)
        card.body.addWidget(
            Paragraph(
                "연 뒤에는 새 복구 코드를 만들어 다시 봉하고, 이 종이는 파쇄합니다.",
                face=Face.NOTE,
                ink="second",
            )
        )
        foot = row(gap=10)
        self.back = Button("돌아가기", Role.SECONDARY)
        self.open_button = Button("열기", Role.PRIMARY, icon="key")
        foot.addWidget(self.back)
        foot.addStretch(1)
        foot.addWidget(self.open_button)
        card.body.addLayout(foot)
        put_in_the_middle(self, card)
        self.form.then(self.open_button)
        self.form.changed.connect(self._changed)
        self.back.clicked.connect(self.given_up)
        self.open_button.clicked.connect(self.submit)

    def begin(self) -> None:
        """Cursor into the first group."""
        self.form.field("group0").control.setFocus()

    def _changed(self, name: str) -> None:
        """Tell a wrong group while it is typed; a right one moves on by itself."""
        if not name.startswith("group"):
            return
        place = int(name.removeprefix("group"))
        digits = "".join(filter(str.isdigit, str(self.form.value(name))))
        field = self.form.field(name)
        if len(digits) < GROUP_DIGITS:
            field.clear_message()
        elif check_recovery_group(place + 1, digits):
            field.set_note("맞음", "success")
            following = f"group{place + 1}" if place + 1 < RECOVERY_GROUPS else "password"
            self.form.field(following).control.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            field.set_error("숫자가 다릅니다")

    def submit(self) -> None:
        """Hand over what was typed."""
        values = self.form.read()
        account_id = self.accounts.current_id()
        if values is None or account_id is None:
            return
        password = self._chosen.read()
        if password is None:
            return
        groups = tuple(
            "".join(filter(str.isdigit, str(values[f"group{place}"])))
            for place in range(RECOVERY_GROUPS)
        )
        self.open_button.setEnabled(False)
        self.entered.emit(groups, account_id, password)

    def refuse(self, sentence: str, fields: dict[str, str]) -> None:
        """The code or the password will not do."""
        self.open_button.setEnabled(True)
        if "password" in fields:
            self.form.show_errors(fields)
        else:
            self._words.set_ink("danger")
            self._words.set_text(sentence)
