"""How long what is kept, and what was destroyed when its time was over."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import Boolean, Date, Index, Integer
from sqlalchemy.orm import Mapped

from desktop.store.base import (
    Base,
    Json,
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

OFFICE = Whose.OFFICE


class RetentionRule(Versioned, Base):
    """How long records of one subject are kept, counted from which event, on what ground."""

    __tablename__ = "retention_rule"
    __table_args__ = (Index("ix_retention_rule_subject", "subject", "valid_from"),)

    id: Mapped[int] = key_column()
    subject: Mapped[str] = column(Kind.TECHNICAL, OFFICE, Text(30))
    event: Mapped[str] = column(Kind.TECHNICAL, OFFICE, Text(30))
    months: Mapped[int] = column(Kind.TECHNICAL, OFFICE, Integer)
    ground: Mapped[str] = column(Kind.TECHNICAL, OFFICE, Text(200, guarded=True))
    records_officer: Mapped[bool] = column(Kind.TECHNICAL, OFFICE, Boolean, default=False)
    """Destroyed only after the records officer (기록물 담당) approved (공공기록물법)."""
    valid_from: Mapped[date] = column(Kind.TECHNICAL, OFFICE, Date)
    valid_to: Mapped[date | None] = column(Kind.TECHNICAL, OFFICE, Date)
    checked_on: Mapped[date | None] = column(Kind.TECHNICAL, OFFICE, Date)
    source: Mapped[str] = column(Kind.TECHNICAL, OFFICE, Text(200, guarded=True), default="")


class Destruction(Versioned, Base):
    """One destruction, asked for by one person and approved by another; never with a name.

    When it is done this row is the ledger's (개인정보파일 파기 관리대장), and it is what any
    restored copy applies again before the desk opens.
    """

    __tablename__ = "destruction"
    __table_args__ = (
        Index("ix_destruction_of", "subject", "subject_id"),
        Index("ix_destruction_asked", "state", "asked_at"),
    )

    id: Mapped[int] = key_column()
    subject: Mapped[str] = column(Kind.TECHNICAL, OFFICE, Text(30))
    subject_id: Mapped[int] = column(Kind.TECHNICAL, OFFICE, Key)
    """The key of what was destroyed; no foreign key, because it may be gone."""
    number: Mapped[str] = column(Kind.TECHNICAL, OFFICE, Text(12), default="")
    """The reception number by which the ledger speaks of it."""
    created_on: Mapped[date] = column(Kind.TECHNICAL, OFFICE, Date)
    """When the destroyed record had been made."""
    due_on: Mapped[date | None] = column(Kind.TECHNICAL, OFFICE, Date)
    reason: Mapped[str] = column(Kind.CODED, OFFICE, Text(20))
    """period, asked (by the person), withdrawn."""
    rule_id: Mapped[int | None] = link("retention_rule.id", OFFICE)
    request_id: Mapped[int | None] = link("subject_request.id", OFFICE)
    state: Mapped[str] = column(Kind.CODED, OFFICE, Text(10))
    """asked, approved, refused, done."""
    asked_at: Mapped[datetime] = column(Kind.TECHNICAL, OFFICE, Moment)
    asked_by_id: Mapped[int] = link("account.id", Whose.STAFF)
    records_approval: Mapped[str] = column(
        Kind.TECHNICAL, OFFICE, Text(80, guarded=True), default=""
    )
    """Number of the document by which the records officer approved."""
    decided_at: Mapped[datetime | None] = column(Kind.TECHNICAL, OFFICE, Moment)
    decided_by_id: Mapped[int | None] = link("account.id", Whose.STAFF)
    refusal: Mapped[str] = column(Kind.CONTENT, OFFICE, Text(200), default="")
    done_at: Mapped[datetime | None] = column(Kind.TECHNICAL, OFFICE, Moment)
    kinds: Mapped[Any] = column(Kind.TECHNICAL, OFFICE, Json, default=list)
    """What kinds of records went and how many; counts only."""
