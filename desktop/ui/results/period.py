"""Which time the results are of: a month, a quarter, a year, or from a day to a day."""

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.domain.calendar import show_date
from desktop.domain.errors import Unreadable
from desktop.domain.period import Period, Span, period_of
from desktop.domain.when import read_day
from desktop.ui.kit import (
    Button,
    Face,
    KoreanLineEdit,
    PlainLabel,
    Role,
    Segmented,
    row,
    theme,
)

SPANS = [(span.value, span.label) for span in Span]


class PeriodChoice(QWidget):
    """The span, its name between two arrows; a free one is typed as two days."""

    period_changed = Signal()
    refused = Signal(str)
    """A day that was typed cannot be."""

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self._period = period_of(Span.MONTH, today)
        line = row(self, gap=6)
        self.span = Segmented(SPANS, Span.MONTH.value, name="기간의 길이")
        self.span.value_changed.connect(self._take_span)
        self.before = Button("", Role.QUIET, icon="chevron-left")
        self.before.setAccessibleName("앞 기간")
        self.before.clicked.connect(lambda: self._move(-1))
        self.name = PlainLabel("", face=Face.STRONG)
        self.after = Button("", Role.QUIET, icon="chevron-right")
        self.after.setAccessibleName("다음 기간")
        self.after.clicked.connect(lambda: self._move(1))
        self.since, self.until = (KoreanLineEdit("2026. 1. 1.", trailing="calendar") for _ in "12")
        for field, name in ((self.since, "첫날"), (self.until, "끝날")):
            field.set_wish(156)
            field.setAccessibleName(name)
            field.left.connect(self._take_days)
            field.moved_on.connect(self._take_days)
        self.tilde = PlainLabel("~", face=Face.LABEL, ink="label")
        for widget in (
            self.span, self.before, self.name, self.after, self.since, self.tilde, self.until,
        ):  # fmt: skip
            line.addWidget(widget)
        self._show()

    def period(self) -> Period:
        """What is chosen."""
        return self._period

    def set_period(self, period: Period) -> None:
        """Choose without telling."""
        self._period = period
        self.span.blockSignals(True)
        self.span.set_value(period.span.value)
        self.span.blockSignals(False)
        self._show()

    def step(self, by: int) -> None:
        """The period before or after."""
        self._move(by)

    def _take_span(self) -> None:
        span = Span(str(self.span.value()))
        if span is Span.FREE:
            self._period = Period(span, self._period.since, self._period.until)
        else:
            # Of a longer period the part that has today in it, else its last.
            day = min(max(self._today, self._period.since), self._period.until)
            self._period = period_of(span, day)
        self._changed()

    def _move(self, by: int) -> None:
        self._period = self._period.moved(by)
        self._changed()

    def _take_days(self) -> None:
        days = []
        for field, now in ((self.since, self._period.since), (self.until, self._period.until)):
            try:
                days.append(self._read(field.text_now(), now))
            except Unreadable as error:
                self.refused.emit(str(error))
                self._show()
                return
        if days[1] < days[0]:
            self.refused.emit("끝나는 날이 시작하는 날보다 앞섭니다. 날을 다시 적어 주십시오.")
            self._show()
            return
        if (days[0], days[1]) != (self._period.since, self._period.until):
            self._period = Period(Span.FREE, days[0], days[1])
            self._changed()

    def _read(self, text: str, now: date) -> date:
        """A day without its year is one of the year that is shown."""
        if not text.strip():
            return now
        return read_day(text, date(now.year, 1, 1))

    def _changed(self) -> None:
        self._show()
        self.period_changed.emit()

    def _show(self) -> None:
        free = self._period.span is Span.FREE
        self.name.setText(self._period.label)
        self.name.setMinimumWidth(theme.px(0 if free else 96))
        self.name.setVisible(not free)
        self.since.set_value(show_date(self._period.since))
        self.until.set_value(show_date(self._period.until))
        for widget in (self.since, self.until, self.tilde):
            widget.setVisible(free)
        for button in (self.before, self.after):
            button.setVisible(not free)
