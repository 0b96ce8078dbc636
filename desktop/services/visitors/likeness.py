"""Who may be the one being taken in."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, literal_column, or_, select, text
from sqlalchemy.orm import Session

from desktop.domain import korean
from desktop.domain.contact import phone_tail, show_phone
from desktop.domain.likeness import Alike, Traits, births_near, ground_for, name_sound, slip_between
from desktop.domain.masking import mask_name, mask_phone
from desktop.domain.visitor import Sex, VisitorDraft, VisitorLine
from desktop.store.duplicates import DuplicatePair
from desktop.store.merged import leads_to
from desktop.store.people import Visitor

PHONE_HEAD = 7
"""Digits of a mobile number that relatives on one family plan often share."""
MOST_READ, MOST_SHOWN = 60, 6


def people_alike(session: Session, draft: VisitorDraft, but: int | None) -> tuple[Alike, ...]:
    """People who agree in phone, or in name as it sounds, the likeliest first.

    Whoever was told apart from `but`, the person the form is about, is not likely.
    """
    sought = _sought(draft)
    statement = alike_statement(sought, phone_tail(draft.phone))
    if statement is None:
        return ()
    found: dict[int, Alike] = {}
    gone: dict[int, Row[*tuple[Any, ...]]] = {}
    for row in session.execute(statement):
        if row.id == but:
            continue
        if not row.name:
            gone[row.id] = row
            continue
        one = _alike(sought, row)
        if one.same_sound or one.same_phone:
            found[row.id] = one
    for one in _led_on(session, sought, gone, but):
        found.setdefault(one.visitor.id, one)
    if but is not None and found:
        for other in _told_apart(session, but, found):
            found[other] = found[other].without_ground()
    return tuple(sorted(found.values(), key=_unlikeliness)[:MOST_SHOWN])


def alike_statement(sought: Traits, phone_tail: str) -> Select[*tuple[Any, ...]] | None:
    """The one question asked at every pause of typing; None while there is nothing to ask by."""
    arms: list[Select[int]] = []
    name = korean.search_key(sought.name)
    if len(name) >= 2:
        sounds = Visitor.sound == sought.sound
        if sought.birth is not None:
            near = (sought.birth, *births_near(sought.birth))
            arms.append(_some(sounds, Visitor.birth.in_(near)))
        arms.append(_some(sounds, Visitor.birth.is_(None)))
        # By the index of the search box, so that those who were here last are not sorted out
        # of everybody who has the name.
        begins: ColumnElement[str] = literal_column(f"substr(search_name, 1, {min(len(name), 3)})")
        spelled = _some(begins == name[:3], Visitor.search_name == name)
        arms.append(spelled.order_by(text("last_visit_on DESC")))
        arms.append(_some(sounds))
    if phone_tail:
        arms.append(_some(Visitor.phone == sought.phone))
        arms.append(
            _some(Visitor.second_phone_tail == phone_tail, Visitor.second_phone == sought.phone)
        )
    if not arms:
        return None
    return select(*_COLUMNS).where(or_(*(Visitor.id.in_(arm) for arm in arms)))


def _some(*ways: ColumnElement[bool]) -> Select[int]:
    """Of a frequent name the whole city may have thousands: of each kind a list full is read."""
    return select(Visitor.id).where(*ways).limit(MOST_READ)


def _sought(draft: VisitorDraft) -> Traits:
    name = korean.tidy(draft.name)
    return Traits(
        name=name,
        sound=name_sound(name),
        birth=draft.birth,
        birth_year=draft.birth.year if draft.birth else draft.birth_year,
        sex=draft.sex,
        phone=draft.phone,
        second_phone=draft.second_phone,
        dong=draft.dong,
    )


_COLUMNS = (
    Visitor.id,
    Visitor.name,
    Visitor.search_name,
    Visitor.sound,
    Visitor.birth,
    Visitor.birth_year,
    Visitor.phone,
    Visitor.second_phone,
    Visitor.dong,
    Visitor.last_visit_on,
    Visitor.visits,
    Visitor.sex,
)


def _alike(sought: Traits, row: Any, line: VisitorLine | None = None) -> Alike:
    """What speaks for a stored person; `line` when another is shown in its place."""
    theirs = Traits(
        name=row.name or row.search_name,
        sound=row.sound or name_sound(row.search_name),
        birth=row.birth,
        birth_year=row.birth_year,
        sex=Sex(row.sex),
        phone=row.phone,
        second_phone=row.second_phone,
        dong=row.dong,
    )
    ground = ground_for(sought, theirs)
    both = sought.birth is not None and theirs.birth is not None
    return Alike(
        visitor=line or _line(row),
        same_name=korean.search_key(theirs.name) == korean.search_key(sought.name),
        same_birth=both and sought.birth == theirs.birth,
        same_phone=bool(sought.phone) and sought.phone in theirs.phones,
        same_phone_head=(
            len(sought.phone) > PHONE_HEAD and row.phone[:PHONE_HEAD] == sought.phone[:PHONE_HEAD]
        ),
        same_dong=bool(sought.dong) and row.dong == sought.dong,
        same_sound=bool(sought.sound) and sought.sound == theirs.sound,
        slip=slip_between(sought.birth, theirs.birth)
        if sought.birth is not None and theirs.birth is not None
        else None,
        ground=ground,
    )


def _led_on(
    session: Session,
    sought: Traits,
    gone: dict[int, Row[*tuple[Any, ...]]],
    but: int | None,
) -> Iterable[Alike]:
    """Who is found by an entry that was merged: the person it leads to is shown."""
    leads = leads_to(session, gone) if gone else {}
    if not leads:
        return ()
    rows = session.execute(
        select(*_COLUMNS).where(Visitor.id.in_(set(leads.values())), Visitor.name != "")
    )
    lines = {row.id: _line(row) for row in rows if row.id != but}
    return [
        _alike(sought, gone[former], lines[person])
        for former, person in leads.items()
        if person in lines
    ]


def _told_apart(session: Session, one: int, others: Iterable[int]) -> set[int]:
    """Of these people those who were told apart from this one."""
    asked, pair = list(others), DuplicatePair
    rows = session.execute(
        select(pair.one_id, pair.other_id).where(
            or_(
                (pair.one_id == one) & pair.other_id.in_(asked),
                (pair.other_id == one) & pair.one_id.in_(asked),
            ),
            pair.state == "different",
        )
    )
    return {other for row in rows for other in row if other != one}


def _unlikeliness(one: Alike) -> tuple[int, int, int, int]:
    """The likeliest first, of equals whoever was here last; never one time so, one time so."""
    agreeing = one.same_name + one.same_birth + one.same_phone
    strength = one.ground.strength if one.ground is not None else 0
    last = (one.visitor.last_visit_on or date.min).toordinal()
    return -strength, -agreeing, -last, one.visitor.id


def _line(row: Any) -> VisitorLine:
    return VisitorLine(
        id=row.id,
        name=row.name,
        masked_name=mask_name(row.name),
        birth_year=row.birth.year if row.birth else row.birth_year,
        masked_phone=mask_phone(show_phone(row.phone)),
        dong=row.dong,
        last_visit_on=row.last_visit_on,
        visits=row.visits,
        sex=Sex(row.sex),
    )
