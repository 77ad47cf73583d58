"""Rosters being edited, kept until they are saved or discarded"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    op.create_table(
        "drafts",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("schedule_id", sa.String(length=32), nullable=False),
        sa.Column("owner", sa.String(length=64), nullable=False),
        sa.Column("began_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("base", sa.JSON(), nullable=False),
        sa.Column("pins", sa.JSON(), nullable=False),
        sa.Column("at", sa.Integer(), server_default="0", nullable=False),
        sa.Column("profile_id", sa.String(length=32), nullable=True),
        sa.Column("run_id", sa.String(length=32), nullable=True),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.ForeignKeyConstraint(
            ["schedule_id"], ["schedules.id"], name=op.f("fk_drafts_schedule_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["profile_id"], ["weight_profiles.id"], name=op.f("fk_drafts_profile_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["run_id"], ["runs.id"], name=op.f("fk_drafts_run_id"), ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_drafts")),
        sa.UniqueConstraint("schedule_id", "owner", name=op.f("uq_drafts_schedule_id_owner")),
    )
    op.create_index("ix_drafts_profile_id", "drafts", ["profile_id"])
    op.create_index("ix_drafts_run_id", "drafts", ["run_id"])
    op.create_table(
        "draft_steps",
        sa.Column("draft_id", sa.String(length=32), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("step", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["draft_id"], ["drafts.id"], name=op.f("fk_draft_steps_draft_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("draft_id", "seq", name=op.f("pk_draft_steps")),
    )


def downgrade() -> None:
    op.drop_table("draft_steps")
    op.drop_table("drafts")
