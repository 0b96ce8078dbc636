"""What somebody may ask about their own data (개인정보 보호법 제35조–제37조)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum

from desktop.domain.consent import Item
from desktop.domain.retention import DestructionState


class RequestKind(Enum):
    """What is asked."""

    VIEW = "view"
    CORRECT = "correct"
    DELETE = "delete"
    STOP = "stop"

    @property
    def label(self) -> str:
        """The word of the law's form (별지 제8호)."""
        return {"view": "열람", "correct": "정정", "delete": "삭제", "stop": "처리정지"}[self.value]


class RequestWay(Enum):
    """How the request came in."""

    VISIT = "visit"
    PHONE = "phone"
    POST = "post"
    MAIL = "mail"

    @property
    def label(self) -> str:
        """As chosen on the form."""
        return {"visit": "방문", "phone": "전화", "post": "우편", "mail": "전자우편"}[self.value]


class IdentityCheck(Enum):
    """How we made sure that the person asking is the person; no number is kept."""

    CARD = "card"
    KNOWN = "known"
    QUESTIONS = "questions"
    PROXY = "proxy"

    @property
    def label(self) -> str:
        """As chosen on the form."""
        return {
            "card": "신분증 확인",
            "known": "담당자가 아는 분",
            "questions": "생년월일·연락처 확인",
            "proxy": "위임장과 대리인 신분증",
        }[self.value]


class RequestState(Enum):
    """How far it is."""

    OPEN = "open"
    ANSWERED = "answered"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"

    @property
    def label(self) -> str:
        """As in the list."""
        return {
            "open": "처리 중",
            "answered": "마침",
            "refused": "거절",
            "withdrawn": "취소",
        }[self.value]


DAYS_TO_ANSWER = 10
"""Calendar days, the first not counted (개인정보 보호법 시행령 제41조, 제43조, 제44조)."""

REQUEST_ITEMS: tuple[tuple[str, str], ...] = (
    ("name", "성명"),
    ("birth", "생년월일"),
    ("sex", "성별"),
    ("phone", "연락처"),
    ("second_phone", "보조 연락처"),
    ("email", "전자우편"),
    ("address", "주소"),
    ("dong", "거주 동"),
    ("contact_way", "연락 방법"),
    ("education", "학력·경력"),
    ("groups", "대상 구분"),
    ("wishes", "희망 조건"),
    ("note", "상담 기록"),
)
"""What a request may be about, by its key. Those the slips show bear the key of their item."""
ITEM_LABELS = dict(REQUEST_ITEMS)
ON_SLIPS_AS = {"note": (Item.REASON, Item.SUMMARY, Item.CRITERIA)}
"""Items under which a slip shows what bears another key here."""


def slip_items(keys: Sequence[str]) -> frozenset[Item]:
    """The items of a slip that a request is about; all of them when it names none."""
    if not keys:
        return frozenset(Item)
    known = {item.value: item for item in Item}
    found = {known[key] for key in keys if key in known}
    return frozenset(found.union(*(ON_SLIPS_AS.get(key, ()) for key in keys)))


@dataclass(frozen=True, slots=True)
class RequestDraft:
    """A request as taken in at the desk. `items` empty means everything.

    `proxy` names who asks in the person's name; the power of attorney is looked at then.
    """

    visitor_id: int
    kind: RequestKind
    received_on: date
    way: RequestWay = RequestWay.VISIT
    identity: IdentityCheck = IdentityCheck.CARD
    proxy: str = ""
    wanted: str = ""
    items: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Correction:
    """An item with what stood there when it was asked and what stands there now."""

    item: str
    old: str
    new: str

    @property
    def label(self) -> str:
        """The item in words."""
        return ITEM_LABELS.get(self.item, self.item)


@dataclass(frozen=True, slots=True)
class Recipient:
    """A partner that got something the request is about, by which slip, and what it got."""

    referral_id: int
    partner: str
    slip_number: str
    issued_on: date
    items: tuple[Item, ...]
    internal: bool = False
    told: bool = False
    """Whether the notice to it was printed."""


@dataclass(frozen=True, slots=True)
class RequestLine:
    """A row of the register; the name is masked."""

    id: int
    number: str
    visitor_id: int
    masked_name: str
    kind: RequestKind
    state: RequestState
    received_on: date
    due_on: date
    """By when it has to be answered; once put off, the day it was put off to."""
    overdue: bool
    proxy: bool
    postponed: bool = False


@dataclass(frozen=True, slots=True)
class Postponed:
    """That an answer was put off: from which day, when, to when, why, and whether the paper
    that says so was printed.
    """

    due_on: date
    on: date
    to: date
    why: str
    told: bool


@dataclass(frozen=True, slots=True)
class RequestCard:
    """One request with everything that is done about it."""

    line: RequestLine
    version: int
    name: str
    way: RequestWay
    identity: IdentityCheck
    proxy: str
    wanted: str
    items: tuple[str, ...]
    received_by: str
    answered_at: datetime | None
    answered_by: str
    answer: str
    corrections: tuple[Correction, ...]
    recipients: tuple[Recipient, ...]
    destruction: DestructionState | None = None
    """How far the destruction is that a 삭제 was handed over to."""
    postponed: "Postponed | None" = None

    @property
    def is_open(self) -> bool:
        """Whether it still has to be answered."""
        return self.line.state is RequestState.OPEN

    def may_postpone(self, today: date) -> bool:
        """Whether the answer may be put off: a 열람 only, once, and not after its day."""
        line = self.line
        return (
            self.is_open
            and line.kind is RequestKind.VIEW
            and self.postponed is None
            and today <= line.due_on
        )

    @property
    def holds(self) -> bool:
        """Whether something of the person is not used meanwhile."""
        kind, state = self.line.kind, self.line.state
        if kind is RequestKind.STOP:
            return state in (RequestState.OPEN, RequestState.ANSWERED)
        return kind is not RequestKind.VIEW and state is RequestState.OPEN
