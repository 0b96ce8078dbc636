"""맡은 일과 권한: who may do what, as every act asks it."""

from collections.abc import Callable

from PySide6.QtCore import Qt

from desktop.domain.account import Role
from desktop.domain.rights import Right, may
from desktop.ui.counter import Counter
from desktop.ui.kit import ChipLook, Column, Paragraph, RecordsModel, RecordTable, Tone
from desktop.ui.kit.theme import Face
from desktop.ui.settings.page import SettingsPage

YES, NO = "가능", "–"


class RightsPage(SettingsPage):
    """A row for every kind of work, a column for every task; one's own is marked."""

    key, label = "rights", "맡은 일과 권한"
    remark = "누가 무엇을 할 수 있는지"
    kinds = ("account",)

    def __init__(self, counter: Counter) -> None:
        super().__init__(counter)
        self.head(
            "맡은 일에 따라 할 수 있는 것이 정해져 있습니다. 화면뿐 아니라 자료를 읽고 쓰는 "
            "곳마다 이 표로 확인합니다. 누가 어떤 일을 맡는지는 팀장이 ‘사용자’에서 정합니다."
        )
        self._own = Paragraph("", face=Face.STRONG)
        self.body.addWidget(self._own)
        self._model: RecordsModel[Right] = RecordsModel(self._columns())
        self.table = RecordTable(self._model, row_height=52, name="맡은 일과 권한 표")
        self.body.addWidget(self.table, 1)
        self.refresh()

    def _columns(self) -> list[Column[Right]]:
        mine = self._counter.account.role if self._counter.is_open else None

        def column(role: Role) -> Column[Right]:
            chip: Callable[[Right], ChipLook | None] | None = None
            if role is mine:
                chip = _mark_of(role)
            title = f"나 · {role.label}" if role is mine else role.label
            return Column(
                title, lambda right: YES if may(role, right) else NO, width=128, chip=chip
            )

        first: Column[Right] = Column(
            "하는 일", lambda right: right.label, below=lambda right: right.about, strong=True
        )
        return [first, *(column(role) for role in Role)]

    def begin(self) -> None:
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self) -> None:
        role = self._counter.account.role
        able = sum(may(role, right) for right in Right)
        self._own.set_text(f"{role.label}: {len(Right)}가지 가운데 {able}가지를 할 수 있습니다.")
        self._model.show_records(tuple(Right))


def _mark_of(role: Role) -> Callable[[Right], ChipLook | None]:
    return lambda right: ChipLook(Tone.SUCCESS, "check") if may(role, right) else None
