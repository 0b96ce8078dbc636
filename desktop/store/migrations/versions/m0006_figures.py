"""Counts by month, kept by triggers, and what one month is read by.

The triggers and the first count are no part of a step: they are those of the newest schema,
put in place when all steps are taken (`store.upgrade`).
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    op.create_table(
        "tally",
        sa.Column("month", sa.String(length=7), nullable=False),
        sa.Column("what", sa.String(length=20), nullable=False),
        sa.Column("key", sa.String(length=120), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("month", "what", "key", name=op.f("pk_tally")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_note_started_at", "note", ["started_at", "visitor_id"], unique=False)
    op.create_index(
        "ix_seeking_registration_filed_on",
        "seeking_registration",
        ["filed_on", "visitor_id"],
        unique=False,
    )
    op.create_index(
        "ix_referral_result_on",
        "referral",
        ["result_on"],
        unique=False,
        sqlite_where=sa.text("result_on IS NOT NULL"),
    )
