"""A note, its visit and its number, read within an act."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desktop.domain.consent import ConsentKind
from desktop.domain.errors import NotFound
from desktop.domain.paper_number import PaperKind, read
from desktop.services.act import Act
from desktop.services.consents import living
from desktop.store.notes import Note
from desktop.store.people import Visitor
from desktop.store.visits import Visit


def has_sensitive_consent(act: Act, visitor_id: int) -> bool:
    """Whether the visitor agrees, today, that sensitive things be written down."""
    return living(act, visitor_id, ConsentKind.SENSITIVE) is not None


def next_free_session(session: Session, visitor_id: int, wanted: int) -> int:
    """The number of a talk that comes to a visitor from elsewhere: its own if nobody has it."""
    taken = session.scalars(
        select(Note.id).where(Note.visitor_id == visitor_id, Note.session == wanted)
    ).first()
    return wanted if taken is None else next_session(session, visitor_id)


def next_session(session: Session, visitor_id: int) -> int:
    """Which talk with the visitor the next one is, from 1."""
    return session.execute(
        select(func.coalesce(func.max(Note.session), 0) + 1).where(Note.visitor_id == visitor_id)
    ).scalar_one()


def visitor_of(act: Act, visitor_id: int) -> Visitor:
    """The visitor's row. Raises NotFound."""
    visitor = act.session.get(Visitor, visitor_id)
    if visitor is None:
        raise NotFound("이 내방객의 기록을 찾을 수 없습니다.")
    return visitor


def note_of(act: Act, note_id: int) -> Note:
    """The note's row. Raises NotFound."""
    note = act.session.get(Note, note_id)
    if note is None:
        raise NotFound("이 상담 기록을 찾을 수 없습니다.")
    return note


def visit_number_of(visit: Visit | None) -> str:
    """The visit's number as printed; empty without a visit."""
    return read(visit.number, PaperKind.VISIT).text if visit is not None else ""
