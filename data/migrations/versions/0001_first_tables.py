"""First tables"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "sites",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("timezone", sa.String(length=64), nullable=False),
        sa.Column("source", sa.String(length=24), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sites")),
    )
    op.create_table(
        "users",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("username", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("role", sa.String(length=24), nullable=False),
        sa.Column("password_hash", sa.String(length=255), nullable=False),
        sa.Column("active", sa.Boolean(), server_default=sa.true(), nullable=False),
        sa.CheckConstraint(
            "role IN ('employee', 'viewer', 'analyst', 'manager', 'administrator')",
            name=op.f("ck_users_role"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_users")),
        sa.UniqueConstraint("username", name=op.f("uq_users_username")),
    )
    op.create_table(
        "activity_log",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("site_id", sa.String(length=32), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.String(length=64), nullable=False),
        sa.Column("action", sa.String(length=64), nullable=False),
        sa.Column("subject", sa.String(length=255), nullable=False),
        sa.Column("detail", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["site_id"], ["sites.id"], name=op.f("fk_activity_log_site_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_activity_log")),
    )
    op.create_index("ix_activity_log_site_id", "activity_log", ["site_id"])

    op.create_table(
        "contracts",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("site_id", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("weekly_minutes", sa.Integer(), nullable=True),
        sa.CheckConstraint("weekly_minutes IS NULL OR weekly_minutes >= 0", name=op.f("ck_contracts_weekly_minutes")),
        sa.ForeignKeyConstraint(["site_id"], ["sites.id"], name=op.f("fk_contracts_site_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contracts")),
        sa.UniqueConstraint("site_id", "name", name=op.f("uq_contracts_site_id_name")),
    )
    op.create_table(
        "roles",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("site_id", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.ForeignKeyConstraint(["site_id"], ["sites.id"], name=op.f("fk_roles_site_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_roles")),
        sa.UniqueConstraint("site_id", "name", name=op.f("uq_roles_site_id_name")),
    )
    op.create_table(
        "rule_settings",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("site_id", sa.String(length=32), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("enabled", sa.Boolean(), server_default=sa.true(), nullable=False),
        sa.Column("weight", sa.Integer(), nullable=True),
        sa.Column("scope", sa.JSON(), nullable=False),
        sa.Column("params", sa.JSON(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.CheckConstraint("weight IS NULL OR weight >= 0", name=op.f("ck_rule_settings_weight")),
        sa.ForeignKeyConstraint(["site_id"], ["sites.id"], name=op.f("fk_rule_settings_site_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rule_settings")),
    )
    op.create_index("ix_rule_settings_site_id", "rule_settings", ["site_id"])

    op.create_table(
        "schedules",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("site_id", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("start", sa.Date(), nullable=False),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=24), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.CheckConstraint("status IN ('DRAFT', 'PUBLISHED', 'ARCHIVED')", name=op.f("ck_schedules_status")),
        sa.CheckConstraint("days >= 1 AND days <= 366", name=op.f("ck_schedules_days")),
        sa.ForeignKeyConstraint(["site_id"], ["sites.id"], name=op.f("fk_schedules_site_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_schedules")),
        sa.UniqueConstraint("site_id", "start", "name", name=op.f("uq_schedules_site_id_start_name")),
    )
    op.create_table(
        "sessions",
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("user_id", sa.String(length=32), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_sessions_user_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_sessions")),
    )
    op.create_index("ix_sessions_user_id", "sessions", ["user_id"])

    op.create_table(
        "shift_templates",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("site_id", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("code", sa.String(length=12), nullable=False),
        sa.Column("start_minute", sa.Integer(), nullable=False),
        sa.Column("end_minute", sa.Integer(), nullable=False),
        sa.Column("location", sa.String(length=80), server_default="", nullable=False),
        sa.Column("labels", sa.JSON(), nullable=False),
        sa.Column("colour", sa.String(length=16), server_default="", nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.CheckConstraint(
            "end_minute > start_minute AND end_minute <= start_minute + 1440",
            name=op.f("ck_shift_templates_end"),
        ),
        sa.CheckConstraint("start_minute >= 0 AND start_minute < 1440", name=op.f("ck_shift_templates_start")),
        sa.ForeignKeyConstraint(["site_id"], ["sites.id"], name=op.f("fk_shift_templates_site_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shift_templates")),
        sa.UniqueConstraint("site_id", "code", name=op.f("uq_shift_templates_site_id_code")),
    )
    op.create_table(
        "weight_profiles",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("site_id", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("is_default", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("time_limit", sa.Integer(), nullable=False),
        sa.Column("gap", sa.Float(), nullable=False),
        sa.Column("threads", sa.Integer(), nullable=False),
        sa.Column("seed", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.CheckConstraint("gap >= 0 AND gap < 100", name=op.f("ck_weight_profiles_gap")),
        sa.CheckConstraint("threads >= 1", name=op.f("ck_weight_profiles_threads")),
        sa.CheckConstraint("time_limit >= 1 AND time_limit <= 3300", name=op.f("ck_weight_profiles_time_limit")),
        sa.ForeignKeyConstraint(["site_id"], ["sites.id"], name=op.f("fk_weight_profiles_site_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_weight_profiles")),
        sa.UniqueConstraint("site_id", "name", name=op.f("uq_weight_profiles_site_id_name")),
    )
    op.create_index(
        "uq_weight_profiles_one_default",
        "weight_profiles",
        ["site_id"],
        unique=True,
        sqlite_where=sa.text("is_default"),
        postgresql_where=sa.text("is_default"),
    )

    op.create_table(
        "employees",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("site_id", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("contract_id", sa.String(length=32), nullable=True),
        sa.Column("labels", sa.JSON(), nullable=False),
        sa.Column("active", sa.Boolean(), server_default=sa.true(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.CheckConstraint("length(trim(name)) > 0", name=op.f("ck_employees_name")),
        sa.ForeignKeyConstraint(
            ["contract_id"], ["contracts.id"], name=op.f("fk_employees_contract_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["site_id"], ["sites.id"], name=op.f("fk_employees_site_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_employees")),
    )
    op.create_index("ix_employees_site_id", "employees", ["site_id"])

    op.create_table(
        "planned_shifts",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("schedule_id", sa.String(length=32), nullable=False),
        sa.Column("template_id", sa.String(length=32), nullable=False),
        sa.Column("date", sa.Date(), nullable=False),
        sa.Column("status", sa.String(length=24), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.CheckConstraint(
            "status IN ('PLANNED', 'PARTIALLY_ASSIGNED', 'FULLY_ASSIGNED', 'CANCELLED')",
            name=op.f("ck_planned_shifts_status"),
        ),
        sa.ForeignKeyConstraint(
            ["schedule_id"], ["schedules.id"], name=op.f("fk_planned_shifts_schedule_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["template_id"],
            ["shift_templates.id"],
            name=op.f("fk_planned_shifts_template_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_planned_shifts")),
        sa.UniqueConstraint(
            "schedule_id", "template_id", "date", name=op.f("uq_planned_shifts_schedule_id_template_id_date")
        ),
    )
    op.create_table(
        "profile_weights",
        sa.Column("profile_id", sa.String(length=32), nullable=False),
        sa.Column("setting_id", sa.String(length=32), nullable=False),
        sa.Column("weight", sa.Integer(), nullable=False),
        sa.CheckConstraint("weight >= 0", name=op.f("ck_profile_weights_weight")),
        sa.ForeignKeyConstraint(
            ["profile_id"],
            ["weight_profiles.id"],
            name=op.f("fk_profile_weights_profile_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["setting_id"],
            ["rule_settings.id"],
            name=op.f("fk_profile_weights_setting_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("profile_id", "setting_id", name=op.f("pk_profile_weights")),
    )
    op.create_table(
        "runs",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("schedule_id", sa.String(length=32), nullable=False),
        sa.Column("profile_id", sa.String(length=32), nullable=True),
        sa.Column("profile_name", sa.String(length=80), nullable=False),
        sa.Column("status", sa.String(length=24), nullable=False),
        sa.Column("solve_status", sa.String(length=24), nullable=True),
        sa.Column("time_limit", sa.Integer(), nullable=False),
        sa.Column("gap", sa.Float(), nullable=False),
        sa.Column("threads", sa.Integer(), nullable=False),
        sa.Column("seed", sa.Integer(), nullable=False),
        sa.Column("snapshot", sa.LargeBinary(), nullable=False),
        sa.Column("snapshot_hash", sa.String(length=64), nullable=False),
        sa.Column("code_version", sa.String(length=40), nullable=False),
        sa.Column("requested_by", sa.String(length=64), nullable=False),
        sa.Column("message_id", sa.String(length=64), nullable=True),
        sa.Column("attempt", sa.Integer(), server_default="0", nullable=False),
        sa.Column("worker", sa.String(length=80), nullable=True),
        sa.Column("cancel_requested", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("heartbeat_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("objective", sa.BigInteger(), nullable=True),
        sa.Column("bound", sa.BigInteger(), nullable=True),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        sa.CheckConstraint(
            "solve_status IN ('OPTIMAL', 'FEASIBLE', 'INFEASIBLE', 'NO_SOLUTION_FOUND', 'ERROR')",
            name=op.f("ck_runs_solve_status"),
        ),
        sa.CheckConstraint(
            "status IN ('PENDING', 'RUNNING', 'COMPLETED', 'FAILED', 'CANCELLED')",
            name=op.f("ck_runs_status"),
        ),
        sa.ForeignKeyConstraint(
            ["profile_id"], ["weight_profiles.id"], name=op.f("fk_runs_profile_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["schedule_id"], ["schedules.id"], name=op.f("fk_runs_schedule_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_runs")),
    )
    op.create_index("ix_runs_schedule_id", "runs", ["schedule_id"])

    op.create_table(
        "template_demands",
        sa.Column("template_id", sa.String(length=32), nullable=False),
        sa.Column("role_id", sa.String(length=32), nullable=False),
        sa.Column("minimum", sa.Integer(), server_default="0", nullable=False),
        sa.Column("target", sa.Integer(), nullable=True),
        sa.Column("maximum", sa.Integer(), nullable=True),
        sa.Column("under_cost", sa.Integer(), nullable=True),
        sa.Column("over_cost", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "coalesce(under_cost, 0) >= 0 AND coalesce(over_cost, 0) >= 0",
            name=op.f("ck_template_demands_costs"),
        ),
        sa.CheckConstraint(
            "maximum IS NULL OR (maximum >= minimum AND maximum >= coalesce(target, 0))",
            name=op.f("ck_template_demands_maximum"),
        ),
        sa.CheckConstraint("minimum >= 0", name=op.f("ck_template_demands_minimum")),
        sa.CheckConstraint("target IS NULL OR target >= minimum", name=op.f("ck_template_demands_target")),
        sa.ForeignKeyConstraint(
            ["role_id"], ["roles.id"], name=op.f("fk_template_demands_role_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["template_id"],
            ["shift_templates.id"],
            name=op.f("fk_template_demands_template_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("template_id", "role_id", name=op.f("pk_template_demands")),
    )
    op.create_table(
        "assignments",
        sa.Column("planned_shift_id", sa.String(length=32), nullable=False),
        sa.Column("employee_id", sa.String(length=32), nullable=False),
        sa.Column("role_id", sa.String(length=32), nullable=False),
        sa.Column("pinned", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("run_id", sa.String(length=32), nullable=True),
        sa.ForeignKeyConstraint(
            ["employee_id"], ["employees.id"], name=op.f("fk_assignments_employee_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["planned_shift_id"],
            ["planned_shifts.id"],
            name=op.f("fk_assignments_planned_shift_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["role_id"], ["roles.id"], name=op.f("fk_assignments_role_id"), ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(["run_id"], ["runs.id"], name=op.f("fk_assignments_run_id"), ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("planned_shift_id", "employee_id", name=op.f("pk_assignments")),
    )
    op.create_index("ix_assignments_employee_id", "assignments", ["employee_id"])

    op.create_table(
        "availability",
        sa.Column("employee_id", sa.String(length=32), nullable=False),
        sa.Column("date", sa.Date(), nullable=False),
        sa.Column("from_minute", sa.Integer(), nullable=False),
        sa.Column("to_minute", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("weight", sa.Integer(), server_default="1", nullable=False),
        sa.CheckConstraint("kind IN ('unavailable', 'undesired', 'desired')", name=op.f("ck_availability_kind")),
        sa.CheckConstraint(
            "from_minute >= 0 AND from_minute < to_minute AND to_minute <= 1440",
            name=op.f("ck_availability_minutes"),
        ),
        sa.CheckConstraint("weight >= 0", name=op.f("ck_availability_weight")),
        sa.ForeignKeyConstraint(
            ["employee_id"], ["employees.id"], name=op.f("fk_availability_employee_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("employee_id", "date", "from_minute", name=op.f("pk_availability")),
    )
    op.create_table(
        "candidates",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("run_id", sa.String(length=32), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("seconds", sa.Float(), nullable=False),
        sa.Column("penalty", sa.BigInteger(), nullable=False),
        sa.Column("hard", sa.Integer(), nullable=False),
        sa.Column("bound", sa.BigInteger(), nullable=True),
        sa.Column("assignments", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["run_id"], ["runs.id"], name=op.f("fk_candidates_run_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_candidates")),
        sa.UniqueConstraint("run_id", "seq", name=op.f("uq_candidates_run_id_seq")),
    )
    op.create_table(
        "employee_roles",
        sa.Column("employee_id", sa.String(length=32), nullable=False),
        sa.Column("role_id", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["employee_id"], ["employees.id"], name=op.f("fk_employee_roles_employee_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["role_id"], ["roles.id"], name=op.f("fk_employee_roles_role_id"), ondelete="RESTRICT"),
        sa.PrimaryKeyConstraint("employee_id", "role_id", name=op.f("pk_employee_roles")),
    )
    op.create_table(
        "preferences",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("employee_id", sa.String(length=32), nullable=False),
        sa.Column("template_id", sa.String(length=32), nullable=True),
        sa.Column("weekday", sa.Integer(), nullable=True),
        sa.Column("from_minute", sa.Integer(), nullable=True),
        sa.Column("to_minute", sa.Integer(), nullable=True),
        sa.Column("weight", sa.Integer(), nullable=False),
        sa.Column("avoid", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.CheckConstraint("weekday IS NULL OR (weekday >= 0 AND weekday <= 6)", name=op.f("ck_preferences_weekday")),
        sa.CheckConstraint(
            "from_minute >= 0 AND to_minute > coalesce(from_minute, 0)", name=op.f("ck_preferences_minutes")
        ),
        sa.CheckConstraint("weight >= 0", name=op.f("ck_preferences_weight")),
        sa.ForeignKeyConstraint(
            ["employee_id"], ["employees.id"], name=op.f("fk_preferences_employee_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["template_id"],
            ["shift_templates.id"],
            name=op.f("fk_preferences_template_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_preferences")),
    )
    op.create_index("ix_preferences_employee_id", "preferences", ["employee_id"])

    op.create_table(
        "run_progress",
        sa.Column("run_id", sa.String(length=32), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("seconds", sa.Float(), nullable=False),
        sa.Column("objective", sa.BigInteger(), nullable=True),
        sa.Column("bound", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["run_id"], ["runs.id"], name=op.f("fk_run_progress_run_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("run_id", "seq", name=op.f("pk_run_progress")),
    )
    op.create_table(
        "shift_demands",
        sa.Column("planned_shift_id", sa.String(length=32), nullable=False),
        sa.Column("role_id", sa.String(length=32), nullable=False),
        sa.Column("minimum", sa.Integer(), server_default="0", nullable=False),
        sa.Column("target", sa.Integer(), nullable=True),
        sa.Column("maximum", sa.Integer(), nullable=True),
        sa.Column("under_cost", sa.Integer(), nullable=True),
        sa.Column("over_cost", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "coalesce(under_cost, 0) >= 0 AND coalesce(over_cost, 0) >= 0",
            name=op.f("ck_shift_demands_costs"),
        ),
        sa.CheckConstraint(
            "maximum IS NULL OR (maximum >= minimum AND maximum >= coalesce(target, 0))",
            name=op.f("ck_shift_demands_maximum"),
        ),
        sa.CheckConstraint("minimum >= 0", name=op.f("ck_shift_demands_minimum")),
        sa.CheckConstraint("target IS NULL OR target >= minimum", name=op.f("ck_shift_demands_target")),
        sa.ForeignKeyConstraint(
            ["planned_shift_id"],
            ["planned_shifts.id"],
            name=op.f("fk_shift_demands_planned_shift_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["role_id"], ["roles.id"], name=op.f("fk_shift_demands_role_id"), ondelete="RESTRICT"),
        sa.PrimaryKeyConstraint("planned_shift_id", "role_id", name=op.f("pk_shift_demands")),
    )
    op.create_table(
        "shift_requests",
        sa.Column("employee_id", sa.String(length=32), nullable=False),
        sa.Column("date", sa.Date(), nullable=False),
        sa.Column("template_id", sa.String(length=32), nullable=False),
        sa.Column("wanted", sa.Boolean(), nullable=False),
        sa.Column("weight", sa.Integer(), nullable=False),
        sa.CheckConstraint("weight >= 0", name=op.f("ck_shift_requests_weight")),
        sa.ForeignKeyConstraint(
            ["employee_id"], ["employees.id"], name=op.f("fk_shift_requests_employee_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["template_id"],
            ["shift_templates.id"],
            name=op.f("fk_shift_requests_template_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("employee_id", "date", "template_id", "wanted", name=op.f("pk_shift_requests")),
    )
    op.create_table(
        "time_off_requests",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("employee_id", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("status", sa.String(length=24), nullable=False),
        sa.Column("note", sa.Text(), server_default="", nullable=False),
        sa.Column("decided_by", sa.String(length=64), nullable=True),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.CheckConstraint("kind IN ('VACATION', 'SICK', 'PERSONAL', 'OTHER')", name=op.f("ck_time_off_requests_kind")),
        sa.CheckConstraint("status IN ('PENDING', 'APPROVED', 'REJECTED')", name=op.f("ck_time_off_requests_status")),
        sa.CheckConstraint("ends_at > starts_at", name=op.f("ck_time_off_requests_order")),
        sa.ForeignKeyConstraint(
            ["employee_id"],
            ["employees.id"],
            name=op.f("fk_time_off_requests_employee_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_time_off_requests")),
    )
    op.create_index("ix_time_off_requests_employee_id", "time_off_requests", ["employee_id"])


def downgrade() -> None:
    for table in (
        "time_off_requests",
        "shift_requests",
        "shift_demands",
        "run_progress",
        "preferences",
        "employee_roles",
        "candidates",
        "availability",
        "assignments",
        "template_demands",
        "runs",
        "profile_weights",
        "planned_shifts",
        "employees",
        "weight_profiles",
        "shift_templates",
        "sessions",
        "schedules",
        "rule_settings",
        "roles",
        "contracts",
        "activity_log",
        "users",
        "sites",
    ):
        op.drop_table(table)
