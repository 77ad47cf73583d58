"""What every solver that is compared is given, and what is asked of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from benchmarks.solver.cases import Case
from benchmarks.solver.logs import from_json
from benchmarks.solver.watch import Reading
from scheduling.domain.roster import Roster


class DoesNotFit(Exception):
    """A problem that a solver cannot be given, with the reason."""


@dataclass(frozen=True)
class Limits:
    """What a run may use: seconds from the start of its process, threads; and its seed."""

    seconds: int
    threads: int
    seed: int

    def words(self, options: Mapping[str, object]) -> tuple[str, ...]:
        """Options as words, with those that all solvers take."""
        taken = {**options, "--threads": self.threads, "--seed": self.seed}
        return tuple(str(word) for option in taken.items() for word in option)


@dataclass(frozen=True)
class Ready:
    """A problem handed to a solver: the command of a run that leaves its roster at a path, and how to read it."""

    command: Callable[[Limits, Path], tuple[str, ...]]
    roster: Callable[[Path], Roster]
    left_out: tuple[str, ...] = ()


Preparation: TypeAlias = Callable[[Case, Path], Ready]
"""Hands a problem over, files in this folder being the solver's to keep; DoesNotFit when it cannot take it."""


@dataclass(frozen=True)
class Solver:
    """`why_not` says why it cannot run here, or nothing; `about` is what a reader of the table has to know."""

    title: str
    ready: Preparation
    about: str
    reading: Reading = from_json
    why_not: Callable[[], str] = str
