"""What lists that grow are sorted and narrowed by, each behind an index."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    for name, table, columns in (
        ("ix_access_log_of_account", "access_log", ["account_id", "at"]),
        ("ix_appointment_of_visitor", "appointment", ["visitor_id", "at"]),
        ("ix_consent_given", "consent", ["visitor_id", "given_at"]),
        ("ix_destruction_asked", "destruction", ["state", "asked_at"]),
        ("ix_printing_of_account", "printing", ["account_id", "at"]),
        ("ix_referral_of_counsellor", "referral", ["counsellor_id", "issued_on"]),
        ("ix_referral_opened", "referral", ["visitor_id", "opened_at"]),
        ("ix_referral_state_issued", "referral", ["progress", "issued_on"]),
        ("ix_subject_request_received", "subject_request", ["state", "received_on"]),
    ):
        op.create_index(name, table, columns, unique=False)
    for name, column in (
        ("ix_referral_open_at", "service_id"),
        ("ix_referral_open_of", "counsellor_id"),
    ):
        op.create_index(
            name,
            "referral",
            [column, "reply_due"],
            unique=False,
            sqlite_where=sa.text("progress NOT IN ('J', 'R', 'S', 'F', 'W', 'V')"),
        )
    op.create_index(
        "ix_subject_request_answer_by",
        "subject_request",
        ["state", sa.text("coalesce(postponed_to, due_on)")],
        unique=False,
    )
    # What these were for is found by the new ones: a visitor's appointments, destructions in a
    # state, and requests by the day they have to be answered by, which may be a later one than
    # the law's.
    op.drop_index("ix_destruction_state", table_name="destruction")
    op.drop_index("ix_subject_request_due", table_name="subject_request")
    op.drop_index(op.f("ix_appointment_visitor_id"), table_name="appointment")
