"""Who may be the one being taken in."""

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Row, case, or_, select
from sqlalchemy.orm import Session

from desktop.domain import korean
from desktop.domain.contact import show_phone
from desktop.domain.masking import mask_name, mask_phone
from desktop.domain.visitor import Alike, Sex, VisitorDraft, VisitorLine
from desktop.services.visitors.form import tail
from desktop.store.people import Visitor

PHONE_HEAD = 7
"""Digits of a mobile number that relatives on one family plan often share."""


def people_alike(session: Session, draft: VisitorDraft, but: int | None) -> tuple[Alike, ...]:
    """People who agree in name or phone, the likeliest first."""
    name = korean.search_key(korean.tidy(draft.name))
    phone_tail = tail(draft.phone)
    ways: list[ColumnElement[bool]] = []
    if len(name) >= 2:
        ways.append(Visitor.search_name == name)
    if phone_tail:
        ways.append((Visitor.phone_tail == phone_tail) & (Visitor.phone == draft.phone))
        ways.append(
            (Visitor.second_phone_tail == phone_tail) & (Visitor.second_phone == draft.phone)
        )
    if not ways:
        return ()
    found: list[Alike] = []
    # Of a frequent name the whole city may have hundreds: those who agree in more come first.
    nearest: list[ColumnElement[Any]] = [Visitor.last_visit_on.desc()]
    if phone_tail:
        nearest.insert(0, case((Visitor.phone == draft.phone, 0), else_=1))
    if draft.birth is not None:
        nearest.insert(0, case((Visitor.birth == draft.birth, 0), else_=1))
    statement = select(*_LINE_COLUMNS).where(or_(*ways)).order_by(*nearest).limit(200)
    for row in session.execute(statement):
        if row.id == but:
            continue
        one = Alike(
            visitor=_line(row),
            same_name=korean.search_key(row.name) == name,
            same_birth=draft.birth is not None and row.birth == draft.birth,
            same_phone=bool(draft.phone) and draft.phone in (row.phone, row.second_phone),
            same_phone_head=(
                len(draft.phone) > PHONE_HEAD and row.phone[:PHONE_HEAD] == draft.phone[:PHONE_HEAD]
            ),
            same_dong=bool(draft.dong) and row.dong == draft.dong,
        )
        if one.same_name or one.same_phone:
            found.append(one)
    found.sort(key=_unlikeliness)
    return tuple(found[:6])


_LINE_COLUMNS = (
    Visitor.id,
    Visitor.name,
    Visitor.birth,
    Visitor.birth_year,
    Visitor.phone,
    Visitor.second_phone,
    Visitor.dong,
    Visitor.last_visit_on,
    Visitor.visits,
    Visitor.sex,
)


def _unlikeliness(one: Alike) -> tuple[bool, int, date]:
    agreeing = one.same_name + one.same_birth + one.same_phone
    return (not one.likely, -agreeing, one.visitor.last_visit_on or date.min)


def _line(row: Row[*tuple[Any, ...]]) -> VisitorLine:
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
