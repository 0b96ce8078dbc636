"""The counts by month once more, by going through the rows as anybody would."""

from collections import Counter

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.domain.clock import KST
from desktop.store import tallies
from desktop.store.notes import Note
from desktop.store.people import SeekingRegistration, Visitor
from desktop.store.referrals import Referral
from desktop.store.visits import Visit


def counted_by_hand(session: Session) -> dict[tuple[str, str, str], int]:
    """Month, what, key: how many."""
    told: Counter[tuple[str, str, str]] = Counter()
    people = {one.id: one for one in session.scalars(select(Visitor))}
    for visit in session.scalars(select(Visit)):
        month = f"{visit.day:%Y-%m}"
        told[month, "visit.channel", visit.channel] += 1
        told[month, "visit.purposes", " ".join(visit.purposes)] += 1
        told[month, "visit.end", f"{visit.state} {visit.result}"] += 1
        told[month, "visit.counsellor", str(visit.counsellor_id or "")] += 1
        if visit.visitor_id is None:
            told[month, "visit.first", ""] += 1
            told[month, "visit.person", ""] += 1
            continue
        told[month, "visit.first", "first" if visit.first_time else "again"] += 1
        person = people[visit.visitor_id]
        told[month, "visit.person", f"{person.sex} {band(visit, person)}"] += 1
    for note in session.scalars(select(Note)):
        month = f"{note.started_at.astimezone(KST):%Y-%m}"
        told[month, "note.method", f"{note.method} {int(note.reached)}"] += 1
        told[month, "note.counsellor", str(note.counsellor_id)] += 1
    for filed in session.scalars(select(SeekingRegistration)):
        kind = "new" if filed.extends_id is None else "again"
        sex = people[filed.visitor_id].sex
        told[f"{filed.filed_on:%Y-%m}", "registration", f"{kind} {sex}"] += 1
    for sent in session.scalars(select(Referral)):
        if sent.issued_on is not None and sent.progress not in "DV":
            told[f"{sent.issued_on:%Y-%m}", "referral.issued", str(sent.service_id)] += 1
        if sent.progress == "S" and sent.result_code == "employed" and sent.result_on:
            told[f"{sent.result_on:%Y-%m}", "referral.hired", str(sent.service_id)] += 1
    return dict(told)


def band(visit: Visit, person: Visitor) -> str:
    if not person.birth_year:
        return ""
    age = visit.day.year - person.birth_year
    return next((str(first) for first in (65, 55, 50, 40, 30, 20, 15) if age >= first), "0")


def check(session: Session) -> None:
    """What is kept, what a recount finds and what a hand counts are the same."""
    connection = session.connection()
    by_hand = counted_by_hand(session)
    assert tallies.kept(connection) == by_hand
    assert tallies.counted(connection) == by_hand
