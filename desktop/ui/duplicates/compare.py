"""Two entries side by side: what differs first, and which side stays."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from desktop.domain.calendar import show_date
from desktop.domain.masking import mask_name
from desktop.services.duplicates import Compared, Entry, PairCard
from desktop.ui.kit import (
    Card,
    ChipLook,
    Column,
    Face,
    Hint,
    Paragraph,
    PlainLabel,
    RecordsModel,
    RecordTable,
    Tone,
    column,
    row,
    theme,
)

SIDES = ("먼저 접수", "나중 접수")
COVERED = "가림"
ROW = 40
LEAST = 34 + 3 * ROW
"""Design pixels of the table: three lines are seen however large the type is."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the comparison as it stands now: which side stays, 0 or 1."""

    compared: Compared
    side: int


class ChoiceTable(RecordTable):
    """The lines: ← and → choose the side, Enter goes to the next line."""

    turned = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        sides = {Qt.Key.Key_Left: 0, Qt.Key.Key_Right: 1}
        if event.key() in sides and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self.turned.emit(sides[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)


class Compare(QWidget):
    """Both entries of one pair. `choices` is what stays of each line that differs."""

    def __init__(self, masked: Callable[[], bool], parent: QWidget | None = None) -> None:
        """`masked` says whether nothing personal may be seen now."""
        super().__init__(parent)
        self._masked = masked
        self._card: PairCard | None = None
        outer = column(self, gap=10)
        self._ground = Paragraph("", face=Face.STRONG)
        outer.addWidget(self._ground)
        self._entries = (_EntryCard(SIDES[0]), _EntryCard(SIDES[1]))
        both = row(gap=12)
        for box in self._entries:
            both.addWidget(box, 1)
        outer.addLayout(both)
        self._model: RecordsModel[Line] = RecordsModel(
            [
                Column("항목", lambda line: line.compared.title, width=112, strong=True),
                Column(f"1 {SIDES[0]}", lambda line: self._said(line.compared, 0)),
                Column(f"2 {SIDES[1]}", lambda line: self._said(line.compared, 1)),
                Column("남길 것", _kept_words, width=132, chip=_kept_look),
            ]
        )
        self.table = ChoiceTable(self._model, row_height=ROW, name="두 기록의 다른 점")
        self.table.setMinimumHeight(theme.px(LEAST))
        self.table.turned.connect(self.turn)
        self.table.opened.connect(self._go_on)
        self.table.clicked.connect(self._clicked)
        self.table.row_changed.connect(lambda _row: self._show_whole())
        outer.addWidget(self.table, 1)
        self._whole = Paragraph("", face=Face.NOTE, ink="second")
        outer.addWidget(self._whole)

    @property
    def card(self) -> PairCard | None:
        """The pair that is open."""
        return self._card

    @property
    def choices(self) -> dict[str, int]:
        """By the key of a line the side that stays."""
        return {line.compared.key: line.side for line in self._model.records()}

    def show_card(self, card: PairCard) -> None:
        """Put the two side by side, the newer value of each line chosen."""
        self._card = card
        self._model.show_records([Line(one, one.newer) for one in card.lines])
        self.show_masking()
        self.table.go_to(0)

    def forget(self) -> None:
        """Nobody is open any more: nothing of theirs stays behind the list."""
        self._card = None
        self._model.show_records([])
        self._ground.set_text("")
        self._whole.set_text("")
        for box in self._entries:
            box.forget()

    def show_masking(self) -> None:
        """Say everything again as F12 wants it."""
        card = self._card
        if card is None:
            return
        at = self.table.current_row()
        self._model.show_records(self._model.records())
        self.table.go_to(max(0, at))
        for box, entry in zip(self._entries, card.entries, strict=True):
            box.show_entry(entry, masked=self._masked())
        differing = len(card.differing)
        told = f" · 다른 항목 {differing}개" if differing else " · 다른 항목이 없습니다"
        self._ground.set_text(card.ground + told)
        self._show_whole()

    def turn(self, side: int) -> None:
        """Let the line under the arrows stay as one side tells it."""
        at = self.table.current_row()
        if at < 0 or not self._model.record(at).compared.differs:
            return
        lines = list(self._model.records())
        lines[at] = replace(lines[at], side=side)
        self._model.show_records(lines)
        self.table.go_to(at)

    def _clicked(self, index: object) -> None:
        at = getattr(index, "column", lambda: 0)()
        if at in (1, 2):
            self.turn(at - 1)

    def _go_on(self, at: int) -> None:
        self.table.go_to(at + 1)

    def _said(self, one: Compared, side: int) -> str:
        text = one.texts[side]
        if not text:
            return "—"
        return COVERED if self._masked() else text.replace("\n", " / ")

    def _show_whole(self) -> None:
        """What the line under the arrows says, in full: a cell shows only its beginning."""
        at = self.table.current_row()
        if at < 0:
            self._whole.set_text("")
            return
        one = self._model.record(at).compared
        told = [f"{name}: {self._said(one, side)}" for side, name in enumerate(SIDES)]
        self._whole.set_text(f"{one.title}   " + "   |   ".join(told))


class _EntryCard(Card):
    """Whose entry it is, since when, and what hangs on it."""

    def __init__(self, title: str) -> None:
        super().__init__(margins=(14, 10), gap=3)
        self._title = title
        self.body.addWidget(Hint(f"{title}한 기록"))
        self._name = PlainLabel("", face=Face.NAME, elide=True)
        self.body.addWidget(self._name)
        self._days = Paragraph("", face=Face.NOTE)
        self.body.addWidget(self._days)
        self._counts = Paragraph("", face=Face.NOTE, ink="second")
        self.body.addWidget(self._counts)

    def forget(self) -> None:
        """Show nobody."""
        self._name.setText("")
        self._days.set_text("")
        self._counts.set_text("")

    def show_entry(self, entry: Entry, *, masked: bool) -> None:
        """Show one of the two."""
        self._name.setText(mask_name(entry.name) if masked else entry.name)
        days = [f"접수 {show_date(entry.taken_in_on)}", f"고침 {show_date(entry.changed_on)}"]
        if entry.last_visit_on is not None:
            days.append(f"마지막 방문 {show_date(entry.last_visit_on)}")
        self._days.set_text(" · ".join(days))
        counts = " · ".join(f"{label} {count}" for label, count in entry.counts)
        self._counts.set_text(f"{counts} — 모두 남습니다" if counts else "딸린 기록이 없습니다")


def _kept_words(line: Line) -> str:
    return SIDES[line.side] if line.compared.differs else "같음"


def _kept_look(line: Line) -> ChipLook | None:
    if not line.compared.differs:
        return ChipLook(Tone.NEUTRAL)
    return ChipLook(Tone.INFO if line.side else Tone.SUCCESS, "check")
