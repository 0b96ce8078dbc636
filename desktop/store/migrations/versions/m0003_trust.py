"""The chained access log, its reviews; retention, destruction, requests, backups; first lead.

Rows of the log that are there already are chained in the order they were written.
"""

import hashlib
import json
from datetime import datetime

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "backup_copy",
        sa.Column("id", KEY, autoincrement=False, nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("occasion", sa.String(length=20), nullable=False),
        sa.Column("place", sa.String(length=20), nullable=False),
        sa.Column("folder", sa.String(length=400), nullable=False),
        sa.Column("file_name", sa.String(length=120), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("log_seq", sa.Integer(), nullable=False),
        sa.Column("log_digest", sa.LargeBinary(length=32), nullable=False),
        sa.Column("checked_at", sa.DateTime(), nullable=True),
        sa.Column("seen_at", sa.DateTime(), nullable=True),
        sa.Column("rewritten_at", sa.DateTime(), nullable=True),
        sa.Column("gone_at", sa.DateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_backup_copy")),
    )
    op.create_index("ix_backup_copy_made", "backup_copy", ["made_at"], unique=False)
    op.create_table(
        "log_head",
        sa.Column("id", KEY, autoincrement=False, nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("digest", sa.LargeBinary(length=32), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_log_head")),
    )
    op.create_table(
        "retention_rule",
        sa.Column("id", KEY, autoincrement=False, nullable=False),
        sa.Column("subject", sa.String(length=30), nullable=False),
        sa.Column("event", sa.String(length=30), nullable=False),
        sa.Column("months", sa.Integer(), nullable=False),
        sa.Column("ground", sa.String(length=200), nullable=False),
        sa.Column("records_officer", sa.Boolean(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("checked_on", sa.Date(), nullable=True),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_retention_rule")),
    )
    op.create_index(
        "ix_retention_rule_subject", "retention_rule", ["subject", "valid_from"], unique=False
    )
    op.create_table(
        "account_event",
        sa.Column("id", KEY, autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("account_id", KEY, nullable=False),
        sa.Column("by_id", KEY, nullable=False),
        sa.Column("event", sa.String(length=20), nullable=False),
        sa.Column("before", sa.String(length=60), nullable=False),
        sa.Column("after", sa.String(length=60), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["account.id"],
            name=op.f("fk_account_event_account_id_account"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["by_id"],
            ["account.id"],
            name=op.f("fk_account_event_by_id_account"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account_event")),
    )
    op.create_index("ix_account_event_of", "account_event", ["account_id", "at"], unique=False)
    op.create_table(
        "log_cut",
        sa.Column("id", KEY, autoincrement=False, nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("digest", sa.LargeBinary(length=32), nullable=False),
        sa.Column("removed", sa.Integer(), nullable=False),
        sa.Column("until", sa.DateTime(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("by_id", KEY, nullable=False),
        sa.ForeignKeyConstraint(
            ["by_id"], ["account.id"], name=op.f("fk_log_cut_by_id_account"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_log_cut")),
        sa.UniqueConstraint("seq", name=op.f("uq_log_cut_seq")),
    )
    op.create_table(
        "log_review",
        sa.Column("id", KEY, autoincrement=False, nullable=False),
        sa.Column("month", sa.String(length=7), nullable=False),
        sa.Column("signed_at", sa.DateTime(), nullable=False),
        sa.Column("by_id", KEY, nullable=False),
        sa.Column("remark", sa.String(length=400), nullable=False),
        sa.Column("findings", sa.String(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("digest", sa.LargeBinary(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["by_id"], ["account.id"], name=op.f("fk_log_review_by_id_account"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_log_review")),
        sa.UniqueConstraint("month", name=op.f("uq_log_review_month")),
    )
    op.create_table(
        "subject_request",
        sa.Column("id", KEY, autoincrement=False, nullable=False),
        sa.Column("number", sa.String(length=12), nullable=False),
        sa.Column("visitor_id", KEY, nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("received_by_id", KEY, nullable=False),
        sa.Column("way", sa.String(length=10), nullable=False),
        sa.Column("identity_check", sa.String(length=20), nullable=False),
        sa.Column("proxy", sa.String(length=60), nullable=False),
        sa.Column("wanted", sa.String(length=400), nullable=False),
        sa.Column("items", sa.String(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("answered_at", sa.DateTime(), nullable=True),
        sa.Column("answered_by_id", KEY, nullable=True),
        sa.Column("answer", sa.String(length=400), nullable=False),
        sa.Column("corrections", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["answered_by_id"],
            ["account.id"],
            name=op.f("fk_subject_request_answered_by_id_account"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["received_by_id"],
            ["account.id"],
            name=op.f("fk_subject_request_received_by_id_account"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["visitor_id"],
            ["visitor.id"],
            name=op.f("fk_subject_request_visitor_id_visitor"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_subject_request")),
        sa.UniqueConstraint("number", name=op.f("uq_subject_request_number")),
    )
    op.create_index("ix_subject_request_due", "subject_request", ["state", "due_on"], unique=False)
    op.create_index(
        "ix_subject_request_of", "subject_request", ["visitor_id", "state"], unique=False
    )
    op.create_table(
        "destruction",
        sa.Column("id", KEY, autoincrement=False, nullable=False),
        sa.Column("subject", sa.String(length=30), nullable=False),
        sa.Column("subject_id", KEY, nullable=False),
        sa.Column("number", sa.String(length=12), nullable=False),
        sa.Column("created_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("reason", sa.String(length=20), nullable=False),
        sa.Column("rule_id", KEY, nullable=True),
        sa.Column("request_id", KEY, nullable=True),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("asked_at", sa.DateTime(), nullable=False),
        sa.Column("asked_by_id", KEY, nullable=False),
        sa.Column("records_approval", sa.String(length=80), nullable=False),
        sa.Column("decided_at", sa.DateTime(), nullable=True),
        sa.Column("decided_by_id", KEY, nullable=True),
        sa.Column("refusal", sa.String(length=200), nullable=False),
        sa.Column("done_at", sa.DateTime(), nullable=True),
        sa.Column("kinds", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["asked_by_id"],
            ["account.id"],
            name=op.f("fk_destruction_asked_by_id_account"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["decided_by_id"],
            ["account.id"],
            name=op.f("fk_destruction_decided_by_id_account"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["request_id"],
            ["subject_request.id"],
            name=op.f("fk_destruction_request_id_subject_request"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["rule_id"],
            ["retention_rule.id"],
            name=op.f("fk_destruction_rule_id_retention_rule"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_destruction")),
    )
    op.create_index("ix_destruction_of", "destruction", ["subject", "subject_id"], unique=False)
    op.create_index("ix_destruction_state", "destruction", ["state", "due_on"], unique=False)
    op.add_column(
        "consent",
        sa.Column("basis", sa.String(length=10), nullable=False, server_default="consent"),
    )
    op.add_column(
        "consent", sa.Column("article", sa.String(length=60), nullable=False, server_default="")
    )
    op.add_column(
        "printing",
        sa.Column("media", sa.String(length=10), nullable=False, server_default="paper"),
    )
    op.add_column("printing", sa.Column("people", sa.Integer(), nullable=False, server_default="0"))
    op.add_column(
        "printing", sa.Column("receiver", sa.String(length=80), nullable=False, server_default="")
    )
    _chain_the_log()
    _make_a_lead()


def _chain_the_log() -> None:
    connection = op.get_bind()
    op.rename_table("access_log", "access_log_before")
    op.drop_index("ix_access_log_at", "access_log_before")
    op.create_table(
        "access_log",
        sa.Column("id", KEY, autoincrement=False, nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("digest", sa.LargeBinary(length=32), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("account_id", KEY, nullable=True),
        sa.Column("place", sa.String(length=60), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("subjects", sa.String(), nullable=False),
        sa.Column("purpose", sa.String(length=80), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_access_log")),
        sa.UniqueConstraint("seq", name=op.f("uq_access_log_seq")),
    )
    seq, digest = 0, bytes(32)
    # Keys grow with time, also where the clock was set back: they are the order of writing.
    rows = connection.exec_driver_sql(
        "SELECT id, at, account_id, place, kind, subjects, purpose, count"
        " FROM access_log_before ORDER BY id"
    ).fetchall()
    for id_, at, account_id, place, kind, subjects, purpose, count in rows:
        seq += 1
        moment = datetime.fromisoformat(at).strftime("%Y-%m-%dT%H:%M:%S.%f")
        said = json.dumps(
            ["1", seq, id_, moment, account_id, place, kind, json.loads(subjects), purpose, count],
            ensure_ascii=True,
            separators=(",", ":"),
        )
        digest = hashlib.sha256(digest + said.encode("ascii")).digest()
        connection.exec_driver_sql(
            "INSERT INTO access_log (id, seq, digest, at, account_id, place, kind, subjects,"
            " purpose, count) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (id_, seq, digest, at, account_id, place, kind, subjects, purpose, count),
        )
    op.drop_table("access_log_before")
    op.create_index("ix_access_log_at", "access_log", ["at"], unique=False)
    connection.exec_driver_sql(
        "INSERT INTO log_head (id, seq, digest) VALUES (1, ?, ?)", (seq, digest)
    )


def _make_a_lead() -> None:
    """Accounts are a lead's work from now on: where nobody is one, the oldest account is."""
    connection = op.get_bind()
    accounts = connection.exec_driver_sql(
        "SELECT id, role FROM account WHERE closed_at IS NULL ORDER BY created_at, id"
    ).fetchall()
    if accounts and all(role != "team_lead" for _, role in accounts):
        connection.exec_driver_sql(
            "UPDATE account SET role = 'team_lead', version = version + 1 WHERE id = ?",
            (accounts[0][0],),
        )
