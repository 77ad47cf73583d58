"""Whose account it is, among the people who are planned"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    with op.batch_alter_table("users") as table:
        table.add_column(sa.Column("employee_id", sa.String(length=32), nullable=True))
        table.create_foreign_key(
            op.f("fk_users_employee_id"), "employees", ["employee_id"], ["id"], ondelete="SET NULL"
        )
        table.create_unique_constraint(op.f("uq_users_employee_id"), ["employee_id"])


def downgrade() -> None:
    with op.batch_alter_table("users") as table:
        table.drop_constraint(op.f("uq_users_employee_id"), type_="unique")
        table.drop_constraint(op.f("fk_users_employee_id"), type_="foreignkey")
        table.drop_column("employee_id")
