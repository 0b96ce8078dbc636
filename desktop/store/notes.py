"""Counselling notes with their revisions, and half-typed forms."""

from datetime import datetime
from typing import Any

from sqlalchemy import Boolean, Index, Integer, UniqueConstraint
from sqlalchemy.orm import Mapped

from desktop.store.base import (
    Base,
    Json,
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


class Note(Versioned, Base):
    """A finished counselling note; what it says stands in its revisions."""

    __tablename__ = "note"
    __table_args__ = (
        Index("ix_note_of_visitor", "visitor_id", "started_at"),
        # One month of them, with the people.
        Index("ix_note_started_at", "started_at", "visitor_id"),
    )

    id: Mapped[int] = key_column()
    visitor_id: Mapped[int] = link("visitor.id", VISITOR)
    visit_id: Mapped[int | None] = link("visit.id", VISITOR, index=True)
    counsellor_id: Mapped[int] = link("account.id", Whose.STAFF)
    session: Mapped[int] = column(Kind.CODED, VISITOR, Integer)
    """Which talk with this visitor it was, from 1."""
    started_at: Mapped[datetime] = column(Kind.CODED, VISITOR, Moment)
    ended_at: Mapped[datetime] = column(Kind.CODED, VISITOR, Moment)
    method: Mapped[str] = column(Kind.CODED, VISITOR, Text(10))
    type: Mapped[str] = column(Kind.CODED, VISITOR, Text(10))
    reached: Mapped[bool] = column(Kind.CODED, VISITOR, Boolean)
    revision: Mapped[int] = column(Kind.TECHNICAL, VISITOR, Integer, default=1)


class NoteRevision(Base):
    """What a note said: never changed once written."""

    __tablename__ = "note_revision"
    __table_args__ = (UniqueConstraint("note_id", "number"),)

    id: Mapped[int] = key_column()
    note_id: Mapped[int] = link("note.id", VISITOR)
    number: Mapped[int] = column(Kind.TECHNICAL, VISITOR, Integer)
    at: Mapped[datetime] = column(Kind.TECHNICAL, VISITOR, Moment)
    author_id: Mapped[int] = link("account.id", Whose.STAFF)
    reason: Mapped[str] = column(Kind.CONTENT, VISITOR, Text(200), default="")
    opening: Mapped[str] = column(Kind.CONTENT, VISITOR, Text, default="")
    summary: Mapped[str] = column(Kind.CONTENT, VISITOR, Text, default="")
    sensitive: Mapped[str] = column(Kind.SENSITIVE, VISITOR, Text, default="")
    attended_by: Mapped[str] = column(Kind.CONTENT, VISITOR, Text(80), default="")
    topics: Mapped[Any] = column(Kind.CONTENT, VISITOR, Json, default=list)
    """[[code, state, line], …]"""
    plan: Mapped[Any] = column(Kind.CONTENT, VISITOR, Json, default=list)
    """[[goal, action, who, due or null, state], …]"""
    header: Mapped[Any] = column(Kind.CODED, VISITOR, Json, default=dict)
    """Times, method, reached, type and next steps of this revision."""


class Draft(Base):
    """A form being typed, kept at least every two seconds."""

    __tablename__ = "draft"
    __table_args__ = (Index("ix_draft_of_account", "account_id", "kept_at"),)

    id: Mapped[int] = key_column()
    account_id: Mapped[int] = link("account.id", Whose.STAFF)
    visitor_id: Mapped[int | None] = link("visitor.id", VISITOR, index=True)
    screen: Mapped[str] = column(Kind.TECHNICAL, VISITOR, Text(20))
    title: Mapped[str] = column(Kind.TECHNICAL, VISITOR, Text(40))
    masked_name: Mapped[str] = column(Kind.IDENTITY, VISITOR, Text(60), default="")
    body: Mapped[Any] = column(Kind.SENSITIVE, VISITOR, Json)
    begun_at: Mapped[datetime] = column(Kind.TECHNICAL, VISITOR, Moment)
    kept_at: Mapped[datetime] = column(Kind.TECHNICAL, VISITOR, Moment)


class Phrase(Versioned, Base):
    """A sentence used again and again, called by its short name after a slash."""

    __tablename__ = "phrase"

    id: Mapped[int] = key_column()
    short: Mapped[str] = column(Kind.TECHNICAL, Whose.OFFICE, Text(20), unique=True)
    text: Mapped[str] = column(Kind.TECHNICAL, Whose.OFFICE, Text(400))
