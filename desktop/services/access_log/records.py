"""What the screen of the review is given."""

from dataclasses import dataclass
from datetime import date, datetime

from desktop.domain.ledgers import PrintRow


@dataclass(frozen=True, slots=True)
class AccountCount:
    """One account's month in figures."""

    name: str
    views: int
    people: int
    searches: int
    written: int
    prints: int
    exports: int
    outside: int
    failed: int


@dataclass(frozen=True, slots=True)
class Looked:
    """Who looked at whom how often, and whether anything was written about him."""

    by: str
    number: str
    masked_name: str
    times: int
    written: int
    last_at: datetime


@dataclass(frozen=True, slots=True)
class LogLine:
    """One row of the log as it is read: outside office hours, or a failure."""

    seq: int
    at: datetime
    by: str
    place: str
    kind: str
    purpose: str
    whose: str
    count: int


@dataclass(frozen=True, slots=True)
class Asked:
    """Something unusual, in words."""

    by: str
    what: str
    whose: str
    on: date | None
    times: int


@dataclass(frozen=True, slots=True)
class SignedOff:
    """That a month was looked through, by whom, with which remark and which head."""

    by: str
    at: datetime
    remark: str
    seq: int
    head: str


@dataclass(frozen=True, slots=True)
class MonthReview:
    """A month of the log; with an account chosen, of that account alone."""

    month: str
    rows: int
    people: int
    accounts: tuple[AccountCount, ...]
    looked: tuple[Looked, ...]
    outside: tuple[LogLine, ...]
    outside_rows: int
    left: tuple[PrintRow, ...]
    """The newest of what went out; how many there are is `left_rows`."""
    left_rows: int
    failed: tuple[LogLine, ...]
    unusual: tuple[Asked, ...]
    signed: SignedOff | None
    over: bool
    """The month has ended, so that it can be signed off."""
    rule: str
    """What stands out in this month, in words, and since when that holds."""


@dataclass(frozen=True, slots=True)
class MonthLine:
    """A month that can be looked at: "2026-10", and whether it was signed off."""

    month: str
    signed: bool
    over: bool


@dataclass(frozen=True, slots=True)
class CutOffer:
    """Rows past their time, shown before anything goes."""

    rows: int
    first_at: datetime
    last_at: datetime
    until: date
    seq: int
    """The last row that would go."""
    digest: bytes
