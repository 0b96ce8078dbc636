"""A store with lists of a chosen length, rows in every state, ties and gaps among them."""

import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import insert
from sqlalchemy.orm import Session

from desktop.domain.account import Role, SignedIn
from desktop.domain.paper_number import PaperKind, make
from desktop.domain.referral import Progress
from desktop.services.act import Act
from desktop.store.ciphers import DataKey
from desktop.store.consents import Consent
from desktop.store.database import Database
from desktop.store.log import AccessRow
from desktop.store.notes import Note, NoteRevision
from desktop.store.office import Account, Printing
from desktop.store.partners import Organisation, PartnerService
from desktop.store.people import Visitor
from desktop.store.referrals import Referral, Slip
from desktop.store.requests import SubjectRequest
from desktop.store.retention import Destruction
from desktop.store.visits import Appointment, Visit
from tests.store.people_rows import person

TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
MONTH = "2026-11"
SINCE = datetime(2026, 11, 1, tzinfo=UTC)
ME = SignedIn(1, "나라", Role.TEAM_LEAD, "token")
NAMES = ("나라", "가람", "다솜")
PARTNERS, SERVICES = 3, 2
STATES = tuple(one.value for one in Progress if one is not Progress.DRAFT)


def acting(session: Session) -> Act:
    """What a service holds while it acts, for what only reads."""
    return Act(session, ME, NOW, None, None)  # type: ignore[arg-type]


@contextmanager
def store_of(folder: Path, rows: int) -> Iterator[Session]:
    """A session over a store with so many rows in every list; references are not looked up."""
    database = Database.create(folder / "s.db", DataKey.random())
    with database.filling() as session:
        fill(session, rows)
        yield session
    database.close()


def fill(session: Session, rows: int) -> None:
    """Everything a list may show, always the same for the same length."""
    chance = random.Random(rows)
    add = _Adding(session, chance)
    add(Account, len(NAMES), lambda i: {
        "version": 1, "name": NAMES[i - 1], "role": "lead", "created_at": NOW,
    })  # fmt: skip
    add(Organisation, PARTNERS, lambda i: {
        "version": 1, "key": f"partner-{i}", "name": f"{'하바사아자차카타파'[i - 1]}기관",
        "valid_from": date(2026, 1, 1),
    })  # fmt: skip
    add(PartnerService, PARTNERS * SERVICES, lambda i: {
        "version": 1, "key": f"service-{i}", "organisation_id": 1 + i % PARTNERS,
        "name": f"서비스 {i}", "valid_from": date(2026, 1, 1),
    })  # fmt: skip
    session.execute(insert(Visitor), [person(1, "서지영"), person(2, "도우람")])
    add(Referral, rows, lambda i: referral(i, chance, rows))
    add(Slip, rows, lambda i: {
        "referral_id": i, "number": f"{i:09}", "revision": 1, "issued_at": add.moment(),
        "issued_by_id": 1, "record": {}, "draft": {}, "template": "slip-2", "text_hash": "",
    })  # fmt: skip
    add(Printing, rows, lambda i: {
        "number": f"{i:012}", "at": add.moment(), "account_id": chance.choice((1, 2, 3)),
        "paper": "slip" if i % 3 else "receipt", "purpose": "", "record_id": i,
        "reprint": int(i % 4 == 0), "visitor_id": 1,
    })  # fmt: skip
    add(AccessRow, rows, lambda i: {
        "seq": i, "digest": b"", "at": add.moment(),
        "account_id": chance.choice((1, 2, 3, None)), "place": "창구 1", "kind": "view",
        "subjects": [1], "purpose": "", "count": 1,
    })  # fmt: skip
    add(SubjectRequest, rows, lambda i: request(i, chance))
    add(Destruction, rows, lambda i: {
        "version": 1, "subject": "visitor", "subject_id": i, "created_on": TODAY,
        "reason": "period", "asked_at": add.moment(), "asked_by_id": 1,
        "state": chance.choice(("asked", "approved", "refused", "done", "done")),
    })  # fmt: skip
    fill_line(session, chance, rows, 1, 1)
    session.flush()


def fill_line(
    session: Session, chance: random.Random, rows: int, visitor_id: int, by_id: int
) -> None:
    """The line of time of a visitor, without referrals."""
    add = _Adding(session, chance)
    add(Visit, rows, lambda i: {
        "id": 1_000_000 + i, "version": 1,
        "number": make(PaperKind.VISIT, 2026, 900 + i // 9_000, i % 9_000).digits,
        "day": TODAY, "ticket": 1, "visitor_id": visitor_id, "channel": "counter",
        "purposes": ("counselling",), "state": "done", "arrived_at": add.moment(),
        "receiver_id": by_id,
    })  # fmt: skip
    add(Note, rows, lambda i: {
        "id": 2_000_000 + i, "version": 1, "visitor_id": visitor_id, "counsellor_id": by_id,
        "session": i, "started_at": add.moment(), "ended_at": NOW, "method": "counter",
        "type": "first", "reached": True, "revision": 1,
    })  # fmt: skip
    add(NoteRevision, rows, lambda i: {
        "id": 3_000_000 + i, "note_id": 2_000_000 + i, "number": 1, "at": NOW, "author_id": by_id,
    })  # fmt: skip
    add(Consent, rows, lambda i: {
        "id": 4_000_000 + i, "number": "", "visitor_id": visitor_id, "kind": "collection",
        "answer": "agreed", "method": "paper", "given_at": add.moment(), "recorded_at": NOW,
        "received_by_id": by_id, "form_version": "1", "told": [],
    })  # fmt: skip
    add(Appointment, rows, lambda i: {
        "id": 5_000_000 + i, "version": 1, "visitor_id": visitor_id, "day": TODAY,
        "at": add.moment(), "counsellor_id": by_id,
        "state": chance.choice(("planned", "no_show", "done")),
    })  # fmt: skip


def referral(id_: int, chance: random.Random, rows: int) -> dict[str, Any]:
    """In any state, of any partner; some have no day, many share one."""
    days = max(rows // 20, 3)
    issued = TODAY - timedelta(days=chance.randrange(days))
    due = issued + timedelta(days=14)
    return {
        "id": id_,
        "version": 1,
        "visitor_id": 1,
        "service_id": chance.randint(1, PARTNERS * SERVICES),
        "counsellor_id": chance.choice((1, 2, 3)),
        "opened_at": datetime(issued.year, issued.month, issued.day, tzinfo=UTC),
        "progress": chance.choice(STATES),
        "paper": "printed",
        "reply_due": chance.choice((due, due, due, None)),
        "issued_on": chance.choice((issued, issued, issued, issued, None)),
        "expected_on": chance.choice((due, None)),
    }


def request(id_: int, chance: random.Random) -> dict[str, Any]:
    """Of any state, some put off."""
    received = TODAY - timedelta(days=chance.randrange(60))
    due = received + timedelta(days=10)
    return {
        "id": id_,
        "version": 1,
        "number": make(PaperKind.VISIT, 2026, 800 + id_ // 9_000, id_ % 9_000).digits,
        "visitor_id": chance.choice((1, 2)),
        "kind": "view",
        "received_on": received,
        "due_on": due,
        "received_by_id": 1,
        "way": "visit",
        "identity_check": "card",
        "state": chance.choice(("open", "answered", "refused", "withdrawn")),
        "postponed_to": chance.choice((None, None, due + timedelta(days=7))),
    }


@dataclass
class _Adding:
    session: Session
    chance: random.Random

    def __call__(self, table: Any, count: int, row: Callable[[int], dict[str, Any]]) -> None:
        self.session.execute(insert(table), [{"id": i} | row(i) for i in range(1, count + 1)])

    def moment(self) -> datetime:
        """In this month; many fall together."""
        return SINCE + timedelta(minutes=self.chance.randrange(20_000))
