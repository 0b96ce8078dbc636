"""A visit: every arrival counts, with a person behind it or without."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import Enum


class Channel(Enum):
    """How the visitor reached the centre."""

    COUNTER = "counter"
    PHONE = "phone"
    OUTREACH = "outreach"
    FAIR = "fair"
    ONLINE = "online"

    @property
    def label(self) -> str:
        """As on screen and in the results table."""
        return {
            "counter": "창구",
            "phone": "전화",
            "outreach": "찾아가는 상담",
            "fair": "박람회",
            "online": "온라인",
        }[self.value]


class VisitState(Enum):
    """Where the visit stands on today's board."""

    WAITING = "waiting"
    CALLED = "called"
    COUNSELLING = "counselling"
    DONE = "done"
    LEFT = "left"

    @property
    def label(self) -> str:
        """The word on the card."""
        return {
            "waiting": "대기",
            "called": "부름",
            "counselling": "상담 중",
            "done": "완료",
            "left": "돌아감",
        }[self.value]


class Presence(Enum):
    """Who stood at the desk."""

    SELF = "self"
    WITH = "with"
    INSTEAD = "instead"

    @property
    def label(self) -> str:
        """As on the form."""
        return {"self": "본인", "with": "함께 옴", "instead": "대신 옴"}[self.value]


@dataclass(frozen=True, slots=True)
class VisitDraft:
    """One arrival as taken at the desk. Codes refer to resources/codes/visit_purposes."""

    purposes: tuple[str, ...]
    channel: Channel = Channel.COUNTER
    presence: Presence = Presence.SELF
    companion_relation: str = ""
    needs: tuple[str, ...] = ()
    remark: str = ""


@dataclass(frozen=True, slots=True)
class VisitLine:
    """A card on today's board; the name is masked already."""

    id: int
    version: int
    number: str
    ticket: int
    visitor_id: int | None
    masked_name: str
    purposes: tuple[str, ...]
    channel: Channel
    state: VisitState
    arrived_at: datetime
    called_at: datetime | None
    started_at: datetime | None
    finished_at: datetime | None
    counsellor_id: int | None
    counsellor: str
    first_time: bool
    result: str
    needs: tuple[str, ...]
    note_drafted: bool = False
    slip_printed: bool = False


class AppointmentState(Enum):
    """What became of an appointment."""

    PLANNED = "planned"
    ARRIVED = "arrived"
    NO_SHOW = "no_show"
    CANCELLED = "cancelled"

    @property
    def label(self) -> str:
        """The word on the board."""
        return {
            "planned": "예약",
            "arrived": "방문",
            "no_show": "불참",
            "cancelled": "취소",
        }[self.value]


@dataclass(frozen=True, slots=True)
class AppointmentDraft:
    """An appointment with a visitor, local date and time."""

    on: date
    at: time
    purpose: str = ""
    channel: Channel = Channel.COUNTER


@dataclass(frozen=True, slots=True)
class AppointmentLine:
    """One of today's appointments."""

    id: int
    version: int
    visitor_id: int
    masked_name: str
    at: datetime
    purpose: str
    counsellor: str
    state: AppointmentState


@dataclass(frozen=True, slots=True)
class Duty:
    """Something that needs doing, on the right of today's board.

    `kind`: follow_up, partner_call, visitor_call, hand_over, settle, seeking_ends, stay_ends,
    subject_request, agreement, log_review, destruction and duplicate (partner_call, settle and
    the last four are about nobody: `visitor_id` is 0, the text counts). `detail` is a second
    line; `key` the partner or visitor to be called about the slips `records`.
    """

    kind: str
    id: int
    visitor_id: int
    masked_name: str
    text: str
    due_on: date
    overdue: bool
    own: bool
    detail: str = ""
    key: str = ""
    records: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Board:
    """Today at a glance."""

    day: date
    visits: tuple[VisitLine, ...]
    appointments: tuple[AppointmentLine, ...]
    duties: tuple[Duty, ...]
    visited: int
    done: int
    duties_unread: Mapping[str, int] = field(default_factory=dict)
    """By kind of duty, how many more there are than were read."""
    waits_by_hour: tuple[tuple[int, int], ...] = ()
    clock_behind: bool = False
    """The clock of this PC stands before something already logged: times would be wrong."""
