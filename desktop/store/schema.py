"""All mapped classes in one place: whoever needs the whole schema imports this."""

from functools import cache

from sqlalchemy import Select, func, select, union_all
from sqlalchemy.orm import Session

from desktop.store import (
    backups,
    consents,
    duplicates,
    identity,
    log,
    notes,
    office,
    partners,
    people,
    referrals,
    requests,
    retention,
    tallies,
    visits,
)
from desktop.store.base import Base

metadata = Base.metadata


def largest_key(session: Session) -> int:
    """The largest key any row bears: new ones begin after it, also when the clock was set back."""
    return int(session.scalar(_largest()) or 0)


@cache
def _largest() -> Select[int]:
    keyed = [table for table in metadata.sorted_tables if "id" in table.c]
    ids = [select(func.max(table.c.id).label("id")) for table in keyed]
    return select(func.max(union_all(*ids).subquery().c.id))


__all__ = [
    "backups",
    "consents",
    "duplicates",
    "identity",
    "largest_key",
    "log",
    "metadata",
    "notes",
    "office",
    "partners",
    "people",
    "referrals",
    "requests",
    "retention",
    "tallies",
    "visits",
]
