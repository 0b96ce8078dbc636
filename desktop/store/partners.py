"""The partner directory: organisation, service and contact, each with its own dates."""

from datetime import date
from typing import Any

from sqlalchemy import Boolean, Date, Index, Integer, false
from sqlalchemy.orm import Mapped

from desktop.store.base import (
    Base,
    Codes,
    Json,
    Kind,
    Text,
    Versioned,
    Whose,
    column,
    key_column,
    link,
)

PARTNER = Whose.PARTNER


class Organisation(Versioned, Base):
    """A body with its own legal person. Rows of one body share `key`."""

    __tablename__ = "organisation"

    id: Mapped[int] = key_column()
    key: Mapped[str] = column(Kind.TECHNICAL, PARTNER, Text(40), index=True)
    name: Mapped[str] = column(Kind.TECHNICAL, PARTNER, Text(80, employer=True, guarded=True))
    short_name: Mapped[str] = column(
        Kind.TECHNICAL, PARTNER, Text(40, employer=True, guarded=True), default=""
    )
    kind: Mapped[str] = column(Kind.TECHNICAL, PARTNER, Text(20), default="")
    address: Mapped[str] = column(Kind.TECHNICAL, PARTNER, Text(200, guarded=True), default="")
    phone: Mapped[str] = column(Kind.TECHNICAL, PARTNER, Text(30, guarded=True), default="")
    fax: Mapped[str] = column(Kind.TECHNICAL, PARTNER, Text(30, guarded=True), default="")
    directions: Mapped[str] = column(Kind.TECHNICAL, PARTNER, Text(200, guarded=True), default="")
    hours: Mapped[str] = column(Kind.TECHNICAL, PARTNER, Text(80, guarded=True), default="")
    internal: Mapped[bool] = column(Kind.TECHNICAL, PARTNER, Boolean, default=False)
    aliases: Mapped[Any] = column(Kind.TECHNICAL, PARTNER, Json(guarded=True), default=list)
    valid_from: Mapped[date] = column(Kind.TECHNICAL, PARTNER, Date)
    valid_to: Mapped[date | None] = column(Kind.TECHNICAL, PARTNER, Date)
    checked_on: Mapped[date | None] = column(Kind.TECHNICAL, PARTNER, Date)
    source: Mapped[str] = column(Kind.TECHNICAL, PARTNER, Text(200, guarded=True), default="")
    check_months: Mapped[int] = column(
        Kind.TECHNICAL, PARTNER, Integer, default=6, server_default="6"
    )
    """After so many months somebody compares the facts with the partner again."""
    parent: Mapped[str] = column(
        Kind.TECHNICAL, PARTNER, Text(80, guarded=True), default="", server_default=""
    )
    """The body it belongs to (상위기관)."""
    map_hint: Mapped[str] = column(
        Kind.TECHNICAL, PARTNER, Text(120, guarded=True), default="", server_default=""
    )
    """How to find the door, in one line of the visitor's copy."""
    alert: Mapped[str] = column(
        Kind.TECHNICAL, PARTNER, Text(200, guarded=True), default="", server_default=""
    )
    """What everybody has to know before referring there."""
    agreement_from: Mapped[date | None] = column(Kind.TECHNICAL, PARTNER, Date)
    agreement_to: Mapped[date | None] = column(Kind.TECHNICAL, PARTNER, Date)
    ask_after: Mapped[int | None] = column(Kind.TECHNICAL, PARTNER, Integer)
    """Working days from handing to the first question; None asks after the promised days."""
    ask_again: Mapped[int | None] = column(Kind.TECHNICAL, PARTNER, Integer)
    """Working days from handing to the second question."""
    alternate_after: Mapped[int | None] = column(Kind.TECHNICAL, PARTNER, Integer)
    """Calendar days after which the lead or the other contact is asked."""
    give_up_after: Mapped[int | None] = column(Kind.TECHNICAL, PARTNER, Integer)
    """Calendar days after which no answer is proposed."""
    hold_until: Mapped[date | None] = column(Kind.TECHNICAL, PARTNER, Date)
    """Nobody of this partner is asked before that day has passed (재촉 중지)."""
    hold_why: Mapped[str] = column(
        Kind.TECHNICAL, PARTNER, Text(100, guarded=True), default="", server_default=""
    )


class PartnerService(Versioned, Base):
    """What an organisation offers, and what a consent to it must tell."""

    __tablename__ = "partner_service"
    __table_args__ = (Index("ix_partner_service_of", "organisation_id", "valid_from"),)

    id: Mapped[int] = key_column()
    organisation_id: Mapped[int] = link("organisation.id", PARTNER)
    key: Mapped[str] = column(Kind.TECHNICAL, PARTNER, Text(40), index=True)
    name: Mapped[str] = column(Kind.TECHNICAL, PARTNER, Text(80, guarded=True))
    kinds: Mapped[tuple[str, ...]] = column(Kind.TECHNICAL, PARTNER, Codes(120), default=())
    purpose: Mapped[str] = column(Kind.TECHNICAL, PARTNER, Text(200, guarded=True), default="")
    items: Mapped[tuple[str, ...]] = column(Kind.TECHNICAL, PARTNER, Codes(200), default=())
    retention: Mapped[str] = column(Kind.TECHNICAL, PARTNER, Text(80, guarded=True), default="")
    documents: Mapped[tuple[str, ...]] = column(Kind.TECHNICAL, PARTNER, Codes(200), default=())
    criteria: Mapped[Any] = column(Kind.TECHNICAL, PARTNER, Json(guarded=True), default=list)
    target_keys: Mapped[tuple[str, ...]] = column(Kind.TECHNICAL, PARTNER, Codes(200), default=())
    reply_days: Mapped[int] = column(Kind.TECHNICAL, PARTNER, Integer, default=10)
    slip_days: Mapped[int] = column(Kind.TECHNICAL, PARTNER, Integer, default=14)
    copies: Mapped[tuple[str, ...]] = column(
        Kind.TECHNICAL, PARTNER, Codes(60), default=("partner", "visitor", "keep")
    )
    large_type: Mapped[bool] = column(Kind.TECHNICAL, PARTNER, Boolean, default=True)
    valid_from: Mapped[date] = column(Kind.TECHNICAL, PARTNER, Date)
    valid_to: Mapped[date | None] = column(Kind.TECHNICAL, PARTNER, Date)
    checked_on: Mapped[date | None] = column(Kind.TECHNICAL, PARTNER, Date)
    conditions: Mapped[Any] = column(
        Kind.TECHNICAL, PARTNER, Json(guarded=True), default=list, server_default="[]"
    )
    """Rows a rule can judge, in the form of resources/codes/target_rules.toml."""
    hours: Mapped[str] = column(
        Kind.TECHNICAL, PARTNER, Text(80, guarded=True), default="", server_default=""
    )
    apply_way: Mapped[str] = column(
        Kind.TECHNICAL, PARTNER, Text(100, guarded=True), default="", server_default=""
    )
    cost: Mapped[str] = column(
        Kind.TECHNICAL, PARTNER, Text(80, guarded=True), default="", server_default=""
    )
    alert: Mapped[str] = column(
        Kind.TECHNICAL, PARTNER, Text(200, guarded=True), default="", server_default=""
    )
    to_say: Mapped[str] = column(
        Kind.TECHNICAL, PARTNER, Text(120, guarded=True), default="", server_default=""
    )
    """What the visitor says at the partner's door, on the visitor's copy."""
    capacity: Mapped[str] = column(Kind.TECHNICAL, PARTNER, Text(12), default="", server_default="")
    """A code of the list `capacities`: room, none, waiting, review; empty is not told."""
    seats: Mapped[int | None] = column(Kind.TECHNICAL, PARTNER, Integer)
    capacity_on: Mapped[date | None] = column(Kind.TECHNICAL, PARTNER, Date)
    """When the partner told it: an old figure is not believed."""
    capacity_note: Mapped[str] = column(
        Kind.TECHNICAL, PARTNER, Text(100, guarded=True), default="", server_default=""
    )


class PartnerContact(Versioned, Base):
    """Whom to call, for the organisation or for one service."""

    __tablename__ = "partner_contact"
    __table_args__ = (Index("ix_partner_contact_of", "organisation_id", "service_id"),)

    id: Mapped[int] = key_column()
    organisation_id: Mapped[int] = link("organisation.id", PARTNER)
    service_id: Mapped[int | None] = link("partner_service.id", PARTNER)
    team: Mapped[str] = column(Kind.TECHNICAL, PARTNER, Text(60, guarded=True), default="")
    name: Mapped[str] = column(Kind.IDENTITY, PARTNER, Text(60), default="")
    phone: Mapped[str] = column(Kind.CONTACT, PARTNER, Text(30), default="")
    fax: Mapped[str] = column(Kind.CONTACT, PARTNER, Text(30), default="")
    valid_from: Mapped[date] = column(Kind.TECHNICAL, PARTNER, Date)
    valid_to: Mapped[date | None] = column(Kind.TECHNICAL, PARTNER, Date)
    role: Mapped[str] = column(
        Kind.TECHNICAL, PARTNER, Text(60, guarded=True), default="", server_default=""
    )
    alternate: Mapped[bool] = column(
        Kind.TECHNICAL, PARTNER, Boolean, default=False, server_default=false()
    )
    """Asked when the first contact stays silent."""
    email: Mapped[str] = column(Kind.CONTACT, PARTNER, Text(80), default="", server_default="")


class PartnerCheck(Base):
    """Somebody compared what we know of a partner with the partner: when, who and how."""

    __tablename__ = "partner_check"
    __table_args__ = (Index("ix_partner_check_of", "organisation_id", "day"),)

    id: Mapped[int] = key_column()
    organisation_id: Mapped[int] = link("organisation.id", PARTNER)
    service_id: Mapped[int | None] = link("partner_service.id", PARTNER)
    """None for the partner with all it offers."""
    day: Mapped[date] = column(Kind.TECHNICAL, PARTNER, Date)
    by_id: Mapped[int] = link("account.id", Whose.STAFF)
    how: Mapped[str] = column(Kind.TECHNICAL, PARTNER, Text(20))
    """A code of the list `check_ways`: by phone, visit, document, homepage."""
    note: Mapped[str] = column(Kind.TECHNICAL, PARTNER, Text(200, guarded=True), default="")
