"""Visits, appointments and follow-ups: what fills today's board."""

from datetime import date, datetime

from sqlalchemy import Boolean, Date, Index, Integer
from sqlalchemy.orm import Mapped

from desktop.store.base import (
    Base,
    Codes,
    Key,
    Kind,
    Moment,
    Text,
    Versioned,
    Whose,
    column,
    key_column,
    link,
)

VISITOR = Whose.VISITOR


class Visit(Versioned, Base):
    """One arrival. `visitor_id` is None for an anonymous enquiry, which still counts."""

    __tablename__ = "visit"
    __table_args__ = (
        Index("ix_visit_day", "day", "ticket", unique=False),
        Index("ix_visit_of_visitor", "visitor_id", "arrived_at"),
    )

    id: Mapped[int] = key_column()
    number: Mapped[str] = column(Kind.TECHNICAL, VISITOR, Text(12), unique=True)
    """Ten digits, see domain.paper_number."""
    day: Mapped[date] = column(Kind.CODED, VISITOR, Date)
    ticket: Mapped[int] = column(Kind.TECHNICAL, VISITOR, Integer)
    visitor_id: Mapped[int | None] = link("visitor.id", VISITOR)
    channel: Mapped[str] = column(Kind.CODED, VISITOR, Text(10))
    purposes: Mapped[tuple[str, ...]] = column(Kind.CODED, VISITOR, Codes(120))
    presence: Mapped[str] = column(Kind.CODED, VISITOR, Text(10), default="self")
    companion_relation: Mapped[str] = column(Kind.CODED, VISITOR, Text(20), default="")
    needs: Mapped[tuple[str, ...]] = column(Kind.CODED, VISITOR, Codes(120), default=())
    remark: Mapped[str] = column(Kind.CONTENT, VISITOR, Text(200), default="")
    state: Mapped[str] = column(Kind.CODED, VISITOR, Text(12))
    arrived_at: Mapped[datetime] = column(Kind.CODED, VISITOR, Moment)
    called_at: Mapped[datetime | None] = column(Kind.CODED, VISITOR, Moment)
    started_at: Mapped[datetime | None] = column(Kind.CODED, VISITOR, Moment)
    finished_at: Mapped[datetime | None] = column(Kind.CODED, VISITOR, Moment)
    result: Mapped[str] = column(Kind.CODED, VISITOR, Text(20), default="")
    first_time: Mapped[bool] = column(Kind.CODED, VISITOR, Boolean, default=False)
    receiver_id: Mapped[int] = link("account.id", Whose.STAFF)
    counsellor_id: Mapped[int | None] = link("account.id", Whose.STAFF)


class VisitMove(Base):
    """A change on the board, so that the last one can be undone."""

    __tablename__ = "visit_move"
    __table_args__ = (Index("ix_visit_move_of_visit", "visit_id", "at"),)

    id: Mapped[int] = key_column()
    visit_id: Mapped[int] = link("visit.id", VISITOR)
    at: Mapped[datetime] = column(Kind.TECHNICAL, VISITOR, Moment)
    by_id: Mapped[int] = link("account.id", Whose.STAFF)
    before: Mapped[str] = column(Kind.CODED, VISITOR, Text(12))
    after: Mapped[str] = column(Kind.CODED, VISITOR, Text(12))
    counsellor_before: Mapped[int | None] = link("account.id", Whose.STAFF)
    counsellor_after: Mapped[int | None] = link("account.id", Whose.STAFF)
    undone: Mapped[bool] = column(Kind.TECHNICAL, VISITOR, Boolean, default=False)


class Appointment(Versioned, Base):
    """A visit agreed upon."""

    __tablename__ = "appointment"
    __table_args__ = (
        Index("ix_appointment_day", "day", "at"),
        Index("ix_appointment_of_visitor", "visitor_id", "at"),
    )

    id: Mapped[int] = key_column()
    visitor_id: Mapped[int] = link("visitor.id", VISITOR)
    day: Mapped[date] = column(Kind.CODED, VISITOR, Date)
    at: Mapped[datetime] = column(Kind.CODED, VISITOR, Moment)
    purpose: Mapped[str] = column(Kind.CONTENT, VISITOR, Text(120), default="")
    channel: Mapped[str] = column(Kind.CODED, VISITOR, Text(10), default="counter")
    counsellor_id: Mapped[int] = link("account.id", Whose.STAFF)
    state: Mapped[str] = column(Kind.CODED, VISITOR, Text(12), default="planned")
    note_id: Mapped[int | None] = link("note.id", VISITOR)
    visit_id: Mapped[int | None] = link("visit.id", VISITOR)


class FollowUp(Versioned, Base):
    """A promise to get in touch again."""

    __tablename__ = "follow_up"
    __table_args__ = (Index("ix_follow_up_due", "state", "due_on"),)

    id: Mapped[int] = key_column()
    visitor_id: Mapped[int] = link("visitor.id", VISITOR, index=True)
    due_on: Mapped[date] = column(Kind.CODED, VISITOR, Date)
    what: Mapped[str] = column(Kind.CONTENT, VISITOR, Text(200))
    counsellor_id: Mapped[int] = link("account.id", Whose.STAFF)
    state: Mapped[str] = column(Kind.CODED, VISITOR, Text(12), default="open")
    note_id: Mapped[int | None] = link("note.id", VISITOR)
    done_at: Mapped[datetime | None] = column(Kind.TECHNICAL, VISITOR, Moment)
    referral_id: Mapped[int | None] = column(Kind.TECHNICAL, VISITOR, Key, index=True)
    """Of a check 1, 3 and 6 months after somebody found work through a partner."""


class Refiling(Base):
    """A visit, note or consent moved to the right person, with its reason."""

    __tablename__ = "refiling"

    id: Mapped[int] = key_column()
    at: Mapped[datetime] = column(Kind.TECHNICAL, VISITOR, Moment)
    by_id: Mapped[int] = link("account.id", Whose.STAFF)
    what: Mapped[str] = column(Kind.TECHNICAL, VISITOR, Text(12))
    record_id: Mapped[int] = column(Kind.TECHNICAL, VISITOR, Key)
    from_id: Mapped[int | None] = link("visitor.id", VISITOR, index=True)
    to_id: Mapped[int] = link("visitor.id", VISITOR, index=True)
    reason: Mapped[str] = column(Kind.CONTENT, VISITOR, Text(200))
