"""Signing in, and unlocking: who, and the password. Painted before anything heavy is loaded.

The same page serves both: locked, it tells since when and that everything typed is
still there; behind it stands nothing of a visitor, not even blurred.
"""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QSizePolicy, QSpacerItem, QWidget

from desktop.ui.door.people import AccountRow
from desktop.ui.kit import theme
from desktop.ui.kit.buttons import Button, Role
from desktop.ui.kit.fields import Field
from desktop.ui.kit.mark import Mark
from desktop.ui.kit.surfaces import Surface, row
from desktop.ui.kit.text import Paragraph, PlainLabel
from desktop.ui.kit.theme import Face
from desktop.ui.kit.typed_line import Password

LOW, LOWEST = 560, 480
"""Heights in design pixels below which the page draws together."""
REFUSALS = 3
"""After so many wrong passwords the ways on are named."""
_ROOMY, _CLOSE = (35, 31, 35, 30), (28, 14, 28, 12)
"""Margins of the card, in design pixels, as the window is high or low."""
_HINT = "한/영 상태와 상관없이 입력됩니다"
_FORGOTTEN = (
    "생각나지 않으면 다른 분께 새 계정을 부탁하거나 봉투를 꺼내 ‘복구 코드로 열기’를 누르십시오."
)


class PasswordLine(Password):
    """The password; notices Caps Lock from a capital that came without Shift."""

    caps_noticed = Signal(bool)
    stepped = Signal(int)
    """Left or right in the empty field: another account."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        text = event.text()
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if step is not None and not self.text_now() and not event.modifiers():
            self.stepped.emit(step)
            return
        if len(text) == 1 and text.isascii() and text.isalpha():
            shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.caps_noticed.emit(text.isupper() != shift)
        super().keyPressEvent(event)


class SignInPage(Surface):
    """Who sits down, and the password."""

    entered = Signal(object, str)
    """account id, password as it stands in the line (한/영 may have been on)"""
    recovery_wanted = Signal()
    other_wanted = Signal()
    progressed = Signal(str, float)
    """Told from any thread: what opening does just now, and the share of it that is done."""
    given_up = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, ground="panel")
        self._locked = False
        self._refusals = 0
        self._put_away: list[Button] = []
        self._gaps: list[tuple[QSpacerItem, int, int]] = []
        self._card = Surface(ground="card", edge="line", radius=12, gap=0, margins=_ROOMY)
        self._card.setFixedWidth(theme.px(566))
        self._mark = Mark(52)
        self._title = PlainLabel("내일창구", face=Face.HERO, align=Qt.AlignmentFlag.AlignCenter)
        self._under = PlainLabel(
            "", face=Face.BODY, ink="second", align=Qt.AlignmentFlag.AlignCenter
        )
        self.accounts = AccountRow()
        self.password = PasswordLine(size="large")
        self._field = Field("비밀번호", self.password, hint=_HINT)
        self.enter = Button("로그인", Role.PRIMARY, icon="unlock", keys="Enter", high=44)
        self._recovery = Button("복구 코드로 열기", Role.LINK)
        self._other = Button("다른 사용자로 로그인", Role.LINK)
        self._stop = Button("그만두기", Role.LINK, keys="Esc")
        self._stop.hide()
        self._foot = PlainLabel(
            "자료는 이 컴퓨터 안에 암호로 저장됩니다",
            face=Face.NOTE,
            ink="second",
            align=Qt.AlignmentFlag.AlignCenter,
        )
        self._foot_two = PlainLabel(
            "", face=Face.NOTE, ink="second", align=Qt.AlignmentFlag.AlignCenter
        )
        self._demo = Paragraph("", ink="second")
        self._lay_out()
        self.accounts.settled.connect(self.password.setFocus)
        self.accounts.chosen.connect(self._other_account)
        self.password.moved_on.connect(self.submit)
        self.password.caps_noticed.connect(self._caps)
        self.password.stepped.connect(self._step)
        self.enter.clicked.connect(self.submit)
        self._recovery.clicked.connect(self.recovery_wanted)
        self._other.clicked.connect(self.other_wanted)
        self._stop.clicked.connect(self._give_up)
        self.progressed.connect(self._show_progress)

    def _lay_out(self) -> None:
        inside = self._card.body
        inside.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignHCenter)
        inside.addItem(self._gap(12, 0))
        inside.addWidget(self._title)
        inside.addWidget(self._under)
        inside.addItem(self._gap(22, 8))
        inside.addWidget(self.accounts)
        inside.addItem(self._gap(18, 8))
        inside.addWidget(self._field)
        inside.addItem(self._gap(6, 4))
        self.enter.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        inside.addWidget(self.enter)
        inside.addItem(self._gap(12, 4))
        links = row(gap=8)
        links.addStretch(1)
        links.addWidget(self._recovery)
        links.addWidget(self._other)
        links.addWidget(self._stop)
        links.addStretch(1)
        inside.addLayout(links)
        self._demo.hide()
        inside.addWidget(self._demo)
        across = QHBoxLayout()
        across.addStretch(1)
        across.addWidget(self._card)
        across.addStretch(1)
        self.body.addStretch(3)
        self.body.addLayout(across)
        self.body.addStretch(2)
        self.body.addWidget(self._foot)
        self.body.addWidget(self._foot_two)
        self.body.addSpacing(theme.px(24))

    def _gap(self, roomy: int, close: int) -> QSpacerItem:
        gap = QSpacerItem(0, theme.px(roomy), QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self._gaps.append((gap, roomy, close))
        return gap

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Large type on a small desk: first the mark gives its room to the words, then the
        foot, then the pictures of the accounts.
        """
        super().resizeEvent(event)
        high = event.size().height()
        low = high < theme.px(LOW)
        self._mark.setVisible(high >= theme.px(600))
        for foot in (self._foot, self._foot_two):
            foot.setVisible(not low)
        margins = _CLOSE if low else _ROOMY
        self._card.body.setContentsMargins(*(theme.px(side) for side in margins))
        for gap, roomy, close in self._gaps:
            gap.changeSize(
                0,
                theme.px(close if low else roomy),
                QSizePolicy.Policy.Minimum,
                QSizePolicy.Policy.Fixed,
            )
        self.accounts.set_flat(high < theme.px(LOWEST))
        self._title.set_face(Face.SECTION if high < theme.px(LOWEST) else Face.HERO)
        self._card.body.invalidate()

    def offer(
        self,
        accounts: Sequence[tuple[int, str, str]],
        chosen_id: int | None = None,
        *,
        foot: str = "",
        demo: str = "",
    ) -> None:
        """Ask who sits down. `foot` names centre and day; `demo` tells the demo password."""
        self._locked = False
        self._title.setText("내일창구")
        self._under.setText("안녕하십니까. 비밀번호를 입력해 주십시오.")
        self.enter.set_words("로그인")
        self._other.hide()
        self._recovery.setVisible(not demo)
        self._foot_two.setText(foot)
        self._demo.set_text(demo)
        self._demo.setVisible(bool(demo))
        self.accounts.offer(accounts, chosen_id)
        self._field.set_hint(f"{_HINT} · ← → 다른 이름" if len(accounts) > 1 else _HINT)
        self._refusals = 0
        self.clear()

    def close_down(
        self, accounts: Sequence[tuple[int, str, str]], chosen_id: int, why: str, foot: str
    ) -> None:
        """Say that the store was closed meanwhile and `why`; nothing typed is lost."""
        self.offer(accounts, chosen_id, foot=foot)
        self._title.setText("자료를 닫았습니다")
        self._under.setText(f"{why} 쓰던 것은 로그인하면 그대로 있습니다.")

    def lock(
        self, accounts: Sequence[tuple[int, str, str]], chosen_id: int, since: str, foot: str
    ) -> None:
        """Say that the screen is locked since when."""
        self.offer(accounts, chosen_id, foot=foot)
        self._locked = True
        self._title.setText("화면이 잠겼습니다")
        self._under.setText(f"{since}부터 · 작성 중이던 내용은 그대로 있습니다")
        self.enter.set_words("잠금 풀기")
        self._recovery.hide()
        self._other.setVisible(len(accounts) > 1)

    def submit(self) -> None:
        """Hand over what was typed; the button waits until it was tried."""
        account_id = self.accounts.current_id()
        if account_id is None or not self.enter.isEnabled():
            return
        password = self.password.text_now()
        if not password:
            self._field.set_error("비밀번호를 입력해 주십시오.")
            self.password.setFocus()
            return
        self.enter.setEnabled(False)
        self._field.set_note("여는 중입니다…")
        self.entered.emit(account_id, password)

    def refuse(self, sentence: str, *, for_good: bool = False) -> None:
        """The password did not open: say so, select it, let it be typed again.

        `for_good` when no password opens the account any more: then the code is offered,
        behind the lock too.
        """
        self._end_waiting()
        self._refusals += 1
        if for_good:
            self._recovery.show()
        elif self._refusals >= REFUSALS and not self._recovery.isHidden():
            sentence = f"{sentence} {_FORGOTTEN}"
        self._field.set_error(sentence)
        self.password.selectAll()
        self.password.setFocus()

    def clear(self) -> None:
        """Forget the password and be ready for the next."""
        self._end_waiting()
        self.password.clear()
        self._field.clear_message()
        self.password.setFocus()

    def _show_progress(self, sentence: str, share: float) -> None:
        """What takes long, in the place of the other ways; Esc gives it up."""
        if self.enter.isEnabled():
            return
        self._field.set_note(f"{sentence} · {share:.0%}" if share else sentence)
        if self._stop.isHidden():
            self._put_away = [one for one in (self._recovery, self._other) if not one.isHidden()]
            for one in self._put_away:
                one.hide()
            self._stop.setEnabled(True)
            self._stop.show()

    def _give_up(self) -> None:
        self._stop.setEnabled(False)
        self.given_up.emit()

    def _end_waiting(self) -> None:
        self.enter.setEnabled(True)
        self._stop.hide()
        for one in self._put_away:
            one.show()
        self._put_away = []

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and not self._stop.isHidden():
            self._give_up()
            return
        super().keyPressEvent(event)

    def _step(self, step: int) -> None:
        self.accounts.step(step)
        self._refusals = 0
        self._field.clear_message()

    def _caps(self, on: bool) -> None:
        if on:
            self._field.set_note("Caps Lock이 켜져 있습니다.", "warning")
        else:
            self._field.clear_message()

    def _other_account(self, _account_id: int) -> None:
        if QApplication.focusWidget() is self.accounts:
            self.password.clear()
            self._field.clear_message()
