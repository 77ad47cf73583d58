"""Accounts with e-mail and one-time passwords, sessions that can be told apart, and tries to sign in"""

from datetime import UTC, datetime
from uuid import uuid4

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    with op.batch_alter_table("users") as table:
        table.add_column(sa.Column("email", sa.String(length=254), nullable=True))
        table.add_column(sa.Column("must_change", sa.Boolean(), server_default=sa.false(), nullable=False))
        table.add_column(sa.Column("password_until", sa.DateTime(timezone=True), nullable=True))
        table.add_column(sa.Column("signed_in_at", sa.DateTime(timezone=True), nullable=True))
        table.add_column(sa.Column("version", sa.Integer(), server_default="1", nullable=False))
        table.create_unique_constraint(op.f("uq_users_email"), ["email"])
    with op.batch_alter_table("sessions") as table:
        table.add_column(sa.Column("id", sa.String(length=32), nullable=True))
        table.add_column(sa.Column("created_at", sa.DateTime(timezone=True), nullable=True))
        table.add_column(sa.Column("seen_at", sa.DateTime(timezone=True), nullable=True))
        table.add_column(sa.Column("address", sa.String(length=64), server_default="", nullable=False))
        table.add_column(sa.Column("browser", sa.String(length=255), server_default="", nullable=False))
    _fill_sessions()
    with op.batch_alter_table("sessions") as table:
        for name, kind in (("id", sa.String(length=32)), *((n, sa.DateTime(True)) for n in ("created_at", "seen_at"))):
            table.alter_column(name, existing_type=kind, nullable=False)
        table.create_unique_constraint(op.f("uq_sessions_id"), ["id"])
    op.create_table(
        "sign_in_tries",
        sa.Column("subject", sa.String(length=80), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("first_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("subject", name=op.f("pk_sign_in_tries")),
    )


def downgrade() -> None:
    op.drop_table("sign_in_tries")
    with op.batch_alter_table("sessions") as table:
        table.drop_constraint(op.f("uq_sessions_id"), type_="unique")
        for name in ("id", "created_at", "seen_at", "address", "browser"):
            table.drop_column(name)
    with op.batch_alter_table("users") as table:
        table.drop_constraint(op.f("uq_users_email"), type_="unique")
        for name in ("email", "must_change", "password_until", "signed_in_at", "version"):
            table.drop_column(name)


def _fill_sessions() -> None:
    """Sessions of before go on as if they began now: people stay signed in over an upgrade."""
    connection, now = op.get_bind(), datetime.now(UTC)
    sessions = sa.table(
        "sessions",
        sa.column("token_hash"),
        sa.column("id"),
        sa.column("created_at", sa.DateTime(True)),
        sa.column("seen_at", sa.DateTime(True)),
    )
    for token in connection.execute(sa.select(sessions.c.token_hash)).scalars().all():
        values = {"id": uuid4().hex, "created_at": now, "seen_at": now}
        connection.execute(sessions.update().where(sessions.c.token_hash == token).values(values))
