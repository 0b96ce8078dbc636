"""Consents: rows are never changed; a withdrawal or a new answer is a new row."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import Boolean, Date, Index
from sqlalchemy.orm import Mapped

from desktop.store.base import (
    Base,
    Codes,
    Json,
    Kind,
    Moment,
    Text,
    Whose,
    column,
    key_column,
    link,
)

VISITOR = Whose.VISITOR


class Consent(Base):
    """What a visitor answered to one question, with the words that were told (제15·17·22·23조)."""

    __tablename__ = "consent"
    __table_args__ = (
        Index("ix_consent_of_visitor", "visitor_id", "kind", "service_id", "given_at"),
        Index("ix_consent_given", "visitor_id", "given_at"),
    )

    id: Mapped[int] = key_column()
    number: Mapped[str] = column(Kind.TECHNICAL, VISITOR, Text(12), index=True)
    """Eleven digits; the rows of one paper share it."""
    visitor_id: Mapped[int] = link("visitor.id", VISITOR)
    kind: Mapped[str] = column(Kind.CODED, VISITOR, Text(20))
    service_id: Mapped[int | None] = link("partner_service.id", Whose.PARTNER)
    answer: Mapped[str] = column(Kind.CODED, VISITOR, Text(12))
    method: Mapped[str] = column(Kind.CODED, VISITOR, Text(10))
    given_at: Mapped[datetime] = column(Kind.CODED, VISITOR, Moment)
    recorded_at: Mapped[datetime] = column(Kind.TECHNICAL, VISITOR, Moment)
    received_by_id: Mapped[int] = link("account.id", Whose.STAFF)
    filed_at: Mapped[str] = column(Kind.CONTENT, VISITOR, Text(80), default="")
    """Where the signed paper lies."""
    form_version: Mapped[str] = column(Kind.TECHNICAL, VISITOR, Text(20))
    told: Mapped[Any] = column(Kind.TECHNICAL, VISITOR, Json)
    """The four or five things told, word by word."""
    items: Mapped[tuple[str, ...]] = column(Kind.CODED, VISITOR, Codes(200), default=())
    guardian: Mapped[str] = column(Kind.IDENTITY, VISITOR, Text(60), default="")
    read_out: Mapped[bool] = column(Kind.CODED, VISITOR, Boolean, default=False)
    expires_on: Mapped[date | None] = column(Kind.CODED, VISITOR, Date)
    reason: Mapped[str] = column(Kind.CONTENT, VISITOR, Text(200), default="")
    basis: Mapped[str] = column(
        Kind.CODED, VISITOR, Text(10), default="consent", server_default="consent"
    )
    """consent, or law or urgent where data are used or given without one (제15조·제17조)."""
    article: Mapped[str] = column(Kind.TECHNICAL, VISITOR, Text(60), default="", server_default="")
    """Which article, where the basis is a law."""


class ConsentPaper(Base):
    """A consent form that was printed: printing is not consent, it only reserves the number."""

    __tablename__ = "consent_paper"

    id: Mapped[int] = key_column()
    number: Mapped[str] = column(Kind.TECHNICAL, VISITOR, Text(12), unique=True)
    visitor_id: Mapped[int | None] = link("visitor.id", VISITOR, index=True)
    printed_at: Mapped[datetime] = column(Kind.TECHNICAL, VISITOR, Moment)
    form_version: Mapped[str] = column(Kind.TECHNICAL, VISITOR, Text(20))
    service_ids: Mapped[Any] = column(Kind.TECHNICAL, VISITOR, Json, default=list)
