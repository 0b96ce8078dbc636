"""What the screens around replies are given."""

from dataclasses import dataclass
from datetime import date, datetime

from desktop.domain.referral import Progress, ReplyDraft


@dataclass(frozen=True, slots=True)
class NearSlip:
    """An issued slip whose number is nearly the one typed; the name is masked."""

    number: str
    masked_name: str
    partner: str
    issued_on: date | None
    progress: Progress
    void: bool


@dataclass(frozen=True, slots=True)
class KeptPicture:
    """The picture of a page a reply came on."""

    id: int
    added_at: datetime
    by: str
    keep_until: date


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One row of a filled sheet: what it would change, or why it is not taken."""

    line: int
    number: str
    masked_name: str = ""
    partner: str = ""
    before: str = ""
    after: str = ""
    fault: str = ""
    draft: ReplyDraft | None = None
    """What would be recorded; None for a row that is not taken."""


@dataclass(frozen=True, slots=True)
class SheetPreview:
    """A filled sheet before anything of it is stored; `unknown` columns are not read."""

    rows: tuple[SheetRow, ...]
    unknown: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SheetOut:
    """A sheet for a partner, ready to be kept as a file."""

    name: str
    data: bytes
    people: int
    print_number: str


@dataclass(frozen=True, slots=True)
class SheetTaken:
    """What became of the rows of a sheet."""

    saved: int
    refused: tuple[tuple[int, str], ...]
