"""What the screens around a consent are given."""

from dataclasses import dataclass
from datetime import date

from desktop.domain.consent import ConsentKind, ConsentLine, Item
from desktop.domain.partner import PartnerService
from desktop.domain.referral import Progress


@dataclass(frozen=True, slots=True)
class ConsentQuestion:
    """One thing the paper asks, as the panel beside the signed paper shows it.

    `told` are heading and words in the order of the paper. `missing` names what the
    partner service does not tell yet; with any the question cannot be asked. A unit of the
    district office itself is `internal`: it is not asked about.
    """

    kind: ConsentKind
    told: tuple[tuple[str, str], ...]
    service: PartnerService | None
    current: ConsentLine | None
    missing: tuple[str, ...] = ()
    required: bool = False
    grounds: tuple[ConsentLine, ...] = ()
    """What was recorded without a consent and holds today."""

    @property
    def internal(self) -> bool:
        """Whether no consent is needed: the receiver is the district office itself."""
        return self.service is not None and self.service.internal

    @property
    def heading(self) -> str:
        """The words above the row."""
        return self.service.label if self.service else self.kind.label


@dataclass(frozen=True, slots=True)
class Holder:
    """A partner that holds the visitor's data, and the papers by which it got them.

    `slip_number` is the paper that is valid, `earlier` those it replaced, which may lie
    there too; `sent_how` is a code of the list `sent_ways`.
    """

    partner: str
    slip_number: str
    issued_on: date
    referral_id: int
    progress: Progress
    items: tuple[Item, ...] = ()
    internal: bool = False
    earlier: tuple[str, ...] = ()
    sent_how: str = ""


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """What follows from a withdrawal: who must be told to stop."""

    line: ConsentLine
    holders: tuple[Holder, ...]
