"""The demo's own day: who sits there now, and what is ahead.

Whatever the hour and the day at which the demo is opened, people have waited as long as
people do, and the day's appointments lie around now.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random

from sqlalchemy.orm import Session

from desktop.domain.calendar import Holidays
from desktop.domain.clock import KST
from desktop.services.demo import Wanted
from desktop.services.demo.talks import FOLLOW_UPS, MEETINGS
from desktop.store import visits
from desktop.store.bulk import Keeper, Loader
from desktop.store.keys import compose

WAITED = (17, 11, 6, 2)
"""Minutes since those who wait came in, the earliest first."""
TALKING = (52, 39, 28)
"""The same for those who sit with a counsellor."""
SERVED_BEFORE = 65
"""Minutes ago the last of those who are served already came in."""
LONGEST_DAY = 280
FIRST_AT = 8 * 60 + 40
"""Minutes after midnight: the first people stand at the door before nine."""
BY_THEN = 10 * 60
EARLIER, LATER = 4, 7
"""How many of today's appointments are over, and how many are still to come."""
DAYS_AHEAD = 14


@dataclass(frozen=True, slots=True)
class Arrival:
    """When somebody came in, sat down and left, in seconds after midnight, and where it stands."""

    second: int
    started: int
    finished: int
    state: str


@dataclass(frozen=True, slots=True)
class Familiar:
    """Somebody who came lately, and whose case it is."""

    visitor_id: int
    counsellor_id: int


def arrivals(random: Random, now: datetime, count: int) -> list[Arrival]:
    """Today's arrivals in their order: most served, some with a counsellor, four waiting."""
    second = int((now - datetime.combine(now.date(), time(), tzinfo=now.tzinfo)).total_seconds())
    minutes = second / 60
    # Just after midnight there is little of today to have waited in.
    squeeze = min(1.0, minutes / LONGEST_DAY)
    longest = LONGEST_DAY * squeeze
    if minutes >= BY_THEN:
        longest = min(longest, minutes - FIRST_AT)
    waiting = min(len(WAITED), count)
    talking = min(len(TALKING), count - waiting)
    served = count - waiting - talking

    def ago(minutes_ago: float) -> int:
        return second - int(minutes_ago * 60 * squeeze)

    made = []
    room = max(0.0, longest / squeeze - SERVED_BEFORE) if squeeze else 0.0
    for place in range(served):
        share = (served - place - random.random() * 0.7) / served
        came = SERVED_BEFORE + room * share
        sat = came - 1 - random.random() * 13
        gone = sat - 8 - random.random() * 38
        state = "left" if served > 10 and place == served // 2 else "done"
        made.append(Arrival(ago(came), ago(sat), ago(gone), state))
    for came in TALKING[len(TALKING) - talking :]:
        came_ago = came + random.random() * 3
        sat_ago = came_ago - 4 - random.random() * 8
        made.append(Arrival(ago(came_ago), ago(sat_ago), 0, "counselling"))
    made.extend(
        Arrival(ago(came + random.random() * 1.5), 0, 0, "waiting")
        for came in WAITED[len(WAITED) - waiting :]
    )
    return made


def write_ahead(
    session: Session,
    wanted: Wanted,
    random: Random,
    holidays: Holidays,
    familiar: Sequence[Familiar],
    account_ids: Sequence[int],
) -> None:
    """Today's appointments, those of the next weeks, and promises that fall due now."""
    if not familiar:
        return
    keep = Keeper(session)
    people = list(familiar)
    random.shuffle(people)
    appointments = Loader(
        session,
        visits.Appointment,
        ("id", "visitor_id", "day", "at", "purpose", "counsellor_id", "state"),
        {"version": 1},
    )
    follow_ups = Loader(
        session,
        visits.FollowUp,
        ("id", "visitor_id", "due_on", "what", "counsellor_id", "state"),
        {"version": 1},
    )
    midnight = datetime.combine(wanted.today, time(), tzinfo=KST)
    # Agreed upon before the office opened: the keys lie before those of today's visits.
    base = compose(int(midnight.timestamp() * 1000) - 1_000, wanted.desk, 0)
    keys = iter(range(base, base + 4_096))
    for at, state in _meetings(random, wanted.now, holidays):
        if not people:
            break
        one = people.pop()
        appointments.add(
            (
                next(keys), one.visitor_id, keep(visits.Appointment.day, at.date()),
                keep(visits.Appointment.at, at), random.choice(MEETINGS), one.counsellor_id, state,
            )
        )  # fmt: skip
    for number in range(min(9, len(people))):
        one = people.pop()
        due = wanted.today + timedelta(days=number - 3)
        follow_ups.add(
            (
                next(keys), one.visitor_id, keep(visits.FollowUp.due_on, due),
                random.choice(FOLLOW_UPS), account_ids[number % len(account_ids)], "open",
            )
        )  # fmt: skip
    appointments.send()
    follow_ups.send()


def _meetings(random: Random, now: datetime, holidays: Holidays) -> list[tuple[datetime, str]]:
    """When appointments are, and what became of them: around now, then in the days to come."""
    half = now.replace(minute=now.minute // 30 * 30, second=0, microsecond=0)
    found: list[tuple[datetime, str]] = []
    for number in range(1, EARLIER + 1):
        at = half - timedelta(minutes=30 * number)
        state = ("planned", "no_show", "cancelled", "no_show")[number % 4]
        found.append((at if at.date() == now.date() else half, state))
    for number in range(1, LATER + 1):
        at = half + timedelta(minutes=30 * number)
        found.append((at if at.date() == now.date() else half, "planned"))
    day: date = now.date()
    for number in range(DAYS_AHEAD):
        day = holidays.next_working(day + timedelta(days=1))
        for _ in range(1 + (number < 5)):
            hour, minute = 9 + int(random.random() * 8), random.choice((0, 30))
            state = "cancelled" if random.random() < 0.1 else "planned"
            found.append((datetime.combine(day, time(hour, minute), tzinfo=KST), state))
    return found
