"""실적: what became of the people sent to partners, in figures that open their rows."""

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QSizePolicy, QStackedWidget, QWidget

from desktop.domain.partner_results import Figure, Rate, ResultLine, notes_of
from desktop.domain.period import Period, Span
from desktop.domain.rights import Right
from desktop.services.act import Changed
from desktop.services.results import Asked, By, Results
from desktop.ui.counter import Counter
from desktop.ui.gate import only
from desktop.ui.kit import (
    Button,
    Card,
    Columns,
    Combo,
    EmptyState,
    Face,
    Flow,
    PageHead,
    Paragraph,
    RecordTable,
    Role,
    SectionTitle,
    Segmented,
    WorkingArea,
    column,
    theme,
)
from desktop.ui.results.columns import (
    BY_KEY,
    COLUMNS,
    MOST_FIRST,
    NAME,
    NARROW_LEAVES_OUT,
    FigureDelegate,
    ResultsModel,
    sort,
)
from desktop.ui.results.days import DaysTaken
from desktop.ui.results.funnel import Funnel
from desktop.ui.results.leaving import Leaving
from desktop.ui.results.notes import Notes
from desktop.ui.results.period import PeriodChoice
from desktop.ui.results.rows import RowsBehind

ROW = 46
NARROW, VERY_NARROW = 940, 640
"""Design pixels below which figures that stand in the funnel too have no column."""
LOW = 620
"""Design pixels below which the table stands under the edge."""
PATIENCE = 300
"""Milliseconds after which it is said that figures are still being counted."""
NAMES = {By.PARTNER: "기관", By.SERVICE: "서비스", By.GROUP: "대상"}


class ResultsScreen(QWidget):
    """Figures of a period by partner, service or group; Enter opens the rows of one of them."""

    keys = (
        ("← → ↑ ↓", "수 고르기"),
        ("Enter", "고른 수의 명단"),
        ("Esc", "명단에서 결과로, 결과에서 오늘로"),
        ("Alt+← Alt+→", "앞 기간, 다음 기간"),
        ("S", "고른 칸의 차례로"),
        ("D", "용어와 기준"),
        ("Ctrl+P", "실적표 인쇄"),
        ("Ctrl+Shift+P", "프린터를 골라 인쇄"),
        ("X", "엑셀 파일로"),
        ("L", "고른 기관에 보낼 편지"),
        ("T", "방문 추이"),
    )

    def __init__(self, counter: Counter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._counter = counter
        self._leaving = Leaving(counter, self)
        self._found: Results | None = None
        self._opened: tuple[Asked, Figure] | None = None
        self._waiting = QTimer(self, singleShot=True, interval=PATIENCE)
        self._waiting.timeout.connect(lambda: self.head.whose.setText("셈하고 있습니다…"))
        self._lay_out()
        for keys, by in (("Alt+Left", -1), ("Alt+Right", 1)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(lambda by=by: self._step(by))
        counter.changed.connect(self._take_change)

    # where

    def show_for(
        self,
        span: str = "",
        since: str = "",
        until: str = "",
        by: str = "",
        partner: str = "",
        service: str = "",
        group: str = "",
        **_where: object,
    ) -> None:
        """The results of this month, or of what is named."""
        if span and since and until:
            self.period.set_period(
                Period(Span(span), date.fromisoformat(since), date.fromisoformat(until))
            )
        if by:
            self._quietly(self.by, by)
        for combo, value in ((self.partner, partner), (self.service, service), (self.group, group)):
            if value:
                combo.set_options([("", ""), (value, value)])
                self._quietly(combo, value)
        self._go_back()
        self._read()

    @property
    def where(self) -> dict[str, str]:
        """What brings these figures back."""
        asked = self.asked()
        return {
            "span": asked.period.span.value,
            "since": asked.period.since.isoformat(),
            "until": asked.period.until.isoformat(),
            "by": asked.by.value,
            "partner": asked.partner,
            "service": asked.service,
            "group": asked.group,
        }

    def asked(self) -> Asked:
        """What is asked for now."""
        return Asked(
            self.period.period(),
            By(str(self.by.value())),
            str(self.partner.value() or ""),
            str(self.service.value() or ""),
            str(self.group.value() or ""),
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
        outer.addWidget(self._make_pictures())
        self.table = self._make_table()
        outer.addWidget(self.table, 1)
        self.sentence = Paragraph("", face=Face.NOTE, ink="second")
        outer.addWidget(self.sentence)
        self.rows = RowsBehind(self._counter)
        self.rows.back_wanted.connect(self._go_back)
        self.rows.figure_chosen.connect(self._open_other)
        self.rows.person_wanted.connect(
            lambda visitor_id: self._counter.go("visitor", visitor_id=visitor_id)
        )
        self.rows.model.sorted_anew.connect(lambda: self._read_rows(first=True))
        self._stack.addWidget(self.rows)
        self.notes = Notes(
            "결과로",
            self._go_back,
            (
                *((figure.label, (figure.sentence,)) for figure in Figure),
                ("비율과 날", (*(rate.sentence for rate in Rate), *notes_of((), groups=True))),
            ),
        )
        self._stack.addWidget(self.notes)
        only(self._counter, Right.PRINT, self.print_button, self.letter_button)
        only(self._counter, Right.EXPORT, self.sheet_button)
        self._tell_figure()

    def _make_head(self) -> PageHead:
        self.head = PageHead("기관별 결과")
        self.trends_button = Button("방문 추이", icon="history", keys="T")
        self.trends_button.clicked.connect(lambda: self._counter.go("trends"))
        self.notes_button = Button("기준", Role.QUIET, icon="info", keys="D")
        self.notes_button.clicked.connect(self._show_notes)
        self.letter_button = Button("편지", icon="message", keys="L")
        self.letter_button.clicked.connect(self._print_letter)
        self.sheet_button = Button("엑셀", icon="download", keys="X")
        self.sheet_button.clicked.connect(self._ask_for_sheet)
        self.print_button = Button("실적표 인쇄", Role.PRIMARY, icon="printer", keys="Ctrl+P")
        self.print_button.clicked.connect(self.print_paper)
        for button in (
            self.notes_button, self.trends_button, self.letter_button, self.sheet_button,
            self.print_button,
        ):  # fmt: skip
            self.head.acts.addWidget(button)
        return self.head

    def _make_choices(self) -> Flow:
        choices = Flow(gap=10)
        self.period = PeriodChoice(self._counter.clock.today())
        self.period.period_changed.connect(self._read)
        self.period.refused.connect(lambda words: self._counter.say(words, "warning"))
        choices.addWidget(self.period)
        self.by = Segmented(
            [(one.value, f"{one.label}별") for one in By], By.PARTNER.value, name="줄"
        )
        self.by.value_changed.connect(self._read)
        choices.addWidget(self.by)
        self.partner = self._combo("모든 기관", "기관", 190)
        self.service = self._combo("모든 서비스", "서비스", 210)
        self.group = self._combo("모든 대상", "대상", 170)
        for combo in (self.partner, self.service, self.group):
            choices.addWidget(combo)
        return choices

    def _combo(self, everything: str, name: str, wide: int) -> Combo:
        combo = Combo([("", everything)], "")
        combo.set_wish(wide)
        combo.setAccessibleName(name)
        combo.value_changed.connect(self._read)
        return combo

    def _make_pictures(self) -> Columns:
        self.way = Card(gap=4, margins=(16, 12))
        self.way_title = SectionTitle("의뢰가 간 길")
        self.way.body.addWidget(self.way_title)
        self.funnel = Funnel()
        self.funnel.opened.connect(lambda figure: self._open("", figure))
        self.funnel.chosen.connect(lambda figure: self._tell(figure.label, figure.sentence))
        self.way.body.addWidget(self.funnel)
        self.way.body.addStretch(1)
        taken = Card(gap=8, margins=(16, 12))
        taken.body.addWidget(SectionTitle("걸린 날(근무일 중앙값)"))
        self.days = DaysTaken()
        taken.body.addWidget(self.days)
        taken.body.addStretch(1)
        return Columns([self.way, taken], [0, 388])

    def _make_table(self) -> RecordTable:
        self.model = ResultsModel()
        empty = EmptyState(
            "이 기간에 의뢰한 건이 없습니다.",
            "의뢰서를 발급하면 여기에 셈합니다. 앞 기간을 보려면",
            icon="results",
            keys="Alt+←",
        )
        table = RecordTable(self.model, row_height=ROW, empty=empty, name="기관별 결과")
        table.setItemDelegate(FigureDelegate(table))
        table.setMinimumHeight(theme.px(34 + 3 * ROW))
        # As high as there is room: it has a scroll bar of its own.
        table.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        table.opened.connect(lambda row: self._open_cell(row))
        self.model.offer(tuple(BY_KEY), MOST_FIRST)
        self.model.sorted_anew.connect(self._show_lines)
        table.selectionModel().currentChanged.connect(lambda *_: self._tell_figure())
        return table

    def _show_notes(self) -> None:
        self._stack.setCurrentWidget(self.notes)
        self.notes.back.setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.width()
        for at, one in enumerate(COLUMNS):
            if one.key == "reply_days":
                self.table.show_column(at, wide >= theme.px(VERY_NARROW))
            elif one.figure in NARROW_LEAVES_OUT and one.key == one.figure.value:
                self.table.show_column(at, wide >= theme.px(NARROW))

    # reading

    def _read(self) -> None:
        if not self._counter.is_open:
            return
        desk, account, asked = self._counter.desk, self._counter.account, self.asked()
        self._waiting.start()
        self._counter.jobs.latest(
            "results", lambda: desk.results.table(account, asked), self._show, aside=True
        )

    def _show(self, found: Results) -> None:
        self._waiting.stop()
        self._found = found
        for combo, everything, choices in (
            (self.partner, "모든 기관", found.partners),
            (self.service, "모든 서비스", found.services),
            (self.group, "모든 대상", found.groups),
        ):
            value = combo.value() or ""
            combo.blockSignals(True)
            combo.set_options([("", everything), *choices])
            combo.set_value(value if value in dict(choices) else "")
            combo.blockSignals(False)
        self._show_lines()
        total = found.total
        self.funnel.show_line(total)
        self.days.show_line(total)
        hired = total.count(Figure.HIRED)
        self.head.whose.setText(f"{found.asked.period.label} · 기간 중 취업 {hired.cases:,}건")
        self._show_acts()

    def _show_lines(self) -> None:
        found = self._found
        if found is None:
            return
        here, at = self._line(), self.table.currentIndex().column()
        lines = sort(found.lines, self.model.sorting or MOST_FIRST)
        shown = [*lines, found.total] if lines else []
        self.model.name_rows(NAMES[found.asked.by])
        self.model.show_records(shown)
        row = next((place for place, one in enumerate(shown) if here and one.key == here.key), 0)
        if shown:
            self.table.setCurrentIndex(self.model.index(row, max(0, at)))
            if not self._stack.currentIndex() and self._is_free():
                self._begin()

    def _is_free(self) -> bool:
        """Whether the keyboard is nowhere on this screen yet."""
        focus = self.focusWidget()
        return focus is None or not focus.isVisible()

    def _line(self) -> ResultLine | None:
        at = self.table.current_row()
        return self.model.record(at) if 0 <= at < self.model.rowCount() else None

    def _show_acts(self) -> None:
        some = self._found is not None and bool(self._found.lines)
        self.print_button.setEnabled(self._found is not None)
        self.sheet_button.setEnabled(some)
        self.letter_button.setEnabled(bool(self._partner_here()))

    def _tell_figure(self) -> None:
        at = max(0, self.table.currentIndex().column())
        column_here = COLUMNS[at]
        if column_here.key == NAME:
            self._tell("", "칸을 ← →로 고르고 Enter를 누르면 그 수의 명단이 열립니다.")
        else:
            self._tell(column_here.label, column_here.sentence)
        if self._found is not None:
            self._show_acts()

    def _tell(self, label: str, sentence: str) -> None:
        self.sentence.set_text(f"{label}: {sentence}" if label else sentence)

    def _take_change(self, changed: Changed) -> None:
        kinds = ("referral", "partner", "holiday", "destruction")
        if not self.isVisible() or not self._counter.is_touched(changed, *kinds):
            return
        self._read()
        if self._opened is not None:
            self._read_rows(first=False)

    def _quietly(self, control: Any, value: str) -> None:
        control.blockSignals(True)
        control.set_value(value)
        control.blockSignals(False)

    def _step(self, by: int) -> None:
        if self._stack.currentIndex() == 0:
            self.period.step(by)

    # sorting and opening

    def _open_cell(self, row: int) -> None:
        line = self.model.record(row)
        self._open(line.key, COLUMNS[max(0, self.table.currentIndex().column())].figure)

    def _open(self, key: str, figure: Figure) -> None:
        found = self._found
        if found is None:
            return
        line = next((one for one in found.lines if one.key == key), found.total)
        self._opened = (found.asked.narrowed(key), figure)
        name = line.label if key else "모든 " + NAMES[found.asked.by]
        if line.below:
            name = f"{line.below} {name}"
        self.rows.show_asked(f"{name} · {found.asked.period.label}", line, figure)
        self._stack.setCurrentWidget(self.rows)
        self.rows.table.setFocus(Qt.FocusReason.OtherFocusReason)
        self._read_rows(first=True)

    def _open_other(self, figure: Figure) -> None:
        if self._opened is not None:
            self._opened = (self._opened[0], figure)
            self.rows.sentence.set_text(f"{figure.label}: {figure.sentence}")
            self._read_rows(first=True)

    def _read_rows(self, *, first: bool) -> None:
        if self._opened is None or not self._counter.is_open:
            return
        asked, figure = self._opened
        self.rows.read(asked, figure, first=first)

    def _go_back(self) -> None:
        self._opened = None
        self._stack.setCurrentIndex(0)
        self._begin()

    def _begin(self) -> None:
        """The keyboard goes to the figures; on a small desk to those at the top."""
        first = self.table if self.height() >= theme.px(LOW) else self.funnel
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back a step; the letters work in Hangul mode too."""
        acts: dict[object, Callable[[], None]] = {
            Qt.Key.Key_S: lambda: self.table.sort_by(max(0, self._column())),
            Qt.Key.Key_X: self.sheet_button.click,
            Qt.Key.Key_L: self.letter_button.click,
            Qt.Key.Key_D: self._show_notes,
            Qt.Key.Key_T: self.trends_button.click,
        }
        key = _HANGUL_KEYS.get(event.text(), Qt.Key(event.key()))
        deeper = self._stack.currentIndex() > 0
        if key == Qt.Key.Key_Escape and deeper:
            self._go_back()
        elif key == Qt.Key.Key_Escape:
            self._counter.go("today")
        elif not deeper and key in acts and not event.modifiers():
            acts[key]()
        else:
            super().keyPressEvent(event)

    def _column(self) -> int:
        return self.table.currentIndex().column()

    # what leaves

    def print_paper(self) -> None:
        """Ctrl+P: the table as it is narrowed down now."""
        if self._found is not None:
            self._leaving.print_table(self.asked())

    def print_with_dialog(self) -> None:
        """Shift+Ctrl+P: the same after choosing a printer."""
        if self._found is not None:
            self._leaving.print_table_with_dialog(self.asked())

    def _partner_here(self) -> str:
        """The partner of the row, or the one everything is narrowed down to."""
        found, line = self._found, self._line()
        if found is None:
            return ""
        if found.asked.by is By.PARTNER and line is not None and line.key:
            return line.key
        return found.asked.partner

    def _print_letter(self) -> None:
        partner = self._partner_here()
        if not partner:
            self._counter.say("편지를 받을 기관의 줄을 골라 주십시오.", "info")
            return
        self._leaving.print_letter(partner, self.period.period().since.year)

    def _ask_for_sheet(self) -> None:
        self._leaving.ask_for_sheet(self.asked())


_HANGUL_KEYS = {
    "ㄴ": Qt.Key.Key_S, "ㅌ": Qt.Key.Key_X, "ㅣ": Qt.Key.Key_L, "ㅇ": Qt.Key.Key_D,
    "ㅅ": Qt.Key.Key_T,
}  # fmt: skip
