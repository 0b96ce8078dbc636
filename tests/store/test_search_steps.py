"""What a key costs, counted in steps of SQLite's machine: the same however many people there are.

No clock is asked, so no other program on the PC disturbs it. The keys are those of somebody
really typing: each syllable comes as its consonant, open, then closed.
"""

import random
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import insert
from sqlalchemy.orm import Session

from desktop.domain import korean
from desktop.services.demo.people import MEN, SURNAMES, WOMEN
from desktop.store import search
from desktop.store.bulk import indexed_afterwards
from desktop.store.ciphers import DataKey
from desktop.store.database import Database
from desktop.store.people import Visitor
from desktop.store.search import find_visitors
from tests.store.people_rows import person

TODAY = date(2026, 11, 23)
MOST_STEPS = 150_000
"""Of one key; at a million people it takes a tenth of a second's tenth (see `start.py bench`)."""
FEW_STEPS = 60_000
"""Of nineteen keys of twenty."""
SOMEBODY = 60
"""So many people are typed, key by key, in every way."""
BETWEEN = 20


def invented(count: int) -> list[dict[str, Any]]:
    """People named and aged as in a district, their last visits over ten years."""
    chance = random.Random(65)
    surnames, shares = zip(*SURNAMES, strict=True)
    people = []
    for id_ in range(1, count + 1):
        age = chance.choices((0, 1, 2), (3, 4, 3))[0]
        name = chance.choices(surnames, shares)[0] + chance.choice(chance.choice((WOMEN, MEN))[age])
        years = (78, 55, 33)[age] - chance.randrange(16)
        people.append(
            person(
                id_,
                name,
                birth=TODAY - timedelta(days=365 * years + chance.randrange(365)),
                phone=f"0100{chance.randrange(10_000_000):07}",
                last_visit_on=TODAY - timedelta(days=int(3_650 * chance.random() ** 2)),
            )
        )
    return people


def keys_of(text: str) -> Iterator[str]:
    """What stands in the box after every key of one who types this."""
    for at, letter in enumerate(text):
        before = text[:at]
        if "가" <= letter <= "힣":
            code = ord(letter) - ord("가")
            first, open_ = korean.INITIALS[code // 588], chr(ord(letter) - code % 28)
            yield from (before + first, before + open_)
            if letter == open_:
                continue
        yield before + letter


def typed(one: dict[str, Any]) -> Iterator[str]:
    """Every way to look for somebody that the office has."""
    name, born, phone = str(one["name"]), one["birth"], str(one["phone"])
    for text in (
        name,
        korean.initials(name),
        name[0] + korean.initials(name[1:]),
        f"{name} {born:%y}",
        f"{name} {born:%Y}",
        f"{korean.initials(name)} {born:%y}",
        f"{name[0]} {phone[-4:]}",
        f"{name} {phone[:7]}",
        phone[-4:],
        phone,
        f"{phone[:3]}-{phone[3:7]}-{phone[7:]}",
        f"{born:%y%m%d}",
        f"{born:%Y-%m-%d}",
        f"{born:%y}년생",
        f"{phone[:7]} {born:%y}",
    ):
        yield from keys_of(text)


def steps_of(session: Session, texts: list[str]) -> dict[str, int]:
    """The steps of each key."""
    connection = session.connection().connection.driver_connection
    assert connection is not None
    taken = 0

    def count() -> int:
        nonlocal taken
        taken += BETWEEN
        return 0

    found = {}
    connection.set_progress_handler(count, BETWEEN)
    try:
        for text in texts:
            taken = 0
            find_visitors(session, text, TODAY)
            found[text] = taken
    finally:
        connection.set_progress_handler(None, 0)
    return found


def test_where_both_are_large_the_surname_decides_and_not_its_consonant(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # As many as in a large city, as far as the probe can tell.
    monkeypatch.setattr(search, "_PROBE", 10)
    database = Database.create(tmp_path / "s.db", DataKey.random())
    with database.filling() as session, indexed_afterwards(session):
        session.execute(insert(Visitor), invented(3_000))
    with database.read(typed=True) as session:
        steps = steps_of(session, ["권 72", "권 1972", "김 72", "0100215 72"])
    database.close()
    assert max(steps.values()) < 9_000, steps


@pytest.mark.parametrize("count", [2_000, pytest.param(40_000, marks=pytest.mark.slow)])
def test_a_key_costs_no_more_in_a_large_office(count: int, tmp_path: Path) -> None:
    people = invented(count)
    database = Database.create(tmp_path / "s.db", DataKey.random())
    with database.filling() as session, indexed_afterwards(session):
        session.execute(insert(Visitor), people)
    somebody = random.Random(7).sample(people, SOMEBODY)
    texts = list(dict.fromkeys(text for one in somebody for text in typed(one)))
    with database.read(typed=True) as session:
        steps = steps_of(session, texts)
    database.close()
    dear = sorted(steps.items(), key=lambda one: -one[1])
    print(
        f"{len(texts):,} keys, {count:,} people: dearest {dear[:3]}, median {dear[len(dear) // 2]}"
    )
    assert dear[0][1] < MOST_STEPS, dear[:12]
    assert dear[len(dear) // 20][1] < FEW_STEPS, dear[len(dear) // 20 - 3 :][:12]
