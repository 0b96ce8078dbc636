"""What somebody has in hand when the account is closed, and who goes on with it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum


class CaseKind(Enum):
    """What kind of work is still open, in the order of the list."""

    VISIT = "visit"
    APPOINTMENT = "appointment"
    FOLLOW_UP = "follow_up"
    REFERRAL = "referral"
    DRAFT = "draft"

    @property
    def label(self) -> str:
        """As on the list and its paper."""
        return {
            "visit": "진행 중 방문",
            "appointment": "예약",
            "follow_up": "후속 연락",
            "referral": "회신 대기",
            "draft": "쓰던 기록",
        }[self.value]


CaseKey = tuple[CaseKind, int]
"""One open case: its kind and the key of its row."""
Handing = Mapping[CaseKey, int]
"""To which account each case goes."""


@dataclass(frozen=True, slots=True)
class OpenCase:
    """One thing somebody else has to go on with.

    `number` is the 접수번호 of the visitor's latest visit or the number of the slip; `about`
    says what it is without a word of what the visitor told.
    """

    kind: CaseKind
    id: int
    visitor_id: int | None
    number: str
    masked_name: str
    about: str
    due_on: date | None

    @property
    def key(self) -> CaseKey:
        """What names it in a `Handing`."""
        return self.kind, self.id
