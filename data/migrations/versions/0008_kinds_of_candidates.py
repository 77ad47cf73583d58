"""Candidates that are meant to differ or were brought along, and what a run was asked for of the first"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    with op.batch_alter_table("candidates") as table:
        table.add_column(sa.Column("kind", sa.String(length=24), server_default="found", nullable=False))
        table.create_check_constraint(op.f("ck_candidates_kind"), "kind IN ('found', 'different', 'own')")
    with op.batch_alter_table("runs") as table:
        table.add_column(sa.Column("variety", sa.JSON(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("runs") as table:
        table.drop_column("variety")
    with op.batch_alter_table("candidates") as table:
        table.drop_constraint(op.f("ck_candidates_kind"), type_="check")
        table.drop_column("kind")
