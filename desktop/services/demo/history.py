"""People, visits and talks of the past and of today, written day by day in bulk.

The days are gone through in order and each day by the hour, so that keys, reception
numbers and tickets stand in the order in which they would have been given out.
"""

from array import array
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.domain import korean
from desktop.domain.calendar import Holidays, period_end
from desktop.domain.clock import KST
from desktop.domain.likeness import name_sound
from desktop.domain.paper_number import PaperKind
from desktop.services.demo import Made, Wanted
from desktop.services.demo.days import NOBODY, Calendar, planned
from desktop.services.demo.people import HARD, Inventor
from desktop.services.demo.present import Arrival, Familiar, arrivals, write_ahead
from desktop.services.demo.rows import Keys, Loaders, Numbers
from desktop.services.demo.talks import (
    AMENDED,
    FOLLOW_UPS,
    MEETINGS,
    NOT_REACHED,
    PURPOSES,
    REMARKS,
    RESULTS,
    TALKS,
)
from desktop.services.visitors import SEEKING_MONTHS
from desktop.store import notes, office, people, visits
from desktop.store.bulk import DayOfMoments, Keeper, Loader, indexed_afterwards

One = TypeVar("One")
Progress = Callable[[str, int, int], None]
"""What is being made, how much of it there is, and how much there will be."""

SENT_AT_ONCE = 20_000
OPENS, OPEN_FOR = 9 * 3600, 30_600
CHANNELS = ("counter",) * 10 + ("phone", "outreach")
SPECIAL_EVERY = 7
"""How far apart the people with difficult names stand."""


@dataclass(frozen=True, slots=True)
class _Said:
    """A talk with its lists as the store keeps them."""

    opening: str
    summary: str
    topics: str
    plan: str
    due: str
    """How the day of the plan stands in it, to be exchanged for the real one."""


_DUE = date(2000, 1, 1)


class History:
    """Writes what happened; one use."""

    def __init__(self, session: Session, wanted: Wanted, account_ids: Sequence[int]) -> None:
        self._session = session
        self._wanted = wanted
        self._accounts = tuple(account_ids)
        self._random = Random(wanted.seed)
        self._dice = self._random.random
        self._keep = Keeper(session)
        self._keys = Keys(wanted.desk)
        self._numbers = Numbers()
        self._inventor = Inventor(self._random, wanted.today)
        self._name_keys: dict[str, tuple[str, str, str]] = {}
        count = wanted.visitors
        self._ids = array("q", bytes(8 * count))
        self._came = bytearray(count)
        self._counsellors = bytearray(count)
        self._registrations = array("q", bytes(8 * count))
        self._valid_until = array("l", bytes(array("l").itemsize * count))
        self._familiar: list[Familiar] = []
        self._said = tuple(self._kept_talks())
        self._load = Loaders(session)

    def write(self, holidays: Holidays, progress: Progress | None = None) -> Made:
        """Write everything up to now. Commits piece by piece."""
        calendar = planned(self._random, self._wanted, holidays)
        last = len(calendar.days) - 1
        done = 0
        for place, day in enumerate(calendar.days):
            self._day(calendar, place, day, today=place == last)
            done += len(calendar.coming[place])
            if self._load.waiting >= SENT_AT_ONCE or place == last:
                self._load.send()
                self._session.commit()
                if progress is not None:
                    progress("방문", done, calendar.total)
        write_ahead(
            self._session, self._wanted, self._random, holidays, self._familiar, self._accounts
        )
        self._lease()
        self._session.commit()
        load = self._load
        return Made(load.visitors.sent, load.visits.sent, load.notes.sent)

    def _kept_talks(self) -> Iterator[_Said]:
        keep = self._keep
        due = _DUE.isoformat()
        for talk in TALKS:
            plan = [[goal, action, who, due, "planned"] for goal, action, who in talk.plan]
            yield _Said(
                opening=talk.opening,
                summary=talk.summary,
                topics=keep(notes.NoteRevision.topics, [list(topic) for topic in talk.topics]),
                plan=keep(notes.NoteRevision.plan, plan),
                due=due if plan else "",
            )

    # One day ---------------------------------------------------------------------------

    def _day(self, calendar: Calendar, place: int, day: date, *, today: bool) -> None:
        who = calendar.coming[place]
        order = list(who)
        self._random.shuffle(order)
        midnight = datetime.combine(day, time(), tzinfo=KST)
        self._keys.begin(int(midnight.timestamp()) * 1000)
        self._moments = DayOfMoments(self._keep, day)
        self._day_kept = self._keep(visits.Visit.day, day)
        self._iso = day.isoformat()
        self._due_kept = (day + timedelta(days=14)).isoformat()
        if today:
            # Whoever asks without a name is answered at once.
            order.sort(key=lambda one: one != NOBODY)
            times: Sequence[Arrival] = arrivals(self._random, self._wanted.now, len(order))
        else:
            times = self._usual(len(order))
        draw, count = self._random.choices, len(order)
        # Drawn for the whole day at once: a million people come often.
        drawn = zip(
            draw(CHANNELS, k=count),
            draw(PURPOSES, k=count),
            draw(REMARKS, k=count),
            draw(RESULTS, k=count),
            strict=True,
        )
        coming = zip(order, times, drawn, strict=True)
        for ticket, (person, arrival, self._about) in enumerate(coming, start=1):
            self._keys.arrive(arrival.second)
            if person == NOBODY:
                self._enquiry(day, ticket, arrival)
            else:
                self._visit(calendar, person, day, ticket, arrival, today=today)

    def _usual(self, count: int) -> list[Arrival]:
        dice = self._dice
        seconds = sorted(OPENS + int(dice() * OPEN_FOR) for _ in range(count))
        return [
            Arrival(
                second,
                second + 60 * int(dice() * 22),
                second + 60 * (22 + int(dice() * 38)),
                "done",
            )
            for second in seconds
        ]

    def _enquiry(self, day: date, ticket: int, arrival: Arrival) -> None:
        at = self._moments.at(arrival.second)
        staff = self._accounts[ticket % len(self._accounts)]
        self._load.visits.add(
            (
                self._keys.new(), self._numbers.take(day.year), self._day_kept, ticket, None,
                "phone" if self._dice() < 0.5 else "counter", "enquiry", "", "", "done",
                at, None, at, at, "informed", 0, staff, staff,
            )
        )  # fmt: skip

    def _visit(
        self,
        calendar: Calendar,
        person: int,
        day: date,
        ticket: int,
        arrival: Arrival,
        *,
        today: bool,
    ) -> None:
        dice, keys, at = self._dice, self._keys, self._moments.at
        place = self._came[person]
        if not place:
            self._first(calendar, person, day, arrival)
        elif self._registrations[person]:
            self._extend(person, day)
        self._came[person] = place + 1
        if arrival.state == "counselling":
            # Each of the counsellors has somebody at the desk.
            self._counsellors[person] = ticket % len(self._accounts)
        visitor_id = self._ids[person]
        staff = self._accounts[self._counsellors[person]]
        second, started, finished, state = (
            arrival.second, arrival.started, arrival.finished, arrival.state,
        )  # fmt: skip
        visit_id = keys.new()
        channel, purpose, remark, result = self._about
        began = at(started) if state in ("counselling", "done") else None
        ended = at(finished) if state in ("done", "left") else None
        self._load.visits.add(
            (
                visit_id, self._numbers.take(day.year), self._day_kept, ticket, visitor_id,
                channel, purpose, "", remark, state, at(second), began, began, ended,
                result if state == "done" else "", int(not place), staff,
                None if state in ("waiting", "left") else staff,
            )
        )  # fmt: skip
        if today:
            self._moves(visit_id, staff, arrival)
        elif place and dice() < 0.23:
            self._appointed(visitor_id, visit_id, staff, day, second)
        if state == "done" and dice() < 0.97:
            self._note(visitor_id, visit_id, staff, place, channel, day, arrival)
        if place + 1 == calendar.visits[person] and not today:
            self._remember(visitor_id, staff, day)

    def _remember(self, visitor_id: int, staff: int, day: date) -> None:
        """Somebody who came lately may have something ahead."""
        if (self._wanted.today - day).days <= 40 and len(self._familiar) < 600:
            self._familiar.append(Familiar(visitor_id, staff))

    # What one visit writes -------------------------------------------------------------

    def _first(self, calendar: Calendar, person: int, day: date, arrival: Arrival) -> None:
        keep, keys = self._keep, self._keys
        one = self._inventor.person(day, self._special(person))
        visitor_id = self._ids[person] = keys.new()
        self._counsellors[person] = int(self._dice() * len(self._accounts))
        if one.name not in self._name_keys:
            search = korean.search_key(one.name)
            self._name_keys[one.name] = (search, korean.initials(search), name_sound(one.name))
        search_name, initials, sound = self._name_keys[one.name]
        table = people.Visitor
        now = self._moments.at(arrival.second)
        self._load.visitors.add(
            (
                visitor_id, calendar.visits[person], now, now, one.name, initials, search_name,
                sound, keep(table.birth, one.birth), one.birth.year,
                "female" if one.female else "male",
                one.phone, one.phone[-4:], one.dong, int(one.foreign), one.stay_status,
                None if one.may_work is None else int(one.may_work),
                keep(table.stay_until, one.stay_until), one.work_state, one.left_month,
                one.leaving_reason, one.education, one.graduation, one.school, one.major,
                one.licences, " ".join(one.needs), one.wish_job, one.wish_form, one.wish_wage,
                keep(table.last_visit_on, calendar.days[calendar.last[person]]),
                calendar.visits[person],
            )
        )  # fmt: skip
        if one.seeking:
            self._register(person, day, None)

    def _special(self, person: int) -> str:
        """The difficult names stand among today's people and here and there before."""
        back, rest = divmod(self._wanted.visitors - 1 - person, SPECIAL_EVERY)
        return HARD[back] if not rest and back < len(HARD) else ""

    def _register(self, person: int, day: date, extends: int | None) -> None:
        start = day if extends is None else date.fromordinal(self._valid_until[person])
        until = period_end(start, SEEKING_MONTHS)
        made = self._keys.new()
        self._load.registrations.add(
            (
                made, self._ids[person], self._day_kept,
                self._keep(people.SeekingRegistration.valid_until, until), extends,
            )
        )  # fmt: skip
        self._registrations[person] = made
        self._valid_until[person] = until.toordinal()

    def _extend(self, person: int, day: date) -> None:
        """Somebody comes again towards the end of the registration, or after it."""
        left = self._valid_until[person] - day.toordinal()
        if left < 0:
            self._register(person, day, None)
        elif left <= 14 and self._dice() < 0.8:
            self._register(person, day, self._registrations[person])

    def _appointed(
        self, visitor_id: int, visit_id: int, staff: int, day: date, second: int
    ) -> None:
        kept, state = self._day_kept, "arrived"
        moments, at = self._moments, second // 1800 * 1800
        visit: int | None = visit_id
        if self._dice() < 0.12:
            missed = day - timedelta(days=1 + int(self._dice() * 4))
            kept, visit = self._keep(visits.Appointment.day, missed), None
            moments = DayOfMoments(self._keep, missed)
            state = "no_show" if self._dice() < 0.6 else "cancelled"
        self._load.appointments.add(
            (
                self._keys.new(), visitor_id, kept, moments.at(at), self._one(MEETINGS), staff,
                state, visit,
            )
        )  # fmt: skip

    def _moves(self, visit_id: int, staff: int, arrival: Arrival) -> None:
        """What happened on the board today, so that it can be undone."""
        at = self._moments.at
        add = self._load.moves.add
        if arrival.state in ("counselling", "done"):
            add(
                (
                    self._keys.new(), visit_id, at(arrival.started), staff, "waiting",
                    "counselling", None, staff,
                )
            )  # fmt: skip
        if arrival.state == "done":
            add(
                (
                    self._keys.new(), visit_id, at(arrival.finished), staff, "counselling",
                    "done", staff, staff,
                )
            )  # fmt: skip
        if arrival.state == "left":
            add(
                (
                    self._keys.new(), visit_id, at(arrival.finished), staff, "waiting", "left",
                    None, None,
                )
            )  # fmt: skip

    def _note(
        self,
        visitor_id: int,
        visit_id: int,
        staff: int,
        place: int,
        channel: str,
        day: date,
        arrival: Arrival,
    ) -> None:
        dice, at = self._dice, self._moments.at
        reached = channel != "phone" or dice() < 0.7
        said = self._one(self._said) if reached else None
        kind = "in_depth" if place else "first"
        began, ended = at(arrival.started), at(arrival.finished)
        note_id = self._keys.new()
        amended = said is not None and dice() < 0.01
        revisions = 2 if amended else 1
        self._load.notes.add(
            (
                note_id, revisions, visitor_id, visit_id, staff, place + 1, began, ended, channel,
                kind, int(reached), revisions,
            )
        )  # fmt: skip
        promise = ""
        if reached and place and dice() < 0.12:
            promise = self._promise(note_id, visitor_id, staff, day)
        header = (
            f'{{"ended_at":"{self._iso}T{_clock(arrival.finished)}+09:00",{promise}'
            f'"method":"{channel}","reached":{"true" if reached else "false"},'
            f'"started_at":"{self._iso}T{_clock(arrival.started)}+09:00","type":"{kind}"}}'
        )
        opening, summary, topics, plan = "", NOT_REACHED, "[]", "[]"
        if said is not None:
            opening, summary, topics, plan = said.opening, said.summary, said.topics, said.plan
            if said.due:
                plan = plan.replace(said.due, self._due_kept)
        add = self._load.revisions.add
        add(
            (self._keys.new(), note_id, 1, ended, staff, "", opening, summary, topics, plan, header)
        )
        if amended:
            later = at(min(arrival.finished + 600, 86_399))
            more = summary + " 근무지는 집에서 가까운 곳을 원함."
            add(
                (
                    self._keys.new(), note_id, 2, later, staff, AMENDED, opening, more, topics,
                    plan, header,
                )
            )  # fmt: skip

    def _promise(self, note_id: int, visitor_id: int, staff: int, day: date) -> str:
        """A follow-up agreed in the talk: its row, and how the note's head tells it."""
        due = day + timedelta(days=7 + int(self._dice() * 14))
        while due.weekday() > 4:
            due += timedelta(days=1)
        what = self._one(FOLLOW_UPS)
        kept = (self._wanted.today - due).days > int(self._dice() * 4)
        keep = self._keep
        self._load.follow_ups.add(
            (
                self._keys.new(), visitor_id, keep(visits.FollowUp.due_on, due), what, staff,
                "done" if kept else "open", note_id,
                DayOfMoments(keep, due).at(OPENS + int(self._dice() * OPEN_FOR)) if kept else None,
            )
        )  # fmt: skip
        return f'"follow_up":"{what}","follow_up_on":"{due.isoformat()}",'

    def _lease(self) -> None:
        """The blocks out of which the numbers came."""
        load = Loader(
            self._session,
            office.NumberBlock,
            ("id", "kind", "year", "block", "desk", "next_serial"),
        )
        self._keys.arrive(-2)
        for year, block, serial in self._numbers.leases():
            load.add(
                (self._keys.new(), PaperKind.VISIT.key, year, block, self._wanted.desk, serial)
            )
        load.send()

    def _one(self, many: Sequence[One]) -> One:
        return many[int(self._dice() * len(many))]


_CLOCK: dict[int, str] = {}


def _clock(second: int) -> str:
    told = _CLOCK.get(second)
    if told is None:
        told = f"{second // 3600 % 24:02}:{second % 3600 // 60:02}:{second % 60:02}"
        _CLOCK[second] = told
    return told


def fill(
    session: Session,
    wanted: Wanted,
    account_ids: Sequence[int],
    progress: Progress | None = None,
) -> Made:
    """Invent people with their visits, talks and what is due, on a store that was just set up."""
    rows = session.execute(select(office.Holiday.day, office.Holiday.name)).all()
    holidays = Holidays({row.day: row.name for row in rows})
    with indexed_afterwards(session):
        made = History(session, wanted, account_ids).write(holidays, progress)
        if progress is not None:
            progress("색인", 0, 1)
    return made
