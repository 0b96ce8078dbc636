"""자료 열쇠: the key that encrypts the store, changed when somebody leaves who knew a password."""

import threading

from PySide6.QtCore import Qt, Signal

from desktop.domain.calendar import show_day, show_time
from desktop.domain.errors import NaeilError
from desktop.domain.rights import Right
from desktop.services.data_key import DONE, DataKeyState, Step
from desktop.ui.counter import Counter
from desktop.ui.kit import (
    Banner,
    Button,
    Card,
    Choice,
    Face,
    Paragraph,
    PlainLabel,
    ProgressRow,
    Role,
    ask,
    row,
)
from desktop.ui.settings.page import SettingsPage

_SHARES = {Step.WRITE: (0.0, 0.7), Step.CHECK: (0.75, 0.0), Step.PLACE: (0.95, 0.0)}
"""Where on the bar a step begins and how much of it is its own."""


class DataKeyPage(SettingsPage):
    """When it was changed last, and one button; the desk goes on while it works."""

    key, label = "data_key", "자료 열쇠"
    remark = "자료를 새 열쇠로 다시 잠그기"
    right = Right.KEYS
    kinds = ("account",)

    moved = Signal(object, int)
    """step, percent: told from the thread that works"""

    def __init__(self, counter: Counter) -> None:
        super().__init__(counter)
        self._working = False
        self._given_up = threading.Event()
        self.head(
            "자료 파일은 열쇠 하나로 암호화되어 있고, 그 열쇠는 계정마다 비밀번호로 잠겨 있습니다. "
            "비밀번호를 바꾸어도 자료는 다시 암호화되지 않습니다."
        )
        self._unfinished = Banner("", "warning")
        self._unfinished.hide()
        self.body.addWidget(self._unfinished)
        card = Card(gap=8, margins=(18, 14))
        self._state = PlainLabel("", face=Face.STRONG)
        card.body.addWidget(self._state)
        card.body.addWidget(
            Paragraph(
                "그만둔 분이 자료와 열쇠를 따로 복사해 두었을지 모를 때 바꿉니다. 바꾸면 "
                "옛 열쇠로는 지금부터의 자료를 열 수 없습니다. "
                "모두의 비밀번호와 복구 코드는 그대로 씁니다. "
                "전에 만든 백업은 그때의 열쇠로 잠겨 있습니다."
            )
        )
        card.body.addWidget(
            Paragraph(
                "자료가 크면 몇 분 걸립니다. 그동안 적으신 것은 끝난 뒤 저장됩니다. "
                "컴퓨터가 꺼져도 자료는 그대로이고, "
                "다음에 켤 때 이어서 마치거나 처음으로 되돌립니다.",
                face=Face.NOTE,
                ink="second",
            )
        )
        self.start = Button("자료 열쇠 바꾸기", Role.PRIMARY, icon="key")
        line = row(gap=10)
        line.addWidget(self.start)
        line.addStretch(1)
        card.body.addLayout(line)
        self._progress = ProgressRow()
        self._progress.stopped.connect(self._give_up)
        self._progress.hide()
        card.body.addWidget(self._progress)
        self.body.addWidget(card)
        self.body.addStretch(1)
        self.start.clicked.connect(self._ask)
        self.moved.connect(self._show_step)

    def begin(self) -> None:
        self.start.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self) -> None:
        if self._working:
            return
        desk, account = self._counter.desk, self._counter.account
        self.read(lambda: desk.data_key.state(account), self._show)

    @property
    def unsaved(self) -> bool:
        """While it works the screen stays: its answer is told here."""
        return self._working

    def _show(self, state: DataKeyState) -> None:
        if state.at is None:
            self._state.setText("처음 설정할 때 만든 열쇠를 쓰고 있습니다.")
        else:
            when = f"{show_day(state.at.date())} {show_time(state.at)}"
            done = state.end == DONE
            self._state.setText(f"{when}에 바꿨습니다." if done else f"{when}에 바꾸지 못했습니다.")
            if not done:
                self._unfinished.say(
                    "지난번에 자료 열쇠를 다 바꾸지 못했습니다. 자료는 옛 열쇠로 그대로 있습니다. "
                    "필요하면 다시 바꿔 주십시오.",
                    "warning",
                )
        self._unfinished.setVisible(state.at is not None and state.end != DONE)

    def _ask(self) -> None:
        if self._working:
            return
        ask(
            self,
            "자료를 새 열쇠로 다시 잠글까요?",
            "자료 파일 전체를 다시 적습니다. 디스크에 지금 자료만큼의 빈 자리가 있어야 합니다.",
            [Choice("change", "자료 열쇠 바꾸기"), Choice("keep", "그대로 두기")],
            "keep",
            lambda answer: self._change() if answer == "change" else None,
        )

    def _change(self) -> None:
        desk, account = self._counter.desk, self._counter.account
        self._working = True
        self._given_up.clear()
        self.start.setEnabled(False)
        self._progress.show_progress("시작하는 중", 0.0)
        self._progress.stop.setEnabled(True)
        self._progress.show()
        # The button that was pressed can do nothing now.
        self._progress.stop.setFocus(Qt.FocusReason.OtherFocusReason)

        def told(step: Step, percent: int) -> None:
            self.moved.emit(step, percent)

        def done(state: DataKeyState) -> None:
            self._rest()
            self._show(state)
            self._counter.say("자료 열쇠를 바꿨습니다. 지금 백업해 두시면 좋습니다.")
            self.begin()

        def failed(error: NaeilError) -> None:
            self._rest()
            self._counter.say(str(error), "warning")
            self.refresh()

        self._counter.jobs.long(
            lambda: desk.data_key.change(account, told, self._given_up.is_set), done, failed
        )

    def _give_up(self) -> None:
        self._progress.stop.setEnabled(False)
        self._given_up.set()

    def _rest(self) -> None:
        self._working = False
        self.start.setEnabled(True)
        self._progress.hide()

    def _show_step(self, step: Step, percent: int) -> None:
        if step is Step.PLACE:
            # From here on the new store counts.
            self._progress.stop.setEnabled(False)
        begins, own = _SHARES[step]
        self._progress.show_progress(step.label, begins + own * percent / 100)
