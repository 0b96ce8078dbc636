"""Spans of time the office reckons by: a month, a quarter, a year, or from a day to a day."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

from desktop.domain.calendar import add_months, show_date

MONTHS_OF_A_QUARTER = 3


class Span(Enum):
    """How long a period is."""

    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
    FREE = "free"

    @property
    def label(self) -> str:
        """The word to choose it by."""
        return {"month": "월", "quarter": "분기", "year": "연", "free": "기간"}[self.value]

    @property
    def months(self) -> int:
        """How many months it has; 0 when it is as long as was asked."""
        return {"month": 1, "quarter": MONTHS_OF_A_QUARTER, "year": 12, "free": 0}[self.value]


@dataclass(frozen=True, slots=True)
class Period:
    """From a day to a day, both included."""

    span: Span
    since: date
    until: date

    @property
    def label(self) -> str:
        """As the screen and the paper call it: 2026년 11월, 2026년 4분기, 2026년."""
        year = f"{self.since.year}년"
        if self.span is Span.MONTH:
            return f"{year} {self.since.month}월"
        if self.span is Span.QUARTER:
            return f"{year} {(self.since.month + 2) // MONTHS_OF_A_QUARTER}분기"
        return year if self.span is Span.YEAR else self.days

    @property
    def days(self) -> str:
        """First and last day: 2026. 11. 1. ~ 2026. 11. 30."""
        return f"{show_date(self.since)} ~ {show_date(self.until)}"

    def moved(self, by: int) -> "Period":
        """So many periods later, earlier if negative; a free one goes on by its own length."""
        if self.span is not Span.FREE:
            return period_of(self.span, add_months(self.since, by * self.span.months))
        length = by * ((self.until - self.since).days + 1)
        return Period(
            Span.FREE, self.since + timedelta(days=length), self.until + timedelta(days=length)
        )


def period_of(span: Span, day: date) -> Period:
    """The month, quarter or year a day lies in; a free period is that one day."""
    if span is Span.FREE:
        return Period(span, day, day)
    month = (day.month - 1) // span.months * span.months + 1
    first = date(day.year, month, 1)
    return Period(span, first, add_months(first, span.months) - timedelta(days=1))
