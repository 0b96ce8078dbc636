"""The access log (접속기록): one row per act, written in the act's own transaction.

Every row bears the digest of the row before it folded into its own (`store.chain`), so a
row that was changed, taken out or put elsewhere breaks the chain for all that follow.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import Index, Integer, LargeBinary
from sqlalchemy.orm import Mapped

from desktop.store.base import (
    Base,
    Json,
    Key,
    Kind,
    Moment,
    Text,
    Whose,
    column,
    key_column,
    link,
)

DIGEST_BYTES = 32


class AccessRow(Base):
    """Who did what with whose data, when, where and why; no names of visitors in it."""

    __tablename__ = "access_log"
    __table_args__ = (
        Index("ix_access_log_at", "at"),
        Index("ix_access_log_of_account", "account_id", "at"),
    )

    id: Mapped[int] = key_column()
    seq: Mapped[int] = column(Kind.TECHNICAL, Whose.STAFF, Integer, unique=True)
    """1, 2, 3 … without a gap: the order in which the acts were committed."""
    digest: Mapped[bytes] = column(Kind.TECHNICAL, Whose.STAFF, LargeBinary(DIGEST_BYTES))
    """SHA-256 over the digest of row `seq - 1` and what this row says."""
    at: Mapped[datetime] = column(Kind.TECHNICAL, Whose.STAFF, Moment)
    account_id: Mapped[int | None] = column(Kind.TECHNICAL, Whose.STAFF, Key)
    place: Mapped[str] = column(Kind.TECHNICAL, Whose.STAFF, Text(60))
    kind: Mapped[str] = column(Kind.CODED, Whose.STAFF, Text(12))
    subjects: Mapped[Any] = column(Kind.TECHNICAL, Whose.VISITOR, Json, default=list)
    """Visitor ids."""
    purpose: Mapped[str] = column(Kind.TECHNICAL, Whose.STAFF, Text(80))
    count: Mapped[int] = column(Kind.TECHNICAL, Whose.STAFF, Integer, default=0)


class LogHead(Base):
    """How long the chain is and what its last row's digest is; one row, changed by every act."""

    __tablename__ = "log_head"

    id: Mapped[int] = key_column()
    seq: Mapped[int] = column(Kind.TECHNICAL, Whose.OFFICE, Integer)
    digest: Mapped[bytes] = column(Kind.TECHNICAL, Whose.OFFICE, LargeBinary(DIGEST_BYTES))


class LogCut(Base):
    """Rows past their time were taken off the beginning: the chain begins after `seq`."""

    __tablename__ = "log_cut"

    id: Mapped[int] = key_column()
    seq: Mapped[int] = column(Kind.TECHNICAL, Whose.OFFICE, Integer, unique=True)
    digest: Mapped[bytes] = column(Kind.TECHNICAL, Whose.OFFICE, LargeBinary(DIGEST_BYTES))
    """The digest of the last row taken off, to which the first that is left is chained."""
    removed: Mapped[int] = column(Kind.TECHNICAL, Whose.OFFICE, Integer)
    until: Mapped[datetime] = column(Kind.TECHNICAL, Whose.OFFICE, Moment)
    """Rows before this moment went."""
    at: Mapped[datetime] = column(Kind.TECHNICAL, Whose.OFFICE, Moment)
    by_id: Mapped[int] = link("account.id", Whose.STAFF)


class LogReview(Base):
    """A month's access log was looked through and signed off (안전성 확보조치 기준 제8조)."""

    __tablename__ = "log_review"

    id: Mapped[int] = key_column()
    month: Mapped[str] = column(Kind.TECHNICAL, Whose.OFFICE, Text(7), unique=True)
    """"2026-11"."""
    signed_at: Mapped[datetime] = column(Kind.TECHNICAL, Whose.OFFICE, Moment)
    by_id: Mapped[int] = link("account.id", Whose.STAFF)
    remark: Mapped[str] = column(Kind.CONTENT, Whose.STAFF, Text(400), default="")
    findings: Mapped[Any] = column(Kind.TECHNICAL, Whose.STAFF, Json, default=dict)
    """The counts that were looked at, as they stood then; no names."""
    seq: Mapped[int] = column(Kind.TECHNICAL, Whose.OFFICE, Integer)
    digest: Mapped[bytes] = column(Kind.TECHNICAL, Whose.OFFICE, LargeBinary(DIGEST_BYTES))
    """The head of the chain when it was signed; it stands on the printed sheet too."""
