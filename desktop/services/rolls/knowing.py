"""Who of a register is there already, asked of the store a few hundred at a time."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Select, select, tuple_
from sqlalchemy.orm import Session

from desktop.domain.likeness import name_sound
from desktop.domain.roll_people import Gathered, Key, RollPerson, keys_of
from desktop.store.people import Visitor

AT_ONCE = 400
_COLUMNS = (
    Visitor.search_name,
    Visitor.birth,
    Visitor.birth_year,
    Visitor.phone,
    Visitor.second_phone,
)


def is_empty(session: Session) -> bool:
    """Whether nobody was ever taken in."""
    return session.scalar(select(Visitor.id).limit(1)) is None


def unknown_of(
    session: Session, gathered: Gathered, people: Sequence[RollPerson]
) -> list[RollPerson]:
    """Those of these people who are not in the store, in their order.

    Also somebody whose entry was merged into another counts as there.
    """
    found: list[RollPerson] = []
    for start in range(0, len(people), AT_ONCE):
        some = people[start : start + AT_ONCE]
        known = _keys_known(session, some)
        found += [one for one in some if known.isdisjoint(gathered.keys(one))]
    return found


def _keys_known(session: Session, people: Sequence[RollPerson]) -> set[Key]:
    known: set[Key] = set()
    for statement in known_statements(people):
        for name, birth, year, phone, second in session.execute(statement):
            known.update(keys_of(name, birth, year, phone, second))
            if birth is None and year is not None:
                known.add((name, year))
    return known


def known_statements(
    people: Iterable[RollPerson],
) -> Iterator[Select[*tuple[Any, ...]]]:
    """The questions by which they are found, each by one index."""
    born: set[tuple[str, date]] = set()
    unborn: set[str] = set()
    phones: set[str] = set()
    for one in people:
        if one.birth is not None:
            born.add((name_sound(one.name), one.birth))
        elif one.birth_year is not None:
            unborn.add(name_sound(one.name))
        phones.update(filter(None, (one.phone, one.second_phone)))
    if born:
        yield select(*_COLUMNS).where(tuple_(Visitor.sound, Visitor.birth).in_(sorted(born)))
    if unborn:
        sounds = Visitor.sound.in_(sorted(unborn))
        yield select(*_COLUMNS).where(sounds, Visitor.birth.is_(None))
    if phones:
        asked = sorted(phones)
        yield select(*_COLUMNS).where(Visitor.phone.in_(asked))
        tails = {one[-4:] for one in asked}
        yield select(*_COLUMNS).where(
            Visitor.second_phone_tail.in_(sorted(tails)), Visitor.second_phone.in_(asked)
        )
