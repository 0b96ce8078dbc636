"""What somebody asked about their own data: 열람 · 정정 · 삭제 · 처리정지 (제35조–제37조)."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import Date, Index, func, text
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


class SubjectRequest(Versioned, Base):
    """One request with its legal due date; while a correction is open the item is not used."""

    __tablename__ = "subject_request"
    __table_args__ = (
        Index("ix_subject_request_of", "visitor_id", "state"),
        Index("ix_subject_request_received", "state", "received_on"),
    )

    id: Mapped[int] = key_column()
    number: Mapped[str] = column(Kind.TECHNICAL, VISITOR, Text(12), unique=True)
    visitor_id: Mapped[int] = link("visitor.id", VISITOR)
    kind: Mapped[str] = column(Kind.CODED, VISITOR, Text(10))
    """view, correct, delete, stop."""
    received_on: Mapped[date] = column(Kind.CODED, VISITOR, Date)
    due_on: Mapped[date] = column(Kind.CODED, VISITOR, Date)
    received_by_id: Mapped[int] = link("account.id", Whose.STAFF)
    way: Mapped[str] = column(Kind.CODED, VISITOR, Text(10))
    identity_check: Mapped[str] = column(Kind.CODED, VISITOR, Text(20))
    """How we made sure who asks; never a number of a paper."""
    proxy: Mapped[str] = column(Kind.IDENTITY, VISITOR, Text(60), default="")
    """Who asks in the person's name (위임장)."""
    wanted: Mapped[str] = column(Kind.CONTENT, VISITOR, Text(400), default="")
    items: Mapped[Any] = column(Kind.CODED, VISITOR, Json, default=list)
    """Which items are to be corrected or not used, by their keys."""
    state: Mapped[str] = column(Kind.CODED, VISITOR, Text(10))
    """open, answered, refused, withdrawn."""
    answered_at: Mapped[datetime | None] = column(Kind.CODED, VISITOR, Moment)
    answered_by_id: Mapped[int | None] = link("account.id", Whose.STAFF)
    answer: Mapped[str] = column(Kind.CONTENT, VISITOR, Text(400), default="")
    corrections: Mapped[Any] = column(Kind.CONTENT, VISITOR, Json, default=list)
    """Item, old and new value of what was corrected, and the partners that hold the old one."""
    postponed_on: Mapped[date | None] = column(Kind.CODED, VISITOR, Date)
    """The day the answer was put off, once, with a reason told to the person."""
    postponed_to: Mapped[date | None] = column(Kind.CODED, VISITOR, Date)
    postponed_why: Mapped[str] = column(
        Kind.CONTENT, VISITOR, Text(200), default="", server_default=""
    )


last_day = func.coalesce(SubjectRequest.postponed_to, SubjectRequest.due_on, type_=Date)
"""The day by which it has to be answered: the law's, or the one it was put off to."""
LAST_DAY_INDEX = Index(
    "ix_subject_request_answer_by",
    SubjectRequest.state,
    text("coalesce(postponed_to, due_on)"),
)
"""The register in the order of these days; the expression is what `last_day` asks by."""
