"""Referral: one person to one partner service, on two axes, paper and progress.

The states and allowed moves (`referral_moves`) follow the counter's practice: nothing
closes silently, a reply may jump forward, and every move says who, when and on what
evidence.
"""

from dataclasses import dataclass
from datetime import date, datetime, time
from enum import Enum

from desktop.domain.consent import Item


class Progress(Enum):
    """Where the referral stands."""

    DRAFT = "D"
    ISSUED = "I"
    HANDED = "H"
    ARRIVED = "A"
    ACCEPTED = "C"
    ON_HOLD = "L"
    DECLINED = "J"
    PASSED_ON = "R"
    NO_SHOW = "N"
    NO_ANSWER = "E"
    COMPLETED = "S"
    BROKEN_OFF = "F"
    WITHDRAWN = "W"
    VOID = "V"

    @property
    def label(self) -> str:
        """The word on chips and lists."""
        return _PROGRESS_LABELS[self]

    @property
    def closed(self) -> bool:
        """Whether nothing more is expected."""
        return self in _CLOSED

    @property
    def needs_reason(self) -> bool:
        """Whether a coded reason must be given."""
        return self in _REASONED


_PROGRESS_LABELS = {
    Progress.DRAFT: "작성 중",
    Progress.ISSUED: "발급",
    Progress.HANDED: "전달",
    Progress.ARRIVED: "도착 확인",
    Progress.ACCEPTED: "접수",
    Progress.ON_HOLD: "대기",
    Progress.DECLINED: "반려",
    Progress.PASSED_ON: "타기관 의뢰",
    Progress.NO_SHOW: "불참",
    Progress.NO_ANSWER: "무응답",
    Progress.COMPLETED: "완료",
    Progress.BROKEN_OFF: "중단",
    Progress.WITHDRAWN: "철회",
    Progress.VOID: "무효",
}
_CLOSED = frozenset(
    {
        Progress.DECLINED,
        Progress.PASSED_ON,
        Progress.COMPLETED,
        Progress.BROKEN_OFF,
        Progress.WITHDRAWN,
        Progress.VOID,
    }
)
_REASONED = frozenset(
    {
        Progress.DECLINED,
        Progress.BROKEN_OFF,
        Progress.WITHDRAWN,
        Progress.NO_SHOW,
        Progress.ON_HOLD,
        Progress.PASSED_ON,
        Progress.VOID,
    }
)


class Paper(Enum):
    """Where the sheet itself is."""

    UNPRINTED = "unprinted"
    PRINTED = "printed"
    HANDED = "handed"
    SENT = "sent"
    RETURNED = "returned"
    LOST = "lost"

    @property
    def label(self) -> str:
        """The word on lists."""
        return {
            "unprinted": "미출력",
            "printed": "출력",
            "handed": "교부",
            "sent": "발송",
            "returned": "회신서 회수",
            "lost": "분실·재발급",
        }[self.value]


class Evidence(Enum):
    """On what a move rests."""

    SLIP = "slip"
    FAX = "fax"
    POST = "post"
    PHOTO = "photo"
    PHONE = "phone"
    VISITOR = "visitor"
    PARTNER_VISIT = "partner_visit"
    LETTER = "letter"
    EMAIL = "email"
    OURSELVES = "ourselves"
    CLOCK = "clock"

    @property
    def label(self) -> str:
        """As on the reply form."""
        return {
            "slip": "회신서",
            "fax": "팩스",
            "post": "우편",
            "photo": "문자 사진",
            "phone": "전화 받아 적음",
            "visitor": "내담자 말",
            "partner_visit": "방문",
            "letter": "공문",
            "email": "전자우편",
            "ourselves": "센터 처리",
            "clock": "기한 지남",
        }[self.value]


@dataclass(frozen=True, slots=True)
class SlipDraft:
    """What the counsellor fills in for a slip.

    `services` are kinds of help (직업훈련 …), `reason_code` from resources/codes,
    `summary` must leave out what is sensitive. `valid_until` and `reply_due` are
    None for the partner's defaults. `revision` is the paper a changed one began from.
    `language` is that of the sheet behind the visitor's copy, a code of `slip_languages`,
    `group_id` what it is issued with, `predecessor_id` the referral that it follows.
    """

    visitor_id: int
    service_id: int
    services: tuple[str, ...] = ()
    reason_code: str = ""
    reason: str = ""
    criteria: tuple[tuple[str, bool], ...] = ()
    wishes: str = ""
    summary: str = ""
    appointment_on: date | None = None
    appointment_at: time | None = None
    documents: tuple[str, ...] = ()
    contact_way: str = ""
    valid_until: date | None = None
    reply_due: date | None = None
    called_before: str = ""
    large_type: bool = True
    visit_id: int | None = None
    referral_id: int | None = None
    revision: int = 0
    language: str = ""
    group_id: int | None = None
    predecessor_id: int | None = None


class Cause(Enum):
    """Whose doing it was that nothing came of a referral."""

    UNSAID = ""
    PARTNER = "partner"
    VISITOR = "visitor"
    US = "us"

    @property
    def label(self) -> str:
        """As on the reply form."""
        return {"": "모름", "partner": "기관", "visitor": "본인", "us": "센터"}[self.value]


@dataclass(frozen=True, slots=True)
class ReplyDraft:
    """What came back: `outcome` is a progress, jumps allowed; `remark` without health notes.

    `arrival`, `handling` and `result` are the boxes ticked on the stub, codes of the list
    `outcomes`; where any is ticked, the furthest one decides the progress. `happened_on` is
    the day beside the tick (came, began, finished, hired), `date_told` the next one the
    partner names.
    """

    number: str
    outcome: Progress
    evidence: Evidence
    received_on: date
    reason_code: str = ""
    remark: str = ""
    source_name: str = ""
    date_told: date | None = None
    arrival: str = ""
    handling: str = ""
    result: str = ""
    happened_on: date | None = None
    programme: str = ""
    employer: str = ""
    contact: str = ""
    contact_phone: str = ""
    caused_by: Cause = Cause.UNSAID

    @property
    def is_ticked(self) -> bool:
        """Whether a box of the stub is ticked."""
        return bool(self.arrival or self.handling or self.result)


@dataclass(frozen=True, slots=True)
class Move:
    """One transition as stored."""

    at: datetime
    axis: str
    before: str
    after: str
    by: str
    evidence: str
    reason: str
    source_name: str
    inferred: bool
    act_id: int = 0
    """Shared by everything one act changed."""


@dataclass(frozen=True, slots=True)
class ReferralLine:
    """A referral in lists; the name is masked."""

    id: int
    version: int
    number: str
    visitor_id: int
    masked_name: str
    partner: str
    service: str
    service_id: int
    progress: Progress
    paper: Paper
    issued_on: date | None
    valid_until: date | None
    reply_due: date | None
    overdue: bool
    counsellor: str
    sent_how: str = ""
    """How the slip went out, in words; empty while it has not."""
    rounds: int = 0
    expected_on: date | None = None
    closed_on: date | None = None
    result_code: str = ""


@dataclass(frozen=True, slots=True)
class Linked:
    """Another referral in the chain: before this one, or following it."""

    id: int
    number: str
    partner: str
    service: str
    progress: Progress
    issued_on: date | None


@dataclass(frozen=True, slots=True)
class ReferralCard:
    """A referral with its moves and all slips ever issued for it.

    `before` is what it follows, the nearest first; `after` what followed on it.
    """

    line: ReferralLine
    moves: tuple[Move, ...]
    slips: tuple["SlipLine", ...]
    items: tuple[Item, ...]
    before: tuple[Linked, ...] = ()
    after: tuple[Linked, ...] = ()
    others: tuple[Linked, ...] = ()
    """The person's other referrals still open."""
    withdrawn: bool = False
    """Whether the consent it rests on was taken back: the partner is to be told to stop."""
    client_due: date | None = None
    partner_due: date | None = None


@dataclass(frozen=True, slots=True)
class SlipLine:
    """One issued paper: its number belongs to it for ever."""

    id: int
    number: str
    revision: int
    issued_at: datetime
    issued_by: str
    void: bool
    void_reason: str
    successor: str
    reprints: int
