"""Where copies of the store lie: the ledger of backups."""

from datetime import datetime

from sqlalchemy import Index, Integer, LargeBinary
from sqlalchemy.orm import Mapped

from desktop.store.base import Base, Kind, Moment, Text, Whose, column, key_column
from desktop.store.log import DIGEST_BYTES

OFFICE = Whose.OFFICE


class BackupCopy(Base):
    """One copy that was made and checked, until it is known to be gone."""

    __tablename__ = "backup_copy"
    __table_args__ = (Index("ix_backup_copy_made", "made_at"),)

    id: Mapped[int] = key_column()
    made_at: Mapped[datetime] = column(Kind.TECHNICAL, OFFICE, Moment)
    occasion: Mapped[str] = column(Kind.CODED, OFFICE, Text(20))
    """daily, closing, start, asked, upgrade, destruction, restore."""
    place: Mapped[str] = column(Kind.TECHNICAL, OFFICE, Text(20))
    """beside (the data folder) or second (USB, share)."""
    folder: Mapped[str] = column(Kind.TECHNICAL, OFFICE, Text(400), default="")
    file_name: Mapped[str] = column(Kind.TECHNICAL, OFFICE, Text(120))
    size: Mapped[int] = column(Kind.TECHNICAL, OFFICE, Integer)
    log_seq: Mapped[int] = column(Kind.TECHNICAL, OFFICE, Integer)
    """The head of the access log inside the copy."""
    log_digest: Mapped[bytes] = column(Kind.TECHNICAL, OFFICE, LargeBinary(DIGEST_BYTES))
    checked_at: Mapped[datetime | None] = column(Kind.TECHNICAL, OFFICE, Moment)
    seen_at: Mapped[datetime | None] = column(Kind.TECHNICAL, OFFICE, Moment)
    """When the program last had it within reach."""
    rewritten_at: Mapped[datetime | None] = column(Kind.TECHNICAL, OFFICE, Moment)
    """When destructions were last applied inside it."""
    gone_at: Mapped[datetime | None] = column(Kind.TECHNICAL, OFFICE, Moment)
