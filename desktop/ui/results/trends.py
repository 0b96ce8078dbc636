"""방문 추이: ten years in a picture, and a month with 연인원 and 실인원 of every row."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QSizePolicy, QStackedWidget, QWidget

from desktop.domain.calendar import show_date
from desktop.domain.errors import NaeilError
from desktop.domain.partner_results import NOBODY as DASH
from desktop.domain.partner_results import share
from desktop.domain.partner_results import shown as told
from desktop.domain.period import Span
from desktop.domain.rights import Right
from desktop.domain.statistics import NOTES, Month, Shown, Subject, Trend, TrendLine
from desktop.services.act import Changed
from desktop.services.statistics import Asked, Recounted
from desktop.ui.counter import Counter
from desktop.ui.gate import only
from desktop.ui.kit import (
    Button,
    Card,
    Column,
    Combo,
    EmptyState,
    Face,
    Flow,
    PageHead,
    Paragraph,
    RecordsModel,
    RecordTable,
    Role,
    Segmented,
    WorkingArea,
    column,
    theme,
)
from desktop.ui.results.notes import Notes
from desktop.ui.results.years import MONTHS, YearsPicture

ROW = 38
SPANS = [(one.value, f"{one.label}별") for one in (Span.MONTH, Span.YEAR)]
NARROW = 760
"""Design pixels below which the sum of all years has no column; it stands in the picture."""
PEOPLE, BEFORE, WHOLE = 2, 4, 5
"""Columns that come and go."""


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table: the chosen period, the one a year before, and everything."""

    line: TrendLine
    cases: int
    people: int | None
    share: str
    before: int | None


class TrendsScreen(QWidget):
    """What is counted is chosen, a bar by the arrows, a row of it in the table."""

    keys = (
        ("← →", "앞 달과 다음 달(그림에서)"),
        ("PgUp", "한 해 앞, PgDn은 한 해 뒤"),
        ("↑ ↓", "그림에 겹쳐 볼 줄"),
        ("M", "월별·연별 바꾸기"),
        ("D", "용어와 기준"),
        ("R", "집계가 기록과 맞는지 확인"),
        ("T", "기관별 결과"),
        ("Esc", "기준에서 추이로, 추이에서 기관별 결과로"),
    )

    def __init__(self, counter: Counter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._counter = counter
        self._trend: Trend | None = None
        self._month: Month | None = None
        self._lay_out()
        for keys, by in (("Alt+Left", -1), ("Alt+Right", 1)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(lambda by=by: self.picture.step(by))
        counter.changed.connect(self._take_change)

    # where

    def show_for(self, shown: str = "", span: str = "", **_where: object) -> None:
        """The picture of visits by channel, or of what is named."""
        for control, value in ((self.shown, shown), (self.span, span)):
            if value:
                control.blockSignals(True)
                control.set_value(value)
                control.blockSignals(False)
        self._go_back()
        self._read()

    @property
    def where(self) -> dict[str, str]:
        """What brings this picture back."""
        asked = self.asked()
        return {"shown": asked.shown.value, "span": asked.span.value}

    def asked(self) -> Asked:
        """What is asked for now."""
        return Asked(
            Shown(str(self.shown.value())),
            self._counter.clock.today(),
            Span(str(self.span.value())),
        )

    def refresh(self) -> None:
        """Read the figures again."""
        self._read()

    # layout

    def _lay_out(self) -> None:
        self._stack = QStackedWidget()
        column(self, gap=0).addWidget(self._stack)
        area = WorkingArea(gap=12, margins=(24, 16, 24, 16))
        area.follow_focus()
        self._stack.addWidget(area)
        outer = area.body
        outer.addWidget(self._make_head())
        outer.addLayout(self._make_choices())
        card = Card(gap=4, margins=(16, 10))
        self.picture = YearsPicture()
        self.picture.chosen.connect(self._take_period)
        self.picture.opened.connect(self._enter_table)
        card.body.addWidget(self.picture)
        outer.addWidget(card)
        self.table = self._make_table()
        outer.addWidget(self.table, 1)
        self.sentence = Paragraph("", face=Face.NOTE, ink="second")
        outer.addWidget(self.sentence)
        self.notes = Notes(
            "추이로",
            self._go_back,
            (
                *((subject.label, (subject.sentence,)) for subject in Subject),
                ("연인원과 실인원", NOTES),
            ),
        )
        self._stack.addWidget(self.notes)
        only(self._counter, Right.BACKUP, self.recount_button)

    def _make_head(self) -> PageHead:
        self.head = PageHead("방문 추이")
        self.notes_button = Button("기준", Role.QUIET, icon="info", keys="D")
        self.notes_button.clicked.connect(self._show_notes)
        self.recount_button = Button("집계 확인", icon="refresh", keys="R")
        self.recount_button.clicked.connect(self._recount)
        self.results_button = Button("기관별 결과", icon="results", keys="T")
        self.results_button.clicked.connect(lambda: self._counter.go("results"))
        for button in (self.notes_button, self.recount_button, self.results_button):
            self.head.acts.addWidget(button)
        return self.head

    def _make_choices(self) -> Flow:
        choices = Flow(gap=10)
        self.shown = Combo([(one.value, one.label) for one in Shown], Shown.CHANNEL.value)
        self.shown.set_wish(230)
        self.shown.setAccessibleName("볼 것")
        self.shown.value_changed.connect(self._read)
        choices.addWidget(self.shown)
        self.span = Segmented(SPANS, Span.MONTH.value, name="막대 하나")
        self.span.value_changed.connect(self._read)
        choices.addWidget(self.span)
        return choices

    def _make_table(self) -> RecordTable:
        self.model: RecordsModel[Row] = RecordsModel(
            [
                Column("구분", lambda row: row.line.label, strong=True),
                Column("연인원", lambda row: f"{row.cases:,}", width=110, right=True),
                Column("실인원", lambda row: _count(row.people), width=110, right=True),
                Column("비율", lambda row: row.share, width=100, right=True),
                Column("앞 해 같은 때", lambda row: _count(row.before), width=130, right=True),
                Column("10년 합계", lambda row: f"{row.line.total:,}", width=130, right=True),
            ]
        )
        empty = EmptyState(
            "아직 셀 것이 없습니다.",
            "접수하면 그달의 막대에 바로 더해집니다. 접수는",
            icon="results",
            keys="F2",
        )
        table = RecordTable(self.model, row_height=ROW, empty=empty, name="고른 때의 수")
        table.setMinimumHeight(theme.px(34 + 4 * ROW))
        # As high as there is room: it has a scroll bar of its own.
        table.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        table.row_changed.connect(lambda _row: self._take_row())
        table.opened.connect(lambda _row: self.picture.setFocus(Qt.FocusReason.TabFocusReason))
        return table

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_columns()

    def _show_columns(self) -> None:
        wide = self.width() >= theme.px(NARROW)
        self.table.show_column(PEOPLE, self.span.value() == Span.MONTH.value)
        self.table.show_column(BEFORE, wide)
        self.table.show_column(WHOLE, wide)

    # reading

    def _read(self) -> None:
        if not self._counter.is_open:
            return
        desk, account, asked = self._counter.desk, self._counter.account, self.asked()
        self._counter.jobs.latest(
            "trends", lambda: desk.statistics.ten_years(account, asked), self._show
        )

    def _show(self, found: Trend) -> None:
        other = self._trend is not None and self._trend.shown is not found.shown
        self._trend = found
        if other or (self._month is not None and self._month.shown is not found.shown):
            self._month = None
        periods = found.periods
        first, last = show_date(periods[0].since), show_date(periods[-1].until)
        self.head.whose.setText(f"{found.shown.label} · {first} ~ {last}")
        self.picture.show_trend(found)
        self._show_columns()
        self._take_period()
        if self._is_free():
            self._begin()

    def _is_free(self) -> bool:
        """Whether the keyboard is nowhere on this screen yet."""
        focus = self.focusWidget()
        return self._stack.currentIndex() == 0 and (focus is None or not focus.isVisible())

    def _take_period(self) -> None:
        """Another bar: its rows, and the people of a month as soon as they are counted."""
        self._show_rows()
        trend, period = self._trend, self.picture.period()
        if trend is None or period is None or period.span is not Span.MONTH:
            return
        if not self._counter.is_open or self._month_of(period.since) is not None:
            return
        desk, account, since = self._counter.desk, self._counter.account, period.since
        self._counter.jobs.latest(
            "trends.month",
            lambda: desk.statistics.month(account, trend.shown, since),
            self._show_month,
        )

    def _show_month(self, found: Month) -> None:
        self._month = found
        self._show_rows()

    def _month_of(self, since: date) -> Month | None:
        month, trend = self._month, self._trend
        fits = month is not None and trend is not None and month.shown is trend.shown
        return month if fits and month is not None and month.period.since == since else None

    def _show_rows(self) -> None:
        trend, period = self._trend, self.picture.period()
        if trend is None or period is None:
            return
        here = self._row()
        rows = [] if trend.empty else [self._line(one) for one in (trend.total, *trend.lines)]
        self.model.show_records(rows)
        at = next((n for n, one in enumerate(rows) if here and one.line.key == here.line.key), 0)
        if rows:
            self.table.go_to(at)
        self._take_row()
        # A line that counts several times is named where it is shown.
        words = [trend.shown.subject.sentence]
        words += [NOTES[3]] if trend.shown.several else []
        self.sentence.set_text(" ".join(words))

    def _line(self, line: TrendLine) -> Row:
        assert self._trend is not None
        at, back = self.picture.at, self._back()
        month = self._month_of(self._trend.periods[at].since)
        people: int | None = None
        if month is not None:
            counted = {one.key: one.people for one in month.lines}
            whole = line is self._trend.total
            people = month.total.people if whole else counted.get(line.key, 0)
        return Row(
            line,
            line.counts[at],
            people,
            told(share(line.counts[at], self._trend.total.counts[at]), "%"),
            line.counts[at - back] if at >= back else None,
        )

    def _back(self) -> int:
        """How many bars a year is."""
        return MONTHS if self.span.value() == Span.MONTH.value else 1

    def _row(self) -> Row | None:
        at = self.table.current_row()
        return self.model.record(at) if 0 <= at < self.model.rowCount() else None

    def _take_row(self) -> None:
        row, trend = self._row(), self._trend
        whole = row is None or trend is None or row.line is trend.total
        self.picture.show_part(None if whole or row is None else row.line)

    def _take_change(self, changed: Changed) -> None:
        kinds = ("visit", "visitor", "note", "referral", "tally")
        if self.isVisible() and self._counter.is_touched(changed, *kinds):
            self._month = None
            self._read()

    # keys and acts

    def _show_notes(self) -> None:
        self._stack.setCurrentWidget(self.notes)
        self.notes.back.setFocus(Qt.FocusReason.OtherFocusReason)

    def _go_back(self) -> None:
        self._stack.setCurrentIndex(0)
        self._begin()

    def _begin(self) -> None:
        self.picture.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back a step; the letters work in Hangul mode too."""
        acts: dict[object, Callable[[], None]] = {
            Qt.Key.Key_M: self._turn_span,
            Qt.Key.Key_D: self._show_notes,
            Qt.Key.Key_R: self.recount_button.click,
            Qt.Key.Key_T: self.results_button.click,
        }
        key = _HANGUL_KEYS.get(event.text(), Qt.Key(event.key()))
        deeper = self._stack.currentIndex() > 0
        if key == Qt.Key.Key_Escape and deeper:
            self._go_back()
        elif key == Qt.Key.Key_Escape:
            self._counter.go("results")
        elif not deeper and key in acts and not event.modifiers():
            acts[key]()
        else:
            super().keyPressEvent(event)

    def _enter_table(self) -> None:
        self.table.setFocus(Qt.FocusReason.TabFocusReason)

    def _turn_span(self) -> None:
        month = self.span.value() == Span.MONTH.value
        self.span.set_value((Span.YEAR if month else Span.MONTH).value)

    def _recount(self) -> None:
        desk, account = self._counter.desk, self._counter.account

        def show(found: Recounted) -> None:
            if found.wrong:
                words = f"기록과 다른 수를 다시 세어 바로잡았습니다: {found.wrong[0]}"
                self._counter.say(words, "warning")
            else:
                self._counter.say(f"집계 {found.figures:,}개가 기록과 모두 맞습니다.", "success")

        def refused(error: NaeilError) -> None:
            self._counter.say(str(error), "warning")

        # It counts first; whoever saves meanwhile does not wait for that.
        self._counter.jobs.long(lambda: desk.statistics.recount(account), show, refused)


def _count(number: int | None) -> str:
    return DASH if number is None else f"{number:,}"


_HANGUL_KEYS = {"ㅡ": Qt.Key.Key_M, "ㅇ": Qt.Key.Key_D, "ㄱ": Qt.Key.Key_R, "ㅅ": Qt.Key.Key_T}
