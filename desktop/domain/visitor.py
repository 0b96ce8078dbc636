"""The visitor: whoever came, called or is looking for work, kept once for all visits."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum
from typing import Any


class Sex(Enum):
    """As told by the visitor; the birth number's seventh digit may hint at it."""

    FEMALE = "female"
    MALE = "male"
    UNTOLD = "untold"

    @property
    def label(self) -> str:
        """As on the application form."""
        return {"female": "여", "male": "남", "untold": "밝히지 않음"}[self.value]


class WorkState(Enum):
    """What the visitor is doing now (구직신청서 '지금')."""

    SEEKING = "seeking"
    EMPLOYED = "employed"
    STUDENT = "student"
    ON_LEAVE = "on_leave"
    CARING = "caring"
    STARTING_UP = "starting_up"
    UNKNOWN = "unknown"

    @property
    def label(self) -> str:
        """As on the application form."""
        return {
            "seeking": "미취업",
            "employed": "재직",
            "student": "재학",
            "on_leave": "휴학",
            "caring": "가족돌봄",
            "starting_up": "창업 준비",
            "unknown": "모름",
        }[self.value]


@dataclass(frozen=True, slots=True)
class Career:
    """One job held: months as `YYYY-MM`, empty when not told."""

    company: str
    duty: str
    started: str = ""
    ended: str = ""
    leaving_reason: str = ""


@dataclass(frozen=True, slots=True)
class Wish:
    """What work is wanted. `wage` in won per `wage_kind` (H/D/M/Y), None when not told."""

    jobs: tuple[str, ...] = ()
    employment_form: str = ""
    wage_kind: str = ""
    wage: int | None = None
    regions: tuple[str, ...] = ()
    hours: str = ""
    from_when: str = ""
    free_text: str = ""


@dataclass(frozen=True, slots=True)
class VisitorDraft:
    """What the intake form says about a person; only the name is always needed.

    `birth` is the solar date; `birth_note` keeps how it was told (음력 1990. 2. 16.,
    '모름', a year only). Codes refer to resources/codes. `facts` answers the questions
    of the target rules by key (True/False), what is missing is unknown.
    """

    name: str
    birth: date | None = None
    birth_year: int | None = None
    birth_note: str = ""
    lunar: bool = False
    sex: Sex = Sex.UNTOLD
    phone: str = ""
    second_phone: str = ""
    second_phone_relation: str = ""
    email: str = ""
    address: str = ""
    dong: str = ""
    contact_ways: tuple[str, ...] = ()
    contact_time: str = ""
    foreign: bool = False
    stay_status: str = ""
    may_work: bool | None = None
    stay_until: date | None = None
    work_state: WorkState = WorkState.UNKNOWN
    left_month: str = ""
    leaving_reason: str = ""
    education: str = ""
    graduation: str = ""
    school: str = ""
    major: str = ""
    graduated_month: str = ""
    careers: tuple[Career, ...] = ()
    licences: str = ""
    driving: str = ""
    has_car: bool | None = None
    computer: tuple[str, ...] = ()
    benefits: tuple[str, ...] = ()
    helps: tuple[str, ...] = ()
    military_months: int | None = None
    wish: Wish = field(default_factory=Wish)
    facts: tuple[tuple[str, bool], ...] = ()
    groups: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class VisitorLine:
    """A person in the search list. `name` is whole: the model masks all rows but the current."""

    id: int
    name: str
    masked_name: str
    birth_year: int | None
    masked_phone: str
    dong: str
    last_visit_on: date | None
    visits: int
    sex: Sex


@dataclass(frozen=True, slots=True)
class Seeking:
    """The job-seeker registration (구직 등록): valid three months from the day after filing."""

    filed_on: date
    valid_until: date
    extensions: int = 0


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """One thing that happened with a visitor, newest first on the visitor's page."""

    id: int
    kind: str
    at: datetime
    title: str
    text: str
    by: str
    state: str = ""
    tone: str = "neutral"
    number: str = ""
    steps: tuple[tuple[str, str, str], ...] = ()
    """Of a referral: (what, short date or "", done/late/open) from issue to result."""


@dataclass(frozen=True, slots=True)
class VisitorCard:
    """The whole person for the visitor's page; opening it is a logged 조회."""

    id: int
    version: int
    draft: VisitorDraft
    masked_name: str
    seeking: Seeking | None
    first_visit_on: date | None
    last_visit_on: date | None
    visits: int
    notes: int
    timeline: tuple[TimelineEntry, ...] = ()
    timeline_behind: tuple[Any, Any, int] | None = None
    """What asks for the entries that follow; None when these are all."""
