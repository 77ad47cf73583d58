"""The command line: solve, check and import instances without server or queue."""

from scheduling.cli.commands import build, run

__all__ = ["build", "run"]
