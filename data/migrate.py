"""Brings the tables of a database up to date. Only the launcher, the CLI and tests call this."""

from pathlib import Path

from alembic import command
from alembic.config import Config

from data.settings import Settings


def upgrade(settings: Settings, revision: str = "head") -> None:
    """Run the migrations that the database still lacks."""
    command.upgrade(configuration(settings.database_url), revision)


def configuration(url: str) -> Config:
    """Alembic's configuration for one database, without an ini file."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.attributes["url"] = url
    return config
