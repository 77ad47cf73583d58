"""Workers, what runs tell of themselves, and runs that are handed on, finished early or continued"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

OF_RUNS = ("continues_id", "spent", "losses", "priority", "finish_requested")


def upgrade() -> None:
    with op.batch_alter_table("runs") as table:
        table.add_column(sa.Column("finish_requested", sa.Boolean(), server_default=sa.false(), nullable=False))
        table.add_column(sa.Column("priority", sa.Integer(), server_default="0", nullable=False))
        table.add_column(sa.Column("losses", sa.Integer(), server_default="0", nullable=False))
        table.add_column(sa.Column("spent", sa.Float(), server_default="0", nullable=False))
        table.add_column(sa.Column("continues_id", sa.String(length=32), nullable=True))
        table.create_check_constraint(op.f("ck_runs_amounts"), "priority >= 0 AND losses >= 0 AND spent >= 0")
        table.create_foreign_key(op.f("fk_runs_continues_id"), "runs", ["continues_id"], ["id"], ondelete="SET NULL")
        table.create_index("ix_runs_status", ["status"])
    op.create_table(
        "run_notes",
        sa.Column("run_id", sa.String(length=32), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("seconds", sa.Float(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["run_id"], ["runs.id"], name=op.f("fk_run_notes_run_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("run_id", "seq", name=op.f("pk_run_notes")),
    )
    op.create_table(
        "workers",
        sa.Column("id", sa.String(length=80), nullable=False),
        sa.Column("host", sa.String(length=255), nullable=False),
        sa.Column("pid", sa.Integer(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("run_id", sa.String(length=32), nullable=True),
        sa.Column("runs_done", sa.Integer(), server_default="0", nullable=False),
        sa.Column("failures", sa.Integer(), server_default="0", nullable=False),
        sa.Column("memory", sa.Integer(), server_default="0", nullable=False),
        sa.Column("cpu", sa.Float(), server_default="0", nullable=False),
        sa.Column("stop_requested", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.ForeignKeyConstraint(["run_id"], ["runs.id"], name=op.f("fk_workers_run_id"), ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_workers")),
    )
    op.create_index("ix_workers_run_id", "workers", ["run_id"])


def downgrade() -> None:
    op.drop_table("workers")
    op.drop_table("run_notes")
    with op.batch_alter_table("runs") as table:
        table.drop_index("ix_runs_status")
        table.drop_constraint(op.f("fk_runs_continues_id"), type_="foreignkey")
        table.drop_constraint(op.f("ck_runs_amounts"), type_="check")
        for column in OF_RUNS:
            table.drop_column(column)
