"""The first schema: the counter, people, notes, consents, partners, referrals, the log."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

SEARCHED_BY = (
    ("name_1", "substr(search_name, 1, 1)"),
    ("name_2", "substr(search_name, 1, 2)"),
    ("name_3", "substr(search_name, 1, 3)"),
    ("consonants_1", "substr(initials, 1, 1)"),
    ("consonants_2", "substr(initials, 1, 2)"),
    ("consonants_3", "substr(initials, 1, 3)"),
    ("born_on", "birth"),
    ("phone_tail", "phone_tail"),
    ("second_phone_tail", "second_phone_tail"),
    ("phone", "phone"),
)


def upgrade() -> None:
    op.create_table(
        "access_log",
        sa.Column("id", KEY, autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("account_id", KEY, nullable=True),
        sa.Column("place", sa.String(length=60), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("subjects", sa.String(), nullable=False),
        sa.Column("purpose", sa.String(length=80), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_access_log")),
    )
    op.create_index("ix_access_log_at", "access_log", ["at"], unique=False)
    op.create_table(
        "account",
        sa.Column("id", KEY, autoincrement=False, nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("closed_at", sa.DateTime(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account")),
    )
    op.create_table(
        "centre",
        sa.Column("id", KEY, autoincrement=False, nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("facts", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_centre")),
        sa.UniqueConstraint("valid_from", name=op.f("uq_centre_valid_from")),
    )
    op.create_table(
        "holiday",
        sa.Column("id", KEY, autoincrement=False, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("shipped", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_holiday")),
        sa.UniqueConstraint("day", name=op.f("uq_holiday_day")),
    )
    op.create_table(
        "identity",
        sa.Column("id", KEY, autoincrement=False, nullable=False),
        sa.Column("store", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_identity")),
    )
    op.create_table(
        "number_block",
        sa.Column("id", KEY, autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("block", sa.Integer(), nullable=False),
        sa.Column("desk", sa.Integer(), nullable=False),
        sa.Column("next_serial", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_number_block")),
        sa.UniqueConstraint("kind", "year", "block", name=op.f("uq_number_block_kind_year_block")),
    )
    op.create_table(
        "organisation",
        sa.Column("id", KEY, autoincrement=False, nullable=False),
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("short_name", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("address", sa.String(length=200), nullable=False),
        sa.Column("phone", sa.String(length=30), nullable=False),
        sa.Column("fax", sa.String(length=30), nullable=False),
        sa.Column("directions", sa.String(length=200), nullable=False),
        sa.Column("hours", sa.String(length=80), nullable=False),
        sa.Column("internal", sa.Boolean(), nullable=False),
        sa.Column("aliases", sa.String(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("checked_on", sa.Date(), nullable=True),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisation")),
    )
    op.create_index(op.f("ix_organisation_key"), "organisation", ["key"], unique=False)
    op.create_table(
        "phrase",
        sa.Column("id", KEY, autoincrement=False, nullable=False),
        sa.Column("short", sa.String(length=20), nullable=False),
        sa.Column("text", sa.String(length=400), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_phrase")),
        sa.UniqueConstraint("short", name=op.f("uq_phrase_short")),
    )
    op.create_table(
        "setting",
        sa.Column("id", KEY, autoincrement=False, nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_setting")),
        sa.UniqueConstraint("name", name=op.f("uq_setting_name")),
    )
    op.create_table(
        "visitor",
        sa.Column("id", KEY, autoincrement=False, nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("changed_at", sa.DateTime(), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("initials", sa.String(length=60), nullable=False),
        sa.Column("search_name", sa.String(length=60), nullable=False),
        sa.Column("birth", sa.Date(), nullable=True),
        sa.Column("birth_year", sa.Integer(), nullable=True),
        sa.Column("birth_note", sa.String(length=60), nullable=False),
        sa.Column("lunar", sa.Boolean(), nullable=False),
        sa.Column("sex", sa.String(length=10), nullable=False),
        sa.Column("phone", sa.String(length=30), nullable=False),
        sa.Column("phone_tail", sa.String(length=4), nullable=False),
        sa.Column("second_phone", sa.String(length=30), nullable=False),
        sa.Column("second_phone_tail", sa.String(length=4), nullable=False),
        sa.Column("second_phone_relation", sa.String(length=30), nullable=False),
        sa.Column("email", sa.String(length=120), nullable=False),
        sa.Column("address", sa.String(length=200), nullable=False),
        sa.Column("dong", sa.String(length=10), nullable=False),
        sa.Column("contact_ways", sa.String(length=60), nullable=False),
        sa.Column("contact_time", sa.String(length=80), nullable=False),
        sa.Column("foreign", sa.Boolean(), nullable=False),
        sa.Column("stay_status", sa.String(length=10), nullable=False),
        sa.Column("may_work", sa.Boolean(), nullable=True),
        sa.Column("stay_until", sa.Date(), nullable=True),
        sa.Column("work_state", sa.String(length=20), nullable=False),
        sa.Column("left_month", sa.String(length=7), nullable=False),
        sa.Column("leaving_reason", sa.String(length=20), nullable=False),
        sa.Column("education", sa.String(length=10), nullable=False),
        sa.Column("graduation", sa.String(length=20), nullable=False),
        sa.Column("school", sa.String(length=80), nullable=False),
        sa.Column("major", sa.String(length=80), nullable=False),
        sa.Column("graduated_month", sa.String(length=7), nullable=False),
        sa.Column("licences", sa.String(length=400), nullable=False),
        sa.Column("driving", sa.String(length=20), nullable=False),
        sa.Column("has_car", sa.Boolean(), nullable=True),
        sa.Column("computer", sa.String(length=200), nullable=False),
        sa.Column("benefits", sa.String(length=200), nullable=False),
        sa.Column("helps", sa.String(length=200), nullable=False),
        sa.Column("military_months", sa.Integer(), nullable=True),
        sa.Column("wish_jobs", sa.String(length=60), nullable=False),
        sa.Column("wish_form", sa.String(length=10), nullable=False),
        sa.Column("wish_wage_kind", sa.String(length=4), nullable=False),
        sa.Column("wish_wage", sa.Integer(), nullable=True),
        sa.Column("wish_regions", sa.String(length=120), nullable=False),
        sa.Column("wish_hours", sa.String(length=80), nullable=False),
        sa.Column("wish_from", sa.String(length=40), nullable=False),
        sa.Column("wish_text", sa.String(length=400), nullable=False),
        sa.Column("needs", sa.String(length=120), nullable=False),
        sa.Column("last_visit_on", sa.Date(), nullable=True),
        sa.Column("visits", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visitor")),
    )
    op.create_table(
        "career",
        sa.Column("id", KEY, autoincrement=False, nullable=False),
        sa.Column("visitor_id", KEY, nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("company", sa.String(length=80), nullable=False),
        sa.Column("duty", sa.String(length=120), nullable=False),
        sa.Column("started", sa.String(length=7), nullable=False),
        sa.Column("ended", sa.String(length=7), nullable=False),
        sa.Column("leaving_reason", sa.String(length=20), nullable=False),
        sa.ForeignKeyConstraint(
            ["visitor_id"],
            ["visitor.id"],
            name=op.f("fk_career_visitor_id_visitor"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_career")),
    )
    op.create_index(op.f("ix_career_visitor_id"), "career", ["visitor_id"], unique=False)
    op.create_table(
        "consent_paper",
        sa.Column("id", KEY, autoincrement=False, nullable=False),
        sa.Column("number", sa.String(length=12), nullable=False),
        sa.Column("visitor_id", KEY, nullable=True),
        sa.Column("printed_at", sa.DateTime(), nullable=False),
        sa.Column("form_version", sa.String(length=20), nullable=False),
        sa.Column("service_ids", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["visitor_id"],
            ["visitor.id"],
            name=op.f("fk_consent_paper_visitor_id_visitor"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consent_paper")),
        sa.UniqueConstraint("number", name=op.f("uq_consent_paper_number")),
    )
    op.create_index(
        op.f("ix_consent_paper_visitor_id"), "consent_paper", ["visitor_id"], unique=False
    )
    op.create_table(
        "draft",
        sa.Column("id", KEY, autoincrement=False, nullable=False),
        sa.Column("account_id", KEY, nullable=False),
        sa.Column("visitor_id", KEY, nullable=True),
        sa.Column("screen", sa.String(length=20), nullable=False),
        sa.Column("title", sa.String(length=40), nullable=False),
        sa.Column("masked_name", sa.String(length=60), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.Column("begun_at", sa.DateTime(), nullable=False),
        sa.Column("kept_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["account.id"],
            name=op.f("fk_draft_account_id_account"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["visitor_id"],
            ["visitor.id"],
            name=op.f("fk_draft_visitor_id_visitor"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft")),
    )
    op.create_index("ix_draft_of_account", "draft", ["account_id", "kept_at"], unique=False)
    op.create_index(op.f("ix_draft_visitor_id"), "draft", ["visitor_id"], unique=False)
    op.create_table(
        "partner_service",
        sa.Column("id", KEY, autoincrement=False, nullable=False),
        sa.Column("organisation_id", KEY, nullable=False),
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("kinds", sa.String(length=120), nullable=False),
        sa.Column("purpose", sa.String(length=200), nullable=False),
        sa.Column("items", sa.String(length=200), nullable=False),
        sa.Column("retention", sa.String(length=80), nullable=False),
        sa.Column("documents", sa.String(length=200), nullable=False),
        sa.Column("criteria", sa.String(), nullable=False),
        sa.Column("target_keys", sa.String(length=200), nullable=False),
        sa.Column("reply_days", sa.Integer(), nullable=False),
        sa.Column("slip_days", sa.Integer(), nullable=False),
        sa.Column("copies", sa.String(length=60), nullable=False),
        sa.Column("large_type", sa.Boolean(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("checked_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_partner_service_organisation_id_organisation"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_partner_service")),
    )
    op.create_index(op.f("ix_partner_service_key"), "partner_service", ["key"], unique=False)
    op.create_index(
        "ix_partner_service_of", "partner_service", ["organisation_id", "valid_from"], unique=False
    )
    op.create_table(
        "printing",
        sa.Column("id", KEY, autoincrement=False, nullable=False),
        sa.Column("number", sa.String(length=14), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("account_id", KEY, nullable=False),
        sa.Column("paper", sa.String(length=20), nullable=False),
        sa.Column("purpose", sa.String(length=60), nullable=False),
        sa.Column("visitor_id", KEY, nullable=True),
        sa.Column("record_id", KEY, nullable=True),
        sa.Column("copies", sa.Integer(), nullable=False),
        sa.Column("reprint", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["account.id"],
            name=op.f("fk_printing_account_id_account"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["visitor_id"],
            ["visitor.id"],
            name=op.f("fk_printing_visitor_id_visitor"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_printing")),
        sa.UniqueConstraint("number", name=op.f("uq_printing_number")),
    )
    op.create_index(op.f("ix_printing_visitor_id"), "printing", ["visitor_id"], unique=False)
    op.create_table(
        "refiling",
        sa.Column("id", KEY, autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("by_id", KEY, nullable=False),
        sa.Column("what", sa.String(length=12), nullable=False),
        sa.Column("record_id", KEY, nullable=False),
        sa.Column("from_id", KEY, nullable=True),
        sa.Column("to_id", KEY, nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(
            ["by_id"], ["account.id"], name=op.f("fk_refiling_by_id_account"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["from_id"],
            ["visitor.id"],
            name=op.f("fk_refiling_from_id_visitor"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["to_id"], ["visitor.id"], name=op.f("fk_refiling_to_id_visitor"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_refiling")),
    )
    op.create_index(op.f("ix_refiling_from_id"), "refiling", ["from_id"], unique=False)
    op.create_index(op.f("ix_refiling_to_id"), "refiling", ["to_id"], unique=False)
    op.create_table(
        "seeking_registration",
        sa.Column("id", KEY, autoincrement=False, nullable=False),
        sa.Column("visitor_id", KEY, nullable=False),
        sa.Column("filed_on", sa.Date(), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=False),
        sa.Column("extends_id", KEY, nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["extends_id"],
            ["seeking_registration.id"],
            name=op.f("fk_seeking_registration_extends_id_seeking_registration"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["visitor_id"],
            ["visitor.id"],
            name=op.f("fk_seeking_registration_visitor_id_visitor"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_seeking_registration")),
    )
    op.create_index(
        "ix_seeking_registration_ends",
        "seeking_registration",
        ["valid_until", "visitor_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_seeking_registration_visitor_id"),
        "seeking_registration",
        ["visitor_id"],
        unique=False,
    )
    op.create_table(
        "visit",
        sa.Column("id", KEY, autoincrement=False, nullable=False),
        sa.Column("number", sa.String(length=12), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("ticket", sa.Integer(), nullable=False),
        sa.Column("visitor_id", KEY, nullable=True),
        sa.Column("channel", sa.String(length=10), nullable=False),
        sa.Column("purposes", sa.String(length=120), nullable=False),
        sa.Column("presence", sa.String(length=10), nullable=False),
        sa.Column("companion_relation", sa.String(length=20), nullable=False),
        sa.Column("needs", sa.String(length=120), nullable=False),
        sa.Column("remark", sa.String(length=200), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("arrived_at", sa.DateTime(), nullable=False),
        sa.Column("called_at", sa.DateTime(), nullable=True),
        sa.Column("started_at", sa.DateTime(), nullable=True),
        sa.Column("finished_at", sa.DateTime(), nullable=True),
        sa.Column("result", sa.String(length=20), nullable=False),
        sa.Column("first_time", sa.Boolean(), nullable=False),
        sa.Column("receiver_id", KEY, nullable=False),
        sa.Column("counsellor_id", KEY, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["counsellor_id"],
            ["account.id"],
            name=op.f("fk_visit_counsellor_id_account"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["receiver_id"],
            ["account.id"],
            name=op.f("fk_visit_receiver_id_account"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["visitor_id"],
            ["visitor.id"],
            name=op.f("fk_visit_visitor_id_visitor"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visit")),
        sa.UniqueConstraint("number", name=op.f("uq_visit_number")),
    )
    op.create_index("ix_visit_day", "visit", ["day", "ticket"], unique=False)
    op.create_index("ix_visit_of_visitor", "visit", ["visitor_id", "arrived_at"], unique=False)
    op.create_table(
        "visitor_fact",
        sa.Column("id", KEY, autoincrement=False, nullable=False),
        sa.Column("visitor_id", KEY, nullable=False),
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("answer", sa.Boolean(), nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=False),
        sa.Column("sensitive", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["visitor_id"],
            ["visitor.id"],
            name=op.f("fk_visitor_fact_visitor_id_visitor"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visitor_fact")),
    )
    op.create_index(
        "ix_visitor_fact_current", "visitor_fact", ["visitor_id", "key", "asked_on"], unique=False
    )
    op.create_table(
        "consent",
        sa.Column("id", KEY, autoincrement=False, nullable=False),
        sa.Column("number", sa.String(length=12), nullable=False),
        sa.Column("visitor_id", KEY, nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("service_id", KEY, nullable=True),
        sa.Column("answer", sa.String(length=12), nullable=False),
        sa.Column("method", sa.String(length=10), nullable=False),
        sa.Column("given_at", sa.DateTime(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.Column("received_by_id", KEY, nullable=False),
        sa.Column("filed_at", sa.String(length=80), nullable=False),
        sa.Column("form_version", sa.String(length=20), nullable=False),
        sa.Column("told", sa.String(), nullable=False),
        sa.Column("items", sa.String(length=200), nullable=False),
        sa.Column("guardian", sa.String(length=60), nullable=False),
        sa.Column("read_out", sa.Boolean(), nullable=False),
        sa.Column("expires_on", sa.Date(), nullable=True),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(
            ["received_by_id"],
            ["account.id"],
            name=op.f("fk_consent_received_by_id_account"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["service_id"],
            ["partner_service.id"],
            name=op.f("fk_consent_service_id_partner_service"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["visitor_id"],
            ["visitor.id"],
            name=op.f("fk_consent_visitor_id_visitor"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consent")),
    )
    op.create_index(op.f("ix_consent_number"), "consent", ["number"], unique=False)
    op.create_index(
        "ix_consent_of_visitor",
        "consent",
        ["visitor_id", "kind", "service_id", "given_at"],
        unique=False,
    )
    op.create_table(
        "note",
        sa.Column("id", KEY, autoincrement=False, nullable=False),
        sa.Column("visitor_id", KEY, nullable=False),
        sa.Column("visit_id", KEY, nullable=True),
        sa.Column("counsellor_id", KEY, nullable=False),
        sa.Column("session", sa.Integer(), nullable=False),
        sa.Column("started_at", sa.DateTime(), nullable=False),
        sa.Column("ended_at", sa.DateTime(), nullable=False),
        sa.Column("method", sa.String(length=10), nullable=False),
        sa.Column("type", sa.String(length=10), nullable=False),
        sa.Column("reached", sa.Boolean(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["counsellor_id"],
            ["account.id"],
            name=op.f("fk_note_counsellor_id_account"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["visit_id"], ["visit.id"], name=op.f("fk_note_visit_id_visit"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["visitor_id"],
            ["visitor.id"],
            name=op.f("fk_note_visitor_id_visitor"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_note")),
    )
    op.create_index("ix_note_of_visitor", "note", ["visitor_id", "started_at"], unique=False)
    op.create_index(op.f("ix_note_visit_id"), "note", ["visit_id"], unique=False)
    op.create_table(
        "partner_contact",
        sa.Column("id", KEY, autoincrement=False, nullable=False),
        sa.Column("organisation_id", KEY, nullable=False),
        sa.Column("service_id", KEY, nullable=True),
        sa.Column("team", sa.String(length=60), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("phone", sa.String(length=30), nullable=False),
        sa.Column("fax", sa.String(length=30), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_partner_contact_organisation_id_organisation"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["service_id"],
            ["partner_service.id"],
            name=op.f("fk_partner_contact_service_id_partner_service"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_partner_contact")),
    )
    op.create_index(
        "ix_partner_contact_of", "partner_contact", ["organisation_id", "service_id"], unique=False
    )
    op.create_table(
        "referral",
        sa.Column("id", KEY, autoincrement=False, nullable=False),
        sa.Column("visitor_id", KEY, nullable=False),
        sa.Column("service_id", KEY, nullable=False),
        sa.Column("visit_id", KEY, nullable=True),
        sa.Column("counsellor_id", KEY, nullable=False),
        sa.Column("opened_at", sa.DateTime(), nullable=False),
        sa.Column("progress", sa.String(length=1), nullable=False),
        sa.Column("paper", sa.String(length=12), nullable=False),
        sa.Column("number", sa.String(length=12), nullable=False),
        sa.Column("issued_on", sa.Date(), nullable=True),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("reply_due", sa.Date(), nullable=True),
        sa.Column("appointment_at", sa.DateTime(), nullable=True),
        sa.Column("handed_at", sa.DateTime(), nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("reason_code", sa.String(length=20), nullable=False),
        sa.Column("predecessor_id", KEY, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["counsellor_id"],
            ["account.id"],
            name=op.f("fk_referral_counsellor_id_account"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["predecessor_id"],
            ["referral.id"],
            name=op.f("fk_referral_predecessor_id_referral"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["service_id"],
            ["partner_service.id"],
            name=op.f("fk_referral_service_id_partner_service"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["visit_id"], ["visit.id"], name=op.f("fk_referral_visit_id_visit"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["visitor_id"],
            ["visitor.id"],
            name=op.f("fk_referral_visitor_id_visitor"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_referral")),
    )
    op.create_index(
        "ix_referral_of_visitor", "referral", ["visitor_id", "service_id"], unique=False
    )
    op.create_index("ix_referral_reply_due", "referral", ["progress", "reply_due"], unique=False)
    op.create_table(
        "visit_move",
        sa.Column("id", KEY, autoincrement=False, nullable=False),
        sa.Column("visit_id", KEY, nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("by_id", KEY, nullable=False),
        sa.Column("before", sa.String(length=12), nullable=False),
        sa.Column("after", sa.String(length=12), nullable=False),
        sa.Column("counsellor_before", KEY, nullable=True),
        sa.Column("counsellor_after", KEY, nullable=True),
        sa.Column("undone", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["by_id"], ["account.id"], name=op.f("fk_visit_move_by_id_account"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["counsellor_after"],
            ["account.id"],
            name=op.f("fk_visit_move_counsellor_after_account"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["counsellor_before"],
            ["account.id"],
            name=op.f("fk_visit_move_counsellor_before_account"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["visit_id"],
            ["visit.id"],
            name=op.f("fk_visit_move_visit_id_visit"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visit_move")),
    )
    op.create_index("ix_visit_move_of_visit", "visit_move", ["visit_id", "at"], unique=False)
    op.create_table(
        "appointment",
        sa.Column("id", KEY, autoincrement=False, nullable=False),
        sa.Column("visitor_id", KEY, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("purpose", sa.String(length=120), nullable=False),
        sa.Column("channel", sa.String(length=10), nullable=False),
        sa.Column("counsellor_id", KEY, nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("note_id", KEY, nullable=True),
        sa.Column("visit_id", KEY, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["counsellor_id"],
            ["account.id"],
            name=op.f("fk_appointment_counsellor_id_account"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["note_id"], ["note.id"], name=op.f("fk_appointment_note_id_note"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["visit_id"],
            ["visit.id"],
            name=op.f("fk_appointment_visit_id_visit"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["visitor_id"],
            ["visitor.id"],
            name=op.f("fk_appointment_visitor_id_visitor"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_appointment")),
    )
    op.create_index("ix_appointment_day", "appointment", ["day", "at"], unique=False)
    op.create_index(op.f("ix_appointment_visitor_id"), "appointment", ["visitor_id"], unique=False)
    op.create_table(
        "follow_up",
        sa.Column("id", KEY, autoincrement=False, nullable=False),
        sa.Column("visitor_id", KEY, nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("what", sa.String(length=200), nullable=False),
        sa.Column("counsellor_id", KEY, nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("note_id", KEY, nullable=True),
        sa.Column("done_at", sa.DateTime(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["counsellor_id"],
            ["account.id"],
            name=op.f("fk_follow_up_counsellor_id_account"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["note_id"], ["note.id"], name=op.f("fk_follow_up_note_id_note"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["visitor_id"],
            ["visitor.id"],
            name=op.f("fk_follow_up_visitor_id_visitor"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_follow_up")),
    )
    op.create_index("ix_follow_up_due", "follow_up", ["state", "due_on"], unique=False)
    op.create_index(op.f("ix_follow_up_visitor_id"), "follow_up", ["visitor_id"], unique=False)
    op.create_table(
        "note_revision",
        sa.Column("id", KEY, autoincrement=False, nullable=False),
        sa.Column("note_id", KEY, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("author_id", KEY, nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("opening", sa.String(), nullable=False),
        sa.Column("summary", sa.String(), nullable=False),
        sa.Column("sensitive", sa.String(), nullable=False),
        sa.Column("attended_by", sa.String(length=80), nullable=False),
        sa.Column("topics", sa.String(), nullable=False),
        sa.Column("plan", sa.String(), nullable=False),
        sa.Column("header", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["author_id"],
            ["account.id"],
            name=op.f("fk_note_revision_author_id_account"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["note_id"],
            ["note.id"],
            name=op.f("fk_note_revision_note_id_note"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_note_revision")),
        sa.UniqueConstraint("note_id", "number", name=op.f("uq_note_revision_note_id_number")),
    )
    op.create_table(
        "referral_move",
        sa.Column("id", KEY, autoincrement=False, nullable=False),
        sa.Column("referral_id", KEY, nullable=False),
        sa.Column("axis", sa.String(length=10), nullable=False),
        sa.Column("before", sa.String(length=12), nullable=False),
        sa.Column("after", sa.String(length=12), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("by_id", KEY, nullable=False),
        sa.Column("evidence", sa.String(length=20), nullable=False),
        sa.Column("reason_code", sa.String(length=20), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("source_name", sa.String(length=60), nullable=False),
        sa.Column("inferred", sa.Boolean(), nullable=False),
        sa.Column("act_id", KEY, nullable=False),
        sa.Column("undone", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["by_id"],
            ["account.id"],
            name=op.f("fk_referral_move_by_id_account"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["referral_id"],
            ["referral.id"],
            name=op.f("fk_referral_move_referral_id_referral"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_referral_move")),
    )
    op.create_index("ix_referral_move_of", "referral_move", ["referral_id", "at"], unique=False)
    op.create_table(
        "slip",
        sa.Column("id", KEY, autoincrement=False, nullable=False),
        sa.Column("referral_id", KEY, nullable=False),
        sa.Column("number", sa.String(length=12), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("issued_at", sa.DateTime(), nullable=False),
        sa.Column("issued_by_id", KEY, nullable=False),
        sa.Column("consent_id", KEY, nullable=True),
        sa.Column("record", sa.String(), nullable=False),
        sa.Column("draft", sa.String(), nullable=False),
        sa.Column("template", sa.String(length=20), nullable=False),
        sa.Column("text_hash", sa.String(length=64), nullable=False),
        sa.Column("void_at", sa.DateTime(), nullable=True),
        sa.Column("void_reason", sa.String(length=40), nullable=False),
        sa.Column("reprints", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["consent_id"],
            ["consent.id"],
            name=op.f("fk_slip_consent_id_consent"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["issued_by_id"],
            ["account.id"],
            name=op.f("fk_slip_issued_by_id_account"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["referral_id"],
            ["referral.id"],
            name=op.f("fk_slip_referral_id_referral"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_slip")),
        sa.UniqueConstraint("number", name=op.f("uq_slip_number")),
        sa.UniqueConstraint("referral_id", "revision", name=op.f("uq_slip_referral_id_revision")),
    )
    op.create_table(
        "visitor_group",
        sa.Column("id", KEY, autoincrement=False, nullable=False),
        sa.Column("visitor_id", KEY, nullable=False),
        sa.Column("code", sa.String(length=30), nullable=False),
        sa.Column("told_on", sa.Date(), nullable=False),
        sa.Column("consent_id", KEY, nullable=True),
        sa.ForeignKeyConstraint(
            ["consent_id"],
            ["consent.id"],
            name=op.f("fk_visitor_group_consent_id_consent"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["visitor_id"],
            ["visitor.id"],
            name=op.f("fk_visitor_group_visitor_id_visitor"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visitor_group")),
    )
    op.create_index(
        op.f("ix_visitor_group_visitor_id"), "visitor_group", ["visitor_id"], unique=False
    )
    op.create_table(
        "reply",
        sa.Column("id", KEY, autoincrement=False, nullable=False),
        sa.Column("referral_id", KEY, nullable=False),
        sa.Column("slip_id", KEY, nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.Column("by_id", KEY, nullable=False),
        sa.Column("evidence", sa.String(length=20), nullable=False),
        sa.Column("outcome", sa.String(length=1), nullable=False),
        sa.Column("reason_code", sa.String(length=20), nullable=False),
        sa.Column("remark", sa.String(length=400), nullable=False),
        sa.Column("source_name", sa.String(length=60), nullable=False),
        sa.Column("date_told", sa.Date(), nullable=True),
        sa.Column("act_id", KEY, nullable=False),
        sa.Column("undone", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["by_id"], ["account.id"], name=op.f("fk_reply_by_id_account"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["referral_id"],
            ["referral.id"],
            name=op.f("fk_reply_referral_id_referral"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["slip_id"], ["slip.id"], name=op.f("fk_reply_slip_id_slip"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reply")),
    )
    op.create_index(op.f("ix_reply_referral_id"), "reply", ["referral_id"], unique=False)
    for name, first in SEARCHED_BY:
        order = (sa.text("last_visit_on DESC"), sa.text("search_name"), sa.text("birth_year"))
        op.create_index(f"ix_visitor_{name}", "visitor", [sa.text(first), *order])
    op.create_index(
        "ix_visitor_born_in",
        "visitor",
        ["birth_year", sa.text("last_visit_on DESC"), "search_name"],
    )
    op.create_index("ix_visitor_full_name", "visitor", ["search_name"])
    op.create_index(
        "ix_visitor_newest",
        "visitor",
        [sa.text("last_visit_on DESC"), "search_name", "birth_year", "phone"],
    )
