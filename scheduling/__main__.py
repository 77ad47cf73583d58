"""`python -m scheduling`: the command line, with the database wired in only where a command stores something."""

from importlib import import_module

from scheduling.cli import build, run


def import_file(name: str, content: bytes) -> str:
    """Store a file in the configured database; loaded late, since solve and check need none."""
    compose = import_module("data.compose")
    import_module("data.migrate").upgrade(compose.settings())
    imported = compose.services().importing.store(name, content, "command line")
    return (
        f"Imported {imported.name}: {imported.people} people, {imported.shifts} shifts, {imported.rules} rule settings."
    )


run(build(import_file))
