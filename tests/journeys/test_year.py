"""A year of referrals: sent out, answered early, late, never, wrongly and twice, asked after.

Every working day somebody at the desk issues slips, types what came back and works through
the calls of the morning, all through the services the screens use. What each partner and each
visitor does is drawn from a seed and written down beside, so that at the end every referral
must stand where its story left it and every figure must equal a count of the stories.
"""

import os
import random
from collections import Counter as Count
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta

import pytest
from sqlalchemy import select

from desktop.domain.chase import CallAnswer, CallDraft, CallRow, Side, Tick
from desktop.domain.clock import KST, FixedClock
from desktop.domain.errors import NaeilError, Refused
from desktop.domain.partner import PartnerService
from desktop.domain.partner_results import Figure
from desktop.domain.period import Period, Span
from desktop.domain.referral import Evidence, Progress, ReplyDraft
from desktop.services.chases import Chases
from desktop.services.referrals import issuing
from desktop.services.results import Asked, PartnerResults
from desktop.store.referrals import Referral, ReferralMove
from tests.services.linked import PERSON, Linked, open_linked

LONG = os.environ.get("NAEIL_LONG") == "1"
SEED, REFERRALS = 20260105, 2_000 if LONG else 120
FIRST = date(2026, 1, 5)
ISSUING_ENDS, LAST = (
    (date(2026, 10, 30), date(2026, 12, 30)) if LONG else (date(2026, 2, 13), date(2026, 4, 30))
)
"""Slips go out for the first part: the rest of it their stories end. With NAEIL_LONG a year."""

STORIES = (
    ("prompt", 22),
    ("step by step", 14),
    ("employed", 8),
    ("declined", 9),
    ("waits", 6),
    ("did not go", 8),
    ("never", 12),
    ("late", 6),
    ("twice", 5),
    ("withdrawn", 3),
    ("mistake", 2),
    ("revised", 3),
    ("broken off", 2),
)


@dataclass
class Story:
    """One referral as it happens outside the store."""

    kind: str
    referral_id: int
    number: str
    visitor_id: int
    service_id: int
    issued_on: date
    expected: Progress = Progress.HANDED
    result: str = ""
    answered: bool = False
    accepted: bool = False
    arrived: bool = False
    knows: bool = False
    """Whether the partner can tell anything when it is called."""
    log: list[str] = field(default_factory=list)


class Year:
    """The desk through a year, with the stories of everybody it sent out."""

    def __init__(self, linked: Linked, clock: FixedClock) -> None:
        self.linked, self.clock, self.account = linked, clock, linked.account
        self.referrals = linked.referrals
        self.chases = Chases(linked.office)
        self.rng = random.Random(SEED)
        self.stories: dict[int, Story] = {}
        self.people: list[int] = []
        self.events: dict[date, list[Callable[[], None]]] = defaultdict(list)
        self.refusals: Count[str] = Count()
        self.calls = self.settled = 0
        services = linked.partners.services(self.account)
        self.services = [one for one in services if not one.missing and not one.internal]

    # days

    def live(self) -> None:
        """Every working day from the first to the last."""
        issuing = days(FIRST, ISSUING_ENDS)
        share = REFERRALS / len(issuing)
        sent = 0
        for number, day in enumerate(days(FIRST, LAST)):
            self.clock.at = datetime.combine(day, time(10), KST)
            for due in sorted(one for one in self.events if one <= day):
                for happen in self.events.pop(due):
                    happen()
            if number % 2 == 0:
                self.call()
            while sent < REFERRALS and sent < (number + 1) * share:
                self.send(self.kind())
                sent += 1

    def kind(self) -> str:
        """The story of the next one."""
        names, weights = zip(*STORIES, strict=True)
        return str(self.rng.choices(names, weights)[0])

    def after(self, days_: int, happen: Callable[[], None]) -> None:
        """Something happens so many days from now, or on the first day we are open after."""
        self.events[self.clock.today() + timedelta(days=days_)].append(happen)

    # sending

    def send(self, kind: str, after: Story | None = None) -> Story:
        """Somebody is referred and given the slip; what becomes of it is planned."""
        service = self.rng.choice(self.services)
        visitor_id = after.visitor_id if after else self.somebody(service)
        if after is not None:
            while service.id == after.service_id or self.is_open(visitor_id, service):
                service = self.rng.choice(self.services)
        self.linked.agree(visitor_id, service)
        draft = self.linked.slip(
            visitor_id,
            service,
            summary="",
            predecessor_id=after.referral_id if after else None,
            reply_due=None,
        )
        issued = self.referrals.issue(self.account, draft)
        story = Story(
            kind,
            issued.referral_id,
            issued.line.number,
            visitor_id,
            service.id,
            self.clock.today(),
        )
        self.stories[story.referral_id] = story
        carried = self.rng.random() < 0.85
        self.referrals.handed(
            self.account, story.referral_id, sent_how="carried" if carried else "fax"
        )
        getattr(self, "plan_" + kind.replace(" ", "_"))(story)
        return story

    def somebody(self, service: PartnerService) -> int:
        """Mostly new people; one in five was here before."""
        if self.people and self.rng.random() < 0.2:
            known = self.rng.choice(self.people)
            if not self.is_open(known, service):
                return known
        number = len(self.people)
        person = replace(PERSON, name=NAMES[number % len(NAMES)], phone=f"010{number:08d}")
        self.people.append(self.linked.take_in(person).visitor_id)
        return self.people[-1]

    def is_open(self, visitor_id: int, service: PartnerService) -> bool:
        """Whether the person has an open referral to this service."""
        return any(
            line.service_id == service.id and not line.progress.closed
            for line in self.referrals.of_visitor(self.account, visitor_id)
        )

    # what happens to one

    def hear(self, story: Story, outcome: Progress, **more: object) -> None:
        """A reply is typed; now and then with a wrong digit first."""
        if story.expected.closed:
            return
        if self.rng.random() < 0.03:
            self.mistype(story.number)
        values: dict[str, object] = {
            "number": story.number,
            "outcome": outcome,
            "evidence": Evidence.SLIP,
            "received_on": self.clock.today(),
            **more,
        }
        line = self.referrals.record_reply(self.account, ReplyDraft(**values))  # type: ignore[arg-type]
        assert line.progress is outcome
        story.expected = outcome
        told_by_partner = values["evidence"] is not Evidence.VISITOR
        story.answered |= told_by_partner
        story.arrived |= outcome.value in "ACSF"
        story.accepted |= outcome.value in "CSF"
        story.result = str(more.get("result", story.result))

    def mistype(self, number: str) -> None:
        """One digit wrong: never another person's slip without a word."""
        digits = number.replace("-", "")
        at = self.rng.randrange(len(digits))
        wrong = (
            digits[:at] + str((int(digits[at]) + 1 + self.rng.randrange(8)) % 10) + digits[at + 1 :]
        )
        with pytest.raises(NaeilError):
            self.referrals.find_number(self.account, wrong)
        self.refusals["wrong digit"] += 1

    def plan_prompt(self, story: Story) -> None:
        result = self.rng.choice(("trained", ""))
        self.after(
            self.rng.randint(3, 8), lambda: self.hear(story, Progress.COMPLETED, result=result)
        )

    def plan_step_by_step(self, story: Story) -> None:
        self.after(4, lambda: self.hear(story, Progress.ARRIVED, evidence=Evidence.VISITOR))
        self.after(9, lambda: self.hear(story, Progress.ACCEPTED))
        self.after(40, lambda: self.hear(story, Progress.COMPLETED, result="trained"))

    def plan_employed(self, story: Story) -> None:
        self.after(5, lambda: self.hear(story, Progress.ACCEPTED))

        def hired() -> None:
            if story.expected.closed:
                return
            self.hear(story, Progress.COMPLETED, result="employed", employer="광나루 상사")
            others = self.referrals.others(self.account, story.referral_id)
            if others:
                self.referrals.found_work(self.account, [one.id for one in others])
            for one in others:
                self.stories[one.id].expected = Progress.WITHDRAWN

        self.after(35, hired)

    def plan_declined(self, story: Story) -> None:
        def declined() -> None:
            if story.expected.closed:
                return
            self.hear(story, Progress.DECLINED, reason_code="full")
            if self.clock.today() <= ISSUING_ENDS:
                self.send("prompt", after=story)

        self.after(6, declined)

    def plan_waits(self, story: Story) -> None:
        told = self.clock.today() + timedelta(days=25)
        self.after(
            5,
            lambda: self.hear(story, Progress.ON_HOLD, reason_code="seats", date_told=told),
        )
        self.after(30, lambda: self.hear(story, Progress.ACCEPTED))
        self.after(60, lambda: self.hear(story, Progress.COMPLETED))

    def plan_did_not_go(self, story: Story) -> None:
        story.knows = self.rng.random() < 0.5

    def plan_never(self, story: Story) -> None:
        story.knows = False

    def plan_late(self, story: Story) -> None:
        self.after(50, lambda: self.hear(story, Progress.COMPLETED, result="trained"))

    def plan_twice(self, story: Story) -> None:
        for days_ in (5, 7):
            self.after(days_, lambda: self.hear(story, Progress.ACCEPTED))
        for days_ in (30, 31):
            self.after(days_, lambda: self.again(story))

    def again(self, story: Story) -> None:
        """The end is told a second time: nothing changes."""
        if not story.expected.closed:
            self.hear(story, Progress.COMPLETED)
            return
        try:
            self.referrals.record_reply(
                self.account,
                ReplyDraft(story.number, story.expected, Evidence.FAX, self.clock.today()),
            )
        except Refused:
            self.refusals["told twice"] += 1

    def plan_withdrawn(self, story: Story) -> None:
        def off() -> None:
            if not story.expected.closed:
                self.referrals.conclude(
                    self.account, story.referral_id, Progress.WITHDRAWN, "own_reasons"
                )
                story.expected = Progress.WITHDRAWN

        self.after(4, off)

    def plan_mistake(self, story: Story) -> None:
        self.referrals.void(self.account, story.referral_id, "wrong_partner")
        story.expected = Progress.VOID

    def plan_revised(self, story: Story) -> None:
        def revise() -> None:
            if story.expected.closed:
                return
            start = self.referrals.reopen(self.account, story.referral_id)
            again = self.referrals.issue(self.account, replace(start.draft, summary="고친 요지"))
            old, story.number = story.number, again.line.number
            self.after(4, lambda: self.old_number(old, story))

        self.after(1, revise)

    def old_number(self, old: str, story: Story) -> None:
        """The stub of the old paper comes back: refused, naming the new number."""
        if story.expected.closed:
            return
        with pytest.raises(Refused, match=story.number):
            self.referrals.record_reply(
                self.account,
                ReplyDraft(old, Progress.COMPLETED, Evidence.SLIP, self.clock.today()),
            )
        self.refusals["old number"] += 1
        self.hear(story, Progress.COMPLETED)

    def plan_broken_off(self, story: Story) -> None:
        self.after(5, lambda: self.hear(story, Progress.ACCEPTED))
        self.after(25, lambda: self.hear(story, Progress.BROKEN_OFF, reason_code="own_reasons"))

    # the calls of the morning

    def call(self) -> None:
        """Everybody who is to be asked today is asked; what the timer proposes is confirmed."""
        for target in self.chases.today(self.account):
            if target.side is Side.SETTLE:
                self.settle(target.referral_ids)
            elif target.side in (Side.PARTNER, Side.VISITOR):
                self.ask(target.side, target.key)

    def ask(self, side: Side, key: str) -> None:
        """One call, one save."""
        sheet = self.chases.sheet(self.account, side, key)
        answers = [self.answer(side, row) for row in sheet.rows if row.ask is not None]
        if not answers:
            return
        self.chases.save(self.account, CallDraft(side, key, tuple(answers)))
        self.calls += 1
        for one in answers:
            story = self.stories[one.referral_id]
            if one.tick is Tick.NOT_COME:
                story.expected = Progress.NO_SHOW
                story.answered |= side is Side.PARTNER

    def answer(self, side: Side, row: CallRow) -> CallAnswer:
        """A partner says that somebody did not come when it knows; else nobody can say yet."""
        story = self.stories[row.referral_id]
        knows = story.kind == "did not go" and story.knows and side is Side.PARTNER
        if knows and story.expected is Progress.HANDED and Tick.NOT_COME in row.ticks:
            return CallAnswer(row.referral_id, Tick.NOT_COME, reason_code="unreachable")
        heard = "absent" if side is Side.PARTNER else "no_pickup"
        return CallAnswer(row.referral_id, Tick.SILENT, heard=heard)

    def settle(self, ids: tuple[int, ...]) -> None:
        """The timer proposes, the desk confirms."""
        for referral_id in self.chases.confirm(self.account, ids):
            story = self.stories[referral_id]
            line = self.referrals.card(self.account, referral_id).line
            assert line.progress in (Progress.NO_SHOW, Progress.NO_ANSWER)
            story.expected = line.progress
            self.settled += 1


NAMES = tuple(
    f"{family}{given}"
    for family in "가나다라마바사아자차"
    for given in ("온별", "루빛", "솔하", "담결", "여울", "마루", "소담", "하늬")
)


def days(first: date, last: date) -> list[date]:
    """Mondays to Fridays."""
    found = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    return [day for day in found if day.weekday() < 5]


class Drawn:
    """A paper nobody looks at here: drawing 2,000 would take most of the minutes."""

    text = "의뢰서"
    problems = ()

    def printable(self) -> bytes:
        return b"%PDF"


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Year]:
    clock = FixedClock(datetime(2026, 1, 5, 10, tzinfo=KST))
    linked = open_linked(tmp_path_factory.mktemp("year"), clock)
    made = Year(linked, clock)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(issuing, "draw", lambda *_args: Drawn())
        made.live()
    yield made
    linked.office.close()


def test_every_referral_stands_where_its_story_left_it(year: Year) -> None:
    stand = {
        story.referral_id: year.referrals.card(year.account, story.referral_id).line.progress
        for story in year.stories.values()
    }
    wrong = [
        (story.kind, story.expected, stand[story.referral_id])
        for story in year.stories.values()
        if stand[story.referral_id] is not story.expected
    ]
    assert not wrong[:5], f"{len(wrong)} of {len(stand)}"
    print(
        len(stand),
        "referrals",
        dict(Count(one.label for one in stand.values())),
        year.calls,
        "calls",
        year.settled,
        "settled",
        dict(year.refusals),
    )
    assert len(stand) >= REFERRALS


def test_nobody_is_forgotten(year: Year) -> None:
    """What is still open has a day on which somebody will be asked, or waits with a reason."""
    with year.linked.database.read() as session:
        rows = session.scalars(select(Referral)).all()
        for row in rows:
            progress = Progress(row.progress)
            if progress.closed or progress in (Progress.NO_ANSWER, Progress.NO_SHOW):
                continue
            due = [one for one in (row.client_due, row.partner_due, row.expected_on) if one]
            assert due, (row.progress, year.stories[row.id].kind)


def test_every_move_says_who_when_and_on_what(year: Year) -> None:
    with year.linked.database.read() as session:
        for move in session.scalars(select(ReferralMove)):
            assert move.by_id
            assert move.evidence
            after = move.after
            if move.axis == "progress" and Progress(after).needs_reason and not move.inferred:
                assert move.reason_code, after


def test_the_figures_equal_a_count_of_the_stories(year: Year) -> None:
    asked = Asked(Period(Span.YEAR, date(2026, 1, 1), date(2026, 12, 31)))
    results = PartnerResults(year.linked.office).table(year.account, asked)
    counted = [one for one in year.stories.values() if one.expected is not Progress.VOID]
    wanted = {
        Figure.ISSUED: len(counted),
        Figure.ANSWERED: sum(one.answered for one in counted),
        Figure.ARRIVED: sum(one.arrived for one in counted),
        Figure.ACCEPTED: sum(one.accepted for one in counted),
        Figure.COMPLETED: sum(one.expected is Progress.COMPLETED for one in counted),
        Figure.EMPLOYED: sum(one.result == "employed" for one in counted),
        Figure.UNFIT: sum(one.expected in UNFIT for one in counted),
    }
    found = {figure: results.total.count(figure).cases for figure in wanted}
    print(found)
    assert found == wanted
    for figure in wanted:
        assert sum(line.count(figure).cases for line in results.lines) == found[figure]


UNFIT = (Progress.DECLINED, Progress.PASSED_ON, Progress.BROKEN_OFF, Progress.WITHDRAWN)
