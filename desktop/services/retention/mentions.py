"""Somebody's name or phone in the records of others: nobody erases those blindly.

A daughter's note names her mother. When the mother's destruction is asked for, whoever asks is
told where she still stands, as keys only: the others' records are corrected by hand.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.domain.masking import mask_name
from desktop.domain.retention import DestructionState, LeftKind, LeftLine, Subject
from desktop.services.act import Act, day_of
from desktop.services.centre import put_setting, setting_of
from desktop.services.ledgers.people import reception_numbers
from desktop.store.notes import Note, NoteRevision
from desktop.store.people import Visitor
from desktop.store.retention import Destruction
from desktop.store.visits import Visit

MENTIONS = "destruction.mentions"
"""The setting that holds where: kind of record, its key, whose it is, for which destruction."""
MENTIONED = "다른 분 기록 안내"
"""What the ledger calls the count of them."""
NOTE, VISIT, PERSON = "note", "visit", "person"
KINDS = {NOTE: "상담 기록", VISIT: "방문 메모", PERSON: "연락처"}
_SURE = 3
"""A name of two syllables is also a word: it counts where somebody is called by it."""
_CALLED = r"(?=\s*(?:님|씨|선생|어머|아버))"
_AT_ONCE = 2_000
MOST = 200
"""More places are not corrected by hand in one go."""

Place = tuple[str, int, int, int]


@dataclass(frozen=True, slots=True)
class Sought:
    """Who is about to be destroyed, and what finds them in the words of others."""

    visitor_id: int
    destruction_id: int
    words: re.Pattern[str]
    phones: frozenset[str]


def sought(act: Act, visitor_ids: Iterable[int]) -> list[Sought]:
    """What to look for, of those whose destruction is asked for."""
    asked = select(Destruction.subject_id, Destruction.id).where(
        Destruction.subject == Subject.VISITOR.value,
        Destruction.subject_id.in_(list(visitor_ids)),
        Destruction.state == DestructionState.ASKED.value,
    )
    requests = {row.subject_id: row.id for row in act.session.execute(asked)}
    rows = act.session.execute(
        select(Visitor.id, Visitor.name, Visitor.phone, Visitor.second_phone).where(
            Visitor.id.in_(requests), Visitor.name != ""
        )
    )
    return [
        Sought(row.id, requests[row.id], _words(row.name, row.phone), frozenset({row.phone} - {""}))
        for row in rows
    ]


def _words(name: str, phone: str) -> re.Pattern[str]:
    found = [re.escape(name) if len(name) >= _SURE else re.escape(name) + _CALLED]
    if len(phone) >= 7:
        found.append(r"[\s\-.)]?".join(map(re.escape, phone)))
    return re.compile("|".join(found))


def find_mentions(
    session: Session, people: Sequence[Sought], stopped: Callable[[], bool]
) -> list[Place]:
    """Where others' records name them; the newest wording of each note."""
    found: list[Place] = []
    for kind, asked in _ASKED.items():
        for row in _walk(session, asked, stopped):
            key, whose, *texts = row
            said = "\n".join(_said(texts))
            found += [
                (kind, key, whose, one.destruction_id)
                for one in people
                if one.visitor_id != whose and one.words.search(said)
            ]
            if len(found) >= MOST:
                return found[:MOST]
    for one in people:
        same = select(Visitor.id).where(
            Visitor.second_phone.in_(one.phones), Visitor.id != one.visitor_id
        )
        found += [(PERSON, key, key, one.destruction_id) for key in session.scalars(same)]
    return found[:MOST]


_ASKED: dict[str, Any] = {
    NOTE: select(
        Note.id,
        Note.visitor_id,
        NoteRevision.opening,
        NoteRevision.summary,
        NoteRevision.sensitive,
        NoteRevision.attended_by,
        NoteRevision.topics,
        NoteRevision.plan,
    )
    .join(NoteRevision, NoteRevision.note_id == Note.id)
    .where(NoteRevision.number == Note.revision)
    .order_by(Note.id),
    VISIT: select(Visit.id, Visit.visitor_id, Visit.remark)
    .where(Visit.remark != "", Visit.visitor_id.is_not(None))
    .order_by(Visit.id),
}


def _walk(session: Session, asked: Any, stopped: Callable[[], bool]) -> Iterator[Any]:
    rows = session.execute(asked.execution_options(yield_per=_AT_ONCE))
    for part in rows.partitions():
        if stopped():
            return
        yield from part


def _said(values: Iterable[Any]) -> Iterator[str]:
    for value in values:
        if isinstance(value, str):
            yield value
        elif isinstance(value, Mapping):
            yield from _said(value.values())
        elif isinstance(value, list | tuple):
            yield from _said(value)


def tell_mentions(act: Act, found: Sequence[Place]) -> int:
    """Keep where they are for the list, and in each request how many; how many are new."""
    known = list(dict.fromkeys((*_places(act), *found)))
    new = len(known) - len(_places(act))
    put_setting(act, MENTIONS, [list(one) for one in known])
    for destruction_id in {one[3] for one in found}:
        row = act.session.get(Destruction, destruction_id)
        if row is not None:
            count = sum(one[3] == destruction_id for one in known)
            row.kinds = [*(one for one in row.kinds or () if one[0] != MENTIONED)]
            row.kinds += [[MENTIONED, count]]
    act.about(*(one[2] for one in found))
    return new


def mentions_corrected(act: Act, keys: Iterable[str]) -> int:
    """Somebody looked at these and corrected them: they leave the list; how many."""
    gone = set(keys)
    places = _places(act)
    left = [one for one in places if _key(one) not in gone]
    put_setting(act, MENTIONS, [list(one) for one in left])
    return len(places) - len(left)


def left_mentions(act: Act) -> tuple[LeftLine, ...]:
    """Where others' records still name somebody; the names of the others masked."""
    places = _places(act)
    people = list({one[2] for one in places})
    names = dict(
        act.session.execute(
            select(Visitor.id, Visitor.name).where(Visitor.id.in_(people), Visitor.name != "")
        ).all()
    )
    numbers = reception_numbers(act, people)
    days = {
        **_days(act, Note.id, Note.started_at, NOTE, places),
        **_days(act, Visit.id, Visit.arrived_at, VISIT, places),
    }
    act.about(*names)
    return tuple(
        LeftLine(
            kind=LeftKind.MENTION,
            key=_key(one),
            name=KINDS[one[0]],
            place=f"{mask_name(names[one[2]])} {numbers.get(one[2], '')}".strip(),
            made_on=days.get((one[0], one[1])),
            visitor_id=one[2],
        )
        for one in places
        if one[2] in names
    )


def _days(act: Act, key: Any, at: Any, kind: str, places: Iterable[Place]) -> dict[Any, Any]:
    ids = [one[1] for one in places if one[0] == kind]
    rows = act.session.execute(select(key, at).where(key.in_(ids)))
    return {(kind, row[0]): day_of(row[1]) for row in rows}


def _places(act: Act) -> list[Place]:
    return [
        (str(kind), int(key), int(whose), int(destruction))
        for kind, key, whose, destruction in setting_of(act, MENTIONS, [])
    ]


def _key(place: Place) -> str:
    return ":".join(map(str, (place[0], place[1], place[3])))
