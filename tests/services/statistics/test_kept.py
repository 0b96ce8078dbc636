"""Whatever is done in whatever order: the counts by month are those of a naive recount."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.domain.clock import FixedClock
from desktop.domain.errors import NaeilError, NotFound
from desktop.domain.note import NoteDraft, NoteMethod, NoteType
from desktop.domain.referral import Evidence, Progress, ReplyDraft
from desktop.domain.visit import Channel, VisitDraft
from desktop.domain.visitor import Sex
from desktop.services.notes import Notes
from desktop.services.refiling import Refiling
from desktop.store import erasing
from tests.services.linked import PERSON, Linked, moment, open_linked
from tests.services.statistics.naive import check

PURPOSES = (("counselling",), ("training",), ("counselling", "training"), ("proof",))


@dataclass
class Day:
    """A desk at which things happen, and what there is to do something with."""

    desk: Linked
    people: list[int] = field(default_factory=list)
    visits: list[int] = field(default_factory=list)
    notes: list[int] = field(default_factory=list)
    slips: list[tuple[int, str]] = field(default_factory=list)

    def one(self, many: list[Any], place: int) -> Any:
        """One of them, or refused when there is none yet."""
        if not many:
            raise NotFound("아직 없습니다.")
        return many[place % len(many)]

    # acts: each takes three numbers and does what they say, or is refused

    def take_in(self, a: int, b: int, c: int) -> None:
        person = replace(
            PERSON,
            name=f"이름{'가나다라마바사'[a % 7]}{'가나다라마바사'[b % 7]}",
            birth=date(1950 + a % 60, 1 + b % 12, 1 + c % 28),
            sex=list(Sex)[b % 3],
            phone="",
        )
        visit = VisitDraft(PURPOSES[a % 4], channel=list(Channel)[c % 5])
        made = self.desk.visits.register(self.desk.account, person, visit, seeking=bool(c % 2))
        self.people.append(made.visitor_id)
        self.visits.append(made.visit_id)

    def come_again(self, a: int, b: int, _c: int) -> None:
        visit = VisitDraft(PURPOSES[b % 4])
        made = self.desk.visits.arrive(self.desk.account, self.one(self.people, a), visit)
        self.visits.append(made.visit_id)

    def enquire(self, a: int, _b: int, _c: int) -> None:
        self.desk.visits.enquire(self.desk.account, VisitDraft(PURPOSES[a % 4], Channel.PHONE))

    def call(self, a: int, _b: int, _c: int) -> None:
        self.desk.visits.call(self.desk.account, self.one(self.visits, a))

    def start(self, a: int, _b: int, _c: int) -> None:
        self.desk.visits.start(self.desk.account, self.one(self.visits, a))

    def finish(self, a: int, b: int, _c: int) -> None:
        result = ("", "informed", "referred")[b % 3]
        self.desk.visits.finish(self.desk.account, self.one(self.visits, a), result)

    def leave(self, a: int, _b: int, _c: int) -> None:
        self.desk.visits.leave(self.desk.account, self.one(self.visits, a))

    def hand_over(self, a: int, _b: int, _c: int) -> None:
        colleague = self.desk.colleague.account_id
        self.desk.visits.hand_over(self.desk.account, self.one(self.visits, a), colleague)

    def undo(self, a: int, _b: int, _c: int) -> None:
        self.desk.visits.undo(self.desk.account, self.one(self.visits, a))

    def talk(self, a: int, b: int, c: int) -> None:
        draft = NoteDraft(
            visitor_id=self.one(self.people, a),
            visit_id=None,
            started_at=self.desk.clock.now() - timedelta(minutes=20),
            ended_at=None,
            method=list(NoteMethod)[b % 5],
            reached=bool(c % 2),
            type=NoteType.FIRST,
            summary="이야기함",
        )
        made = Notes(self.desk.office).finish(self.desk.account, draft)
        self.notes.append(made.id)

    def correct(self, a: int, b: int, c: int) -> None:
        visitor_id = self.one(self.people, a)
        card = self.desk.visitors.open(self.desk.account, visitor_id)
        draft = replace(card.draft, birth=date(1950 + b % 60, 5, 5), sex=list(Sex)[c % 3])
        self.desk.visitors.complete(self.desk.account, visitor_id, card.version, draft)

    def seek(self, a: int, b: int, _c: int) -> None:
        visitor_id = self.one(self.people, a)
        if b % 3:
            self.desk.visitors.file_seeking(self.desk.account, visitor_id)
        else:
            self.desk.visitors.take_back_seeking(self.desk.account, visitor_id)

    def refile(self, a: int, b: int, c: int) -> None:
        what, many = (("visit", self.visits), ("note", self.notes))[c % 2]
        to = self.one(self.people, b)
        Refiling(self.desk.office).move(self.desk.account, what, self.one(many, a), to, "잘못 접수")

    def issue(self, a: int, b: int, _c: int) -> None:
        visitor_id = self.one(self.people, a)
        service = self.desk.partners.services(self.desk.account)[b % 4]
        self.desk.agree(visitor_id, service)
        slip = self.desk.slip(visitor_id, service, services=(service.kinds[0],))
        made = self.desk.referrals.issue(self.desk.account, slip)
        self.slips.append((made.referral_id, made.line.number))

    def reply(self, a: int, b: int, c: int) -> None:
        _, number = self.one(self.slips, a)
        progress = (Progress.COMPLETED, Progress.ACCEPTED, Progress.ARRIVED)[b % 3]
        self.desk.referrals.record_reply(
            self.desk.account,
            ReplyDraft(
                number,
                progress,
                Evidence.PHONE,
                self.desk.clock.today(),
                source_name="김담당",
                result="employed" if progress is Progress.COMPLETED and c % 2 else "",
            ),
        )

    def take_back(self, a: int, b: int, c: int) -> None:
        self.reply(a, b, c)
        self.desk.referrals.undo(self.desk.account, self.one(self.slips, a)[0])

    def void(self, a: int, _b: int, _c: int) -> None:
        referral_id, _ = self.one(self.slips, a)
        self.desk.referrals.void(self.desk.account, referral_id, "wrong_content")

    def destroy(self, a: int, _b: int, _c: int) -> None:
        visitor_id = self.one(self.people, a)
        with self.desk.database.write() as session:
            erasing.erase(session, "visitor", [visitor_id], self.desk.clock.today())

    def pass_time(self, a: int, _b: int, _c: int) -> None:
        self.desk.later(hours=1 + a % 400)


ACTS = tuple(
    name
    for name, value in vars(Day).items()
    if callable(value) and not name.startswith("_") and name != "one"
)
STEP = st.tuples(
    # A slip is drawn when it is issued: that takes as long as twenty other acts.
    st.sampled_from(("take_in", *ACTS, *(name for name in ACTS if name != "issue"))),
    st.integers(0, 300),
    st.integers(0, 300),
    st.integers(0, 300),
)


STORY = (
    ("take_in", 1, 0, 1),
    ("take_in", 2, 1, 2),
    ("enquire", 0, 0, 0),
    ("call", 0, 0, 0),
    ("start", 0, 0, 0),
    ("undo", 0, 0, 0),
    ("start", 0, 0, 0),
    ("finish", 0, 2, 0),
    ("leave", 1, 0, 0),
    ("pass_time", 200, 0, 0),
    ("come_again", 0, 1, 0),
    ("hand_over", 2, 0, 0),
    ("talk", 0, 1, 1),
    ("talk", 1, 2, 2),
    ("correct", 0, 3, 1),
    ("seek", 1, 1, 0),
    ("seek", 1, 0, 0),
    ("refile", 0, 1, 0),
    ("refile", 0, 1, 1),
    ("issue", 0, 0, 0),
    ("issue", 1, 1, 0),
    ("reply", 0, 0, 1),
    ("take_back", 1, 0, 1),
    ("void", 1, 0, 0),
    ("destroy", 0, 0, 0),
)
"""Everything once, in an order in which it can be done."""


def test_after_every_single_act_the_counts_are_those_of_a_recount(tmp_path: Path) -> None:
    assert {name for name, *_ in STORY} == set(ACTS)
    desk = open_linked(tmp_path, FixedClock(moment("2026-11-25 14:05")))
    day = Day(desk)
    for name, *numbers in STORY:
        getattr(day, name)(*numbers)
        with desk.database.read() as session:
            check(session)
    desk.office.close()


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(steps=st.lists(STEP, min_size=6, max_size=24))
def test_after_any_acts_the_counts_are_those_of_a_recount(
    steps: list[tuple[str, int, int, int]],
) -> None:
    with TemporaryDirectory() as folder:
        desk = open_linked(Path(folder), FixedClock(moment("2026-11-25 14:05")))
        day = Day(desk)
        for name, *numbers in steps:
            act: Callable[..., None] = getattr(day, name)
            with suppress(NaeilError):
                act(*numbers)
        with desk.database.read() as session:
            check(session)
        desk.office.close()
