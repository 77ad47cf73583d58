"""Home locations, priorities, holidays' regions, and accounts that people bring along"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

DEMANDS = ("template_demands", "shift_demands")


def upgrade() -> None:
    with op.batch_alter_table("sites") as table:
        table.add_column(sa.Column("region", sa.String(length=12), server_default="", nullable=False))
    with op.batch_alter_table("employees") as table:
        table.add_column(sa.Column("home", sa.String(length=80), server_default="", nullable=False))
    for name in DEMANDS:
        with op.batch_alter_table(name) as table:
            table.add_column(sa.Column("priority", sa.Integer(), server_default="1", nullable=False))
            table.create_check_constraint(op.f(f"ck_{name}_priority"), "priority >= 1")
    op.create_table(
        "opening_totals",
        sa.Column("employee_id", sa.String(length=32), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("shifts", sa.Integer(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("weekends", sa.Integer(), nullable=False),
        sa.CheckConstraint("shifts >= 0 AND minutes >= 0 AND weekends >= 0", name=op.f("ck_opening_totals_amounts")),
        sa.ForeignKeyConstraint(
            ["employee_id"], ["employees.id"], name=op.f("fk_opening_totals_employee_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("employee_id", name=op.f("pk_opening_totals")),
    )


def downgrade() -> None:
    op.drop_table("opening_totals")
    for name in DEMANDS:
        with op.batch_alter_table(name) as table:
            table.drop_constraint(op.f(f"ck_{name}_priority"), type_="check")
            table.drop_column("priority")
    with op.batch_alter_table("employees") as table:
        table.drop_column("home")
    with op.batch_alter_table("sites") as table:
        table.drop_column("region")
