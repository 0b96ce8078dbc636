"""Visitors and what belongs to the person rather than to one visit."""

from datetime import UTC, date, datetime, time
from typing import Any

from sqlalchemy import Boolean, ColumnElement, Date, Index, Integer, func, text
from sqlalchemy.orm import Mapped

from desktop.domain.clock import KST
from desktop.store.base import (
    Base,
    Codes,
    Kind,
    Moment,
    Text,
    Versioned,
    Whose,
    column,
    key_column,
    link,
)
from desktop.store.keys import EPOCH_MS, parts

VISITOR = Whose.VISITOR


class Visitor(Versioned, Base):
    """A person known to the centre; `number` is the reception number of the first visit."""

    __tablename__ = "visitor"
    __table_args__ = (
        # Few are here on a stay that ends: the others cost nothing when they are saved.
        Index("ix_visitor_stay_until", "stay_until", sqlite_where=text("stay_until IS NOT NULL")),
        # Who may be one and the same: by the sound of the name with the birth.
        Index("ix_visitor_sound", "sound", "birth"),
        # New and changed people, in the order in which they became so.
        Index("ix_visitor_changed", "changed_at"),
    )

    id: Mapped[int] = key_column()
    created_at: Mapped[datetime] = column(Kind.TECHNICAL, VISITOR, Moment)
    changed_at: Mapped[datetime] = column(Kind.TECHNICAL, VISITOR, Moment)

    name: Mapped[str] = column(Kind.IDENTITY, VISITOR, Text(60))
    initials: Mapped[str] = column(Kind.IDENTITY, VISITOR, Text(60))
    """First consonants of the name without blanks, for the search box."""
    search_name: Mapped[str] = column(Kind.IDENTITY, VISITOR, Text(60))
    """The name casefolded without blanks and hyphens, for the search box."""
    sound: Mapped[str] = column(Kind.IDENTITY, VISITOR, Text(60), default="", server_default="")
    """How the name sounds (`domain.likeness`): 류·유, 이·리 and the order of Latin words agree.
    Empty of somebody who is never looked for as the same: destroyed, or merged into another."""
    birth: Mapped[date | None] = column(Kind.IDENTITY, VISITOR, Date)
    birth_year: Mapped[int | None] = column(Kind.CODED, VISITOR, Integer)
    birth_note: Mapped[str] = column(Kind.IDENTITY, VISITOR, Text(60), default="")
    lunar: Mapped[bool] = column(Kind.CODED, VISITOR, Boolean, default=False)
    sex: Mapped[str] = column(Kind.CODED, VISITOR, Text(10), default="untold")

    phone: Mapped[str] = column(Kind.CONTACT, VISITOR, Text(30), default="")
    """Digits only; what could not be read as a phone stays as it was told."""
    phone_tail: Mapped[str] = column(Kind.CONTACT, VISITOR, Text(4), default="")
    second_phone: Mapped[str] = column(Kind.CONTACT, VISITOR, Text(30), default="")
    second_phone_tail: Mapped[str] = column(Kind.CONTACT, VISITOR, Text(4), default="")
    second_phone_relation: Mapped[str] = column(Kind.CONTACT, VISITOR, Text(30), default="")
    email: Mapped[str] = column(Kind.CONTACT, VISITOR, Text(120), default="")
    address: Mapped[str] = column(Kind.CONTACT, VISITOR, Text(200), default="")
    dong: Mapped[str] = column(Kind.CODED, VISITOR, Text(10), default="")
    contact_ways: Mapped[tuple[str, ...]] = column(Kind.CODED, VISITOR, Codes(60), default=())
    contact_time: Mapped[str] = column(Kind.CONTACT, VISITOR, Text(80), default="")

    foreign: Mapped[bool] = column(Kind.CODED, VISITOR, Boolean, default=False)
    stay_status: Mapped[str] = column(Kind.CODED, VISITOR, Text(10), default="")
    may_work: Mapped[bool | None] = column(Kind.CODED, VISITOR, Boolean)
    stay_until: Mapped[date | None] = column(Kind.CODED, VISITOR, Date)

    work_state: Mapped[str] = column(Kind.CODED, VISITOR, Text(20), default="unknown")
    left_month: Mapped[str] = column(Kind.CODED, VISITOR, Text(7), default="")
    leaving_reason: Mapped[str] = column(Kind.CODED, VISITOR, Text(20), default="")
    education: Mapped[str] = column(Kind.CODED, VISITOR, Text(10), default="")
    graduation: Mapped[str] = column(Kind.CODED, VISITOR, Text(20), default="")
    school: Mapped[str] = column(Kind.CONTENT, VISITOR, Text(80), default="")
    major: Mapped[str] = column(Kind.CONTENT, VISITOR, Text(80), default="")
    graduated_month: Mapped[str] = column(Kind.CODED, VISITOR, Text(7), default="")
    licences: Mapped[str] = column(Kind.CONTENT, VISITOR, Text(400), default="")
    driving: Mapped[str] = column(Kind.CODED, VISITOR, Text(20), default="")
    has_car: Mapped[bool | None] = column(Kind.CODED, VISITOR, Boolean)
    computer: Mapped[tuple[str, ...]] = column(Kind.CODED, VISITOR, Codes(200), default=())
    benefits: Mapped[tuple[str, ...]] = column(Kind.CODED, VISITOR, Codes(200), default=())
    helps: Mapped[tuple[str, ...]] = column(Kind.CODED, VISITOR, Codes(200), default=())
    military_months: Mapped[int | None] = column(Kind.CODED, VISITOR, Integer)

    wish_jobs: Mapped[tuple[str, ...]] = column(Kind.CODED, VISITOR, Codes(60), default=())
    wish_form: Mapped[str] = column(Kind.CODED, VISITOR, Text(10), default="")
    wish_wage_kind: Mapped[str] = column(Kind.CODED, VISITOR, Text(4), default="")
    wish_wage: Mapped[int | None] = column(Kind.CODED, VISITOR, Integer)
    wish_regions: Mapped[tuple[str, ...]] = column(Kind.CODED, VISITOR, Codes(120), default=())
    wish_hours: Mapped[str] = column(Kind.CONTENT, VISITOR, Text(80), default="")
    wish_from: Mapped[str] = column(Kind.CONTENT, VISITOR, Text(40), default="")
    wish_text: Mapped[str] = column(Kind.CONTENT, VISITOR, Text(400), default="")
    needs: Mapped[tuple[str, ...]] = column(Kind.CODED, VISITOR, Codes(120), default=())

    last_visit_on: Mapped[date | None] = column(Kind.CODED, VISITOR, Date)
    visits: Mapped[int] = column(Kind.CODED, VISITOR, Integer, default=0)


_MIDNIGHT = time()
"""Nobody is taken in at the desk to the microsecond then."""


def roll_moment(day: date) -> datetime:
    """When somebody counts as taken in whom an old register told of last on that day."""
    return datetime.combine(day, _MIDNIGHT, KST)


def may_be_from_a_roll() -> ColumnElement[bool]:
    """Whether a person was taken in at that time of a day: then `roll_day` has the word."""
    midnight = datetime.combine(date(1970, 1, 2), _MIDNIGHT, KST).astimezone(UTC)
    return func.substr(Visitor.created_at, 12) == f"{midnight:%H:%M:%S.%f}"


def roll_day(visitor_id: int, taken_in: datetime) -> date | None:
    """The last day an old register told of, by key and `created_at`; None of anybody else.

    Who was taken over is older than the key, which is of the day of taking over.
    """
    local = taken_in.astimezone(KST)
    made = datetime.fromtimestamp((parts(visitor_id)[0] + EPOCH_MS) / 1000, UTC).astimezone(KST)
    return local.date() if local.time() == _MIDNIGHT and local.date() < made.date() else None


def _in_order(name: str, *first: str) -> Index:
    """An index that holds people in the order of the search list, under what is typed.

    The expressions are the very text that `store.search` asks by; SQLite uses an index
    on an expression only then. Year and name are there so that no row has to be fetched.
    """
    order: list[Any] = [text("last_visit_on DESC"), Visitor.search_name, Visitor.birth_year]
    return Index(f"ix_visitor_{name}", *(text(one) for one in first), *order)


SEARCH_INDEXES = (
    *(_in_order(f"name_{k}", f"substr(search_name, 1, {k})") for k in (1, 2, 3)),
    *(_in_order(f"consonants_{k}", f"substr(initials, 1, {k})") for k in (1, 2, 3)),
    Index(
        "ix_visitor_born_in", Visitor.birth_year, text("last_visit_on DESC"), Visitor.search_name
    ),
    _in_order("born_on", "birth"),
    _in_order("phone_tail", "phone_tail"),
    _in_order("second_phone_tail", "second_phone_tail"),
    _in_order("phone", "phone"),
    Index(
        "ix_visitor_newest",
        text("last_visit_on DESC"),
        Visitor.search_name,
        Visitor.birth_year,
        Visitor.phone,
    ),
    Index("ix_visitor_full_name", Visitor.search_name),
)
"""What the search box needs; left out and built again when a great many people are loaded."""


class Career(Base):
    """One job a visitor held; `place` orders the rows as told."""

    __tablename__ = "career"

    id: Mapped[int] = key_column()
    visitor_id: Mapped[int] = link("visitor.id", VISITOR, index=True)
    place: Mapped[int] = column(Kind.TECHNICAL, VISITOR, Integer)
    company: Mapped[str] = column(Kind.CONTENT, VISITOR, Text(80, employer=True))
    duty: Mapped[str] = column(Kind.CONTENT, VISITOR, Text(120))
    started: Mapped[str] = column(Kind.CODED, VISITOR, Text(7), default="")
    ended: Mapped[str] = column(Kind.CODED, VISITOR, Text(7), default="")
    leaving_reason: Mapped[str] = column(Kind.CODED, VISITOR, Text(20), default="")


class VisitorFact(Base):
    """The answer to a question of the target rules, dated because life changes."""

    __tablename__ = "visitor_fact"
    __table_args__ = (Index("ix_visitor_fact_current", "visitor_id", "key", "asked_on"),)

    id: Mapped[int] = key_column()
    visitor_id: Mapped[int] = link("visitor.id", VISITOR)
    key: Mapped[str] = column(Kind.CODED, VISITOR, Text(40))
    answer: Mapped[bool] = column(Kind.CODED, VISITOR, Boolean)
    asked_on: Mapped[date] = column(Kind.TECHNICAL, VISITOR, Date)
    sensitive: Mapped[bool] = column(Kind.TECHNICAL, VISITOR, Boolean, default=False)


class VisitorGroup(Base):
    """A vulnerable group somebody told us about; kept only with consent to sensitive data."""

    __tablename__ = "visitor_group"

    id: Mapped[int] = key_column()
    visitor_id: Mapped[int] = link("visitor.id", VISITOR, index=True)
    code: Mapped[str] = column(Kind.SENSITIVE, VISITOR, Text(30))
    told_on: Mapped[date] = column(Kind.TECHNICAL, VISITOR, Date)
    consent_id: Mapped[int | None] = link("consent.id", VISITOR)


class SeekingRegistration(Base):
    """구직 등록: valid three months from the day after filing; extending adds a row."""

    __tablename__ = "seeking_registration"
    __table_args__ = (
        Index("ix_seeking_registration_ends", "valid_until", "visitor_id"),
        Index("ix_seeking_registration_filed_on", "filed_on", "visitor_id"),
        Index(
            "ix_seeking_registration_extends_id",
            "extends_id",
            sqlite_where=text("extends_id IS NOT NULL"),
        ),
    )

    id: Mapped[int] = key_column()
    visitor_id: Mapped[int] = link("visitor.id", VISITOR, index=True)
    filed_on: Mapped[date] = column(Kind.CODED, VISITOR, Date)
    valid_until: Mapped[date] = column(Kind.CODED, VISITOR, Date)
    extends_id: Mapped[int | None] = link("seeking_registration.id", VISITOR)
    closed_on: Mapped[date | None] = column(Kind.CODED, VISITOR, Date)
