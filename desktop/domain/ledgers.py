"""What the ledgers of the office say, on the screen and on paper, as frozen records."""

from dataclasses import dataclass
from datetime import date, datetime

from desktop.domain.centre import CentreFacts

MEDIA = {"paper": "종이", "file": "파일", "file_gone": "지운 파일"}
LEFT_AS_FILE = ("file", "file_gone")
"""What left as a file, whether or not it was destroyed since with the person it told of."""


@dataclass(frozen=True, slots=True)
class PrintRow:
    """One row of 출력·복사물 관리대장: what left the program, who let it out and what for."""

    number: str
    at: datetime
    by: str
    paper: str
    purpose: str
    whose: str
    """The reception number, or how many people a list names; "" where it is about nobody."""
    media: str
    receiver: str = ""
    reprint: int = 0
    copies: int = 1

    @property
    def what(self) -> str:
        """The paper, and that it was printed once more."""
        return f"{self.paper} 재출력 {self.reprint}" if self.reprint else self.paper


@dataclass(frozen=True, slots=True)
class Provision:
    """One row of 제3자 제공 대장: what of whom went to which body, on which ground."""

    at: datetime
    whose: str
    partner: str
    items: str
    purpose: str
    consent_number: str
    paper_number: str
    by: str
    state: str


@dataclass(frozen=True, slots=True)
class LedgerTable:
    """A table of words: one text a cell, `weights` share the width."""

    title: str
    heads: tuple[str, ...]
    weights: tuple[float, ...]
    rows: tuple[tuple[str, ...], ...]
    empty: str = "해당 없음"


@dataclass(frozen=True, slots=True)
class LedgerRecord:
    """A ledger of a period as a paper: `facts` stand under the title."""

    centre: CentreFacts
    form: str
    period: str
    facts: tuple[tuple[str, str], ...]
    table: LedgerTable
    made_on: date


@dataclass(frozen=True, slots=True)
class LogReviewRecord:
    """The sheet of a month's review: counts, what stood out, and the head of the chain.

    `head` are the 64 hexadecimal digits of the digest, `seq` how many rows were ever written.
    """

    centre: CentreFacts
    form: str
    month: str
    facts: tuple[tuple[str, str], ...]
    tables: tuple[LedgerTable, ...]
    remark: str
    signed_by: str
    signed_at: datetime | None
    seq: int
    head: str
    rule: str
