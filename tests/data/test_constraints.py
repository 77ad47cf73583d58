"""The database itself refuses what makes no sense, whoever writes it; each case spoils one value of a good row."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import insert, select, update
from sqlalchemy.exc import IntegrityError, StatementError

from data import tables
from data.engine import engine_for
from scheduling.domain.problem import Demand, Preference
from scheduling.domain.runs import SolveOptions
from scheduling.domain.settings import RuleSetting
from scheduling.services.records import ProfileRecord, RunRecord, TimeOffKind, TimeOffRecord, UserRecord, UserRole
from tests.builders import ProblemBuilder
from tests.data.stored import Open

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
RULE = RuleSetting("rest", "min_rest", 5, params={"hours": 11})


@pytest.fixture
def full(transactions: Open) -> Open:
    """A database with at least one row in each table that is spoilt below."""
    build = ProblemBuilder().contract("full", 2400).people("ann", contract="full")
    build.template("D", 480, 960).plan("D", demands=(Demand("r", 1, 2, 3, 4, 5),)).says("ann", "desired", 1, 0, 1440)
    build.asks("ann", "D", 1, on=True).pin("ann", "D@2")
    problem = replace(build.problem, preferences=(Preference("ann", weekday=6, start=480, end=960),))
    profile = ProfileRecord("p", "", "Balanced", SolveOptions(), {"rest": 9}, is_default=True)
    with transactions() as work:
        site, week = work.problems.store("House", problem, (RULE,), "test", profiles=[profile])
        ann = work.team.employees(site)[0].id
        work.wishes.add_time_off(TimeOffRecord("t", ann, TimeOffKind.OTHER, NOW, NOW + timedelta(days=1)))
        work.runs.add(RunRecord("run", week, None, "none", SolveOptions(), "hash", "1", "ann", NOW), "{}")
        work.users.add(UserRecord("u", "ann", "Ann", UserRole.MANAGER))
        work.commit()
    return transactions


CHECKS: list[tuple[str, str, dict[str, Any]]] = [
    ("users", "role", {"role": "owner"}),
    ("contracts", "weekly_minutes", {"weekly_minutes": -1}),
    ("employees", "name", {"name": "  "}),
    ("shift_templates", "start", {"start_minute": 1440, "end_minute": 1500}),
    ("shift_templates", "end", {"end_minute": 480}),
    ("shift_templates", "end", {"end_minute": 480 + 1441}),
    ("template_demands", "minimum", {"minimum": -1}),
    ("shift_demands", "target", {"target": 0}),
    ("shift_demands", "maximum", {"maximum": 1}),
    ("shift_demands", "costs", {"under_cost": -1}),
    ("schedules", "days", {"days": 0}),
    ("schedules", "status", {"status": "OPEN"}),
    ("planned_shifts", "status", {"status": "LOST"}),
    ("availability", "minutes", {"to_minute": 1441}),
    ("availability", "minutes", {"from_minute": 1440}),
    ("availability", "kind", {"kind": "perhaps"}),
    ("availability", "weight", {"weight": -1}),
    ("shift_requests", "weight", {"weight": -1}),
    ("preferences", "weekday", {"weekday": 7}),
    ("preferences", "minutes", {"to_minute": 480}),
    ("preferences", "minutes", {"from_minute": None, "to_minute": 0}),
    ("time_off_requests", "order", {"ends_at": NOW}),
    ("time_off_requests", "kind", {"kind": "STRIKE"}),
    ("time_off_requests", "status", {"status": "MAYBE"}),
    ("rule_settings", "weight", {"weight": -1}),
    ("weight_profiles", "time_limit", {"time_limit": 3301}),
    ("weight_profiles", "gap", {"gap": 100.0}),
    ("weight_profiles", "threads", {"threads": 0}),
    ("profile_weights", "weight", {"weight": -1}),
    ("runs", "status", {"status": "LOST"}),
    ("runs", "solve_status", {"solve_status": "GUESSED"}),
]


@pytest.mark.parametrize(("table", "check", "spoilt"), CHECKS)
def test_a_value_that_makes_no_sense_is_refused(
    full: Open, database: str, table: str, check: str, spoilt: dict[str, Any]
) -> None:
    statement = update(tables.metadata.tables[table]).values(spoilt)
    with pytest.raises(IntegrityError, match=f"ck_{table}_{check}"), engine_for(database).begin() as connection:
        connection.execute(statement)


def copy_of(database: str, table: str, **changes: Any) -> Callable[[], None]:
    """Inserts a row of a table once more, with these changes."""
    chosen = tables.metadata.tables[table]

    def put() -> None:
        with engine_for(database).begin() as connection:
            row = connection.execute(select(chosen)).mappings().first()
            assert row is not None
            connection.execute(insert(chosen).values({**row, **changes}))

    return put


@pytest.mark.parametrize(
    ("table", "changes"),
    [
        ("users", {"id": "x"}),
        ("roles", {"id": "x"}),
        ("contracts", {"id": "x"}),
        ("shift_templates", {"id": "x"}),
        ("schedules", {"id": "x"}),
        ("planned_shifts", {"id": "x"}),
        ("weight_profiles", {"id": "x", "is_default": False}),
        ("weight_profiles", {"id": "x", "name": "A second default"}),
        ("assignments", {}),
        ("shift_requests", {}),
        ("employee_roles", {}),
    ],
)
def test_the_same_thing_twice_is_refused(full: Open, database: str, table: str, changes: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError, match=r"(?i)unique"):
        copy_of(database, table, **changes)()


def test_a_profile_that_is_no_default_may_stand_beside_the_default(full: Open, database: str) -> None:
    copy_of(database, "weight_profiles", id="x", name="Another", is_default=False)()


@pytest.mark.parametrize(
    ("table", "column"),
    [
        ("employees", "contract_id"),
        ("planned_shifts", "template_id"),
        ("assignments", "role_id"),
        ("runs", "profile_id"),
        ("time_off_requests", "employee_id"),
    ],
)
def test_what_is_referred_to_must_exist(full: Open, database: str, table: str, column: str) -> None:
    statement = update(tables.metadata.tables[table]).values({column: "nowhere"})
    with pytest.raises(IntegrityError, match=r"(?i)foreign key"), engine_for(database).begin() as connection:
        connection.execute(statement)


def test_what_is_worked_keeps_its_person_its_role_and_its_template(full: Open, database: str) -> None:
    for table in (tables.employees, tables.roles, tables.shift_templates):
        with pytest.raises(IntegrityError, match=r"(?i)foreign key"), engine_for(database).begin() as connection:
            connection.execute(table.delete())


def test_a_deleted_profile_leaves_its_runs_in_the_history(full: Open, database: str) -> None:
    with full() as work:
        week = work.runs.get("run").schedule
        site = work.schedules.get(week).site
        (profile,) = work.rules.profiles(site)
        work.runs.add(RunRecord("r2", week, profile.id, "Balanced", SolveOptions(), "h", "1", "ann", NOW), "{}")
        work.rules.remove_profile(profile.id, profile.version)
        kept = work.runs.get("r2")
    assert (kept.profile, kept.profile_name) == (None, "Balanced")


def test_a_moment_without_a_time_zone_is_refused_and_any_zone_is_kept_as_the_same_moment(full: Open) -> None:
    with full() as work:
        request = work.wishes.time_off_request("t")
        assert (request.starts_at, request.starts_at.tzinfo) == (NOW, UTC)
        with pytest.raises(StatementError, match="no time zone"):
            work.wishes.save_time_off(replace(request, ends_at=datetime(2026, 12, 1)))  # noqa: DTZ001
