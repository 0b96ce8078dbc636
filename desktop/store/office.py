"""The office itself: accounts, the centre's dated facts, holidays, numbers, settings."""

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

OFFICE = Whose.OFFICE


class Account(Versioned, Base):
    """Somebody who signs in. The password lives in the key file only."""

    __tablename__ = "account"

    id: Mapped[int] = key_column()
    name: Mapped[str] = column(Kind.IDENTITY, Whose.STAFF, Text(60))
    role: Mapped[str] = column(Kind.CODED, Whose.STAFF, Text(20))
    created_at: Mapped[datetime] = column(Kind.TECHNICAL, Whose.STAFF, Moment)
    closed_at: Mapped[datetime | None] = column(Kind.TECHNICAL, Whose.STAFF, Moment)


class AccountEvent(Base):
    """A right was given, changed or taken away; kept three years (안전성 확보조치 기준 제5조)."""

    __tablename__ = "account_event"
    __table_args__ = (Index("ix_account_event_of", "account_id", "at"),)

    id: Mapped[int] = key_column()
    at: Mapped[datetime] = column(Kind.TECHNICAL, Whose.STAFF, Moment)
    account_id: Mapped[int] = link("account.id", Whose.STAFF)
    by_id: Mapped[int] = link("account.id", Whose.STAFF)
    event: Mapped[str] = column(Kind.CODED, Whose.STAFF, Text(20))
    before: Mapped[str] = column(Kind.TECHNICAL, Whose.STAFF, Text(60), default="")
    after: Mapped[str] = column(Kind.TECHNICAL, Whose.STAFF, Text(60), default="")
    reason: Mapped[str] = column(Kind.CONTENT, Whose.STAFF, Text(200), default="")


class CentreRow(Base):
    """The centre's facts from a day on; moving house or a new name is a new row."""

    __tablename__ = "centre"

    id: Mapped[int] = key_column()
    valid_from: Mapped[date] = column(Kind.TECHNICAL, OFFICE, Date, unique=True)
    facts: Mapped[Any] = column(Kind.TECHNICAL, OFFICE, Json(guarded=True))


class Holiday(Base):
    """A day off: from the shipped table or added by the office (임시공휴일)."""

    __tablename__ = "holiday"

    id: Mapped[int] = key_column()
    day: Mapped[date] = column(Kind.TECHNICAL, OFFICE, Date, unique=True)
    name: Mapped[str] = column(Kind.TECHNICAL, OFFICE, Text(40, guarded=True))
    shipped: Mapped[bool] = column(Kind.TECHNICAL, OFFICE, Boolean, default=True)


class NumberBlock(Base):
    """A block of paper numbers leased to one desk; `next_serial` moves in the issuing act."""

    __tablename__ = "number_block"
    __table_args__ = (UniqueConstraint("kind", "year", "block"),)

    id: Mapped[int] = key_column()
    kind: Mapped[str] = column(Kind.TECHNICAL, OFFICE, Text(10))
    year: Mapped[int] = column(Kind.TECHNICAL, OFFICE, Integer)
    block: Mapped[int] = column(Kind.TECHNICAL, OFFICE, Integer)
    desk: Mapped[int] = column(Kind.TECHNICAL, OFFICE, Integer)
    next_serial: Mapped[int] = column(Kind.TECHNICAL, OFFICE, Integer)


class Setting(Base):
    """One setting by name; a desk's own settings carry its number in the name."""

    __tablename__ = "setting"

    id: Mapped[int] = key_column()
    name: Mapped[str] = column(Kind.TECHNICAL, OFFICE, Text(80), unique=True)
    value: Mapped[Any] = column(Kind.TECHNICAL, OFFICE, Json)


class Printing(Base):
    """출력·복사물 관리대장: what was printed, for what, by whom."""

    __tablename__ = "printing"
    __table_args__ = (
        Index("ix_printing_at", "at"),
        Index("ix_printing_of_account", "account_id", "at"),
    )

    id: Mapped[int] = key_column()
    number: Mapped[str] = column(Kind.TECHNICAL, OFFICE, Text(14), unique=True)
    """Twelve digits, printed in the footer."""
    at: Mapped[datetime] = column(Kind.TECHNICAL, OFFICE, Moment)
    account_id: Mapped[int] = link("account.id", Whose.STAFF)
    paper: Mapped[str] = column(Kind.TECHNICAL, OFFICE, Text(20))
    purpose: Mapped[str] = column(Kind.TECHNICAL, OFFICE, Text(60))
    visitor_id: Mapped[int | None] = link("visitor.id", Whose.VISITOR, index=True)
    record_id: Mapped[int | None] = column(Kind.TECHNICAL, OFFICE, Key)
    copies: Mapped[int] = column(Kind.TECHNICAL, OFFICE, Integer, default=1)
    reprint: Mapped[int] = column(Kind.TECHNICAL, OFFICE, Integer, default=0)
    media: Mapped[str] = column(
        Kind.TECHNICAL, OFFICE, Text(10), default="paper", server_default="paper"
    )
    """paper, or file for what left as one."""
    people: Mapped[int] = column(Kind.TECHNICAL, OFFICE, Integer, default=0, server_default="0")
    """Of how many people it tells: a list names nobody in `visitor_id`."""
    receiver: Mapped[str] = column(
        Kind.TECHNICAL, OFFICE, Text(80, guarded=True), default="", server_default=""
    )
    """To whom it goes, where that does not follow from the paper."""
    place: Mapped[str] = column(
        Kind.CONTENT, Whose.VISITOR, Text(400), default="", server_default=""
    )
    """Where the file was written; empty for paper."""
    digest: Mapped[str] = column(Kind.TECHNICAL, OFFICE, Text(64), default="", server_default="")
    """SHA-256 of the file as written: only the very one is deleted with what it tells."""
