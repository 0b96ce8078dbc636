"""The line at the foot of the window: what was saved when, the last copy, who waits."""

from typing import TYPE_CHECKING

from desktop.domain.backup import told_age
from desktop.domain.calendar import show_time
from desktop.ui.counter import Counter
from desktop.ui.kit import theme
from desktop.ui.kit.frame import StatusBar, StatusItem
from desktop.ui.kit.text import PlainLabel
from desktop.ui.kit.theme import Face

if TYPE_CHECKING:
    from desktop.services.act import Changed
    from desktop.services.backups.records import BackupState

ROOMY = 1.5
"""Up to this size of type the line has room for whole sentences."""


class DeskLine(StatusBar):
    """Tells quietly; what has to be seen is told elsewhere."""

    def __init__(self, counter: Counter) -> None:
        super().__init__()
        self._counter = counter
        self.saved = StatusItem("save", "")
        self.backup = StatusItem("backup", "")
        self._progress = PlainLabel("", face=Face.NOTE, ink="second")
        self._waiting = PlainLabel("", face=Face.NOTE, ink="second")
        self.left.addWidget(self.saved)
        self.left.addWidget(self.backup)
        self.left.addWidget(self._progress)
        self.right.addWidget(self._waiting)
        self.add_key("F1", "이 화면의 키")
        self.forget()

    def forget(self) -> None:
        """Nobody sits here any more."""
        self.saved.hide()
        self.backup.hide()

    def show_progress(self, words: str) -> None:
        """How far long work behind the window is; empty words when there is none."""
        self._progress.setText(words)

    def show_waiting(self, waiting: int, counselling: int) -> None:
        """How many are here."""
        self._waiting.setText(f"대기 {waiting}명 · 상담 중 {counselling}명")

    # what is stored

    def tell_saved(self) -> None:
        """Something was stored for good."""
        self.saved.say(f"저장됨 {show_time(self._counter.clock.now())}", icon="check-circle")
        self.saved.show()

    def tell_kept(self) -> None:
        """A form being typed was kept."""
        at = self._counter.clock.now().strftime("%H:%M:%S")
        # In the largest type the line holds the fact, and no longer what it is good for.
        more = " — 정전이 되어도 남습니다" if theme.scale() <= ROOMY else ""
        self.saved.say(f"초안 저장됨 {at}{more}", icon="save")
        self.saved.show()

    def tell_not_kept(self) -> None:
        """The store would not take what is being typed."""
        roomy = theme.scale() <= ROOMY
        words = "쓰던 것을 아직 저장하지 못했습니다" if roomy else "초안 저장 못 함"
        self.saved.say(f"{words} — 창을 닫지 마십시오", "warning", "alert-triangle")
        self.saved.show()

    # the last copy

    def ask_age_of_backup(self) -> None:
        """Show how old the last good copy is; asked on the long thread, a stick may be slow."""
        if not self._counter.is_open:
            return
        desk, account = self._counter.desk, self._counter.account
        self._counter.jobs.long(lambda: desk.backups.state(account), self._show_backup)

    def _show_backup(self, state: "BackupState") -> None:
        words = told_age(state.last, self._counter.clock.now())
        if state.second_folder and not state.second_there:
            words += " · 둘째 자리 없음"
        if state.overdue and theme.scale() <= ROOMY:
            words += " — 설정의 백업에서 만들어 주십시오"
        tone, icon = ("warning", "alert-triangle") if state.overdue else ("second", "backup")
        self.backup.say(words, tone, icon)
        self.backup.show()

    def take_change(self, changed: "Changed") -> None:
        """A copy was made: it is the last one now."""
        if self._counter.is_touched(changed, "backup"):
            self.ask_age_of_backup()
