"""The ground all mapped classes stand on: names, types, and what each column is.

Every column states its `Kind` and `Whose` it is. Masking, the subject's own
copy, destruction and exports read these marks and keep no lists of their own,
so a column without a mark is refused when the class is mapped.
"""

import json
import unicodedata
from datetime import UTC, datetime
from enum import Enum
from typing import Any

from sqlalchemy import (
    BigInteger,
    DateTime,
    Dialect,
    ForeignKey,
    Integer,
    MetaData,
    String,
    Table,
)
from sqlalchemy.orm import (
    DeclarativeBase,
    Mapped,
    MappedColumn,
    declared_attr,
    mapped_column,
)
from sqlalchemy.types import TypeDecorator, TypeEngine

from desktop.domain.errors import Refused
from desktop.domain.guard import find_identifiers, names_employer


class Kind(Enum):
    """What a column holds, in the eyes of the law."""

    IDENTITY = "identity"
    """Tells who somebody is: name, birth date."""
    CONTACT = "contact"
    """Reaches somebody: phone, address, e-mail."""
    SENSITIVE = "sensitive"
    """개인정보 보호법 제23조, and what the office treats alike."""
    CONTENT = "content"
    """What was said, wanted or decided, in words."""
    CODED = "coded"
    """A code, date or number that statistics keep after destruction."""
    TECHNICAL = "technical"
    """Keys, versions, times of the program itself."""


class Whose(Enum):
    """Whose information a column is."""

    VISITOR = "visitor"
    STAFF = "staff"
    PARTNER = "partner"
    OFFICE = "office"


WORDS_OF_PEOPLE = frozenset({Kind.IDENTITY, Kind.CONTACT, Kind.SENSITIVE, Kind.CONTENT})
"""What somebody typed, rather than the program: guarded against forbidden numbers."""

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """Parent of all mapped classes; constraints get predictable names for migrations."""

    metadata = MetaData(naming_convention=NAMES)


class Text(TypeDecorator[str]):
    """Text in NFC, whatever the input method or a file delivered (pitfall: LIKE misses NFD).

    Where people's own words or data stand (`guarded`, or by the kind of its column) it
    refuses numbers the office may not keep. The services say at which field; this is the
    last door, for the field somebody forgot. In an `employer`'s name a corporate number
    may stand.
    """

    impl = String
    cache_ok = True

    def __init__(
        self, length: int | None = None, *, employer: bool = False, guarded: bool = False
    ) -> None:
        super().__init__(length)
        self.employer = employer
        self.guarded = guarded

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """Normalise on the way in."""
        if value is None:
            return None
        if self.guarded:
            refuse_identifiers(value, employer=self.employer)
        return unicodedata.normalize("NFC", value)


def refuse_identifiers(value: Any, *, employer: bool = False) -> None:
    """Raise Refused when a resident, passport or licence number stands in any text of it."""
    if isinstance(value, str):
        if findings := find_identifiers(value, employer_field=employer):
            raise Refused(findings[0].advice)
    elif isinstance(value, dict):
        for name, one in value.items():
            refuse_identifiers(one, employer=names_employer(name))
    elif isinstance(value, list | tuple):
        for one in value:
            refuse_identifiers(one, employer=employer)


class Moment(TypeDecorator[datetime]):
    """A point in time, kept as naive UTC and given back aware, on every database alike."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse naive times: whose midnight would that be?"""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a stored moment needs a time zone")
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give the zone back."""
        return None if value is None else value.replace(tzinfo=UTC)


class Codes(TypeDecorator[tuple[str, ...]]):
    """A short ordered list of codes without blanks, kept as text with blanks between."""

    impl = String
    cache_ok = True

    def process_bind_param(self, value: tuple[str, ...] | None, dialect: Dialect) -> str | None:
        """Join; a code with a blank would come back as two."""
        if value is None:
            return None
        if any(not code or " " in code for code in value):
            raise ValueError("a code is not empty and has no blank")
        return unicodedata.normalize("NFC", " ".join(value))

    def process_result_value(self, value: str | None, dialect: Dialect) -> tuple[str, ...]:
        """Split; no codes is the empty tuple."""
        return tuple(value.split(" ")) if value else ()


class Json(TypeDecorator[Any]):
    """A frozen record as JSON text in NFC, Hangul readable; guarded as Text is."""

    impl = String
    cache_ok = True

    def __init__(self, *, guarded: bool = False) -> None:
        super().__init__()
        self.guarded = guarded

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        """Write compactly, with stable key order."""
        if value is None:
            return None
        if self.guarded:
            refuse_identifiers(value)
        text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return unicodedata.normalize("NFC", text)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:
        """Read back what was written."""
        return None if value is None else json.loads(value)


Key = BigInteger().with_variant(Integer, "sqlite")
"""63-bit keys: rowid in SQLite, BIGINT elsewhere."""


def column(
    kind: Kind,
    whose: Whose,
    type_: TypeEngine[Any] | type[TypeEngine[Any]] | None = None,
    *args: Any,
    **options: Any,
) -> MappedColumn[Any]:
    """A mapped column that says what it is and whose; other options as in SQLAlchemy."""
    info = {"kind": kind, "whose": whose}
    if type_ is not None:
        made = type_() if isinstance(type_, type) else type_
        if isinstance(made, Text | Json):
            made.guarded = made.guarded or kind in WORDS_OF_PEOPLE
        return mapped_column(made, *args, info=info, **options)
    return mapped_column(*args, info=info, **options)


def key_column() -> MappedColumn[Any]:
    """The primary key: made by `store.keys`, never by the database."""
    return column(Kind.TECHNICAL, Whose.OFFICE, Key, primary_key=True, autoincrement=False)


def table_of(mapped: type[Base]) -> Table:
    """The table beneath a mapped class, for the few statements every act sends.

    Written once, with holes for the values: an entity's are put together anew each time,
    which costs more than the writing.
    """
    assert isinstance(mapped.__table__, Table)
    return mapped.__table__


class Versioned:
    """Counts the changes of a row, so that two desks cannot overwrite each other unseen."""

    version: Mapped[int] = mapped_column(
        Integer, nullable=False, info={"kind": Kind.TECHNICAL, "whose": Whose.OFFICE}
    )

    @declared_attr.directive
    def __mapper_args__(cls) -> dict[str, Any]:  # noqa: N805 (called with the class)
        """Let SQLAlchemy compare the version in every UPDATE."""
        return {"version_id_col": cls.version}


def link(target: str, whose: Whose, **options: Any) -> MappedColumn[Any]:
    """A foreign key to `table.column`; deleting is never silent, so no cascade."""
    return mapped_column(
        Key,
        ForeignKey(target, ondelete="RESTRICT"),
        info={"kind": Kind.TECHNICAL, "whose": whose},
        **options,
    )
