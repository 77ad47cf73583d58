"""The tables. Keys, uniqueness and checks live in the database itself."""

from data.tables.access import activity_log, log_exemptions, sessions, sign_in_tries, users
from data.tables.base import metadata
from data.tables.drafts import draft_steps, drafts
from data.tables.people import contracts, employee_roles, employees, opening_totals, roles, sites
from data.tables.rules import profile_versions, profile_weights, rule_settings, weight_profiles
from data.tables.runs import candidates, run_notes, run_progress, runs, workers
from data.tables.sweeps import sweep_points, sweeps
from data.tables.versions import roster_versions
from data.tables.weeks import assignments, planned_shifts, schedules, shift_demands, shift_templates, template_demands
from data.tables.wishes import availability, preferences, shift_requests, time_off_requests

__all__ = [
    "activity_log",
    "assignments",
    "availability",
    "candidates",
    "contracts",
    "draft_steps",
    "drafts",
    "employee_roles",
    "employees",
    "log_exemptions",
    "metadata",
    "opening_totals",
    "planned_shifts",
    "preferences",
    "profile_versions",
    "profile_weights",
    "roles",
    "roster_versions",
    "rule_settings",
    "run_notes",
    "run_progress",
    "runs",
    "schedules",
    "sessions",
    "shift_demands",
    "shift_requests",
    "shift_templates",
    "sign_in_tries",
    "sites",
    "sweep_points",
    "sweeps",
    "template_demands",
    "time_off_requests",
    "users",
    "weight_profiles",
    "workers",
]
