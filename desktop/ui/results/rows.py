"""The referrals behind one figure: names masked, Enter opens the person."""

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from desktop.domain.calendar import show_date, show_short_day
from desktop.domain.partner_results import Figure, ResultLine
from desktop.domain.referral import ReferralLine
from desktop.services.paging import Behind as Place
from desktop.services.paging import Part
from desktop.services.results import ISSUED, NEWEST, PARTNER, STATE, Asked, Behind
from desktop.ui.counter import Counter
from desktop.ui.kit import (
    Button,
    ChipLook,
    Column,
    Combo,
    EmptyState,
    PageHead,
    Paragraph,
    RecordsModel,
    RecordTable,
    Role,
    Tone,
    column,
    theme,
)
from desktop.ui.kit.theme import Face
from desktop.ui.paged import PagedRows
from desktop.ui.referral.number_card import OUTCOME_TONES

NARROW = 700
NAME = 1


class RowsBehind(QWidget):
    """A list under the name of its figure; another figure of the same row can be chosen."""

    back_wanted = Signal()
    figure_chosen = Signal(object)
    person_wanted = Signal(int)

    def __init__(self, counter: Counter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._counter = counter
        self._narrow = False
        outer = column(self, gap=12, margins=(24, 16, 24, 12))
        self.head = PageHead("명단")
        self.figure = Combo()
        self.figure.set_wish(190)
        self.figure.setAccessibleName("볼 수")
        self.figure.value_changed.connect(self._choose)
        self.back = Button("결과로", Role.QUIET, icon="arrow-left", keys="Esc")
        self.back.clicked.connect(self.back_wanted)
        self.head.acts.addWidget(self.figure)
        self.head.acts.addWidget(self.back)
        outer.addWidget(self.head)
        self.sentence = Paragraph("", face=Face.NOTE, ink="second")
        outer.addWidget(self.sentence)
        self.model: RecordsModel[ReferralLine] = RecordsModel(
            [
                Column(
                    "의뢰번호", lambda line: line.number, width=118, figures=True,
                    below=self._below_number,
                ),
                Column("이름", lambda line: line.masked_name, width=110, strong=True),
                Column(
                    "기관", lambda line: line.partner, below=lambda line: line.service,
                    sort=PARTNER,
                ),
                Column(
                    "상태", lambda line: line.progress.label, width=140, chip=_look, sort=STATE
                ),
                Column("의뢰일", _issued, width=124, below=_due, sort=ISSUED, down_first=True),
            ]
        )  # fmt: skip
        empty = EmptyState("이 수에 드는 의뢰가 없습니다.", "다른 수를 골라 보십시오.")
        self.table = RecordTable(self.model, row_height=50, empty=empty, name="의뢰 명단")
        self.table.setMinimumHeight(theme.px(34 + 3 * 50))
        self.table.opened.connect(self._open)
        outer.addWidget(self.table, 1)
        self._rows = PagedRows(
            counter, "results.rows", self.model, self.table, lambda line: line.id, aside=True
        )

    def show_asked(self, title: str, line: ResultLine, figure: Figure) -> None:
        """Whose figures these are, before their rows are read."""
        self.head.title.setText(title)
        self.head.whose.setText("")
        self.figure.blockSignals(True)
        self.figure.set_options(_choices(line))
        self.figure.set_value(figure.value)
        self.figure.blockSignals(False)
        self.sentence.set_text(f"{figure.label}: {figure.sentence}")
        self.model.show_records(())
        self.model.offer((PARTNER, STATE, ISSUED), NEWEST)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def read(self, asked: Asked, figure: Figure, *, first: bool) -> None:
        """Read the rows; the figure is counted once, further rows by the keys it counted."""
        desk, account = self._counter.desk, self._counter.account
        sorting = self.model.sorting or NEWEST
        counted: list[Behind] = []

        def part(behind: Place | None, limit: int, new: bool) -> Part[ReferralLine]:
            if behind is None:
                found = desk.results.behind(account, asked, figure, sorting, limit, first=new)
                counted[:] = [found]
                return _part(found.lines, limit, found.count)
            done, keys = behind[2], counted[0].keys
            lines = desk.results.more(account, figure, keys[done : done + limit])
            return _part(lines, done + limit, len(keys))

        def shown() -> None:
            (found,) = counted
            self.head.whose.setText(f"{found.count:,}건 {found.people:,}명")

        self._rows.read(part, shown, first=first)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._narrow = self.width() < theme.px(NARROW)
        self.table.show_column(NAME, not self._narrow)

    def _below_number(self, line: ReferralLine) -> str:
        return line.masked_name if self._narrow else line.counsellor

    def _choose(self) -> None:
        if self.figure.value():
            self.figure_chosen.emit(Figure(self.figure.value()))

    def _open(self, row: int) -> None:
        self.person_wanted.emit(self.model.record(row).visitor_id)


def _part(lines: tuple[ReferralLine, ...], done: int, count: int) -> Part[ReferralLine]:
    """So many of the keys are done with, which is the place of a part."""
    return Part(lines, (0, None, done) if done < count else None)


def _choices(line: ResultLine) -> Iterable[tuple[str, str]]:
    return [(one.value, f"{one.label} {line.count(one).cases:,}건") for one in Figure]


def _look(line: ReferralLine) -> ChipLook:
    return ChipLook(OUTCOME_TONES.get(line.progress, Tone.NEUTRAL))


def _issued(line: ReferralLine) -> str:
    return show_date(line.issued_on) if line.issued_on else ""


def _due(line: ReferralLine) -> str:
    return f"기한 {show_short_day(line.reply_due)}" if line.reply_due else ""
