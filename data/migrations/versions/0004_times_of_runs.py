"""Indexes for the figures about all runs, and for pruning them"""

from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.create_index("ix_runs_times", "runs", ["status", "created_at", "started_at", "finished_at"])
    op.create_index("ix_runs_continues_id", "runs", ["continues_id"])
    op.create_index("ix_assignments_run_id", "assignments", ["run_id"])


def downgrade() -> None:
    op.drop_index("ix_assignments_run_id", "assignments")
    op.drop_index("ix_runs_continues_id", "runs")
    op.drop_index("ix_runs_times", "runs")
