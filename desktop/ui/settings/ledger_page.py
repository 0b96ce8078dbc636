"""What the pages of the ledgers have in common: a period, a list, and a paper asked for its use."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.domain.calendar import add_months, show_date, show_time
from desktop.domain.guard import clean, find_identifiers
from desktop.domain.rights import Right, may, refusal
from desktop.domain.sorting import Sorting
from desktop.services.ledgers import BY_TIME, NEWEST
from desktop.services.papers import ReadyPaper
from desktop.ui.counter import Counter
from desktop.ui.kit import (
    Button,
    Card,
    Combo,
    EmptyState,
    Face,
    Field,
    Flow,
    Form,
    Hint,
    KoreanLineEdit,
    PlainLabel,
    RecordsModel,
    RecordTable,
    Role,
    row,
    theme,
)
from desktop.ui.paged import Ask, PagedRows, how_many
from desktop.ui.printing import CounterPrinter
from desktop.ui.settings.page import SettingsPage

MONTHS_BACK = 24


def month_label(month: str) -> str:
    """2026년 11월"""
    year, _, number = month.partition("-")
    return f"{year}년 {int(number)}월"


def periods(today: date) -> list[tuple[str, str]]:
    """The months back to two years ago, newest first, with the years among them."""
    found: list[tuple[str, str]] = []
    first = today.replace(day=1)
    for back in range(MONTHS_BACK + 1):
        month = add_months(first, -back)
        found.append((f"{month:%Y-%m}", month_label(f"{month:%Y-%m}")))
        if month.month == 1 or back == MONTHS_BACK:
            found.append((f"{month:%Y}", f"{month.year}년 전체"))
    return found


def days_of(period: str) -> tuple[date, date]:
    """First and last day of "2026-11" or "2026"."""
    year, _, number = period.partition("-")
    if not number:
        return date(int(year), 1, 1), date(int(year), 12, 31)
    first = date(int(year), int(number), 1)
    return first, add_months(first, 1) - timedelta(days=1)


def when(at: Any) -> str:
    """Day and time in one line."""
    return f"{show_date(at.date())} {show_time(at)}"


class LedgerPage(SettingsPage):
    """A list of a period; Ctrl+P prints it when its use was told."""

    keys = (("Ctrl+P", "대장 인쇄"), ("Ctrl+Shift+P", "프린터를 골라 인쇄"))
    paper_words = "대장"

    def __init__(self, counter: Counter) -> None:
        super().__init__(counter)
        self._printer = CounterPrinter(counter, self)
        self._shown: tuple[object, ...] | None = None
        self.period = Combo(periods(counter.clock.today()), f"{counter.clock.today():%Y-%m}")
        self.period.set_wish(170)
        self.period.setAccessibleName("기간")
        self.period.value_changed.connect(self.refresh)
        self.choices = Flow(gap=10)
        self.choices.addWidget(self.period)
        self._count = PlainLabel("", face=Face.NOTE, ink="second")

    def lay_out(self, model: RecordsModel[Any], empty: tuple[str, str], name: str) -> None:
        """List and card, once the page has made its columns."""
        self.choices.addWidget(self._count)
        self.body.addLayout(self.choices)
        self._model = model
        words = empty if self.allowed else (refusal(Right.LOG), "")
        self.table = RecordTable(
            model, row_height=50, empty=EmptyState(*words, icon="printer"), name=name
        )
        self.table.setMinimumHeight(theme.px(240))
        model.sorted_anew.connect(self.refresh)
        self._rows = PagedRows(
            self._counter, f"settings.{self.key}", model, self.table, self.same, aside=True
        )
        self.body.addWidget(self.table, 1)
        self.body.addWidget(self._card())
        for choice in (self.period, *self.more_choices()):
            choice.setEnabled(self.allowed)

    def more_choices(self) -> tuple[QWidget, ...]:
        """What else narrows the list down."""
        return ()

    @property
    def allowed(self) -> bool:
        """Whether whoever sits here may see it."""
        counter = self._counter
        return counter.is_open and may(counter.account.role, Right.LOG)

    def _card(self) -> Card:
        card = Card(gap=6, margins=(16, 12))
        form = Form(self, guard=find_identifiers, clean=clean)
        use = Field("용도", KoreanLineEdit("예: 정기 점검 제출"), required=True, room=False)
        receiver = Field("받는 곳", KoreanLineEdit("센터에 두면 비웁니다"), room=False)
        pair = Flow(gap=12)
        for name, field in (("use", use), ("receiver", receiver)):
            field.setMinimumWidth(theme.px(220))
            form.add(name, field)
            pair.addWidget(field)
        card.body.addLayout(pair)
        line: QHBoxLayout = row(gap=10)
        line.addWidget(Hint("명단이 나가는 인쇄라 쓰는 곳을 여쭙니다.", elide=True), 1)
        self.print_button = Button(
            f"{self.paper_words} 인쇄", Role.PRIMARY, icon="printer", keys="Ctrl+P"
        )
        self.print_button.clicked.connect(self.print_paper)
        self.print_button.setEnabled(self.allowed)
        line.addWidget(self.print_button)
        card.body.addLayout(line)
        form.then(self.print_button)
        self.form = form
        return card

    # reading

    def begin(self) -> None:
        self.table.setFocus()

    def refresh(self) -> None:
        """Read the list; one row in the log for each period that comes up."""
        if not self.allowed or not self.period.value():
            return
        self._model.offer(self.offered(), self.sorting)
        asked = self.asked()
        first = asked != self._shown
        self._shown = asked
        self._rows.read(self.part(), lambda: None, first=first)
        self._counter.jobs.latest(
            f"settings.{self.key}.count", self.count(), self._show_count, aside=True
        )

    def asked(self) -> tuple[object, ...]:
        """What the list is narrowed down to."""
        return (self.period.value(), self.sorting, self._counter.account.token)

    @property
    def sorting(self) -> Sorting:
        """In which order the rows are read."""
        chosen = self._model.sorting
        return chosen if chosen is not None and chosen.key in self.offered() else NEWEST

    def offered(self) -> tuple[str, ...]:
        """By what the list may be sorted."""
        return (BY_TIME,)

    def part(self) -> Ask[Any]:
        """How the rows are read."""
        raise NotImplementedError

    def count(self) -> Callable[[], int]:
        """How they are counted."""
        raise NotImplementedError

    def same(self, line: Any) -> object:
        """Which row it is, when the list is read again."""
        raise NotImplementedError

    def sheet(self, use: str, receiver: str) -> Callable[[], ReadyPaper]:
        """How the paper is made."""
        raise NotImplementedError

    def _show_count(self, count: int) -> None:
        self._count.setText(how_many(count, "줄"))

    def hideEvent(self, event: Any) -> None:
        """Whoever comes back looks at it anew."""
        super().hideEvent(event)
        self._shown = None

    # printing

    def print_paper(self) -> None:
        """Ctrl+P."""
        self._make(
            lambda ready: self._printer.print_now(ready, said=f"{ready.title}: 인쇄했습니다.")
        )

    def print_with_dialog(self) -> None:
        """Shift+Ctrl+P: the same after choosing a printer."""
        self._make(self._printer.print_with_dialog)

    def _make(self, then: Callable[[ReadyPaper], None]) -> None:
        form = self.form
        if form is None or not self.allowed:
            return
        values = form.read()
        if values is None:
            return

        def made(ready: ReadyPaper) -> None:
            form.clear()
            self.settled.emit()
            then(ready)

        self.write(self.sheet(str(values["use"] or ""), str(values["receiver"] or "")), made)
