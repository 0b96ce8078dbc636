"""The list of partners with its search, and which of them may be consented to."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QWidget

from desktop.domain import korean
from desktop.domain.calendar import show_date
from desktop.domain.codes import CodeBook
from desktop.domain.partner import PartnerLine
from desktop.ui.kit import (
    ChipLook,
    Column,
    EmptyState,
    KoreanLineEdit,
    RecordsModel,
    RecordTable,
    Tone,
    column,
    theme,
)

ROWS, FEW = 3, 2
"""Rows in sight where the partner stands under the list, the second with very large type."""
LARGE = 1.6


class Directory(QWidget):
    """Type to narrow the list, Enter goes into it, the row shows its partner."""

    typed = Signal()
    """The search says something else."""
    chosen = Signal(object)
    """The partner of the row, by its id."""

    def __init__(self, codes: CodeBook) -> None:
        super().__init__()
        self._codes = codes
        box = column(self, gap=8)
        self.search = KoreanLineEdit("기관, 서비스, 초성", leading="search")
        self.search.setAccessibleName("기관 찾기")
        self.search.shown_text_changed.connect(self.typed)
        self.search.moved_on.connect(self._to_table)
        box.addWidget(self.search)
        self.model: RecordsModel[PartnerLine] = RecordsModel(
            [
                Column(
                    "기관",
                    lambda line: line.name,
                    below=self._kind,
                    strong=True,
                    sort="name",
                    rank=lambda line: korean.collation_key(line.name),
                ),
                Column(
                    "기록",
                    _share,
                    width=84,
                    sort="share",
                    sort_name="덜 적은",
                    rank=lambda line: line.completeness.filled / max(line.completeness.asked, 1),
                ),
                Column("동의", _ready, width=124, chip=_ready_look),
            ]
        )
        self._table = RecordTable(
            self.model,
            row_height=50,
            empty=EmptyState("찾는 기관이 없습니다.", "새 기관을 적어 넣을 수 있습니다."),
            name="기관 목록",
        )
        self._table.row_changed.connect(self._choose)
        self._table.opened.connect(self._choose)
        box.addWidget(self._table, 1)

    def show_lines(self, lines: tuple[PartnerLine, ...], wanted: int) -> None:
        """Show these; the row of the partner `wanted` is chosen, else the first."""
        self.model.show_records(lines)
        if lines:
            at = next((i for i, line in enumerate(lines) if line.organisation_id == wanted), 0)
            self._table.go_to(at)
            self._choose(at)
            QTimer.singleShot(0, self, self._show_row)

    def _show_row(self) -> None:
        self._table.scrollTo(self._table.currentIndex())

    def set_low(self, low: bool) -> None:
        """Show few rows only, because the partner stands under the list."""
        head, rows = self._table.horizontalHeader(), self._table.verticalHeader()
        shown = FEW if theme.scale() > LARGE else ROWS
        high = head.height() + shown * rows.defaultSectionSize()
        self._table.setMinimumHeight(high if low else 0)
        self._table.setMaximumHeight(high if low else 16777215)

    def next_overdue(self, organisation_id: int) -> int:
        """The next partner that waits for a comparison, 0 when there is none."""
        waiting = [line.organisation_id for line in self.model.records() if line.overdue]
        if organisation_id in waiting:
            at = waiting.index(organisation_id)
            waiting = waiting[at + 1 :] + waiting[:at]
        return waiting[0] if waiting else 0

    def take_keys(self) -> None:
        """Put the keys into the list."""
        self._table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _to_table(self) -> None:
        self._table.setFocus(Qt.FocusReason.TabFocusReason)
        if self.model.rowCount():
            self._table.go_to(max(0, self._table.current_row()))

    def _choose(self, at: int) -> None:
        if 0 <= at < self.model.rowCount():
            self.chosen.emit(self.model.record(at).organisation_id)

    def _kind(self, line: PartnerLine) -> str:
        codes = self._codes.lists.get("partner_kinds")
        kind = codes.label_of(line.kind) if codes and line.kind else ""
        if line.checked_on is None:
            checked = "확인한 적 없음"
        else:
            day = show_date(line.checked_on)
            checked = f"다시 확인({day})" if line.overdue else f"{day} 확인"
        double = "겹침" if line.doubles else ""
        agreement = "협약 확인" if line.agreement else ""
        told = (double, agreement, kind, checked)
        if line.overdue:
            # What is to be done is read first: the rest may be cut off.
            told = (double, agreement, checked, kind)
        return " · ".join(part for part in told if part)


def _share(line: PartnerLine) -> str:
    return f"{line.completeness.filled}/{line.completeness.asked}"


def _ready(line: PartnerLine) -> str:
    if line.internal and line.services:
        return "내부"
    if line.services and line.ready == line.services:
        return f"가능 {line.ready}"
    return f"빈칸 {line.services - line.ready}" if line.services else "서비스 없음"


def _ready_look(line: PartnerLine) -> ChipLook:
    if line.internal and line.services:
        return ChipLook(Tone.INFO)
    if line.services and line.ready == line.services:
        return ChipLook(Tone.SUCCESS, "check-circle")
    return ChipLook(Tone.WARNING, "alert-triangle")
