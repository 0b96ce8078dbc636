"""What stands in the store of one person now, item by item, and what was corrected of it."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select

from desktop.domain.calendar import show_date
from desktop.domain.consent import Item
from desktop.domain.subject_request import Correction
from desktop.services.act import Act, Office
from desktop.services.papers import show_phone
from desktop.services.slips import values_of
from desktop.services.visitors import draft_of
from desktop.store.notes import Note, NoteRevision
from desktop.store.people import Visitor
from desktop.store.requests import SubjectRequest


def present_values(act: Act, office: Office, visitor: Visitor) -> dict[str, str]:
    """The present value of every item a request may be about, as papers show it."""
    told = draft_of(act.session, visitor)
    shown = {item.value: text for item, text in values_of(act, office, told).items()}
    birth = show_date(told.birth) if told.birth else ""
    return {
        **shown,
        # Without the age, which another day makes another.
        "birth": " ".join(
            part for part in (birth or _year(told.birth_year), told.birth_note) if part
        ),
        "second_phone": " ".join(
            part for part in (show_phone(told.second_phone), told.second_phone_relation) if part
        ),
        "email": told.email,
        "address": told.address,
        "note": _last_note(act, visitor.id),
    }


def _year(year: int | None) -> str:
    return f"{year}년" if year else ""


def _last_note(act: Act, visitor_id: int) -> str:
    """How often the notes were changed, with the last change: their text is long."""
    rows = act.session.execute(
        select(NoteRevision.number, NoteRevision.reason, NoteRevision.at)
        .join(Note, Note.id == NoteRevision.note_id)
        .where(Note.visitor_id == visitor_id, NoteRevision.number > 1)
        .order_by(NoteRevision.at)
    ).all()
    if not rows:
        return "고친 적 없음"
    return f"{len(rows)}번 고침 (마지막: {show_date(rows[-1].at.date())} {rows[-1].reason})"


def corrections_of(row: SubjectRequest) -> tuple[Correction, ...]:
    """What was corrected, as stored."""
    return tuple(
        Correction(str(one["item"]), str(one["old"]), str(one["new"])) for one in row.corrections
    )


def corrected_now(row: SubjectRequest, values: dict[str, str]) -> list[dict[str, Any]]:
    """The old values with what stands there now."""
    return [
        {"item": one.item, "old": one.old, "new": values.get(one.item, "")}
        for one in corrections_of(row)
    ]


def is_outdated(record: dict[str, Any], changed: Sequence[Correction]) -> tuple[Item, ...]:
    """Which of the corrected items a frozen slip shows with another value than today's."""
    new = {one.item: one.new for one in changed if one.old != one.new}
    if "birth" in new:
        # The slip adds the age of its day.
        new["birth"] = new["birth"].split(" (")[0]
    found = []
    for row in record["rows"]:
        key, value = row["item"], str(row.get("value", "")).split(" (만 ")[0]
        if key in new and value != new[key]:
            found.append(Item(key))
    return tuple(found)
