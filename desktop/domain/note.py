"""The counselling note (상담일지): finished notes are amended, never overwritten."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum

from desktop.domain.visit import AppointmentDraft


class NoteMethod(Enum):
    """How the talk was held."""

    COUNTER = "counter"
    PHONE = "phone"
    OUTREACH = "outreach"
    ONLINE = "online"
    MESSAGE = "message"

    @property
    def label(self) -> str:
        """As on the paper."""
        return {
            "counter": "창구",
            "phone": "전화",
            "outreach": "찾아가는 상담",
            "online": "온라인",
            "message": "문자",
        }[self.value]


class NoteType(Enum):
    """What kind of talk it was."""

    FIRST = "first"
    IN_DEPTH = "in_depth"
    GROUP = "group"
    AFTERCARE = "aftercare"

    @property
    def label(self) -> str:
        """As on the paper."""
        return {"first": "초기", "in_depth": "심층", "group": "집단", "aftercare": "사후"}[
            self.value
        ]


class TopicState(Enum):
    """What is known about a topic; UNASKED keeps 'not explored' honest."""

    UNASKED = "unasked"
    NEED = "need"
    STRENGTH = "strength"
    SOLVED = "solved"

    @property
    def label(self) -> str:
        """The word on the chip."""
        return {"unasked": "미확인", "need": "필요", "strength": "강점", "solved": "해결"}[
            self.value
        ]


class PlanState(Enum):
    """How far an agreed action is."""

    PLANNED = "planned"
    GOING = "going"
    DONE = "done"
    HELD = "held"
    CANCELLED = "cancelled"

    @property
    def label(self) -> str:
        """The word on the chip."""
        return {
            "planned": "예정",
            "going": "진행",
            "done": "완료",
            "held": "보류",
            "cancelled": "취소",
        }[self.value]


class PlanWho(Enum):
    """Who does it."""

    VISITOR = "visitor"
    COUNSELLOR = "counsellor"
    PARTNER = "partner"

    @property
    def label(self) -> str:
        """As on the paper."""
        return {"visitor": "본인", "counsellor": "상담사", "partner": "기관"}[self.value]


@dataclass(frozen=True, slots=True)
class Topic:
    """One topic of the talk; `code` from resources/codes/note_topics."""

    code: str
    state: TopicState
    line: str = ""


@dataclass(frozen=True, slots=True)
class PlanItem:
    """Goal > action, who, by when, state."""

    action: str
    goal: str = ""
    who: PlanWho = PlanWho.VISITOR
    due_on: date | None = None
    state: PlanState = PlanState.PLANNED


@dataclass(frozen=True, slots=True)
class NoteDraft:
    """A note as typed. `ended_at` None means now; `sensitive` needs a living sensitive consent."""

    visitor_id: int
    visit_id: int | None
    started_at: datetime
    ended_at: datetime | None
    method: NoteMethod
    reached: bool
    type: NoteType
    topics: tuple[Topic, ...] = ()
    opening: str = ""
    summary: str = ""
    sensitive: str = ""
    plan: tuple[PlanItem, ...] = ()
    next_appointment: AppointmentDraft | None = None
    follow_up_on: date | None = None
    follow_up: str = ""
    attended_by: str = ""


@dataclass(frozen=True, slots=True)
class NoteRevision:
    """What a note said at one time; the first has no reason."""

    number: int
    author: str
    at: datetime
    reason: str
    draft: NoteDraft


@dataclass(frozen=True, slots=True)
class NoteCard:
    """A finished note with its whole history, newest revision last."""

    id: int
    version: int
    visitor_id: int
    visit_number: str
    session: int
    counsellor: str
    revisions: tuple[NoteRevision, ...]
    sensitive_withheld: bool = False
    """There is a sensitive memo, and whoever opened the note is not the one to read it."""

    @property
    def current(self) -> NoteDraft:
        """What the note says now."""
        return self.revisions[-1].draft


@dataclass(frozen=True, slots=True)
class NoteLine:
    """A finished note in the list of a visitor's earlier notes, newest first."""

    id: int
    session: int
    started_at: datetime
    ended_at: datetime
    method: NoteMethod
    type: NoteType
    reached: bool
    counsellor: str
    summary: str
    revisions: int
    open_plans: int


@dataclass(frozen=True, slots=True)
class NoteStart:
    """What the note's page needs before the first word: whose it is and what is known.

    `visit_id` is today's open visit if there is one; `began_at` when its talk began.
    `intake` are (heading, text) pairs of what was told at the desk; `topics` (code,
    label) pairs in the order of the paper.
    """

    visitor_id: int
    visitor_name: str
    masked_name: str
    session: int
    visit_id: int | None
    visit_number: str
    began_at: datetime
    sensitive_consent: bool
    counsellor: str
    topics: tuple[tuple[str, str], ...]
    intake: tuple[tuple[str, str], ...]
    earlier: tuple[NoteLine, ...]
    open_plan: tuple[PlanItem, ...] = ()
    """What the last note left to be done."""
