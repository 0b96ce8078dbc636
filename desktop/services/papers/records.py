"""What the screens around a paper are given."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class ReadyPaper:
    """A paper that only has to be printed: `paper` tells which printer is remembered for it."""

    paper: str
    title: str
    pdf: bytes
    print_number: str
    number: str = ""


@dataclass(frozen=True, slots=True)
class PrintLine:
    """One row of the ledger of prints (출력·복사물 관리대장)."""

    number: str
    at: datetime
    by: str
    paper: str
    purpose: str
    copies: int
    reprint: int


@dataclass(frozen=True, slots=True)
class ProvableVisit:
    """A recorded visit that a proof may name: `on` its day, `words` what it was about."""

    id: int
    on: date
    words: str


@dataclass(frozen=True, slots=True)
class PaperGround:
    """What papers about a visitor start from: `visits` newest first, `printed` likewise."""

    name: str
    visits: tuple[ProvableVisit, ...]
    printed: tuple[PrintLine, ...]
