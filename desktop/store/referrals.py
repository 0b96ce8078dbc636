"""Referrals, the slips issued for them, their moves and replies."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import Boolean, Date, Index, Integer, UniqueConstraint
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

VISITOR = Whose.VISITOR


class Referral(Versioned, Base):
    """One person sent to one partner service."""

    __tablename__ = "referral"
    __table_args__ = (
        Index("ix_referral_of_visitor", "visitor_id", "service_id"),
        Index("ix_referral_reply_due", "progress", "reply_due"),
        Index("ix_referral_issued_on", "issued_on", "visit_id"),
    )

    id: Mapped[int] = key_column()
    visitor_id: Mapped[int] = link("visitor.id", VISITOR)
    service_id: Mapped[int] = link("partner_service.id", Whose.PARTNER)
    visit_id: Mapped[int | None] = link("visit.id", VISITOR)
    counsellor_id: Mapped[int] = link("account.id", Whose.STAFF)
    opened_at: Mapped[datetime] = column(Kind.CODED, VISITOR, Moment)
    progress: Mapped[str] = column(Kind.CODED, VISITOR, Text(1))
    paper: Mapped[str] = column(Kind.CODED, VISITOR, Text(12))
    number: Mapped[str] = column(Kind.TECHNICAL, VISITOR, Text(12), default="")
    """Nine digits of the slip that is valid now."""
    issued_on: Mapped[date | None] = column(Kind.CODED, VISITOR, Date)
    valid_until: Mapped[date | None] = column(Kind.CODED, VISITOR, Date)
    reply_due: Mapped[date | None] = column(Kind.CODED, VISITOR, Date)
    appointment_at: Mapped[datetime | None] = column(Kind.CODED, VISITOR, Moment)
    handed_at: Mapped[datetime | None] = column(Kind.CODED, VISITOR, Moment)
    closed_on: Mapped[date | None] = column(Kind.CODED, VISITOR, Date)
    reason_code: Mapped[str] = column(Kind.CODED, VISITOR, Text(20), default="")
    predecessor_id: Mapped[int | None] = link("referral.id", VISITOR)


class Slip(Base):
    """An issued paper, stored as printed; its number belongs to it for ever."""

    __tablename__ = "slip"
    __table_args__ = (UniqueConstraint("referral_id", "revision"),)

    id: Mapped[int] = key_column()
    referral_id: Mapped[int] = link("referral.id", VISITOR)
    number: Mapped[str] = column(Kind.TECHNICAL, VISITOR, Text(12), unique=True)
    revision: Mapped[int] = column(Kind.CODED, VISITOR, Integer)
    issued_at: Mapped[datetime] = column(Kind.CODED, VISITOR, Moment)
    issued_by_id: Mapped[int] = link("account.id", Whose.STAFF)
    consent_id: Mapped[int | None] = link("consent.id", VISITOR)
    """None only for units of the district office itself, which need no third-party consent."""
    record: Mapped[Any] = column(Kind.CONTENT, VISITOR, Json)
    """The frozen paper record, domain.papers.SlipRecord."""
    draft: Mapped[Any] = column(Kind.CONTENT, VISITOR, Json)
    """What the counsellor had filled in, for the next revision."""
    template: Mapped[str] = column(Kind.TECHNICAL, VISITOR, Text(20))
    text_hash: Mapped[str] = column(Kind.TECHNICAL, VISITOR, Text(64))
    void_at: Mapped[datetime | None] = column(Kind.TECHNICAL, VISITOR, Moment)
    void_reason: Mapped[str] = column(Kind.CODED, VISITOR, Text(40), default="")
    reprints: Mapped[int] = column(Kind.TECHNICAL, VISITOR, Integer, default=0)


class ReferralMove(Base):
    """One transition on either axis, with its evidence."""

    __tablename__ = "referral_move"
    __table_args__ = (Index("ix_referral_move_of", "referral_id", "at"),)

    id: Mapped[int] = key_column()
    referral_id: Mapped[int] = link("referral.id", VISITOR)
    axis: Mapped[str] = column(Kind.CODED, VISITOR, Text(10))
    before: Mapped[str] = column(Kind.CODED, VISITOR, Text(12))
    after: Mapped[str] = column(Kind.CODED, VISITOR, Text(12))
    at: Mapped[datetime] = column(Kind.CODED, VISITOR, Moment)
    by_id: Mapped[int] = link("account.id", Whose.STAFF)
    evidence: Mapped[str] = column(Kind.CODED, VISITOR, Text(20), default="ourselves")
    reason_code: Mapped[str] = column(Kind.CODED, VISITOR, Text(20), default="")
    reason: Mapped[str] = column(Kind.CONTENT, VISITOR, Text(200), default="")
    source_name: Mapped[str] = column(Kind.IDENTITY, Whose.PARTNER, Text(60), default="")
    inferred: Mapped[bool] = column(Kind.TECHNICAL, VISITOR, Boolean, default=False)
    act_id: Mapped[int] = column(Kind.TECHNICAL, VISITOR, Key)
    """Shared by everything one act changed, so that it can be undone together."""
    undone: Mapped[bool] = column(Kind.TECHNICAL, VISITOR, Boolean, default=False)


class Reply(Base):
    """What a partner told us about one slip."""

    __tablename__ = "reply"

    id: Mapped[int] = key_column()
    referral_id: Mapped[int] = link("referral.id", VISITOR, index=True)
    slip_id: Mapped[int] = link("slip.id", VISITOR)
    received_on: Mapped[date] = column(Kind.CODED, VISITOR, Date)
    recorded_at: Mapped[datetime] = column(Kind.TECHNICAL, VISITOR, Moment)
    by_id: Mapped[int] = link("account.id", Whose.STAFF)
    evidence: Mapped[str] = column(Kind.CODED, VISITOR, Text(20))
    outcome: Mapped[str] = column(Kind.CODED, VISITOR, Text(1))
    reason_code: Mapped[str] = column(Kind.CODED, VISITOR, Text(20), default="")
    remark: Mapped[str] = column(Kind.CONTENT, VISITOR, Text(400), default="")
    source_name: Mapped[str] = column(Kind.IDENTITY, Whose.PARTNER, Text(60), default="")
    date_told: Mapped[date | None] = column(Kind.CODED, VISITOR, Date)
    act_id: Mapped[int] = column(Kind.TECHNICAL, VISITOR, Key)
    undone: Mapped[bool] = column(Kind.TECHNICAL, VISITOR, Boolean, default=False)
