"""The access log (접속기록): one row per act, written in the act's own transaction."""

from datetime import datetime
from typing import Any

from sqlalchemy import Index, Integer
from sqlalchemy.orm import Mapped

from desktop.store.base import (
    Base,
    Json,
    Key,
    Kind,
    Moment,
    Text,
    Whose,
    column,
    key_column,
)


class AccessRow(Base):
    """Who did what with whose data, when, where and why; no names of visitors in it."""

    __tablename__ = "access_log"
    __table_args__ = (Index("ix_access_log_at", "at"),)

    id: Mapped[int] = key_column()
    at: Mapped[datetime] = column(Kind.TECHNICAL, Whose.STAFF, Moment)
    account_id: Mapped[int | None] = column(Kind.TECHNICAL, Whose.STAFF, Key)
    place: Mapped[str] = column(Kind.TECHNICAL, Whose.STAFF, Text(60))
    kind: Mapped[str] = column(Kind.CODED, Whose.STAFF, Text(12))
    subjects: Mapped[Any] = column(Kind.TECHNICAL, Whose.VISITOR, Json, default=list)
    """Visitor ids."""
    purpose: Mapped[str] = column(Kind.TECHNICAL, Whose.STAFF, Text(80))
    count: Mapped[int] = column(Kind.TECHNICAL, Whose.STAFF, Integer, default=0)
