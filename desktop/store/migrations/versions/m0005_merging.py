"""How names sound, who may be one and the same, and who was merged into whom."""

import sqlalchemy as sa
from alembic import op

from desktop.domain.likeness import name_sound

revision = "0005"
down_revision = "0004"

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "duplicate_pair",
        sa.Column("id", KEY, autoincrement=False, nullable=False),
        sa.Column("one_id", KEY, nullable=False),
        sa.Column("other_id", KEY, nullable=False),
        sa.Column("strength", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("found_at", sa.DateTime(), nullable=False),
        sa.Column("decided_at", sa.DateTime(), nullable=True),
        sa.Column("decided_by_id", KEY, nullable=True),
        sa.ForeignKeyConstraint(
            ["decided_by_id"],
            ["account.id"],
            name=op.f("fk_duplicate_pair_decided_by_id_account"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["one_id"],
            ["visitor.id"],
            name=op.f("fk_duplicate_pair_one_id_visitor"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["other_id"],
            ["visitor.id"],
            name=op.f("fk_duplicate_pair_other_id_visitor"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_duplicate_pair")),
        sa.UniqueConstraint("one_id", "other_id", name=op.f("uq_duplicate_pair_one_id_other_id")),
    )
    op.create_index(
        "ix_duplicate_pair_list", "duplicate_pair", ["state", "strength", "id"], unique=False
    )
    op.create_index(
        op.f("ix_duplicate_pair_other_id"), "duplicate_pair", ["other_id"], unique=False
    )
    op.create_table(
        "merging",
        sa.Column("id", KEY, autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("by_id", KEY, nullable=False),
        sa.Column("kept_id", KEY, nullable=False),
        sa.Column("gone_id", KEY, nullable=False),
        sa.Column("moved", sa.String(), nullable=False),
        sa.Column("before", sa.String(), nullable=False),
        sa.Column("undo_until", sa.Date(), nullable=True),
        sa.Column("undone_at", sa.DateTime(), nullable=True),
        sa.Column("undone_by_id", KEY, nullable=True),
        sa.ForeignKeyConstraint(
            ["by_id"], ["account.id"], name=op.f("fk_merging_by_id_account"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["gone_id"],
            ["visitor.id"],
            name=op.f("fk_merging_gone_id_visitor"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["kept_id"],
            ["visitor.id"],
            name=op.f("fk_merging_kept_id_visitor"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["undone_by_id"],
            ["account.id"],
            name=op.f("fk_merging_undone_by_id_account"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_merging")),
    )
    op.create_index(op.f("ix_merging_gone_id"), "merging", ["gone_id"], unique=False)
    op.create_index(op.f("ix_merging_kept_id"), "merging", ["kept_id"], unique=False)
    op.create_index("ix_merging_undo_until", "merging", ["undo_until"], unique=False)
    op.add_column(
        "visitor", sa.Column("sound", sa.String(length=60), server_default="", nullable=False)
    )
    # One walk over the people, and the index afterwards: never row by row into an index.
    connection = op.get_bind().connection.driver_connection
    connection.create_function("name_sound", 1, name_sound, deterministic=True)  # type: ignore[union-attr]
    op.execute("UPDATE visitor SET sound = name_sound(name) WHERE name <> ''")
    op.create_index("ix_visitor_changed", "visitor", ["changed_at"], unique=False)
    op.create_index("ix_visitor_sound", "visitor", ["sound", "birth"], unique=False)
