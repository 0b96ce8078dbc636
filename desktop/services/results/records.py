"""What the screen asks for and what it is given."""

from dataclasses import dataclass, replace
from enum import Enum

from desktop.domain.partner_results import Figure, ResultLine
from desktop.domain.period import Period
from desktop.domain.referral import ReferralLine


class By(Enum):
    """What a row of the results is."""

    PARTNER = "partner"
    SERVICE = "service"
    GROUP = "group"

    @property
    def label(self) -> str:
        """The word to choose it by."""
        return {"partner": "기관", "service": "서비스", "group": "대상"}[self.value]


@dataclass(frozen=True, slots=True)
class Asked:
    """Whose results, of when; empty keys ask for everybody's."""

    period: Period
    by: By = By.PARTNER
    partner: str = ""
    service: str = ""
    group: str = ""

    def narrowed(self, key: str) -> "Asked":
        """To one row of it; an empty key leaves everything in."""
        if not key:
            return self
        if self.by is By.PARTNER:
            return replace(self, partner=key)
        return replace(self, service=key) if self.by is By.SERVICE else replace(self, group=key)


@dataclass(frozen=True, slots=True)
class Results:
    """The rows, everything together (계), and what else may be asked for."""

    asked: Asked
    lines: tuple[ResultLine, ...]
    total: ResultLine
    partners: tuple[tuple[str, str], ...]
    services: tuple[tuple[str, str], ...]
    groups: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Behind:
    """The referrals behind one figure: all their keys in order, and the first of them as lines.

    The keys are those the figure counted, whatever is written meanwhile; further lines are
    read by them. `people` is what the figure says beside its cases. Names are masked.
    """

    figure: Figure
    keys: tuple[int, ...]
    people: int
    lines: tuple[ReferralLine, ...]

    @property
    def count(self) -> int:
        """How many there are in all."""
        return len(self.keys)
