"""The left of 전화: partners and visitors to call today, and what may be closed."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.domain.calendar import show_short_day
from desktop.domain.chase import CallTarget, Side
from desktop.ui.kit import (
    Card,
    Column,
    EmptyState,
    Face,
    PlainLabel,
    RecordsModel,
    RecordTable,
    row,
    theme,
)

ROW = 56


class TargetList(Card):
    """Who is to be called; Enter or a click opens the sheet."""

    chosen = Signal(object)
    """CallTarget"""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, margins=(2, 8), gap=6)
        head = row(gap=8, margins=(12, 2))
        head.addWidget(PlainLabel("오늘 전화할 곳", face=Face.SECTION))
        self._count = PlainLabel("0", face=Face.SECTION, ink="link")
        head.addWidget(self._count)
        head.addStretch(1)
        self.body.addLayout(head)
        self._model: RecordsModel[CallTarget] = RecordsModel(
            [
                Column("누구", name_of, strong=True, below=about),
                Column(
                    "부터",
                    lambda one: show_short_day(one.due_on),
                    width=96,
                    figures=True,
                    below=lambda one: f"{one.rows}건",
                ),
            ]
        )
        empty = EmptyState("오늘 전화할 곳이 없습니다.", "여쭤볼 날이 되면 여기에 모입니다.")
        self.table = RecordTable(self._model, row_height=ROW, empty=empty, name="오늘 전화할 곳")
        self.table.opened.connect(self._choose)
        self.table.clicked.connect(lambda index: self._choose(index.row()))
        self.table.setMinimumHeight(theme.px(ROW * 3 + 36))
        self.table.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        self.body.addWidget(self.table, 1)

    def show_targets(self, targets: tuple[CallTarget, ...], side: Side, key: str) -> None:
        """Show who is due; the one whose sheet is open is marked."""
        self._model.show_records(targets)
        self._count.setText(f"{len(targets)}")
        at = next(
            (at for at, one in enumerate(targets) if (one.side, one.key) == (side, key)), None
        )
        if at is not None:
            self.table.go_to(at)

    def targets(self) -> tuple[CallTarget, ...]:
        """Everybody listed."""
        return self._model.records()

    def set_low(self, low: bool) -> None:
        """Under each other with the sheet: no higher than it has to be."""
        self.table.setMaximumHeight(theme.px(ROW * 3 + 36) if low else 16_777_215)

    def _choose(self, at: int) -> None:
        if 0 <= at < self._model.rowCount():
            self.chosen.emit(self._model.record(at))


def name_of(one: CallTarget) -> str:
    """What a target is called in a list."""
    if one.side is Side.SETTLE:
        return "정리할 의뢰"
    if one.side is Side.HAND_OVER:
        return f"{one.name} · 전달 확인"
    return one.name


def about(one: CallTarget) -> str:
    """What to ask, for a visitor with where he was sent."""
    return f"{one.partner} · {one.asks}" if one.partner else one.asks
