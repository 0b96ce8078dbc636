"""Ten years of visits in a picture, and a month of them with its people.

In an office of its own: what counts here are the visits, and that they lie ten years back,
further than the demo goes.
"""

import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from random import Random

from sqlalchemy import select

from desktop import paths
from desktop.bench.figure import Figure, middle
from desktop.domain.clock import KST, SystemClock
from desktop.domain.statistics import YEARS, Shown
from desktop.services.act import Office
from desktop.services.demo_store import DEMO_PASSWORD, make_demo
from desktop.services.first_run import STORE_NAME
from desktop.services.opening import Premises
from desktop.services.statistics import Asked
from desktop.store import file
from desktop.store.bulk import DayOfMoments, Keeper, Loader, indexed_afterwards
from desktop.store.keyring import Keyring
from desktop.store.office import Account
from desktop.store.people import Visitor
from desktop.store.visits import Visit

PEOPLE = 3.6
"""Visits of one person."""
LATELY = 12
"""Months within which somebody's visits lie."""
ROUNDS = 5
SENT_AT_ONCE = 20_000
PURPOSES = ("counselling", "training", "registration", "counselling training", "proof", "benefit")
CHANNELS = ("counter",) * 10 + ("phone", "outreach")
RESULTS = ("informed", "registered", "counselled", "referred")
YEARS_ASKED = "SELECT substr(day, 1, 7), channel, count(*) FROM visit WHERE day >= ? GROUP BY 1, 2"
MONTH_ASKED = (
    "SELECT channel, count(*), count(DISTINCT visitor_id) FROM visit "
    "WHERE day BETWEEN ? AND ? GROUP BY 1"
)


def years(store: Path, visits: int) -> Iterator[Figure]:
    """The slowest picture of all, the slowest month of all, and counting everything anew."""
    make_demo(store, 3, 1, 65)
    premises = Premises(store, SystemClock(), paths.resources())
    premises.look()
    holder = premises.holders()[0]
    desk, account = premises.sign_in(holder.id, DEMO_PASSWORD)
    try:
        _fill(desk.office, visits)
        today = desk.office.clock.today()
        month = today.replace(day=1) - timedelta(days=200)
        pictures = {one: [0.0] * ROUNDS for one in Shown}
        months = {one: [0.0] * ROUNDS for one in Shown}
        floors: tuple[list[float], list[float]] = ([], [])
        bare = file.connect(store / STORE_NAME, Keyring.read(store).open(holder.id, DEMO_PASSWORD))
        first, last = month.replace(day=1), month.replace(day=28) + timedelta(days=3)
        for turn in range(ROUNDS):
            for shown in Shown:
                begun = time.perf_counter()
                desk.statistics.ten_years(account, Asked(shown, today))
                pictures[shown][turn] = time.perf_counter() - begun
                begun = time.perf_counter()
                desk.statistics.month(account, shown, month)
                months[shown][turn] = time.perf_counter() - begun
            for times, words, about in zip(
                floors,
                (YEARS_ASKED, MONTH_ASKED),
                ((f"{today.year - YEARS}-01-01",), (first.isoformat(), last.isoformat())),
                strict=True,
            ):
                begun = time.perf_counter()
                bare.execute(words, about).fetchall()
                times.append(time.perf_counter() - begun)
        bare.close()
        begun = time.perf_counter()
        found = desk.statistics.recount(account)
        anew = time.perf_counter() - begun
    finally:
        desk.close()
        premises.close()
    for name, taken, beside, floor, goal in (
        ("10년 그림, 가장 느린 것", pictures, "방문을 모두 세는 질의", floors[0], 0.06),
        ("한 달 연인원·실인원, 가장 느린 것", months, "같은 달을 세는 질의", floors[1], 0.05),
    ):
        slowest = max(taken, key=lambda shown: middle(taken[shown]))
        yield Figure(
            name,
            middle(taken[slowest]),
            middle(floor),
            beside,
            at_most=goal,
            more=f"방문 {visits:,}건 · {slowest.label}",
        )
    told = f"수 {found.figures:,}개, 다른 수 {len(found.wrong)}개"
    yield Figure("집계 모두 다시 세기", anew, more=told)


def _fill(office: Office, visits: int) -> None:
    """Visits of ten years up to today, in the order of their days."""
    random = Random(65)
    dice = random.random
    people = max(1, int(visits / PEOPLE))
    with office.filling() as session, indexed_afterwards(session):
        staff = session.scalars(select(Account.id)).all()
        keep = Keeper(session)
        persons = Loader(
            session,
            Visitor,
            (
                "id", "version", "created_at", "changed_at", "name", "initials", "search_name",
                "birth_year", "sex", "last_visit_on",
            ),
        )  # fmt: skip
        rows = Loader(
            session,
            Visit,
            (
                "id", "number", "day", "ticket", "visitor_id", "channel", "purposes", "state",
                "arrived_at", "started_at", "finished_at", "result", "first_time", "receiver_id",
                "counsellor_id",
            ),
            {"version": 1},
        )  # fmt: skip
        days = _working_days()
        at = DayOfMoments(keep, days[0]).at(34_000)
        for person in range(1, people + 1):
            year, sex = 1940 + int(dice() * 65), ("female", "male")[person % 2]
            last = keep(Visitor.last_visit_on, days[int(dice() * len(days))])
            persons.add((person, 1, at, at, "백서윤", "ㅂㅅㅇ", "백서윤", year, sex, last))
            if persons.waiting >= SENT_AT_ONCE:
                persons.send()
        persons.send()
        number, back = 0, max(1, people * LATELY // (YEARS * 12))
        for place, day in enumerate(days):
            moments, kept = DayOfMoments(keep, day), keep(Visit.day, day)
            newest = 1 + place * people // len(days)
            for ticket in range(1, (place + 1) * visits // len(days) - number + 1):
                second = 32_400 + ticket * 30_600 // (visits // len(days) + 2)
                number += 1
                who = max(1, newest - int(dice() * back)) if dice() > 0.05 else None
                rows.add(
                    (
                        number, f"{number:010d}", kept, ticket, who,
                        CHANNELS[int(dice() * len(CHANNELS))],
                        PURPOSES[int(dice() * len(PURPOSES))], "done", moments.at(second),
                        moments.at(second), moments.at(second + 900),
                        RESULTS[int(dice() * len(RESULTS))], int(dice() < 0.28), staff[0],
                        staff[number % len(staff)],
                    )
                )  # fmt: skip
            if rows.waiting >= SENT_AT_ONCE:
                rows.send()
                session.commit()
        rows.send()
        session.commit()


def _working_days() -> list[date]:
    today = SystemClock().now().astimezone(KST).date()
    first = today.replace(year=today.year - YEARS, day=1)
    days = (first + timedelta(days=by) for by in range((today - first).days + 1))
    return [day for day in days if day.weekday() < 5]
