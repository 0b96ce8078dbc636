"""Two clocks of a referral: did the visitor go, and did the partner answer.

They need different calls to different people. The visitor's clock runs from the hour the
paper is in hand, the partner's from the day it was sent there or the visitor came. A step
falls on a working day; what the office has heard since puts it off, and nothing falls due
for what is closed, paused, held, or called about within a day. The timer only proposes:
that somebody did not go or nobody answers is confirmed by a person.
"""

import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date, datetime, timedelta
from enum import Enum
from pathlib import Path

from desktop.domain.calendar import Holidays
from desktop.domain.clock import KST
from desktop.domain.referral import Progress

A_DAY = timedelta(hours=24)
"""Nobody is called about the same referral twice within it."""


class Whom(Enum):
    """Who is called."""

    VISITOR = "visitor"
    PARTNER = "partner"
    ALTERNATE = "alternate"

    @property
    def label(self) -> str:
        """The word in lists."""
        return {"visitor": "본인", "partner": "기관", "alternate": "기관 책임자"}[self.value]


class Ask(Enum):
    """What falls due: a question to somebody, or a state the timer proposes."""

    HAND_OVER = "hand_over"
    WENT = "went"
    NEW_DAY = "new_day"
    DID_NOT_GO = "did_not_go"
    ANSWER = "answer"
    ANSWER_AGAIN = "answer_again"
    OTHER_CONTACT = "other_contact"
    NEWS = "news"
    EXPECTED = "expected"
    NO_ANSWER = "no_answer"

    @property
    def label(self) -> str:
        """What to ask, in words that can be said on the phone."""
        return _LABELS[self]

    @property
    def whom(self) -> Whom | None:
        """Whom it is asked; None for what we decide ourselves."""
        if self in _OF_VISITOR:
            return Whom.VISITOR
        if self is Ask.OTHER_CONTACT:
            return Whom.ALTERNATE
        return None if self.proposes or self is Ask.HAND_OVER else Whom.PARTNER

    @property
    def proposes(self) -> Progress | None:
        """The state the timer proposes instead of a question."""
        return _PROPOSED.get(self)

    @property
    def comes_again(self) -> bool:
        """Whether it is asked anew as long as there is no news."""
        return self in _COMES_AGAIN


_LABELS = {
    Ask.HAND_OVER: "의뢰서를 드렸는지 적기",
    Ask.WENT: "기관에 다녀오셨는지",
    Ask.NEW_DAY: "다시 가실 날을 정할지",
    Ask.DID_NOT_GO: "불참으로 정리할지",
    Ask.ANSWER: "오셨는지, 접수되었는지",
    Ask.ANSWER_AGAIN: "아직 회신이 없는데 어떻게 되었는지",
    Ask.OTHER_CONTACT: "담당자께 회신이 없어 책임자께 확인",
    Ask.NEWS: "접수한 뒤 어떻게 되어 가는지",
    Ask.EXPECTED: "말씀하신 날이 지났는데 어떻게 되었는지",
    Ask.NO_ANSWER: "무응답으로 정리할지",
}
_OF_VISITOR = frozenset({Ask.WENT, Ask.NEW_DAY})
_PROPOSED = {Ask.DID_NOT_GO: Progress.NO_SHOW, Ask.NO_ANSWER: Progress.NO_ANSWER}
_COMES_AGAIN = frozenset({Ask.HAND_OVER, Ask.NEW_DAY, Ask.NEWS, Ask.EXPECTED})


@dataclass(frozen=True, slots=True)
class Pace:
    """The numbers of both clocks (resources/codes/clocks.toml), a partner's own put over them.

    `ask_after`, `ask_again`, `hand_over_after` and `rest` are working days, the others
    days of the calendar.
    """

    hand_over_after: int
    went_after: int
    remind_after: int
    slip_days: int
    ask_after: int
    ask_again: int
    alternate_after: int
    give_up_after: int
    news_after: int
    rest: int
    tries: int

    def of_partner(
        self,
        promised: int,
        ask_after: int | None = None,
        ask_again: int | None = None,
        alternate_after: int | None = None,
        give_up_after: int | None = None,
    ) -> "Pace":
        """With the days a partner promised and its own numbers.

        Before the day printed on the slip nobody is asked: the second question moves on by
        as much as the first one does.
        """
        first = ask_after or promised or self.ask_after
        return replace(
            self,
            ask_after=first,
            ask_again=ask_again or max(self.ask_again, first + self.ask_again - self.ask_after),
            alternate_after=alternate_after or self.alternate_after,
            give_up_after=give_up_after or self.give_up_after,
        )


@dataclass(frozen=True, slots=True)
class DatedPace:
    """The office's numbers from a day on."""

    valid_from: date
    valid_to: date | None
    pace: Pace


def read_paces(path: Path) -> tuple[DatedPace, ...]:
    """The shipped numbers, the earliest first. ValueError for a row that lacks one."""
    rows = []
    for row in tomllib.loads(path.read_text(encoding="utf-8"))["pace"]:
        names = [field.name for field in fields(Pace)]
        if missing := [name for name in names if not isinstance(row.get(name), int)]:
            raise ValueError(f"{path.name}: {', '.join(missing)}")
        pace = Pace(**{name: row[name] for name in names})
        rows.append(DatedPace(row["valid_from"], row.get("valid_to"), pace))
    return tuple(sorted(rows, key=lambda one: one.valid_from))


def pace_on(rows: Iterable[DatedPace], day: date) -> Pace:
    """The numbers that hold on a day: those that began last."""
    valid = [row for row in rows if row.valid_from <= day and not _is_over(row, day)]
    return max(valid, key=lambda row: row.valid_from).pace


def _is_over(row: DatedPace, day: date) -> bool:
    return row.valid_to is not None and row.valid_to < day


@dataclass(frozen=True, slots=True)
class Asked:
    """Somebody was asked, or told us something by himself.

    `heard` is false when there was nobody to be reached: then it is tried again.
    """

    at: datetime
    whom: Whom
    heard: bool = True

    @property
    def day(self) -> date:
        """The office's day of it."""
        return self.at.astimezone(KST).date()


@dataclass(frozen=True, slots=True)
class Standing:
    """What the clocks of one referral go by.

    `sent` is false while the visitor carries the paper himself; `since` is the day its
    present state was told; `promised_on` the day printed on the slip for the answer, where
    the office has not decided otherwise for the partner. `hold_until` is the partner's own,
    `paused_until` this one's.
    """

    progress: Progress
    issued_on: date | None = None
    handed_on: date | None = None
    sent: bool = False
    since: date | None = None
    appointment_on: date | None = None
    valid_until: date | None = None
    promised_on: date | None = None
    expected_on: date | None = None
    paused_until: date | None = None
    hold_until: date | None = None
    asked: tuple[Asked, ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """Something to do from a day on."""

    ask: Ask
    on: date


@dataclass(frozen=True, slots=True)
class Clocks:
    """What is still to come on each clock, the earliest first; empty while it stands."""

    client: tuple[Step, ...] = ()
    partner: tuple[Step, ...] = ()

    @property
    def client_due(self) -> date | None:
        """When the visitor's clock wants something next."""
        return self.client[0].on if self.client else None

    @property
    def partner_due(self) -> date | None:
        """When the partner's clock wants something next."""
        return self.partner[0].on if self.partner else None


def clocks_of(standing: Standing, pace: Pace, days: Holidays) -> Clocks:
    """What is still to come for a referral, by what was asked and heard so far."""
    return Clocks(
        client=_to_come(_client_steps(standing, pace, days), standing, pace, days, client=True),
        partner=_to_come(_partner_steps(standing, pace, days), standing, pace, days, client=False),
    )


def due_now(standing: Standing, pace: Pace, days: Holidays, now: datetime) -> tuple[Step, ...]:
    """What is to be done at this hour: at most one thing on each clock, the latest step of it.

    Its day is the one from which that clock has been waiting. That somebody did not go is
    not proposed while the partner, who knows it, still has to be asked or to be given up.
    """
    today = now.astimezone(KST).date()
    clocks = clocks_of(standing, pace, days)
    of_visitor = [step for step in clocks.client if step.on <= today]
    of_partner = [step for step in clocks.partner if step.on <= today]
    found = []
    for reached, client in ((of_visitor, True), (of_partner, False)):
        if not reached or _just_asked(_asked(standing, client=client), now):
            continue
        if reached[-1].ask is Ask.DID_NOT_GO and of_partner:
            continue
        found.append(Step(reached[-1].ask, reached[0].on))
    return tuple(found)


def _just_asked(asked: Sequence[Asked], now: datetime) -> bool:
    return any(now - one.at < A_DAY for one in asked)


def _client_steps(standing: Standing, pace: Pace, days: Holidays) -> list[Step]:
    if standing.progress is Progress.ISSUED and standing.issued_on:
        return [Step(Ask.HAND_OVER, days.after(standing.issued_on, pace.hand_over_after))]
    if standing.progress is Progress.HANDED and standing.handed_on:
        handed = standing.handed_on
        meeting = standing.appointment_on
        if meeting is not None and meeting < handed:
            meeting = None  # it was with an earlier paper
        wait = (meeting, pace.went_after) if meeting else (handed, pace.remind_after)
        first = _later(*wait, days)
        until = standing.valid_until
        if until is None or until < handed:
            until = handed + timedelta(days=pace.slip_days)
        over = _later(max(until, meeting or until), 1, days)
        asks = [Step(Ask.WENT, first)] if first < over else []
        return [*asks, Step(Ask.DID_NOT_GO, over)]
    if standing.progress is Progress.NO_SHOW and standing.since:
        # Open as it is, it would lie there for good.
        return [
            Step(Ask.NEW_DAY, _later(standing.since, pace.remind_after, days)),
            Step(Ask.NO_ANSWER, _later(standing.since, pace.give_up_after, days)),
        ]
    return []


def _partner_steps(standing: Standing, pace: Pace, days: Holidays) -> list[Step]:
    if standing.progress is Progress.HANDED and standing.sent and standing.handed_on:
        return _ladder(standing.handed_on, standing, pace, days)
    if standing.progress is Progress.ARRIVED and standing.since:
        # That somebody came is news: the wait for an answer begins with it.
        return _ladder(standing.since, standing, pace, days)
    if standing.progress in (Progress.ACCEPTED, Progress.ON_HOLD):
        if standing.expected_on is not None:
            return [Step(Ask.EXPECTED, _later(standing.expected_on, 1, days))]
        if standing.since is None:
            return []
        if standing.progress is Progress.ON_HOLD:
            # A waiting list without a day: nobody knows until it is asked.
            return [Step(Ask.EXPECTED, days.after(standing.since, pace.ask_again))]
        return [Step(Ask.NEWS, _later(standing.since, pace.news_after, days))]
    return []


def _ladder(start: date, standing: Standing, pace: Pace, days: Holidays) -> list[Step]:
    """Asked, asked again, somebody else asked, and no answer proposed.

    Where the slip itself names a later day for the answer, everything moves on to it.
    """
    first = days.after(start, pace.ask_after)
    printed = days.next_working(standing.promised_on or first)
    later = max(0, (printed - first).days)
    first = max(first, printed)
    steps = [
        Step(Ask.ANSWER, first),
        Step(Ask.ANSWER_AGAIN, days.after(first, max(0, pace.ask_again - pace.ask_after))),
        Step(Ask.OTHER_CONTACT, _later(start, pace.alternate_after + later, days)),
        Step(Ask.NO_ANSWER, _later(start, pace.give_up_after + later, days)),
    ]
    # A step that another one has overtaken is left out.
    return [
        step for at, step in enumerate(steps) if all(step.on < one.on for one in steps[at + 1 :])
    ]


def _not_overtaken(steps: Sequence[Step]) -> tuple[Step, ...]:
    """Without what was put off beyond the day of a later step: that one is due first now."""
    return tuple(
        step for at, step in enumerate(steps) if all(step.on <= one.on for one in steps[at + 1 :])
    )


def _to_come(
    steps: list[Step], standing: Standing, pace: Pace, days: Holidays, *, client: bool
) -> tuple[Step, ...]:
    """The steps nobody has taken yet, put off by what was asked last and by every pause."""
    asked = _asked(standing, client=client)
    open_steps = [step for step in steps if not _is_taken(step, asked, pace)]
    earliest = _after_pause(standing, days, client=client)
    put_off = [
        Step(step.ask, max(step.on, earliest, _after_asking(step, asked, pace, days)))
        for step in open_steps
    ]
    return _not_overtaken(put_off)


def _asked(standing: Standing, *, client: bool) -> tuple[Asked, ...]:
    return tuple(one for one in standing.asked if (one.whom is Whom.VISITOR) is client)


def _is_taken(step: Step, asked: Sequence[Asked], pace: Pace) -> bool:
    if step.ask.proposes or step.ask.comes_again:
        return False
    since = [one for one in asked if one.day >= step.on]
    return any(one.heard for one in since) or len(since) >= pace.tries


def _after_asking(step: Step, asked: Sequence[Asked], pace: Pace, days: Holidays) -> date:
    """Whoever was asked gets the time an answer takes; where nobody was reached, a day."""
    if not asked or step.ask is Ask.HAND_OVER:
        return date.min
    last = max(asked, key=lambda one: one.at)
    tried = [one for one in asked if one.day >= step.on]
    # News from before the day, such as the reply that named it, does not move the day.
    if step.ask.comes_again and tried and (last.heard or len(tried) >= pace.tries):
        return days.after(last.day, pace.ask_again)
    return days.after(last.day, pace.rest if last.heard else 1)


def _after_pause(standing: Standing, days: Holidays, *, client: bool) -> date:
    until = [standing.paused_until] if client else [standing.paused_until, standing.hold_until]
    known = [day for day in until if day is not None]
    return _later(max(known), 1, days) if known else date.min


def _later(day: date, by: int, days: Holidays) -> date:
    """So many days later, on a day on which somebody is there."""
    return days.next_working(day + timedelta(days=by))
