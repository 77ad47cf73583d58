"""The solvers that are compared: how each is given a problem, started, and asked for its roster."""

import json
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import TypeAlias

from benchmarks.solver.cases import Case
from benchmarks.solver.linear import stated
from benchmarks.solver.logs import from_cbc, from_json, from_scip
from benchmarks.solver.watch import Reading
from scheduling.domain.problem import Assignment
from scheduling.domain.roster import Roster
from scheduling.domain.runs import SolveOptions
from scheduling.services.snapshot import Snapshot, to_text

START_SECONDS = 2
"""What Shiftwright's own limit is shorter: it counts from the search's start, and all times here from the process's."""


@dataclass(frozen=True)
class Limits:
    """What a run may use: seconds from the start of its process, threads; and its seed."""

    seconds: int
    threads: int
    seed: int


@dataclass(frozen=True)
class Ready:
    """A problem handed to a solver: the command of a run that leaves its roster at a path, and how to read it."""

    command: Callable[[Limits, Path], tuple[str, ...]]
    roster: Callable[[Path], Roster]
    left_out: tuple[str, ...] = ()


Preparation: TypeAlias = Callable[[Case, Path], Ready]
"""Hands a problem over, files in this folder being the solver's to keep."""


@dataclass(frozen=True)
class Solver:
    """`why_not` says why it cannot run here, or nothing; `about` is what a reader of the table has to know."""

    title: str
    ready: Preparation
    about: str
    reading: Reading = from_json
    why_not: Callable[[], str] = str


def _shiftwright(case: Case, folder: Path) -> Ready:
    if case.file is not None:
        solve, roster = ("-m", "scheduling", "solve", *case.words), case.file.read_roster
    else:
        problem = folder / "snapshot.json"
        problem.write_text(to_text(Snapshot(case.problem, case.settings, SolveOptions())))
        solve, roster = ("-m", "benchmarks.solver.snapshot", str(problem)), _triples

    def command(limits: Limits, out: Path) -> tuple[str, ...]:
        seconds = max(1, limits.seconds - START_SECONDS)
        options = {"--time-limit": seconds, "--out": out, "--progress": "/dev/stdout"}
        return (sys.executable, *solve, *_words(options, limits))

    return Ready(command, roster)


def _linear(peer: tuple[str, ...], case: Case, folder: Path) -> Ready:
    program = folder / "program.npz"
    model, left_out = stated(case.problem, case.settings)
    model.program.save(program)

    def command(limits: Limits, out: Path) -> tuple[str, ...]:
        options = {"--until": time.time() + limits.seconds, "--out": out}
        return (sys.executable, "-m", *peer, str(program), *_words(options, limits))

    return Ready(command, lambda out: model.roster(json.loads(out.read_text())), left_out)


def _words(options: Mapping[str, object], limits: Limits) -> tuple[str, ...]:
    """Options as words, with those that all solvers take."""
    taken = {**options, "--threads": limits.threads, "--seed": limits.seed}
    return tuple(str(word) for option in taken.items() for word in option)


def _triples(out: Path) -> Roster:
    return frozenset(Assignment(*triple) for triple in json.loads(out.read_text()))


def _of(name: str, *words: str) -> Preparation:
    return partial(_linear, (f"benchmarks.solver.peers.{name}", *words))


SOLVERS: Mapping[str, Solver] = MappingProxyType(
    {
        "shiftwright": Solver("Shiftwright", _shiftwright, "python -m scheduling solve"),
        "highs": Solver("HiGHS", _of("highs"), "textbook linear model"),
        "cbc": Solver("CBC", _of("wrapped", "CBC"), "textbook linear model, one thread", from_cbc),
        "scip": Solver("SCIP", _of("wrapped", "SCIP"), "textbook linear model, one thread", from_scip),
        "cp_sat": Solver("CP-SAT, textbook", _of("cp_sat"), "textbook model, no hint"),
    }
)
