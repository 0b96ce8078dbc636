"""Whose hands somebody's open work goes to before the account is closed: all, or one by one."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from desktop.domain.account import AccountLine
from desktop.domain.calendar import show_short_day
from desktop.domain.handover import CaseKey, OpenCase
from desktop.domain.korean import with_particle
from desktop.ui.kit import (
    Banner,
    Button,
    ChipLook,
    Column,
    Combo,
    Face,
    Field,
    Flow,
    Hint,
    PlainLabel,
    RecordsModel,
    RecordTable,
    Role,
    Tone,
    column,
    row,
)

NOBODY = "정해 주십시오"


class HandoverPart(QWidget):
    """The list of what is open; who takes it over, for all of it and for the row chosen."""

    closed = Signal(object)
    """To whom each case goes: the account may be closed."""
    given_up = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._takers: dict[CaseKey, int] = {}
        self._names: dict[int, str] = {}
        box = column(self, gap=10)
        self._title = PlainLabel("", face=Face.STRONG)
        box.addWidget(self._title)
        self._none = Banner("", "warning")
        self._none.hide()
        box.addWidget(self._none)
        self.everything = Combo([])
        self.everything.set_wish(200)
        self.one = Combo([])
        self.one.set_wish(200)
        choices = Flow(gap=16)
        choices.addWidget(Field("모두 넘겨받을 분", self.everything, room=False))
        choices.addWidget(Field("고른 줄만 넘겨받을 분", self.one, room=False))
        box.addLayout(choices)
        self._model: RecordsModel[OpenCase] = RecordsModel(
            [
                Column("구분", lambda case: case.kind.label, width=104),
                Column(
                    "성명",
                    lambda case: case.masked_name or "—",
                    width=132,
                    strong=True,
                    below=lambda case: case.number,
                ),
                Column(
                    "내용",
                    lambda case: case.about,
                    below=lambda case: show_short_day(case.due_on) if case.due_on else "",
                ),
                Column("넘겨받을 분", self._taker, width=132, chip=self._taker_look),
            ]
        )
        self.table = RecordTable(self._model, row_height=52, name="넘길 일")
        self.table.setMinimumHeight(200)
        box.addWidget(self.table, 1)
        box.addWidget(
            Hint("마친 상담 기록과 의뢰서에는 적은 분의 이름이 그대로 남습니다.", elide=True)
        )
        foot = row(gap=10)
        self.give_up = Button("그만두기", Role.QUIET, keys="Esc")
        self.close_account = Button("넘기고 계정 닫기", Role.DANGER, keys="Ctrl+S")
        foot.addWidget(self.give_up)
        foot.addStretch(1)
        foot.addWidget(self.close_account)
        box.addLayout(foot)
        self.everything.value_changed.connect(self._give_all)
        self.one.value_changed.connect(self._give_one)
        self.table.row_changed.connect(lambda _row: self._show_one())
        self.give_up.clicked.connect(self.given_up)
        self.close_account.clicked.connect(self.finish)

    def ask_for(
        self, line: AccountLine, cases: Sequence[OpenCase], receivers: Sequence[AccountLine]
    ) -> None:
        """Show what `line` has in hand; nobody is proposed, because the choice matters."""
        self._takers = {}
        self._names = {one.id: one.name for one in receivers}
        whose = with_particle(line.name, "이/가")
        self._title.setText(f"{whose} 맡고 있는 일 {len(cases)}건을 누가 이어받습니까?")
        self._none.setVisible(not receivers)
        if not receivers:
            self._none.say(
                "이어받을 수 있는 다른 분이 없습니다. 상담사나 팀장 계정을 먼저 만들어 주십시오.",
                "warning",
            )
        options = [(str(one.id), f"{one.name} {one.role.label}") for one in receivers]
        for choice in (self.everything, self.one):
            choice.set_options(options)
            choice.set_value(None)
            choice.setEnabled(bool(options))
        self._model.show_records(cases)
        self.table.go_to(0)
        self._judge()

    def begin(self) -> None:
        """To the choice that settles everything at once."""
        self.everything.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def takers(self) -> dict[CaseKey, int]:
        """To whom each case goes, as far as it is settled."""
        return dict(self._takers)

    def finish(self) -> None:
        """Close the account, when every row has somebody."""
        if self.close_account.isEnabled():
            self.closed.emit(self.takers)

    # choosing

    def _give_all(self) -> None:
        chosen = self.everything.value()
        if chosen:
            self._give([case.key for case in self._model.records()], int(chosen))

    def _give_one(self) -> None:
        chosen, at = self.one.value(), self.table.current_row()
        if chosen and 0 <= at < self._model.rowCount():
            self._give([self._model.record(at).key], int(chosen))

    def _give(self, keys: Sequence[CaseKey], to_id: int) -> None:
        if all(self._takers.get(key) == to_id for key in keys):
            return
        self._takers.update(dict.fromkeys(keys, to_id))
        at = self.table.current_row()
        self._model.show_records(self._model.records())
        self.table.go_to(max(0, at))
        self._judge()

    def _show_one(self) -> None:
        at = self.table.current_row()
        if 0 <= at < self._model.rowCount():
            to_id = self._takers.get(self._model.record(at).key)
            self.one.set_value(str(to_id) if to_id is not None else None)

    def _judge(self) -> None:
        whole = set(self._takers) == {case.key for case in self._model.records()}
        self.close_account.setEnabled(whole)

    def _taker(self, case: OpenCase) -> str:
        return self._names.get(self._takers.get(case.key, 0), NOBODY)

    def _taker_look(self, case: OpenCase) -> ChipLook:
        if case.key in self._takers:
            return ChipLook(Tone.SUCCESS, "person")
        return ChipLook(Tone.WARNING, "alert-triangle")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc keeps the account."""
        if event.key() == Qt.Key.Key_Escape:
            self.given_up.emit()
        else:
            super().keyPressEvent(event)
