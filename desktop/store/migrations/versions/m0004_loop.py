"""The loop of a referral: two clocks, who was asked, what the stub told, checks of partners."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "partner_check",
        sa.Column("id", KEY, autoincrement=False, nullable=False),
        sa.Column("organisation_id", KEY, nullable=False),
        sa.Column("service_id", KEY, nullable=True),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("by_id", KEY, nullable=False),
        sa.Column("how", sa.String(length=20), nullable=False),
        sa.Column("note", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(
            ["by_id"],
            ["account.id"],
            name=op.f("fk_partner_check_by_id_account"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_partner_check_organisation_id_organisation"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["service_id"],
            ["partner_service.id"],
            name=op.f("fk_partner_check_service_id_partner_service"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_partner_check")),
    )
    op.create_index(
        "ix_partner_check_of", "partner_check", ["organisation_id", "day"], unique=False
    )
    op.create_table(
        "referral_group",
        sa.Column("id", KEY, autoincrement=False, nullable=False),
        sa.Column("service_id", KEY, nullable=False),
        sa.Column("title", sa.String(length=80), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("by_id", KEY, nullable=False),
        sa.ForeignKeyConstraint(
            ["by_id"],
            ["account.id"],
            name=op.f("fk_referral_group_by_id_account"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["service_id"],
            ["partner_service.id"],
            name=op.f("fk_referral_group_service_id_partner_service"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_referral_group")),
    )
    op.create_table(
        "referral_chase",
        sa.Column("id", KEY, autoincrement=False, nullable=False),
        sa.Column("referral_id", KEY, nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("by_id", KEY, nullable=False),
        sa.Column("whom", sa.String(length=10), nullable=False),
        sa.Column("way", sa.String(length=12), nullable=False),
        sa.Column("result", sa.String(length=20), nullable=False),
        sa.Column("note", sa.String(length=200), nullable=False),
        sa.Column("spoke_with", sa.String(length=60), nullable=False),
        sa.Column("act_id", KEY, nullable=False),
        sa.Column("undone", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["by_id"],
            ["account.id"],
            name=op.f("fk_referral_chase_by_id_account"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["referral_id"],
            ["referral.id"],
            name=op.f("fk_referral_chase_referral_id_referral"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_referral_chase")),
    )
    op.create_index("ix_referral_chase_of", "referral_chase", ["referral_id", "at"], unique=False)
    op.create_table(
        "reply_picture",
        sa.Column("id", KEY, autoincrement=False, nullable=False),
        sa.Column("referral_id", KEY, nullable=False),
        sa.Column("reply_id", KEY, nullable=True),
        sa.Column("added_at", sa.DateTime(), nullable=False),
        sa.Column("by_id", KEY, nullable=False),
        sa.Column("media", sa.String(length=20), nullable=False),
        sa.Column("picture", sa.LargeBinary(), nullable=False),
        sa.Column("keep_until", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["by_id"],
            ["account.id"],
            name=op.f("fk_reply_picture_by_id_account"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["referral_id"],
            ["referral.id"],
            name=op.f("fk_reply_picture_referral_id_referral"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["reply_id"],
            ["reply.id"],
            name=op.f("fk_reply_picture_reply_id_reply"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reply_picture")),
    )
    op.create_index("ix_reply_picture_keep_until", "reply_picture", ["keep_until"], unique=False)
    op.create_index(
        op.f("ix_reply_picture_referral_id"), "reply_picture", ["referral_id"], unique=False
    )
    op.add_column("follow_up", sa.Column("referral_id", KEY, nullable=True))
    op.create_index(op.f("ix_follow_up_referral_id"), "follow_up", ["referral_id"], unique=False)
    op.add_column(
        "organisation", sa.Column("check_months", sa.Integer(), server_default="6", nullable=False)
    )
    op.add_column(
        "organisation", sa.Column("parent", sa.String(length=80), server_default="", nullable=False)
    )
    op.add_column(
        "organisation",
        sa.Column("map_hint", sa.String(length=120), server_default="", nullable=False),
    )
    op.add_column(
        "organisation", sa.Column("alert", sa.String(length=200), server_default="", nullable=False)
    )
    op.add_column("organisation", sa.Column("agreement_from", sa.Date(), nullable=True))
    op.add_column("organisation", sa.Column("agreement_to", sa.Date(), nullable=True))
    op.add_column("organisation", sa.Column("ask_after", sa.Integer(), nullable=True))
    op.add_column("organisation", sa.Column("ask_again", sa.Integer(), nullable=True))
    op.add_column("organisation", sa.Column("alternate_after", sa.Integer(), nullable=True))
    op.add_column("organisation", sa.Column("give_up_after", sa.Integer(), nullable=True))
    op.add_column("organisation", sa.Column("hold_until", sa.Date(), nullable=True))
    op.add_column(
        "organisation",
        sa.Column("hold_why", sa.String(length=100), server_default="", nullable=False),
    )
    op.add_column(
        "partner_contact",
        sa.Column("role", sa.String(length=60), server_default="", nullable=False),
    )
    op.add_column(
        "partner_contact",
        sa.Column("alternate", sa.Boolean(), server_default=sa.text("0"), nullable=False),
    )
    op.add_column(
        "partner_contact",
        sa.Column("email", sa.String(length=80), server_default="", nullable=False),
    )
    op.add_column(
        "partner_service", sa.Column("conditions", sa.String(), server_default="[]", nullable=False)
    )
    op.add_column(
        "partner_service",
        sa.Column("hours", sa.String(length=80), server_default="", nullable=False),
    )
    op.add_column(
        "partner_service",
        sa.Column("apply_way", sa.String(length=100), server_default="", nullable=False),
    )
    op.add_column(
        "partner_service",
        sa.Column("cost", sa.String(length=80), server_default="", nullable=False),
    )
    op.add_column(
        "partner_service",
        sa.Column("alert", sa.String(length=200), server_default="", nullable=False),
    )
    op.add_column(
        "partner_service",
        sa.Column("to_say", sa.String(length=120), server_default="", nullable=False),
    )
    op.add_column(
        "partner_service",
        sa.Column("capacity", sa.String(length=12), server_default="", nullable=False),
    )
    op.add_column("partner_service", sa.Column("seats", sa.Integer(), nullable=True))
    op.add_column("partner_service", sa.Column("capacity_on", sa.Date(), nullable=True))
    op.add_column(
        "partner_service",
        sa.Column("capacity_note", sa.String(length=100), server_default="", nullable=False),
    )
    op.add_column(
        "printing", sa.Column("place", sa.String(length=400), server_default="", nullable=False)
    )
    op.add_column(
        "printing", sa.Column("digest", sa.String(length=64), server_default="", nullable=False)
    )
    op.create_index("ix_printing_at", "printing", ["at"], unique=False)
    op.add_column("referral", sa.Column("group_id", KEY, nullable=True))
    op.add_column(
        "referral", sa.Column("sent_how", sa.String(length=12), server_default="", nullable=False)
    )
    op.add_column("referral", sa.Column("rounds", sa.Integer(), server_default="0", nullable=False))
    op.add_column("referral", sa.Column("client_due", sa.Date(), nullable=True))
    op.add_column("referral", sa.Column("partner_due", sa.Date(), nullable=True))
    op.add_column("referral", sa.Column("expected_on", sa.Date(), nullable=True))
    op.add_column("referral", sa.Column("paused_until", sa.Date(), nullable=True))
    op.add_column(
        "referral", sa.Column("pause_code", sa.String(length=20), server_default="", nullable=False)
    )
    op.add_column(
        "referral",
        sa.Column("pause_note", sa.String(length=200), server_default="", nullable=False),
    )
    op.add_column(
        "referral",
        sa.Column("result_code", sa.String(length=20), server_default="", nullable=False),
    )
    op.add_column("referral", sa.Column("result_on", sa.Date(), nullable=True))
    op.create_index("ix_referral_client_due", "referral", ["client_due"], unique=False)
    op.create_index("ix_referral_expected_on", "referral", ["expected_on"], unique=False)
    op.create_index("ix_referral_group_id", "referral", ["group_id"], unique=False)
    op.create_index("ix_referral_of_service", "referral", ["service_id", "issued_on"], unique=False)
    op.create_index("ix_referral_partner_due", "referral", ["partner_due"], unique=False)
    op.create_index("ix_referral_predecessor_id", "referral", ["predecessor_id"], unique=False)
    op.add_column(
        "reply", sa.Column("arrival", sa.String(length=20), server_default="", nullable=False)
    )
    op.add_column(
        "reply", sa.Column("handling", sa.String(length=20), server_default="", nullable=False)
    )
    op.add_column(
        "reply", sa.Column("result", sa.String(length=20), server_default="", nullable=False)
    )
    op.add_column("reply", sa.Column("happened_on", sa.Date(), nullable=True))
    op.add_column(
        "reply", sa.Column("programme", sa.String(length=80), server_default="", nullable=False)
    )
    op.add_column(
        "reply", sa.Column("employer", sa.String(length=80), server_default="", nullable=False)
    )
    op.add_column(
        "reply", sa.Column("contact", sa.String(length=60), server_default="", nullable=False)
    )
    op.add_column(
        "reply", sa.Column("contact_phone", sa.String(length=30), server_default="", nullable=False)
    )
    op.add_column(
        "reply", sa.Column("caused_by", sa.String(length=10), server_default="", nullable=False)
    )
    op.add_column(
        "slip", sa.Column("language", sa.String(length=5), server_default="", nullable=False)
    )
    op.create_index("ix_slip_issued_at", "slip", ["issued_at"], unique=False)
    op.add_column("subject_request", sa.Column("postponed_on", sa.Date(), nullable=True))
    op.add_column("subject_request", sa.Column("postponed_to", sa.Date(), nullable=True))
    op.add_column(
        "subject_request",
        sa.Column("postponed_why", sa.String(length=200), server_default="", nullable=False),
    )
    # What is on its way already is asked after on the days its paper names.
    op.execute("UPDATE referral SET partner_due = reply_due WHERE progress IN ('H', 'A')")
    op.execute("UPDATE referral SET client_due = valid_until WHERE progress = 'H'")
