"""Who may be one and the same person, and who was merged into whom."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import Date, Index, Integer, UniqueConstraint
from sqlalchemy.orm import Mapped

from desktop.store.base import Base, Json, Kind, Moment, Text, Whose, column, key_column, link

VISITOR = Whose.VISITOR


class DuplicatePair(Base):
    """Two people who may be one, or of whom somebody said that they are not.

    `one_id` is the smaller key: a pair stands here once.
    """

    __tablename__ = "duplicate_pair"
    __table_args__ = (
        UniqueConstraint("one_id", "other_id"),
        Index("ix_duplicate_pair_list", "state", "strength", "id"),
    )

    id: Mapped[int] = key_column()
    one_id: Mapped[int] = link("visitor.id", VISITOR)
    other_id: Mapped[int] = link("visitor.id", VISITOR, index=True)
    strength: Mapped[int] = column(Kind.CODED, VISITOR, Integer)
    """How much speaks for it; the list begins with the largest."""
    state: Mapped[str] = column(Kind.CODED, VISITOR, Text(10))
    """open, different, merged."""
    found_at: Mapped[datetime] = column(Kind.TECHNICAL, VISITOR, Moment)
    decided_at: Mapped[datetime | None] = column(Kind.TECHNICAL, VISITOR, Moment)
    decided_by_id: Mapped[int | None] = link("account.id", Whose.STAFF)


class Merging(Base):
    """Two entries of one person made one; what is needed to take it back, for thirty days.

    `gone_id` keeps no more than what the search box looks by, and leads to `kept_id`.
    """

    __tablename__ = "merging"
    __table_args__ = (Index("ix_merging_undo_until", "undo_until"),)

    id: Mapped[int] = key_column()
    at: Mapped[datetime] = column(Kind.CODED, VISITOR, Moment)
    by_id: Mapped[int] = link("account.id", Whose.STAFF)
    kept_id: Mapped[int] = link("visitor.id", VISITOR, index=True)
    gone_id: Mapped[int] = link("visitor.id", VISITOR, index=True)
    moved: Mapped[Any] = column(Kind.TECHNICAL, VISITOR, Json, default=dict)
    """By `table.column` the keys of the rows that were moved from one to the other."""
    before: Mapped[Any] = column(Kind.IDENTITY, VISITOR, Json, default=dict)
    """What stood in the rows that were changed otherwise; empty when the time is over."""
    undo_until: Mapped[date | None] = column(Kind.TECHNICAL, VISITOR, Date)
    """The last day on which it can be taken back; None when that is done or no longer possible."""
    undone_at: Mapped[datetime | None] = column(Kind.TECHNICAL, VISITOR, Moment)
    undone_by_id: Mapped[int | None] = link("account.id", Whose.STAFF)
