"""Migrations lead to the tables that the code knows, checks and defaults included, and back again."""

from typing import Any

from alembic import command
from sqlalchemy import inspect
from sqlalchemy.engine import Inspector

from data.engine import engine_for
from data.migrate import configuration, upgrade
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


def test_migrating_twice_changes_nothing(database: str) -> None:
    before = described(database)
    upgrade(Settings(database_url=database))
    assert described(database) == before
