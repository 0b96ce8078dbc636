"""How long what is kept, and destruction when the time is over (개인정보 보호법 제21조).

The periods are dated rows, shipped as `resources/codes/retention.toml` and edited by the
office: a new period is a new row from a day on, so that what was destroyed earlier can still
be shown to have been due.
"""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from pathlib import Path

from desktop.domain.calendar import add_months, period_end
from desktop.domain.korean import nfc

AHEAD = 30
"""So many days before its day something due is shown (D-30)."""
MOST_MONTHS = 600
NO_NUMBER = "번호 없음"
"""Of somebody an old register told of, who was never here since: no visit gave a number."""


class Subject(Enum):
    """What is kept under one period. The value names it in the store for ever."""

    VISITOR = "visitor"
    REFERRAL = "referral"
    ENQUIRY = "enquiry"
    DRAFT = "draft"
    PRINTING = "printing"
    ACCOUNT_EVENT = "account_event"
    ACCESS_LOG = "access_log"

    @property
    def label(self) -> str:
        """The name of the file in the ledger (개인정보파일명)."""
        return {
            "visitor": "구직자 상담 기록",
            "referral": "연계 의뢰서 사본과 회신",
            "enquiry": "이름 없는 문의의 메모",
            "draft": "쓰다 만 기록",
            "printing": "출력·복사물 관리대장",
            "account_event": "계정 권한 기록",
            "access_log": "접속기록",
        }[self.value]

    @property
    def material(self) -> str:
        """What the ledger calls the kind of material (자료의 종류)."""
        return "전산자료"

    @property
    def one_by_one(self) -> bool:
        """Whether it is asked for row by row, by a reception number, or all older than a day."""
        return self in (Subject.VISITOR, Subject.REFERRAL)

    @property
    def elsewhere(self) -> bool:
        """Whether another procedure takes it away: the log is cut so that its chain holds."""
        return self is Subject.ACCESS_LOG


class Event(Enum):
    """From when a period is counted."""

    LAST_CONTACT = "last_contact"
    CLOSED = "closed"
    WRITTEN = "written"

    @property
    def label(self) -> str:
        """As on the settings page."""
        return {
            "last_contact": "구직 종료, 마지막 방문·상담, 연계 종료 중 늦은 날",
            "closed": "연계가 끝난 날",
            "written": "적은 날",
        }[self.value]


EVENT_OF = {
    Subject.VISITOR: Event.LAST_CONTACT,
    Subject.REFERRAL: Event.CLOSED,
    Subject.ENQUIRY: Event.WRITTEN,
    Subject.DRAFT: Event.WRITTEN,
    Subject.PRINTING: Event.WRITTEN,
    Subject.ACCOUNT_EVENT: Event.WRITTEN,
    Subject.ACCESS_LOG: Event.WRITTEN,
}
"""What each subject counts from; the period is the office's, the event follows from the law."""

LEAST_MONTHS = {Subject.ACCOUNT_EVENT: 36, Subject.ACCESS_LOG: 24}
"""Below these the law does not let the office go (안전성 확보조치 기준 제5조, 제8조)."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One period, valid from a day on. `id` 0 for one of the file."""

    id: int
    subject: Subject
    event: Event
    months: int
    ground: str
    records_officer: bool
    valid_from: date
    valid_to: date | None = None
    checked_on: date | None = None
    source: str = ""

    @property
    def period(self) -> str:
        """3년, 1년 6개월, 1개월."""
        years, months = divmod(self.months, 12)
        told = [f"{years}년"] if years else []
        return " ".join([*told, *([f"{months}개월"] if months or not years else [])])

    def due(self, event_on: date) -> date:
        """The first day on which it may no longer be kept: the day after the period's last."""
        return period_end(event_on, self.months) + timedelta(days=1)

    def latest_due(self, day: date) -> date:
        """The latest event that is due on this day."""
        latest = add_months(day, -self.months) + timedelta(days=3)
        while self.due(latest) > day:
            latest -= timedelta(days=1)
        return latest


def rule_on(rules: Iterable[Rule], subject: Subject, day: date) -> Rule | None:
    """The period that holds for a subject on a day."""
    valid = [
        rule
        for rule in rules
        if rule.subject is subject
        and rule.valid_from <= day
        and (rule.valid_to is None or day <= rule.valid_to)
    ]
    return max(valid, key=lambda rule: (rule.valid_from, rule.id), default=None)


def read_rules(path: Path) -> tuple[Rule, ...]:
    """The shipped periods (resources/codes/retention.toml). ValueError for a wrong row."""
    found = []
    for row in tomllib.loads(path.read_text(encoding="utf-8"))["rule"]:
        subject = Subject(row["subject"])
        found.append(
            Rule(
                id=0,
                subject=subject,
                event=EVENT_OF[subject],
                months=int(row["months"]),
                ground=nfc(row["ground"]),
                records_officer=bool(row.get("records_officer", False)),
                valid_from=row["valid_from"],
                valid_to=row.get("valid_to"),
                checked_on=row.get("checked_on"),
                source=nfc(row.get("source", "")),
            )
        )
    return tuple(found)


class Block(Enum):
    """Why something due is not destroyed yet."""

    REFERRAL = "referral"
    REQUEST = "request"
    SEEKING = "seeking"
    APPOINTMENT = "appointment"
    HERE = "here"

    @property
    def label(self) -> str:
        """What stands in the way, and so what to do first."""
        return {
            "referral": "열린 의뢰가 있음",
            "request": "처리 중인 요구가 있음",
            "seeking": "구직 등록이 살아 있음",
            "appointment": "잡힌 예약이 있음",
            "here": "지금 창구에 와 계심",
        }[self.value]


class DestructionReason(Enum):
    """Why something is destroyed."""

    PERIOD = "period"
    ASKED = "asked"
    WITHDRAWN = "withdrawn"

    @property
    def label(self) -> str:
        """As the ledger (파기 관리대장) says it."""
        return {"period": "보유기간 만료", "asked": "정보주체 요구", "withdrawn": "동의 철회"}[
            self.value
        ]

    def stopped_by(self, block: Block) -> bool:
        """Whether this stands in the way: who wants to be forgotten seeks no more."""
        if self is DestructionReason.PERIOD:
            return True
        return block in (Block.REFERRAL, Block.REQUEST, Block.HERE)


class DestructionState(Enum):
    """Asked for by one person, decided by another, then done."""

    ASKED = "asked"
    APPROVED = "approved"
    REFUSED = "refused"
    DONE = "done"

    @property
    def label(self) -> str:
        """As in the list."""
        return {
            "asked": "승인 기다림",
            "approved": "승인됨",
            "refused": "돌려보냄",
            "done": "파기함",
        }[self.value]


@dataclass(frozen=True, slots=True)
class DueLine:
    """One thing whose time is over or nearly so; the name is masked already.

    `subject_id` is the key of the visitor or referral, 0 for what goes by its day.
    """

    subject: Subject
    subject_id: int
    number: str
    masked_name: str
    reason: DestructionReason
    event_on: date
    due_on: date
    rule_id: int | None
    records_officer: bool
    blocks: tuple[Block, ...] = ()
    count: int = 1
    files: int = 0
    """How often a paper about the person left as a file: those are out of our reach."""
    request_id: int | None = None

    @property
    def key(self) -> tuple[str, int]:
        """What names the line."""
        return (self.subject.value, self.subject_id)

    @property
    def called(self) -> str:
        """By what it is told apart where no name may stand; "" for what goes by its day."""
        return self.number or (NO_NUMBER if self.subject.one_by_one else "")


@dataclass(frozen=True, slots=True)
class AskedLine:
    """A destruction somebody asked for, decided or not; never with a name."""

    id: int
    version: int
    subject: Subject
    number: str
    reason: DestructionReason
    state: DestructionState
    created_on: date
    due_on: date | None
    asked_by: str
    asked_by_id: int
    asked_on: date
    records_officer: bool
    records_approval: str
    decided_by: str = ""
    decided_on: date | None = None
    refusal: str = ""
    done_on: date | None = None
    kinds: tuple[tuple[str, int], ...] = ()
    files_left: int = 0
    """Files about it that somebody has to remove by hand."""

    @property
    def called(self) -> str:
        """By what it is told apart where no name may stand; "" for what goes by its day."""
        return self.number or (NO_NUMBER if self.subject.one_by_one else "")


@dataclass(frozen=True, slots=True)
class CopyLine:
    """A copy of the store that still holds what was destroyed since it was made."""

    place: str
    made_on: date | None
    """None for what an upgrade or a restore put aside."""
    file_name: str


class LeftKind(Enum):
    """What of something destroyed may still be somewhere."""

    FILE = "file"
    LIST = "list"
    COPY = "copy"
    KEPT = "kept"
    MENTION = "mention"

    @property
    def label(self) -> str:
        """What has to be done about it."""
        return {
            "file": "직접 지울 파일",
            "list": "직접 살펴볼 목록",
            "copy": "닿지 않은 백업",
            "kept": "곁에 둔 자료",
            "mention": "고칠 다른 분 기록",
        }[self.value]

    @property
    def by_hand(self) -> bool:
        """Whether somebody ticks it off when it is done."""
        return self in (LeftKind.FILE, LeftKind.LIST, LeftKind.MENTION)


@dataclass(frozen=True, slots=True)
class LeftLine:
    """One thing that is not destroyed yet, or a store put aside: what it is and where."""

    kind: LeftKind
    key: str
    name: str
    """The kind of paper, or the name of the file or folder."""
    place: str
    """Where it was written, "" where nobody noted it; of a record of others whose it is."""
    made_on: date | None
    number: str = ""
    """Its print number."""
    since: date | None = None
    """The day of the destruction it is left over from."""
    size: int = 0
    """Bytes of a store put aside."""
    visitor_id: int = 0
    """Whose record names somebody who is destroyed."""


@dataclass(frozen=True, slots=True)
class DueList:
    """The page 보유·파기: what is due, what was asked for, and copies out of reach."""

    today: date
    due: tuple[DueLine, ...]
    unread: int
    """How many more are due than were read."""
    asked: tuple[AskedLine, ...]
    copies: tuple[CopyLine, ...] = ()
    unfinished: bool = False
    """A destruction was cut short before the copies were done."""
    left: tuple[LeftLine, ...] = ()
    """Files to be removed by hand, copies out of reach, stores put aside."""


@dataclass(frozen=True, slots=True)
class Reached:
    """What was done by itself when something out of reach was there again."""

    copies: int
    files: int
    left: int
    """Copies that are still out of reach."""


@dataclass(frozen=True, slots=True)
class HowFar:
    """How far a destruction is: what is being done, and the share that is done, 0 to 1.

    `may_stop`: it can be given up here. Not once records are gone: what is left of them in
    pages and copies goes to the end.
    """

    what: str
    share: float
    may_stop: bool = True


@dataclass(frozen=True, slots=True)
class Destroyed:
    """What one destruction did."""

    done: int
    kept: tuple[str, ...] = ()
    """Numbers of those that something stands in the way of since they were asked for."""
    copies: int = 0
    out_of_reach: tuple[CopyLine, ...] = ()
    files_gone: int = 0
    """Papers that had left as a file and were deleted where they lay."""
    files: tuple[LeftLine, ...] = ()
    """Those that have to be found and removed by hand."""
