"""Versions of rosters; what is applied already becomes the first of its week"""

from collections import defaultdict
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"

KINDS = "kind IN ('apply', 'edit', 'undo', 'restore', 'import')"
APPLIED = """
SELECT planned_shifts.schedule_id, assignments.planned_shift_id, assignments.employee_id, assignments.role_id,
       assignments.pinned, assignments.run_id, schedules.status
FROM assignments
JOIN planned_shifts ON planned_shifts.id = assignments.planned_shift_id
JOIN schedules ON schedules.id = planned_shifts.schedule_id
ORDER BY assignments.planned_shift_id, assignments.employee_id
"""


def upgrade() -> None:
    table = op.create_table(
        "roster_versions",
        sa.Column("schedule_id", sa.String(length=32), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("author", sa.String(length=64), nullable=False),
        sa.Column("reason", sa.String(length=500), server_default="", nullable=False),
        sa.Column("added", sa.Integer(), nullable=False),
        sa.Column("removed", sa.Integer(), nullable=False),
        sa.Column("origin", sa.Integer(), nullable=False),
        sa.Column("run_id", sa.String(length=32), nullable=True),
        sa.Column("candidate_id", sa.String(length=32), nullable=True),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("assignments", sa.JSON(), nullable=False),
        sa.CheckConstraint(KINDS, name=op.f("ck_roster_versions_kind")),
        sa.CheckConstraint("number >= 1 AND origin >= 0 AND origin <= number", name=op.f("ck_roster_versions_numbers")),
        sa.ForeignKeyConstraint(
            ["schedule_id"], ["schedules.id"], name=op.f("fk_roster_versions_schedule_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["run_id"], ["runs.id"], name=op.f("fk_roster_versions_run_id"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(
            ["candidate_id"], ["candidates.id"], name=op.f("fk_roster_versions_candidate_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("schedule_id", "number", name=op.f("pk_roster_versions")),
    )
    op.create_index("ix_roster_versions_run_id", "roster_versions", ["run_id"])
    op.create_index("ix_roster_versions_candidate_id", "roster_versions", ["candidate_id"])
    op.bulk_insert(table, _first_versions())


def downgrade() -> None:
    op.drop_table("roster_versions")


def _first_versions() -> list[dict[str, Any]]:
    now, found, told = datetime.now(UTC), defaultdict(list), {}
    for schedule, shift, employee, role, pinned, run, status in op.get_bind().execute(sa.text(APPLIED)):
        found[schedule].append([shift, employee, role, bool(pinned), run])
        told[schedule] = None if status == "DRAFT" else now
    return [
        {
            "schedule_id": schedule,
            "number": 1,
            "kind": "import",
            "at": now,
            "author": "system",
            "reason": "What was applied before versions were kept",
            "added": len(rows),
            "removed": 0,
            "origin": 1,
            "told_at": told[schedule],
            "assignments": rows,
        }
        for schedule, rows in found.items()
    ]
