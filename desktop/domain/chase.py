"""Asking after referrals: whom to call today, the sheet of one call, and what was heard."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum

from desktop.domain.calendar import show_short_day
from desktop.domain.clock import KST
from desktop.domain.clocks import Ask, Whom
from desktop.domain.referral import Progress


class Side(Enum):
    """Whom it is about: a partner, one visitor, or ourselves.

    HAND_OVER is a slip nobody noted as handed, SETTLE what the timer would close.
    """

    PARTNER = "partner"
    VISITOR = "visitor"
    HAND_OVER = "hand_over"
    SETTLE = "settle"


class Tick(Enum):
    """What was heard about one slip, one tick and one key each."""

    ARRIVED = "arrived"
    ACCEPTED = "accepted"
    WAITING = "waiting"
    DECLINED = "declined"
    DONE = "done"
    NOT_COME = "not_come"
    SILENT = "silent"

    @property
    def label(self) -> str:
        """As on the sheet."""
        return _TICK_LABELS[self]

    @property
    def progress(self) -> Progress | None:
        """The state it means; None while nobody could say."""
        return _TICK_PROGRESS[self]


_TICK_LABELS = {
    Tick.ARRIVED: "도착",
    Tick.ACCEPTED: "접수",
    Tick.WAITING: "대기",
    Tick.DECLINED: "반려",
    Tick.DONE: "완료",
    Tick.NOT_COME: "오지 않음",
    Tick.SILENT: "답 없음",
}
_TICK_PROGRESS = {
    Tick.ARRIVED: Progress.ARRIVED,
    Tick.ACCEPTED: Progress.ACCEPTED,
    Tick.WAITING: Progress.ON_HOLD,
    Tick.DECLINED: Progress.DECLINED,
    Tick.DONE: Progress.COMPLETED,
    Tick.NOT_COME: Progress.NO_SHOW,
    Tick.SILENT: None,
}


@dataclass(frozen=True, slots=True)
class ChaseLine:
    """Somebody asked after a referral: when, by whom, how, and what came of it, in words.

    `heard` is false where nobody was reached.
    """

    at: datetime
    by: str
    whom: Whom
    way: str
    result: str
    heard: bool = True
    note: str = ""
    spoke_with: str = ""

    def sentence(self) -> str:
        """`11. 20.(금) 한서윤 전화 · 담당자 없음`"""
        day = show_short_day(self.at.astimezone(KST).date())
        told = f"{day} {self.by} {self.way}"
        return f"{told} · {self.result}" if self.result else told


@dataclass(frozen=True, slots=True)
class CallTarget:
    """Somebody to call today, as 오늘 and the call screen list them; a visitor's name is masked.

    `key` is the partner's, or the visitor's id; `referral_ids` the slips it is about. `own`
    where one of them is the own case of whoever looks.
    """

    side: Side
    key: str
    name: str
    phone: str
    asks: str
    last: str
    due_on: date
    own: bool
    referral_ids: tuple[int, ...]
    visitor_id: int = 0
    partner: str = ""
    """Where a visitor was sent."""

    @property
    def rows(self) -> int:
        """How many slips it is about."""
        return len(self.referral_ids)


@dataclass(frozen=True, slots=True)
class CallRow:
    """One open slip on the sheet of a call.

    `ask` is None where nothing is due; `ticks` are those the slip can still take.
    `called_today` says that somebody asked already today.
    """

    referral_id: int
    visitor_id: int
    number: str
    name: str
    masked_name: str
    service: str
    progress: Progress
    issued_on: date | None
    reply_due: date | None
    ask: Ask | None
    due_on: date | None
    last: ChaseLine | None
    chased: int
    paused_until: date | None
    expected_on: date | None
    ticks: tuple[Tick, ...]
    called_today: bool = False


@dataclass(frozen=True, slots=True)
class CallSheet:
    """Everything for one call: whom, the number to dial, and all slips it is about."""

    side: Side
    key: str
    title: str
    masked_title: str
    phone: str
    people: tuple[str, ...]
    hours: str
    held: str
    rows: tuple[CallRow, ...]
    visitor_id: int = 0


@dataclass(frozen=True, slots=True)
class CallAnswer:
    """What was heard about one slip in a call: its tick with what that needs.

    `told_on` is the day named for a waiting list, `result` a code of the list `outcomes`
    for what was finished, `heard` one of `chase_results` where nobody could say.
    """

    referral_id: int
    tick: Tick
    reason_code: str = ""
    told_on: date | None = None
    result: str = ""
    heard: str = "will_answer"
    note: str = ""
    checks: bool = False
    """After a job: somebody asks again after 1, 3 and 6 months."""


@dataclass(frozen=True, slots=True)
class CallDraft:
    """One call with all that was heard: written down by one save."""

    side: Side
    key: str
    answers: tuple[CallAnswer, ...]
    way: str = "phone"
    spoke_with: str = ""


@dataclass(frozen=True, slots=True)
class Pause:
    """재촉 중지: why nothing is asked about these slips, and until when."""

    referral_ids: tuple[int, ...]
    reason_code: str
    until: date
    note: str = ""


@dataclass(frozen=True, slots=True)
class CallSaved:
    """What one save wrote: replies, questions without an answer, and whose slips they were."""

    replies: int
    chases: int
    referral_ids: tuple[int, ...]
