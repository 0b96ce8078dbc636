"""What the screens around a referral are given."""

from dataclasses import dataclass
from datetime import date

from desktop.domain.paper_number import PaperKind
from desktop.domain.papers import Footer, SlipRecord
from desktop.domain.referral import Progress, ReferralLine, SlipDraft, SlipLine
from desktop.services.papers import ReadyPaper
from desktop.services.slips import SlipGround


@dataclass(frozen=True, slots=True)
class SlipStart:
    """What the form begins with: the ground, a filled-in draft, and what to know first."""

    ground: SlipGround
    draft: SlipDraft
    masked_name: str
    name: str
    open_referral: ReferralLine | None
    same_kind: tuple[str, ...]
    follows: ReferralLine | None = None
    """The referral that led nowhere and that this one is to follow."""

    @property
    def asks_second(self) -> bool:
        """Whether another referral to the same service is open, and this is not its own paper."""
        if self.open_referral is None or self.draft.referral_id is not None:
            return False
        return self.open_referral.id != self.draft.predecessor_id


@dataclass(frozen=True, slots=True)
class IssuedSlip:
    """An issued paper: ready for the printer, its record stored."""

    line: SlipLine
    record: SlipRecord
    paper: ReadyPaper
    referral_id: int
    visitor_id: int
    footer: Footer
    """Of this print, for sheets drawn together with others."""
    large: bool = False
    """Whether the visitor's sheet is in large type."""


@dataclass(frozen=True, slots=True)
class FoundNumber:
    """What a number belongs to, before anything opens: masked name and partner.

    `state` is a sentence; `successor` the number that replaced a void slip. `late` where
    the referral has ended: what is heard then is kept beside it and moves nothing.
    """

    kind: PaperKind
    number: str
    masked_name: str
    partner: str
    state: str
    void: bool = False
    successor: str = ""
    visitor_id: int | None = None
    referral_id: int | None = None
    progress: Progress | None = None
    issued_on: date | None = None
    reply_due: date | None = None
    outcomes: tuple[Progress, ...] = ()
    late: bool = False
    picture_id: int | None = None
    """The newest picture of a reply that is kept for it."""
