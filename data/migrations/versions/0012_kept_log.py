"""The activity log says before and after, and from where; the database itself keeps it as it was written"""

import sqlalchemy as sa
from alembic import op

from data.tables.log_guard import GUARD

revision = "0012"
down_revision = "0011"

SITE = "fk_activity_log_site_id"
INDEXES = {"at": ["at"], "actor_id": ["actor", "id"], "action_id": ["action", "id"]}


def upgrade() -> None:
    with op.batch_alter_table("activity_log") as table:
        table.add_column(sa.Column("week", sa.String(length=32), nullable=True))
        for name, kind in {
            "before": sa.Text(),
            "after": sa.Text(),
            "way": sa.String(length=24),
            "address": sa.String(length=64),
        }.items():
            table.add_column(sa.Column(name, kind, server_default="", nullable=False))
        table.drop_constraint(op.f(SITE), type_="foreignkey")
        table.create_foreign_key(op.f(SITE), "sites", ["site_id"], ["id"], ondelete="RESTRICT")
        for name, columns in INDEXES.items():
            table.create_index(op.f(f"ix_activity_log_{name}"), columns)
    op.create_table(
        "log_exemptions",
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("never", sa.Integer(), server_default="0", nullable=False),
        sa.CheckConstraint("kind IN ('prune', 'rename')", name=op.f("ck_log_exemptions_kind")),
        sa.CheckConstraint("never = 0", name=op.f("ck_log_exemptions_never")),
        sa.ForeignKeyConstraint(["entry_id"], ["activity_log.id"], name=op.f("fk_log_exemptions_entry_id")),
        sa.ForeignKeyConstraint(
            ["never"],
            ["activity_log.id"],
            name=op.f("fk_log_exemptions_never"),
            deferrable=True,
            initially="DEFERRED",
        ),
        sa.PrimaryKeyConstraint("entry_id", name=op.f("pk_log_exemptions")),
    )
    for statement in GUARD[op.get_bind().dialect.name]:
        op.execute(statement)


def downgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION IF EXISTS keep_activity_log CASCADE")
    op.drop_table("log_exemptions")
    # SQLite drops the triggers with the table that this makes anew.
    with op.batch_alter_table("activity_log") as table:
        for name in INDEXES:
            table.drop_index(op.f(f"ix_activity_log_{name}"))
        table.drop_constraint(op.f(SITE), type_="foreignkey")
        table.create_foreign_key(op.f(SITE), "sites", ["site_id"], ["id"], ondelete="CASCADE")
        for name in ("week", "before", "after", "way", "address"):
            table.drop_column(name)
