"""A counter with two counsellors and two visitors, for what is written about talks."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from sqlalchemy import func, select

from desktop.domain.account import Role, SignedIn
from desktop.domain.clock import KST, FixedClock
from desktop.domain.codes import CodeBook
from desktop.domain.consent import Answer, ConsentDraft, ConsentKind, ConsentMethod
from desktop.domain.note import NoteDraft, NoteMethod, NoteType
from desktop.domain.visit import VisitDraft
from desktop.domain.visitor import VisitorDraft
from desktop.paths import resources
from desktop.services.act import Office
from desktop.services.consents import Consents
from desktop.services.drafts import Drafts
from desktop.services.follow_ups import FollowUps
from desktop.services.notes import Notes
from desktop.services.phrases import Phrases
from desktop.services.refiling import Refiling
from desktop.services.visitors import Visitors
from desktop.services.visits import Registered, Visits
from desktop.store.ciphers import DataKey
from desktop.store.database import Database
from desktop.store.keys import Keys
from desktop.store.log import AccessRow
from desktop.store.office import Account

RESIDENT = "900101-1234567"


@dataclass
class Talks:
    """The services around a talk, with somebody signed in."""

    database: Database
    office: Office
    clock: FixedClock
    account: SignedIn
    colleague: SignedIn

    def __post_init__(self) -> None:
        self.visits = Visits(self.office)
        self.visitors = Visitors(self.office)
        self.notes = Notes(self.office)
        self.drafts = Drafts(self.office)
        self.phrases = Phrases(self.office)
        self.follow_ups = FollowUps(self.office)
        self.refiling = Refiling(self.office)
        self.consents = Consents(self.office)

    def take_in(self, name: str) -> Registered:
        """Somebody new is here."""
        return self.visits.register(
            self.account, VisitorDraft(name=name), VisitDraft(purposes=("counselling",))
        )

    def agree_sensitive(self, visitor_id: int, answer: Answer = Answer.AGREED) -> int:
        """The visitor ticked the row about sensitive data."""
        (line,) = self.consents.record(
            self.account,
            (
                ConsentDraft(
                    visitor_id=visitor_id,
                    kind=ConsentKind.SENSITIVE,
                    answer=answer,
                    method=ConsentMethod.PAPER,
                    given_at=self.clock.now(),
                    filed_at="동의철 3권",
                ),
            ),
        )
        return line.id

    def typed(self, visitor_id: int, visit_id: int | None = None, **more: object) -> NoteDraft:
        """A note as typed, valid unless told otherwise."""
        values: dict[str, object] = {
            "visitor_id": visitor_id,
            "visit_id": visit_id,
            "started_at": self.clock.now() - timedelta(minutes=24),
            "ended_at": None,
            "method": NoteMethod.COUNTER,
            "reached": True,
            "type": NoteType.FIRST,
            "summary": "시간제 경리부터 시작하기로 함.",
        }
        return NoteDraft(**{**values, **more})  # type: ignore[arg-type]

    def be(self, account: SignedIn) -> SignedIn:
        """Somebody else sits down."""
        self.office.admit(account)
        return account

    def rows(self, mapped: type) -> int:
        """How many rows a table has."""
        with self.database.read() as session:
            return session.execute(select(func.count()).select_from(mapped)).scalar_one()

    def log(self) -> list[tuple[str, str, list[int]]]:
        """(kind, purpose, subjects) of the access log, oldest first."""
        with self.database.read() as session:
            rows = session.scalars(select(AccessRow).order_by(AccessRow.id))
            return [(row.kind, row.purpose, row.subjects) for row in rows]


def open_talks(folder: Path, clock: FixedClock) -> Talks:
    """A new encrypted store with two accounts; the first is signed in."""
    folder.mkdir(parents=True, exist_ok=True)
    database = Database.create(folder / "talks.db", DataKey.random())
    keys = Keys(1)
    ids = (keys.new(), keys.new())
    with database.write() as session:
        for account_id, name in zip(ids, ("한서윤", "오민재"), strict=True):
            session.add(
                Account(
                    id=account_id, name=name, role=Role.COUNSELLOR.value, created_at=clock.now()
                )
            )
    office = Office(
        database, keys, clock, CodeBook.load(resources() / "codes"), desk=1, place="창구-1"
    )
    one, other = (
        SignedIn(account_id, name, Role.COUNSELLOR, f"token-{name}")
        for account_id, name in zip(ids, ("한서윤", "오민재"), strict=True)
    )
    office.admit(one)
    return Talks(database, office, clock, one, other)


def day(month: int, number: int) -> date:
    """A day of 2026."""
    return date(2026, month, number)


def at(hour: int, minute: int) -> datetime:
    """A moment of the test's day."""
    return datetime(2026, 11, 23, hour, minute, tzinfo=KST)
