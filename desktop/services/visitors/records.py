"""What the screens around a person are given."""

from dataclasses import dataclass
from datetime import date

from desktop.domain.paper_number import PaperKind


@dataclass(frozen=True, slots=True)
class NumberedPaper:
    """Whose paper a number in the search box belongs to, shown before anything opens.

    `record_id` is the referral of a slip, the visit of a visit number, 0 otherwise.
    `visitor_id` is None for an anonymous enquiry and for papers about nobody. Of a print
    `partner` tells which paper it is, and who let it out when.
    """

    kind: PaperKind
    number: str
    visitor_id: int | None
    masked_name: str
    partner: str
    on: date | None
    record_id: int = 0
    void: bool = False
    state: str = ""
    """How far it is, in a few words; of a slip the referral's page tells it."""
