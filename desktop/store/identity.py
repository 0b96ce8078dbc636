"""The store's own identity: one row, by which a store tells itself from an empty file."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Uuid
from sqlalchemy.orm import Mapped

from desktop.store.base import Base, Kind, Moment, Whose, column, key_column


class Identity(Base):
    """Which store this is (also when copied to another PC) and since when."""

    __tablename__ = "identity"

    id: Mapped[int] = key_column()
    store: Mapped[UUID] = column(Kind.TECHNICAL, Whose.OFFICE, Uuid)
    """As in the key file; leaves the house in backups, hence no key of ours."""
    created_at: Mapped[datetime] = column(Kind.TECHNICAL, Whose.OFFICE, Moment)
