"""Referrals, the slips issued for them, their moves and replies."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import Boolean, Date, Index, Integer, LargeBinary, UniqueConstraint, text
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
UNDER_WAY = "progress NOT IN ('J', 'R', 'S', 'F', 'W', 'V')"
"""What is open. A list has to ask by this very text, else SQLite does not take the small indexes
that hold the open ones alone; told by what it is not, no index of states is taken for it."""


class Referral(Versioned, Base):
    """One person sent to one partner service."""

    __tablename__ = "referral"
    __table_args__ = (
        Index("ix_referral_of_visitor", "visitor_id", "service_id"),
        Index("ix_referral_opened", "visitor_id", "opened_at"),
        Index("ix_referral_reply_due", "progress", "reply_due"),
        Index("ix_referral_state_issued", "progress", "issued_on"),
        Index("ix_referral_of_counsellor", "counsellor_id", "issued_on"),
        Index("ix_referral_open_at", "service_id", "reply_due", sqlite_where=text(UNDER_WAY)),
        Index("ix_referral_open_of", "counsellor_id", "reply_due", sqlite_where=text(UNDER_WAY)),
        Index("ix_referral_issued_on", "issued_on", "visit_id"),
        Index("ix_referral_client_due", "client_due"),
        Index("ix_referral_partner_due", "partner_due"),
        Index("ix_referral_of_service", "service_id", "issued_on"),
        Index("ix_referral_expected_on", "expected_on"),
        Index("ix_referral_group_id", "group_id"),
        Index("ix_referral_predecessor_id", "predecessor_id"),
        Index("ix_referral_result_on", "result_on", sqlite_where=text("result_on IS NOT NULL")),
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
    """The failed one this follows."""
    group_id: Mapped[int | None] = column(Kind.TECHNICAL, VISITOR, Key)
    """The key of the referral_group it was issued with."""
    sent_how: Mapped[str] = column(Kind.CODED, VISITOR, Text(12), default="", server_default="")
    """A code of the list `sent_ways`: carried by the visitor, post, fax, letter, mail, text."""
    rounds: Mapped[int] = column(Kind.CODED, VISITOR, Integer, default=0, server_default="0")
    """New days given after somebody did not go."""
    client_due: Mapped[date | None] = column(Kind.TECHNICAL, VISITOR, Date)
    """When the visitor is asked next; None while that clock does not run."""
    partner_due: Mapped[date | None] = column(Kind.TECHNICAL, VISITOR, Date)
    """When the partner is asked next; None while that clock does not run."""
    expected_on: Mapped[date | None] = column(Kind.CODED, VISITOR, Date)
    """The day the partner named: of a waiting list, of the next news."""
    paused_until: Mapped[date | None] = column(Kind.CODED, VISITOR, Date)
    pause_code: Mapped[str] = column(Kind.CODED, VISITOR, Text(20), default="", server_default="")
    pause_note: Mapped[str] = column(
        Kind.CONTENT, VISITOR, Text(200), default="", server_default=""
    )
    result_code: Mapped[str] = column(Kind.CODED, VISITOR, Text(20), default="", server_default="")
    """What it led to, a code of the list `outcomes`; employed and finished are counted by it."""
    result_on: Mapped[date | None] = column(Kind.CODED, VISITOR, Date)


class ReferralGroup(Base):
    """Several people referred to one course at one time, with one list for the partner."""

    __tablename__ = "referral_group"

    id: Mapped[int] = key_column()
    service_id: Mapped[int] = link("partner_service.id", Whose.PARTNER)
    title: Mapped[str] = column(Kind.TECHNICAL, Whose.OFFICE, Text(80, guarded=True))
    made_at: Mapped[datetime] = column(Kind.TECHNICAL, Whose.OFFICE, Moment)
    by_id: Mapped[int] = link("account.id", Whose.STAFF)


class Slip(Base):
    """An issued paper, stored as printed; its number belongs to it for ever."""

    __tablename__ = "slip"
    __table_args__ = (
        UniqueConstraint("referral_id", "revision"),
        Index("ix_slip_issued_at", "issued_at"),
    )

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
    language: Mapped[str] = column(Kind.CODED, VISITOR, Text(5), default="", server_default="")
    """The second language on the visitor's copy: en, zh, vi; empty for Korean alone."""


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
    arrival: Mapped[str] = column(Kind.CODED, VISITOR, Text(20), default="", server_default="")
    """As ticked on the stub, codes of the list `outcomes`: visited, phoned, not_come."""
    handling: Mapped[str] = column(Kind.CODED, VISITOR, Text(20), default="", server_default="")
    result: Mapped[str] = column(Kind.CODED, VISITOR, Text(20), default="", server_default="")
    happened_on: Mapped[date | None] = column(Kind.CODED, VISITOR, Date)
    """When it happened at the partner: arrival, begin or end."""
    programme: Mapped[str] = column(Kind.CONTENT, VISITOR, Text(80), default="", server_default="")
    employer: Mapped[str] = column(
        Kind.CONTENT, VISITOR, Text(80, employer=True), default="", server_default=""
    )
    contact: Mapped[str] = column(
        Kind.IDENTITY, Whose.PARTNER, Text(60), default="", server_default=""
    )
    contact_phone: Mapped[str] = column(
        Kind.CONTACT, Whose.PARTNER, Text(30), default="", server_default=""
    )
    caused_by: Mapped[str] = column(Kind.CODED, VISITOR, Text(10), default="", server_default="")
    """Whose doing a refusal was: partner, visitor, us."""


class ReferralChase(Base):
    """Somebody asked after a referral: the partner or the visitor, how, and what came of it."""

    __tablename__ = "referral_chase"
    __table_args__ = (Index("ix_referral_chase_of", "referral_id", "at"),)

    id: Mapped[int] = key_column()
    referral_id: Mapped[int] = link("referral.id", VISITOR)
    at: Mapped[datetime] = column(Kind.CODED, VISITOR, Moment)
    by_id: Mapped[int] = link("account.id", Whose.STAFF)
    whom: Mapped[str] = column(Kind.CODED, VISITOR, Text(10))
    """partner, alternate or visitor."""
    way: Mapped[str] = column(Kind.CODED, VISITOR, Text(12))
    """A code of the list `chase_ways`."""
    result: Mapped[str] = column(Kind.CODED, VISITOR, Text(20), default="")
    """A code of the list `chase_results`; a reply that came of it stands in `reply`."""
    note: Mapped[str] = column(Kind.CONTENT, VISITOR, Text(200), default="")
    spoke_with: Mapped[str] = column(Kind.IDENTITY, Whose.PARTNER, Text(60), default="")
    act_id: Mapped[int] = column(Kind.TECHNICAL, VISITOR, Key)
    """One call about many slips is one act."""
    undone: Mapped[bool] = column(Kind.TECHNICAL, VISITOR, Boolean, default=False)


class ReplyPicture(Base):
    """The page a reply came on, kept as long as the office says; or not kept at all."""

    __tablename__ = "reply_picture"
    __table_args__ = (Index("ix_reply_picture_keep_until", "keep_until"),)

    id: Mapped[int] = key_column()
    referral_id: Mapped[int] = link("referral.id", VISITOR, index=True)
    reply_id: Mapped[int | None] = link("reply.id", VISITOR)
    added_at: Mapped[datetime] = column(Kind.TECHNICAL, VISITOR, Moment)
    by_id: Mapped[int] = link("account.id", Whose.STAFF)
    media: Mapped[str] = column(Kind.TECHNICAL, VISITOR, Text(20))
    picture: Mapped[bytes] = column(Kind.CONTENT, VISITOR, LargeBinary)
    keep_until: Mapped[date] = column(Kind.TECHNICAL, VISITOR, Date)
