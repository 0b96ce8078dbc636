"""What is asked for, and what a recount found."""

from dataclasses import dataclass
from datetime import date

from desktop.domain.period import Span
from desktop.domain.statistics import Shown


@dataclass(frozen=True, slots=True)
class Asked:
    """Ten years up to the month of a day, by month or by year."""

    shown: Shown
    until: date
    span: Span = Span.MONTH


@dataclass(frozen=True, slots=True)
class Recounted:
    """How many figures there are, and which were put right: a sentence each."""

    figures: int
    wrong: tuple[str, ...] = ()
