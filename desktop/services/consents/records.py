"""What the screens around a consent are given."""

from dataclasses import dataclass
from datetime import date

from desktop.domain.consent import ConsentKind, ConsentLine
from desktop.domain.partner import PartnerService
from desktop.domain.referral import Progress


@dataclass(frozen=True, slots=True)
class ConsentQuestion:
    """One thing the paper asks, as the panel beside the signed paper shows it.

    `told` are heading and words in the order of the paper. `missing` names what the
    partner service does not tell yet; with any the question cannot be asked.
    """

    kind: ConsentKind
    told: tuple[tuple[str, str], ...]
    service: PartnerService | None
    current: ConsentLine | None
    missing: tuple[str, ...] = ()
    required: bool = False

    @property
    def heading(self) -> str:
        """The words above the row."""
        return self.service.label if self.service else self.kind.label


@dataclass(frozen=True, slots=True)
class Holder:
    """A partner that holds the visitor's data, and the slip by which it got them."""

    partner: str
    slip_number: str
    issued_on: date
    referral_id: int
    progress: Progress


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """What follows from a withdrawal: who must be told to stop."""

    line: ConsentLine
    holders: tuple[Holder, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """To whom and for what, as an issued paper says it."""

    recipient: str
    purpose: str
