"""The right of 전화: whom to dial, every open slip, and the ticks of what was heard."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtCore import Signal

from desktop.domain.calendar import show_short_day
from desktop.domain.chase import CallAnswer, CallRow, CallSheet, Side, Tick
from desktop.services.act import Office
from desktop.ui.calls.choices import said
from desktop.ui.kit import (
    Card,
    Chip,
    ChipLook,
    Column,
    EmptyState,
    Face,
    Field,
    Flow,
    KoreanLineEdit,
    Paragraph,
    PlainLabel,
    RecordsModel,
    RecordTable,
    Segmented,
    Tone,
    row,
    theme,
)

WAYS = (("phone", "전화"), ("text", "문자"), ("fax", "팩스"), ("visit", "방문"))
TICK_TONES = {
    Tick.ARRIVED: ChipLook(Tone.INFO, "check"),
    Tick.ACCEPTED: ChipLook(Tone.SUCCESS, "check"),
    Tick.WAITING: ChipLook(Tone.WARNING, "clock"),
    Tick.DECLINED: ChipLook(Tone.DANGER, "cross"),
    Tick.DONE: ChipLook(Tone.SUCCESS, "check-circle"),
    Tick.NOT_COME: ChipLook(Tone.DANGER, "cross-circle"),
    Tick.SILENT: ChipLook(Tone.NEUTRAL, "question"),
}
NO_NUMBER = "전화번호를 모릅니다"
ROW = 52
NARROW = 640
"""Design pixels below which the service stands under the number."""


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A slip on the sheet with what was ticked so far; `said` in words."""

    row: CallRow
    answer: CallAnswer | None = None
    said: str = ""
    left_out: bool = False


class SheetView(Card):
    """One call: the head with the number to dial and the table of slips."""

    row_changed = Signal()
    opened = Signal()

    def __init__(self, office: Office, today: Callable[[], date]) -> None:
        super().__init__(margins=(18, 14), gap=10)
        self._office, self._today = office, today
        self._sheet: CallSheet | None = None
        self._narrow = False
        head = row(gap=14)
        self._title = PlainLabel("", face=Face.TITLE, elide=True)
        self._phone = PlainLabel("", face=Face.NUMBER)
        self._held = Chip("", Tone.WARNING, icon="pause")
        head.addWidget(self._title)
        head.addStretch(1)
        head.addWidget(self._phone)
        self.body.addLayout(head)
        self._people = Paragraph("", face=Face.NOTE, ink="second")
        self.body.addWidget(self._people)
        self.body.addWidget(self._held)
        self.spoke_with = KoreanLineEdit("이름이나 부서")
        self.spoke = Field("답한 분", self.spoke_with)
        self.way = Segmented(WAYS, "phone")
        self._how = Field("여쭤본 방법", self.way)
        call = Flow(gap=14)
        call.addWidget(self._how)
        call.addWidget(self.spoke)
        self.body.addLayout(call)
        self._model: RecordsModel[SheetRow] = RecordsModel(self._columns())
        empty = EmptyState("여쭤볼 의뢰가 없습니다.", "전달한 의뢰서가 날이 되면 여기에 모입니다.")
        self.table = RecordTable(self._model, row_height=ROW, empty=empty, name="의뢰 목록")
        self.table.row_changed.connect(self._row_changed)
        self.table.opened.connect(lambda _row: self.opened.emit())
        self.table.setMinimumHeight(theme.px(ROW * 4 + 36))
        self.body.addWidget(self.table, 1)

    def _columns(self) -> list[Column[SheetRow]]:
        return [
            Column(
                "의뢰번호 · 이름",
                lambda one: one.row.number,
                width=128,
                figures=True,
                strong=True,
                below=self._name,
            ),
            Column("서비스", lambda one: one.row.service, below=_dates),
            Column("여쭤볼 것", _asked, below=_last),
            Column("들은 답", _answer, width=168, chip=self._look, below=None),
            Column("", lambda one: one.said, width=150),
        ]

    # what is shown

    def show_sheet(self, sheet: CallSheet, answers: Mapping[int, CallAnswer]) -> None:
        """Show a call with what was ticked in it."""
        self._sheet = sheet
        self._title.setText(sheet.masked_title)
        self._phone.setText(sheet.phone or NO_NUMBER)
        self._phone.set_face(Face.NUMBER if sheet.phone else Face.STRONG)
        self._phone.set_ink("text" if sheet.phone else "warning")
        self._phone.setVisible(sheet.side is not Side.SETTLE)
        told = [*sheet.people, sheet.hours]
        self._people.set_text(" · ".join(part for part in told if part))
        self._people.setVisible(any(told))
        self._held.show_state(sheet.held, Tone.WARNING, "pause")
        self._held.setVisible(bool(sheet.held))
        self.spoke.setVisible(sheet.side is Side.PARTNER)
        self._how.setVisible(sheet.side in (Side.PARTNER, Side.VISITOR))
        self._model.show_records([SheetRow(one) for one in sheet.rows])
        self.show_answers(answers)

    def show_answers(
        self, answers: Mapping[int, CallAnswer], left_out: frozenset[int] = frozenset()
    ) -> None:
        """Show what was ticked; the arrows stay where they are."""
        if self._sheet is None:
            return
        at = max(0, self.table.current_row())
        today = self._today()
        self._model.show_records(
            [
                SheetRow(
                    one,
                    answers.get(one.referral_id),
                    said(self._office, answers[one.referral_id], today)
                    if one.referral_id in answers
                    else "",
                    one.referral_id in left_out,
                )
                for one in self._sheet.rows
            ]
        )
        self.table.go_to(min(at, len(self._sheet.rows) - 1))

    def show_title(self, whole: bool) -> None:
        """Whose it is in full, or masked (F12)."""
        sheet = self._sheet
        if sheet is None:
            return
        self._title.setText(sheet.title if whole else sheet.masked_title)
        covered = sheet.side is Side.VISITOR and not whole
        self._phone.setVisible(sheet.side is not Side.SETTLE and not covered)
        self._people.setVisible(bool(self._people.text()) and not covered)
        self._whole = whole
        self._row_changed()

    _whole = True

    def _name(self, one: SheetRow) -> str:
        at = self.table.current_row()
        here = 0 <= at < self._model.rowCount() and self._model.record(at) is one
        # Only the slip that is being talked about shows its whole name to the desk.
        return one.row.name if here and self._whole else one.row.masked_name

    def current(self) -> CallRow | None:
        """The slip the arrows stand on."""
        at = self.table.current_row()
        return self._model.record(at).row if 0 <= at < self._model.rowCount() else None

    def next_row(self) -> None:
        """On to the next slip; at the last one stay."""
        self.table.go_to(min(self.table.current_row() + 1, self._model.rowCount() - 1))

    def go_to(self, referral_id: int) -> None:
        """Put the arrows on a slip."""
        for at, one in enumerate(self._model.records()):
            if one.row.referral_id == referral_id:
                self.table.go_to(at)

    def sentence(self) -> str:
        """The row under the arrows in words, as shown."""
        return self._model.row_sentence(self.table.current_row())

    def _row_changed(self, *_at: int) -> None:
        self.table.viewport().update()
        self.row_changed.emit()

    def resizeEvent(self, event: Any) -> None:
        super().resizeEvent(event)
        narrow = self.width() < theme.px(NARROW)
        if narrow != self._narrow:
            self._narrow = narrow
            self.table.show_column(1, not narrow)

    def _look(self, one: SheetRow) -> ChipLook | None:
        if one.answer is not None:
            return TICK_TONES[one.answer.tick]
        if one.row.ask is not None and one.row.ask.proposes is not None:
            return ChipLook(Tone.NEUTRAL if one.left_out else Tone.WARNING, "check")
        return None


def _answer(one: SheetRow) -> str:
    if one.answer is not None:
        return one.answer.tick.label
    if one.row.ask is not None and one.row.ask.proposes is not None:
        return "빼 둠" if one.left_out else one.row.ask.proposes.label
    return ""


def _asked(one: SheetRow) -> str:
    if one.row.paused_until is not None:
        return f"재촉 중지 {show_short_day(one.row.paused_until)}까지"
    if one.row.called_today:
        return "오늘 여쭤보았습니다"
    return one.row.ask.label if one.row.ask is not None else one.row.progress.label


def _last(one: SheetRow) -> str:
    if one.row.last is None:
        return "여쭤본 적 없음"
    return one.row.last.sentence()


def _dates(one: SheetRow) -> str:
    parts = []
    if one.row.issued_on is not None:
        parts.append(f"의뢰 {show_short_day(one.row.issued_on)}")
    if one.row.expected_on is not None:
        parts.append(f"예정 {show_short_day(one.row.expected_on)}")
    elif one.row.reply_due is not None:
        parts.append(f"기한 {show_short_day(one.row.reply_due)}")
    return " · ".join(parts)
