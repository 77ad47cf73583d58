"""Migrations lead to the tables that the code knows, checks and defaults included, and back again."""

from typing import Any

from alembic import command
from sqlalchemy import inspect, text
from sqlalchemy.engine import Inspector

from data.engine import engine_for
from data.migrate import configuration, lacks_migrations, upgrade
from data.settings import Settings
from data.tables import metadata

FACTS = (
    Inspector.get_columns,
    Inspector.get_check_constraints,
    Inspector.get_foreign_keys,
    Inspector.get_unique_constraints,
    Inspector.get_indexes,
    Inspector.get_pk_constraint,
)


def described(url: str) -> dict[str, Any]:
    """What a database says about its own tables, in an order that does not matter."""
    inspector = inspect(engine_for(url))
    return {
        name: [plain(fact(inspector, name)) for fact in FACTS]
        for name in inspector.get_table_names()
        if name != "alembic_version"
    }


def plain(value: Any) -> Any:
    if isinstance(value, dict):
        return sorted((key, plain(item)) for key, item in value.items())
    return sorted(map(plain, value), key=str) if isinstance(value, list) else str(value)


def test_migrated_tables_carry_every_check_key_and_default_of_the_code(database: str) -> None:
    migrated = described(database)
    engine = engine_for(database)
    metadata.drop_all(engine)
    metadata.create_all(engine)
    assert described(database) == migrated
    assert set(migrated) == set(metadata.tables)


def test_going_back_leaves_nothing_and_forth_again_everything(database: str) -> None:
    before = described(database)
    command.downgrade(configuration(database), "base")
    assert described(database) == {}
    upgrade(Settings(database_url=database))
    assert described(database) == before


def test_a_database_lacks_migrations_while_it_is_older_than_the_code(database: str) -> None:
    settings = Settings(database_url=database)
    assert not lacks_migrations(settings)
    command.downgrade(configuration(database), "0001")
    assert lacks_migrations(settings)
    command.downgrade(configuration(database), "base")
    assert lacks_migrations(settings)
    upgrade(settings)
    with engine_for(database).begin() as connection:
        head = connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one()
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    assert not lacks_migrations(settings)
    with engine_for(database).begin() as connection:
        connection.execute(text(f"UPDATE alembic_version SET version_num = '{head}'"))


def test_migrating_twice_changes_nothing(database: str) -> None:
    before = described(database)
    upgrade(Settings(database_url=database))
    assert described(database) == before


def test_migrating_keeps_what_belongs_to_a_table_that_is_made_anew(database: str) -> None:
    """The runs' table is rebuilt on SQLite; its candidates and what was applied from it must stay."""
    engine = engine_for(database)
    command.downgrade(configuration(database), "0002")
    at = "2026-11-24 12:00:00+00:00"
    rows = (
        "INSERT INTO sites (id, name, timezone, source) VALUES ('s', 'House', 'UTC', 'test')",
        "INSERT INTO schedules (id, site_id, name, start, days, status)"
        " VALUES ('w', 's', 'W', '2026-11-23', 7, 'DRAFT')",
        "INSERT INTO runs (id, schedule_id, profile_name, status, time_limit, gap, threads, seed, snapshot,"
        " snapshot_hash, code_version, requested_by, created_at)"
        f" VALUES ('r', 'w', 'p', 'COMPLETED', 1, 0, 1, 1, '', 'h', '1', 'ann', '{at}')",
        "INSERT INTO candidates (id, run_id, seq, seconds, penalty, hard, assignments)"
        " VALUES ('c', 'r', 1, 0.5, 7, 0, '[]')",
    )
    with engine.begin() as connection:
        for row in rows:
            connection.execute(text(row))
    upgrade(Settings(database_url=database))
    with engine.connect() as connection:
        assert connection.execute(text("SELECT run_id FROM candidates")).scalars().all() == ["r"]
        assert connection.execute(text("SELECT losses FROM runs")).scalars().all() == [0]
