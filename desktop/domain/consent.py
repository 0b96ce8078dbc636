"""Consent under the Personal Information Protection Act: kinds, items, records.

One list of items (`Item`) is what a consent names and what a referral slip may
print, so that a slip can never carry a row the visitor was not told about
(개인정보 보호법 제17조 제2항).
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum


class ConsentKind(Enum):
    """What is asked, each separately (개인정보 보호법 제22조 제1항)."""

    COLLECTION = "collection"
    OPTIONAL_ITEMS = "optional_items"
    SENSITIVE = "sensitive"
    THIRD_PARTY = "third_party"
    MESSAGES = "messages"

    @property
    def label(self) -> str:
        """The heading of this consent on screen and paper."""
        return {
            ConsentKind.COLLECTION: "필수 항목 수집·이용",
            ConsentKind.OPTIONAL_ITEMS: "선택 항목 수집·이용",
            ConsentKind.SENSITIVE: "민감정보 수집·이용",
            ConsentKind.THIRD_PARTY: "제3자 제공",
            ConsentKind.MESSAGES: "안내 문자 받기",
        }[self]


class ConsentMethod(Enum):
    """How the visitor's will was expressed (시행령 제17조)."""

    PAPER = "paper"
    PHONE = "phone"

    @property
    def label(self) -> str:
        """As written in the consent register."""
        return "서면" if self is ConsentMethod.PAPER else "전화"


class Answer(Enum):
    """What was ticked on the signed paper; withdrawal is a later row of its own."""

    AGREED = "agreed"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"

    @property
    def label(self) -> str:
        """The word shown beside the row."""
        return {"agreed": "동의", "declined": "미동의", "withdrawn": "철회"}[self.value]


class Item(Enum):
    """A kind of information about the visitor that can be handed to a partner."""

    NAME = "name"
    SEX = "sex"
    BIRTH = "birth"
    PHONE = "phone"
    CONTACT_WAY = "contact_way"
    DONG = "dong"
    EDUCATION = "education"
    GROUPS = "groups"
    SERVICES = "services"
    REASON = "reason"
    CRITERIA = "criteria"
    WISHES = "wishes"
    SUMMARY = "summary"
    APPOINTMENT = "appointment"

    @property
    def label(self) -> str:
        """The words used in the consent's text and as the slip's row label."""
        return {
            Item.NAME: "성명",
            Item.SEX: "성별",
            Item.BIRTH: "생년월일",
            Item.PHONE: "연락처",
            Item.CONTACT_WAY: "연락 방법",
            Item.DONG: "거주 동",
            Item.EDUCATION: "학력·경력",
            Item.GROUPS: "대상 구분",
            Item.SERVICES: "의뢰 서비스",
            Item.REASON: "의뢰 사유",
            Item.CRITERIA: "확인한 요건",
            Item.WISHES: "희망 조건",
            Item.SUMMARY: "상담 요지",
            Item.APPOINTMENT: "방문 예약",
        }[self]


class Basis(Enum):
    """On what ground an item is used or given (제15조·제17조), shown item by item.

    INTERNAL is no ground of its own: a unit of the district office is no third party.
    """

    CONSENT = "consent"
    LAW = "law"
    URGENT = "urgent"
    INTERNAL = "internal"

    @property
    def label(self) -> str:
        """As the list of items says it."""
        return {"consent": "동의", "law": "법령", "urgent": "긴급", "internal": "내부"}[self.value]


@dataclass(frozen=True, slots=True)
class ConsentDraft:
    """One row of the signed consent paper as the counsellor records it.

    `service_id` is given for THIRD_PARTY only; `guardian` names the legal guardian
    and is required under 14 (개인정보 보호법 제22조의2). For METHOD PHONE `given_at`
    carries the time of the call and `read_out` says that the wording was read out.
    """

    visitor_id: int
    kind: ConsentKind
    answer: Answer
    method: ConsentMethod
    given_at: datetime
    service_id: int | None = None
    items: tuple[Item, ...] = ()
    filed_at: str = ""
    guardian: str = ""
    read_out: bool = False
    paper_number: str = ""


@dataclass(frozen=True, slots=True)
class GroundDraft:
    """Use or provision without a consent, under a law or in an emergency, as recorded.

    Without `service_id` it is the centre's own use of the required items. `items` empty
    means all that the service asks for. An emergency counts on its day only.
    """

    visitor_id: int
    basis: Basis
    article: str
    reason: str
    service_id: int | None = None
    items: tuple[Item, ...] = ()


@dataclass(frozen=True, slots=True)
class ConsentLine:
    """A consent as shown in lists: what it covers, since when, and whether it still lives.

    `changed` names what is told otherwise today than then: with any it is 재동의 필요.
    `former` is the receiver's name of then, where the same body has another today.
    """

    id: int
    visitor_id: int
    number: str
    kind: ConsentKind
    answer: Answer
    method: ConsentMethod
    given_at: datetime
    received_by: str
    form_version: str
    service_id: int | None
    service_label: str
    items: tuple[Item, ...]
    expires_on: date | None
    living: bool
    filed_at: str
    changed: tuple[str, ...] = ()
    former: str = ""
    basis: Basis = Basis.CONSENT
    article: str = ""
    reason: str = ""

    @property
    def stale_wording(self) -> bool:
        """Whether the visitor has to be asked again (재동의 필요)."""
        return bool(self.changed)
