"""Looking through everybody for people who may be one, a few at a time.

People come in the order in which they were taken in or changed, so that where it stopped is
one moment with one key, and whoever is new or changed comes again by itself. Every question
goes by an index and takes no more rows than a fixed number.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, select
from sqlalchemy.orm import Session

from desktop.domain.likeness import Ground, Traits, births_near, ground_for
from desktop.domain.visitor import Sex
from desktop.store.duplicates import DuplicatePair
from desktop.store.people import Visitor

AT_ONCE = 10
"""People looked at before the pass asks again whether somebody needs the desk."""
KEPT_AFTER = 500
"""So many people later at the latest it is written down how far it got."""
SAME_SOUND, SAME_PHONE = 60, 40
"""So many rows are compared at most; a number that more people give is nobody's phone."""

POSITION = "duplicates.position"

TRAITS = (
    Visitor.id,
    Visitor.name,
    Visitor.sound,
    Visitor.birth,
    Visitor.birth_year,
    Visitor.sex,
    Visitor.phone,
    Visitor.phone_tail,
    Visitor.second_phone,
    Visitor.second_phone_tail,
    Visitor.dong,
    Visitor.changed_at,
)
Person = Row[*tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class Position:
    """Up to whom everybody was looked at."""

    changed_at: datetime | None = None
    visitor_id: int = 0

    @property
    def plain(self) -> list[Any]:
        """As the store keeps it."""
        at = self.changed_at
        return [at.isoformat() if at is not None else None, self.visitor_id]


def position_from(kept: Any) -> Position:
    """What the store kept; the beginning when it kept nothing."""
    if not kept:
        return Position()
    at, visitor_id = kept
    return Position(datetime.fromisoformat(at) if at else None, int(visitor_id))


def next_people(session: Session, position: Position) -> Sequence[Person]:
    """The few who come after a position, in the order of their last change."""
    found: list[Person] = []
    for statement in next_statements(position):
        found += session.execute(statement.limit(AT_ONCE - len(found))).all()
        if len(found) >= AT_ONCE:
            break
    return found


def next_statements(position: Position) -> list[Select[*tuple[Any, ...]]]:
    """Those changed at the very same moment first, for a list can be loaded in one."""
    changed = Visitor.changed_at
    if position.changed_at is None:
        return [select(*TRAITS).order_by(changed, Visitor.id)]
    return [
        select(*TRAITS)
        .where(changed == position.changed_at, Visitor.id > position.visitor_id)
        .order_by(Visitor.id),
        select(*TRAITS).where(changed > position.changed_at).order_by(changed, Visitor.id),
    ]


def grounds_of(
    session: Session, person: Person, stopped: Callable[[], bool] = lambda: False
) -> dict[int, Ground] | None:
    """Everybody who may be this person, by key, with the ground.

    None when `stopped` said so meanwhile: in a great store one person is some hundred rows
    from all over the file.
    """
    if not person.sound:
        return {}
    mine = traits_of(person)
    found: dict[int, Ground] = {}
    for statement in candidate_statements(mine, person.phone_tail, person.second_phone_tail):
        if stopped():
            return None
        for row in session.execute(statement):
            if row.id == person.id or row.id in found:
                continue
            ground = ground_for(mine, traits_of(row))
            if ground is not None:
                found[row.id] = ground
    return found


def candidate_statements(mine: Traits, *tails: str) -> list[Select[*tuple[Any, ...]]]:
    """The questions by which candidates are found, each by one index and bounded."""
    asked = []
    if mine.birth is not None:
        near = (mine.birth, *births_near(mine.birth))
        asked.append(
            select(*TRAITS)
            .where(Visitor.sound == mine.sound, Visitor.birth.in_(near))
            .limit(SAME_SOUND)
        )
    for phone, tail in zip((mine.phone, mine.second_phone), tails, strict=True):
        if not phone or not tail:
            continue
        for whole, end in (
            (Visitor.phone, Visitor.phone_tail),
            (Visitor.second_phone, Visitor.second_phone_tail),
        ):
            asked.append(select(*TRAITS).where(end == tail, whole == phone).limit(SAME_PHONE))
    return asked


def traits_of(row: Any) -> Traits:
    """What is compared, from a row of people."""
    return Traits(
        name=row.name,
        sound=row.sound,
        birth=row.birth,
        birth_year=row.birth_year,
        sex=Sex(row.sex),
        phone=row.phone,
        second_phone=row.second_phone,
        dong=row.dong,
    )


def open_with(session: Session, visitor_id: int) -> dict[int, int]:
    """By the other person's key the pairs that wait with this one."""
    pair = DuplicatePair
    found: dict[int, int] = {}
    for mine, other in ((pair.one_id, pair.other_id), (pair.other_id, pair.one_id)):
        rows = session.execute(
            select(other, pair.id).where(mine == visitor_id, pair.state == "open")
        )
        found |= {key: pair_id for key, pair_id in rows}  # noqa: C416 (rows are no pairs to mypy)
    return found


def stale(known: dict[int, int], found: Iterable[int]) -> list[int]:
    """Pairs of which nothing speaks for it any more, since somebody was changed."""
    there = set(found)
    return [pair_id for other, pair_id in known.items() if other not in there]
