"""All mapped classes in one place: whoever needs the whole schema imports this."""

from desktop.store import (
    consents,
    identity,
    log,
    notes,
    office,
    partners,
    people,
    referrals,
    visits,
)
from desktop.store.base import Base

metadata = Base.metadata

__all__ = [
    "consents",
    "identity",
    "log",
    "metadata",
    "notes",
    "office",
    "partners",
    "people",
    "referrals",
    "visits",
]
