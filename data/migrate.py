"""Brings the tables of a database up to date. Only the launcher, the CLI and tests call this."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from data.engine import engine_for
from data.settings import Settings


def upgrade(settings: Settings, revision: str = "head") -> None:
    """Run the migrations that the database still lacks."""
    command.upgrade(configuration(settings.database_url), revision)


def lacks_migrations(settings: Settings) -> bool:
    """Whether the database is older than this code; one that a newer code has brought further is not.

    Raises
    ------
    sqlalchemy.exc.OperationalError
        When the database does not answer.
    """
    known = ScriptDirectory.from_config(configuration(settings.database_url))
    with engine_for(settings.database_url).connect() as connection:
        current = MigrationContext.configure(connection).get_current_revision()
    older = {script.revision for script in known.walk_revisions()} - {known.get_current_head()}
    return current is None or current in older


def configuration(url: str) -> Config:
    """Alembic's configuration for one database, without an ini file."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.attributes["url"] = url
    return config
