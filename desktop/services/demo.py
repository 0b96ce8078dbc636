"""A store full of invented people: for trying out, for the tour, and for measuring.

The same seed and day give the same data. Rows go in with Core's executemany in
batches; everything is written as the services would have written it, search keys
and counters included.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any

from sqlalchemy import func, insert, select
from sqlalchemy.orm import DeclarativeBase, Session

from desktop.domain import korean, paper_number
from desktop.domain.calendar import Holidays, add_months
from desktop.domain.clock import KST
from desktop.domain.paper_number import PaperKind
from desktop.services.invented import FOLLOW_UPS, JOBS, SUMMARIES, Invented, Inventor
from desktop.services.numbers import FIRST_BLOCK, FIRST_SERIAL
from desktop.store import notes, office, people, visits
from desktop.store.keys import compose

BATCH = 5_000
VISITS_EACH = 4.0
TODAY_VISITS = 27
PURPOSES = ("counselling", "resume", "benefit", "training", "registration", "enquiry")


@dataclass(frozen=True, slots=True)
class Wanted:
    """How much to invent: people over years up to `today`, by `seed`, at one desk."""

    visitors: int
    years: int
    seed: int
    today: date
    desk: int = 1


@dataclass(frozen=True, slots=True)
class Made:
    """How much was invented."""

    visitors: int
    visits: int
    notes: int


class Batches:
    """Collects rows per table and sends them in large bites, parents before children."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._rows: dict[type[DeclarativeBase], list[dict[str, Any]]] = {}
        self.count: dict[str, int] = {}

    def add(self, table: type[DeclarativeBase], row: dict[str, Any]) -> None:
        """Keep a row until the next flush."""
        self._rows.setdefault(table, []).append(row)

    def flush(self) -> None:
        """Send everything, in the order of foreign keys."""
        order = (
            people.Visitor,
            visits.Visit,
            notes.Note,
            notes.NoteRevision,
            people.SeekingRegistration,
            visits.Appointment,
            visits.FollowUp,
        )
        for table in order:
            rows = self._rows.pop(table, None)
            if rows:
                self._session.execute(insert(table), rows)
                name = table.__tablename__
                self.count[name] = self.count.get(name, 0) + len(rows)

    @property
    def waiting(self) -> int:
        """Rows not sent yet."""
        return sum(len(rows) for rows in self._rows.values())


class _Ids:
    """Keys as the program would have made them at that moment."""

    def __init__(self, desk: int) -> None:
        self._desk = desk
        self._last = (0, 0)

    def at(self, moment: datetime) -> int:
        milliseconds = int(moment.timestamp() * 1000)
        last, counter = self._last
        if milliseconds <= last:
            milliseconds, counter = last, counter + 1
            if counter > 4095:
                milliseconds, counter = last + 1, 0
        else:
            counter = 0
        self._last = (milliseconds, counter)
        return compose(milliseconds, self._desk, counter)


class _Numbers:
    """Numbers of visits, blocks leased one after the other within a year."""

    def __init__(self) -> None:
        self._next: dict[int, tuple[int, int]] = {}

    def take(self, day: date) -> str:
        year = day.year
        block, serial = self._next.get(year, (FIRST_BLOCK, FIRST_SERIAL))
        if serial >= PaperKind.VISIT.serials:
            block, serial = block + 1, FIRST_SERIAL
        self._next[year] = (block, serial + 1)
        return paper_number.make(PaperKind.VISIT, year, block, serial).digits

    def leases(self) -> Iterator[tuple[int, int, int]]:
        """(year, block, next serial) of every block touched."""
        for year, (last, serial) in self._next.items():
            for block in range(FIRST_BLOCK, last):
                yield year % 100, block, PaperKind.VISIT.serials
            yield year % 100, last, serial


def working_days(wanted: Wanted, holidays: Holidays) -> list[date]:
    """The office's working days of the years asked for, today last."""
    day = date(wanted.today.year - wanted.years, wanted.today.month, min(wanted.today.day, 28))
    days = []
    while day <= wanted.today:
        if holidays.is_working(day) or day == wanted.today:
            days.append(day)
        day += timedelta(days=1)
    return days


def fill(
    session: Session,
    wanted: Wanted,
    account_ids: tuple[int, ...],
    progress: Callable[[int, int], None] | None = None,
    stop: Callable[[], bool] | None = None,
) -> Made:
    """Invent people, their visits, notes and what is due, on a store that was set up.

    `progress(done, all)` is called about every 5,000 rows; when `stop()` says so, what
    was made up to then stays and is consistent.
    """
    random = Random(wanted.seed)
    inventor = Inventor(random, wanted.today)
    ids = _Ids(wanted.desk)
    numbers = _Numbers()
    rows = session.execute(select(office.Holiday.day, office.Holiday.name)).all()
    days = working_days(wanted, Holidays({row.day: row.name for row in rows}))
    tickets: dict[date, int] = {
        row.day: row.last
        for row in session.execute(
            select(visits.Visit.day, func.max(visits.Visit.ticket).label("last")).group_by(
                visits.Visit.day
            )
        )
    }
    batches = Batches(session)
    todays = max(0, min(TODAY_VISITS, wanted.visitors // 3))
    made = 0
    for made in range(1, wanted.visitors + 1):
        person = inventor.person()
        count = min(12, 1 + int(random.expovariate(1 / (VISITS_EACH - 0.8))))
        last = len(days) - 1 if made > wanted.visitors - todays else random.randrange(len(days) - 1)
        when = sorted({last, *(max(0, last - random.randrange(1, 90)) for _ in range(count - 1))})
        _one(
            batches, ids, numbers, random, person, [days[place] for place in when],
            wanted, account_ids, tickets,
        )  # fmt: skip
        if batches.waiting >= BATCH:
            batches.flush()
            if progress is not None:
                progress(made, wanted.visitors)
            if stop is not None and stop():
                break
    batches.flush()
    _lease(session, ids, numbers, wanted)
    if progress is not None:
        progress(made, wanted.visitors)
    return Made(
        batches.count.get("visitor", 0), batches.count.get("visit", 0), batches.count.get("note", 0)
    )


def _lease(session: Session, ids: _Ids, numbers: _Numbers, wanted: Wanted) -> None:
    now = datetime.combine(wanted.today, time(8, 0), tzinfo=KST)
    leased = [
        {
            "id": ids.at(now),
            "kind": PaperKind.VISIT.key,
            "year": year,
            "block": block,
            "desk": wanted.desk,
            "next_serial": serial,
        }
        for year, block, serial in numbers.leases()
    ]
    if leased:
        session.execute(insert(office.NumberBlock), leased)


def _one(
    batches: Batches,
    ids: _Ids,
    numbers: _Numbers,
    random: Random,
    person: Invented,
    days: list[date],
    wanted: Wanted,
    account_ids: tuple[int, ...],
    tickets: dict[date, int],
) -> None:
    """One person with all visits and notes."""
    first = _moment(random, days[0])
    visitor_id = ids.at(first)
    counsellor = random.choice(account_ids)
    unemployed = random.random() < 0.75
    left = days[0] - timedelta(days=random.randrange(20, 3_000))
    batches.add(
        people.Visitor,
        {
            "id": visitor_id,
            "version": 1,
            "created_at": first,
            "changed_at": first,
            "name": person.name,
            "initials": korean.initials(korean.search_key(person.name)),
            "search_name": korean.search_key(person.name),
            "birth": person.birth,
            "birth_year": person.birth.year,
            "birth_note": "",
            "lunar": False,
            "sex": "female" if person.female else "male",
            "phone": person.phone,
            "phone_tail": person.phone[-4:],
            "second_phone": "",
            "second_phone_tail": "",
            "second_phone_relation": "",
            "email": "",
            "address": "",
            "dong": person.dong,
            "contact_ways": ("phone",),
            "contact_time": "",
            "foreign": person.foreign,
            "stay_status": "F-6" if person.foreign else "",
            "may_work": True if person.foreign else None,
            "stay_until": (
                wanted.today + timedelta(days=random.randrange(5, 700)) if person.foreign else None
            ),
            "work_state": "seeking" if unemployed else random.choice(("employed", "caring")),
            "left_month": f"{left:%Y-%m}",
            "leaving_reason": random.choice(
                ("contract_end", "family_care", "personal", "retirement")
            ),
            "education": random.choice(("03", "03", "04", "05", "02")),
            "graduation": "graduated",
            "school": "",
            "major": "",
            "graduated_month": "",
            "licences": "",
            "driving": "",
            "has_car": None,
            "computer": (),
            "benefits": (),
            "helps": (),
            "military_months": None,
            "wish_jobs": (random.choice(JOBS),),
            "wish_form": random.choice(("10", "20", "11")),
            "wish_wage_kind": "M",
            "wish_wage": random.choice((1_800_000, 2_200_000, 2_400_000, 2_600_000)),
            "wish_regions": (),
            "wish_hours": "",
            "wish_from": "",
            "wish_text": "",
            "needs": (),
            "last_visit_on": days[-1],
            "visits": len(days),
        },
    )
    for place, day in enumerate(days):
        arrived = _moment(random, day) if day != wanted.today else _today_moment(random, day)
        _visit(
            batches,
            ids,
            numbers,
            random,
            visitor_id,
            counsellor,
            arrived,
            place,
            tickets,
            wanted.today,
        )
    valid_until = add_months(days[-1], 3)
    if unemployed and valid_until >= wanted.today - timedelta(days=30):
        batches.add(
            people.SeekingRegistration,
            {
                "id": ids.at(first),
                "visitor_id": visitor_id,
                "filed_on": days[-1],
                "valid_until": valid_until,
                "extends_id": None,
                "closed_on": None,
            },
        )
    _what_is_next(batches, ids, random, visitor_id, counsellor, days[-1], wanted)


def _visit(
    batches: Batches,
    ids: _Ids,
    numbers: _Numbers,
    random: Random,
    visitor_id: int,
    counsellor: int,
    arrived: datetime,
    place: int,
    tickets: dict[date, int],
    today: date,
) -> None:
    day = arrived.astimezone(KST).date()
    tickets[day] = ticket = tickets.get(day, 0) + 1
    waited = timedelta(minutes=random.randrange(1, 22))
    talked = timedelta(minutes=random.randrange(8, 45))
    state = _state(day, ticket, today)
    open_ = state != "done"
    visit_id = ids.at(arrived)
    batches.add(
        visits.Visit,
        {
            "id": visit_id,
            "version": 1,
            "number": numbers.take(day),
            "day": day,
            "ticket": ticket,
            "visitor_id": visitor_id,
            "channel": random.choices(("counter", "phone", "outreach"), (80, 12, 8))[0],
            "purposes": (random.choice(PURPOSES),),
            "presence": "self",
            "companion_relation": "",
            "needs": (),
            "remark": "",
            "state": state,
            "arrived_at": arrived,
            "called_at": None if state == "waiting" else arrived + waited,
            "started_at": None if state == "waiting" else arrived + waited,
            "finished_at": None if open_ else arrived + waited + talked,
            "result": "" if open_ else "counselled",
            "first_time": place == 0,
            "receiver_id": counsellor,
            "counsellor_id": None if state == "waiting" else counsellor,
        },
    )
    if open_ or random.random() > 0.97:
        return
    note_id = ids.at(arrived + waited)
    batches.add(
        notes.Note,
        {
            "id": note_id,
            "version": 1,
            "visitor_id": visitor_id,
            "visit_id": visit_id,
            "counsellor_id": counsellor,
            "session": place + 1,
            "started_at": arrived + waited,
            "ended_at": arrived + waited + talked,
            "method": "counter",
            "type": "first" if place == 0 else "in_depth",
            "reached": True,
            "revision": 1,
        },
    )
    batches.add(
        notes.NoteRevision,
        {
            "id": ids.at(arrived + waited + talked),
            "note_id": note_id,
            "number": 1,
            "at": arrived + waited + talked,
            "author_id": counsellor,
            "reason": "",
            "opening": "",
            "summary": random.choice(SUMMARIES),
            "sensitive": "",
            "attended_by": "",
            "topics": [],
            "plan": [],
            "header": {},
        },
    )


def _state(day: date, ticket: int, today: date) -> str:
    """Of today's visits the last four wait and the three before talk; all others are done."""
    if day != today or ticket <= TODAY_VISITS - 7:
        return "done"
    return "waiting" if ticket > TODAY_VISITS - 4 else "counselling"


def _what_is_next(
    batches: Batches,
    ids: _Ids,
    random: Random,
    visitor_id: int,
    counsellor: int,
    last: date,
    wanted: Wanted,
) -> None:
    """An appointment or a follow-up for some of those who came lately."""
    if (wanted.today - last).days > 40 or last == wanted.today:
        return
    now = datetime.combine(wanted.today, time(8, 30), tzinfo=KST)
    dice = random.random()
    if dice < 0.02:
        at = datetime.combine(
            wanted.today, time(random.randrange(9, 18), random.choice((0, 30))), tzinfo=KST
        )
        batches.add(
            visits.Appointment,
            {
                "id": ids.at(now),
                "version": 1,
                "visitor_id": visitor_id,
                "day": wanted.today,
                "at": at,
                "purpose": "이력서 보기",
                "channel": "counter",
                "counsellor_id": counsellor,
                "state": "planned",
                "note_id": None,
                "visit_id": None,
            },
        )
    elif dice < 0.04:
        batches.add(
            visits.FollowUp,
            {
                "id": ids.at(now),
                "version": 1,
                "visitor_id": visitor_id,
                "due_on": wanted.today - timedelta(days=random.randrange(0, 4)),
                "what": random.choice(FOLLOW_UPS),
                "counsellor_id": counsellor,
                "state": "open",
                "note_id": None,
                "done_at": None,
            },
        )


def _moment(random: Random, day: date) -> datetime:
    return datetime.combine(day, time(9, 0), tzinfo=KST) + timedelta(
        minutes=random.randrange(0, 480), seconds=random.randrange(60)
    )


def _today_moment(random: Random, day: date) -> datetime:
    return datetime.combine(day, time(9, 0), tzinfo=KST) + timedelta(
        minutes=random.randrange(0, 200), seconds=random.randrange(60)
    )
