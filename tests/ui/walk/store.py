"""The demo store the walk goes over: two hundred invented people and one with everything.

What may never be read by the next one in the queue is written with words that stand
nowhere else (`SECRETS`), so that finding one of them anywhere is finding a leak.
"""

import re
import shutil
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import event, select

from desktop.domain.account import SignedIn
from desktop.domain.clock import KST, FixedClock
from desktop.domain.consent import Answer, ConsentDraft, ConsentKind, ConsentMethod
from desktop.domain.note import NoteDraft, NoteMethod, NoteType, PlanItem, Topic, TopicState
from desktop.domain.referral import Evidence, Paper, Progress, ReplyDraft, SlipDraft
from desktop.domain.visit import AppointmentDraft, VisitDraft
from desktop.domain.visitor import Career, Sex, VisitorDraft, Wish, WorkState
from desktop.paths import resources
from desktop.services.demo_store import DEMO_PASSWORD, STAFF, make_demo
from desktop.services.desk import Desk
from desktop.services.opening import Premises
from desktop.store import file
from desktop.store.people import Visitor

NOW = datetime(2026, 11, 23, 14, 5, tzinfo=KST)
EVE = VisitorDraft(
    name="독고하늬솔",
    birth=date(1989, 8, 17),
    sex=Sex.FEMALE,
    phone="01083617294",
    second_phone="01046928157",
    second_phone_relation="언니",
    email="haneul.sol@example.kr",
    address="서울특별시 광진구 아차산로 400, 103동 1502호 (자양동)",
    dong="1121587000",
    contact_ways=("phone", "message"),
    contact_time="평일 10~14시",
    work_state=WorkState.SEEKING,
    left_month="2017-02",
    leaving_reason="family_start",
    education="04",
    careers=(Career("주식회사 나래상사", "회계 전표, 급여", "2014-03", "2017-02", "family_start"),),
    wish=Wish(jobs=("027",), employment_form="11", wage_kind="M", wage=1_500_000),
)
SECRETS = {
    "summary": "뻐꾸기 요약",
    "opening": "두루미 말씀",
    "sensitive": "올빼미 메모",
    "plan": "너구리 계획",
    "follow_up": "다람쥐 확인",
    "appointment": "고슴도치 약속",
    "topic": "수달 한 줄",
    "reason": "두더지 사유",
}
"""What was said to the counsellor, by where it is written."""


@dataclass(frozen=True, slots=True)
class Ids:
    """Where to go in the store."""

    eve: int
    note: int
    referral: int
    number: str
    open_service: int


_WRITES = re.compile(r"(?:INSERT INTO|UPDATE|DELETE FROM) (\w+)")


@dataclass
class Opened:
    """The store with somebody signed in."""

    premises: Premises
    desk: Desk
    account: SignedIn
    clock: FixedClock
    pristine: Path
    """The folder it was copied from."""
    written: list[str] = field(default_factory=list)
    """The tables written to, one entry a statement."""

    def __post_init__(self) -> None:
        engine = self._database._writer.engine
        with engine.connect() as line:
            # Nobody pulls the plug of this one.
            line.connection.driver_connection.execute("PRAGMA synchronous = OFF")

        @event.listens_for(engine, "before_cursor_execute")
        def note(_c: Any, _cursor: Any, statement: str, *_more: Any) -> None:
            found = _WRITES.match(statement)
            if found:
                self.written.append(found[1])

    @property
    def _database(self) -> Any:
        return self.desk.office._database

    def wind_back(self) -> None:
        """Every row as it was filled; who sits here and the window stay."""
        database = self._database
        with (
            closing(file.connect(self.pristine / database.path.name, database._key)) as filled,
            database._writer._lock,
            database._reader._lock,
            database._finder._lock,
            database._writer.engine.connect() as line,
        ):
            filled.backup(line.connection.driver_connection)
        self.desk.office.forget_holidays()
        self.written.clear()

    @property
    def keys_changed(self) -> bool:
        """Whether an account or the recovery code is another one than at the beginning."""
        mine = self.premises.folder
        return (mine / "keys.json").read_bytes() != (self.pristine / "keys.json").read_bytes()

    def close(self) -> None:
        self.desk.close()
        self.premises.close()


def open_store(folder: Path, pristine: Path | None = None) -> Opened:
    """Sign in as the first counsellor; with `pristine` in a fresh copy of that folder."""
    if pristine is not None:
        shutil.copytree(pristine, folder)
    clock = FixedClock(NOW)
    premises = Premises(folder, clock, resources())
    desk, account = premises.sign_in(premises.holders()[0].id, DEMO_PASSWORD)
    return Opened(premises, desk, account, clock, pristine or folder)


def make_store(folder: Path) -> Ids:
    """Fill an empty folder."""
    make_demo(folder, 200, 1, 65, clock=FixedClock(NOW))
    opened = open_store(folder)
    try:
        ids = _add_eve(opened)
        # Who may be the same person is known: whoever comes to that list finds it made.
        opened.desk.duplicates.look_on(opened.account)
        return ids
    finally:
        opened.close()


def people(opened: Opened) -> list[tuple[str, str, date | None]]:
    """(name, phone, birth) of everybody in the store whose name is nobody else's."""
    with opened.desk.office._database.read() as session:
        rows = session.execute(select(Visitor.name, Visitor.phone, Visitor.birth)).all()
    staff = {name for name, _ in STAFF}
    return [
        # A birthday shared with the one in front is hers to be read.
        (row.name, row.phone, row.birth if row.name == EVE.name or row.birth != EVE.birth else None)
        for row in rows
        if row.name not in staff
    ]


def _add_eve(opened: Opened) -> Ids:
    desk, account, clock = opened.desk, opened.account, opened.clock
    clock.at = NOW - timedelta(minutes=50)
    came = desk.visits.register(account, EVE, VisitDraft(("counselling", "training")))
    desk.visits.start(account, came.visit_id)
    services = [one for one in desk.partners.services(account) if not one.missing]
    kinds = [(ConsentKind.COLLECTION, None), (ConsentKind.SENSITIVE, None)]
    kinds += [(ConsentKind.THIRD_PARTY, one.id) for one in services[:2]]
    clock.advance(timedelta(minutes=5))
    desk.consents.record(
        account,
        [
            ConsentDraft(
                visitor_id=came.visitor_id,
                kind=kind,
                answer=Answer.AGREED,
                method=ConsentMethod.PAPER,
                given_at=clock.now(),
                service_id=service,
                filed_at="동의철 3권",
            )
            for kind, service in kinds
        ],
    )
    clock.advance(timedelta(minutes=5))
    topics = tuple(desk.office.codes["note_topics"].valid(clock.today()))
    note = desk.notes.finish(
        account,
        NoteDraft(
            visitor_id=came.visitor_id,
            visit_id=None,
            started_at=clock.now() - timedelta(minutes=4),
            ended_at=None,
            method=NoteMethod.COUNTER,
            reached=True,
            type=NoteType.FIRST,
            topics=(Topic(topics[0].code, TopicState.NEED, SECRETS["topic"]),),
            opening=SECRETS["opening"],
            summary=SECRETS["summary"],
            sensitive=SECRETS["sensitive"],
            plan=(PlanItem(SECRETS["plan"], due_on=date(2026, 12, 1)),),
            next_appointment=AppointmentDraft(
                date(2026, 11, 23), time(16, 30), SECRETS["appointment"]
            ),
            follow_up_on=date(2026, 11, 23),
            follow_up=SECRETS["follow_up"],
        ),
    )
    clock.advance(timedelta(minutes=5))
    slip = SlipDraft(
        visitor_id=came.visitor_id,
        service_id=services[0].id,
        services=tuple(
            one
            for one, _ in desk.referrals.prepare(
                account, came.visitor_id, services[0].id
            ).ground.service_choices[:1]
        ),
        reason_code="training_wish",
        reason=SECRETS["reason"],
        summary="전산회계를 다시 배운 뒤 시간제 경리로 시작하기를 희망함.",
        documents=("id_card", "slip"),
    )
    issued = desk.referrals.issue(account, slip)
    desk.referrals.handed(account, issued.referral_id, Paper.HANDED)
    _refer_others(opened, slip)
    clock.at = NOW
    return Ids(came.visitor_id, note.id, issued.referral_id, issued.line.number, services[1].id)


def _refer_others(opened: Opened, like: SlipDraft) -> None:
    """Some referrals weeks ago, late, answered and new, so that the list has rows."""
    desk, account, clock = opened.desk, opened.account, opened.clock
    now = clock.at
    with desk.office._database.read() as session:
        ids = session.scalars(select(Visitor.id).order_by(Visitor.id).limit(6)).all()
    for place, visitor_id in enumerate(ids):
        clock.at = now - timedelta(days=28 - 4 * place)
        desk.consents.record(
            account,
            [
                ConsentDraft(
                    visitor_id=visitor_id,
                    kind=ConsentKind.THIRD_PARTY,
                    answer=Answer.AGREED,
                    method=ConsentMethod.PAPER,
                    given_at=clock.now(),
                    service_id=like.service_id,
                    filed_at="동의철 3권",
                )
            ],
        )
        issued = desk.referrals.issue(account, replace(like, visitor_id=visitor_id))
        if place:
            how = Paper.SENT if place in (2, 3) else Paper.HANDED
            desk.referrals.handed(account, issued.referral_id, how)
        if place == 1:
            desk.referrals.record_reply(
                account,
                ReplyDraft(issued.line.number, Progress.ACCEPTED, Evidence.FAX, clock.today()),
            )
    clock.at = now
