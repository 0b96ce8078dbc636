"""기관별 연계 실적 as a paper: words of every cell, so that a reprint is the same sheet."""

from dataclasses import dataclass
from datetime import date

from desktop.domain.centre import CentreFacts


@dataclass(frozen=True, slots=True)
class PartnerResultsRecord:
    """The table of a period: `rows` and `total` have a name and then one text a cell.

    `scope` says what it was narrowed down to, `shares` are the large figures under the table,
    `notes` the definitions.
    """

    centre: CentreFacts
    form: str
    period: str
    days: str
    scope: str
    first: str
    rows: tuple[tuple[str, ...], ...]
    total: tuple[str, ...]
    shares: tuple[tuple[str, str], ...]
    notes: tuple[str, ...]
    made_on: date
