"""계정 변경 기록: what was given, changed and taken away, and how long it is kept."""

from PySide6.QtCore import Qt

from desktop.domain import korean
from desktop.domain.account import AccountChange, AccountChangeLine
from desktop.domain.calendar import show_date, show_day, show_time
from desktop.domain.rights import Right
from desktop.services.accounts import YEARS_KEPT
from desktop.ui.counter import Counter
from desktop.ui.kit import ChipLook, Column, EmptyState, RecordsModel, RecordTable, Tone
from desktop.ui.settings.page import SettingsPage

_TONES = {
    AccountChange.OPENED: ChipLook(Tone.SUCCESS, "plus"),
    AccountChange.CLOSED: ChipLook(Tone.DANGER, "x"),
    AccountChange.LOCKED: ChipLook(Tone.WARNING, "lock"),
    AccountChange.UNLOCKED: ChipLook(Tone.SUCCESS, "unlock"),
}


class AccountChangesPage(SettingsPage):
    """One row for every grant, change, lock and revocation; the newest first."""

    key, label = "account_changes", "계정 변경 기록"
    remark = f"권한을 주고 거둔 내역, {YEARS_KEPT}년"
    right = Right.ACCOUNTS
    kinds = ("account",)

    def __init__(self, counter: Counter) -> None:
        super().__init__(counter)
        self.head(
            f"권한을 주고, 바꾸고, 거둔 내역은 {YEARS_KEPT}년 동안 보관합니다"
            "(개인정보의 안전성 확보조치 기준 제5조). 고치거나 지울 수 없습니다."
        )
        self._model: RecordsModel[AccountChangeLine] = RecordsModel(
            [
                Column(
                    "언제",
                    lambda one: show_day(one.at.date()),
                    width=142,
                    below=lambda one: show_time(one.at),
                    sort="at",
                    rank=lambda one: one.at,
                    down_first=True,
                ),
                Column(
                    "한 일",
                    lambda one: one.change.label,
                    width=150,
                    chip=lambda one: _TONES.get(one.change, ChipLook(Tone.NEUTRAL)),
                ),
                Column(
                    "누구의",
                    lambda one: one.whose,
                    below=_what,
                    strong=True,
                    sort="whose",
                    rank=lambda one: korean.collation_key(one.whose),
                ),
                Column(
                    "누가 · 보관 기한",
                    lambda one: one.by,
                    width=150,
                    below=lambda one: f"{show_date(one.kept_until)}까지",
                ),
            ]
        )
        self.table = RecordTable(
            self._model,
            row_height=52,
            empty=EmptyState("아직 내역이 없습니다."),
            name="계정 변경 기록",
        )
        self.body.addWidget(self.table, 1)

    def begin(self) -> None:
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self) -> None:
        desk, account = self._counter.desk, self._counter.account
        self.read(lambda: desk.accounts.changes(account), self._model.show_records)


def _what(line: AccountChangeLine) -> str:
    """What it was and what it became, or why."""
    moved = " → ".join(part for part in (line.before, line.after) if part)
    return " · ".join(part for part in (moved, line.reason) if part)
