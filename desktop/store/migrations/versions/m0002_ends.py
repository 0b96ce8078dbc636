"""오늘 finds stays that end, registrations already extended and today's slips without a walk."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.create_index(
        "ix_visitor_stay_until",
        "visitor",
        ["stay_until"],
        unique=False,
        sqlite_where=sa.text("stay_until IS NOT NULL"),
    )
    op.create_index(
        "ix_seeking_registration_extends_id",
        "seeking_registration",
        ["extends_id"],
        unique=False,
        sqlite_where=sa.text("extends_id IS NOT NULL"),
    )
    op.create_index("ix_referral_issued_on", "referral", ["issued_on", "visit_id"], unique=False)
