"""The solvers that are compared: how each is given a problem, started, and asked for its roster."""

import json
import sys
import time
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from types import MappingProxyType

import numpy as np

from benchmarks.solver import timefold
from benchmarks.solver.cases import Case
from benchmarks.solver.contract import Limits, Preparation, Ready, Solver
from benchmarks.solver.logs import from_cbc, from_scip
from scheduling.domain.problem import Assignment
from scheduling.domain.roster import Roster
from scheduling.domain.runs import SolveOptions
from scheduling.services.snapshot import Snapshot, to_text
from scheduling.solver.linear.model import LinearModel

START_SECONDS = 2
"""What Shiftwright's own limit is shorter: it counts from the search's start, and all times here from the process's."""


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
        return (sys.executable, *solve, *limits.words(options))

    return Ready(command, roster)


def _linear(peer: tuple[str, ...], case: Case, folder: Path) -> Ready:
    program = folder / "program.npz"
    model = LinearModel(case.problem, case.settings)
    np.savez(program, **model.program.arrays())

    def command(limits: Limits, out: Path) -> tuple[str, ...]:
        options = {"--until": time.time() + limits.seconds, "--out": out}
        return (sys.executable, "-m", *peer, str(program), *limits.words(options))

    return Ready(command, lambda out: model.roster(json.loads(out.read_text())))


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
        "timefold": Solver(
            "Timefold", timefold.ready, "constraint streams; a search for each thread", why_not=timefold.why_not
        ),
        "cp_sat": Solver("CP-SAT, textbook", _of("cp_sat"), "textbook model, no hint"),
    }
)
