"""`python -m scheduling`: the command line, with the database wired in only where a command stores something."""

from collections.abc import Sequence
from importlib import import_module

from scheduling.cli import build, run
from scheduling.domain.files import File
from scheduling.services.permissions import COMMAND_LINE


def import_files(files: Sequence[File], weeks: Sequence[str]) -> str:
    """Store an instance in the configured database; loaded late, since solve and check need none."""
    compose = import_module("data.compose")
    import_module("data.migrate").upgrade(compose.settings())
    imported = compose.services().importing.store(COMMAND_LINE, files, weeks)
    return (
        f"Imported {imported.name}: {imported.people} people, {imported.shifts} shifts, {imported.rules} rule settings."
    )


run(build(import_files))
