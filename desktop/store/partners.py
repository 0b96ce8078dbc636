"""The partner directory: organisation, service and contact, each with its own dates."""

from datetime import date
from typing import Any

from sqlalchemy import Boolean, Date, Index, Integer
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
