"""Small problems as the linear programs that peers are given."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from ortools.sat.python import cp_model

from benchmarks.solver.peers import cp_sat
from benchmarks.solver.peers.common import Task, task
from scheduling.domain.problem import Problem
from scheduling.domain.roster import Roster
from scheduling.domain.settings import RuleSetting
from scheduling.solver.linear.model import LinearModel


@dataclass(frozen=True)
class Given:
    """A problem stated, and the task as a peer reads it."""

    model: LinearModel
    task: Task


def given_to_peers(problem: Problem, rules: Iterable[RuleSetting], out: Path, until: float = 0.0) -> Given:
    model = LinearModel(problem, rules)
    with TemporaryDirectory() as folder:
        program = Path(folder) / "program.npz"
        np.savez(program, **model.program.arrays())
        words = [str(program), "--until", str(until), "--threads", "1", "--seed", "1", "--out", str(out)]
        return Given(model, task(words))


def charged(given: Given, plan: Roster) -> int | None:
    """What the program charges for exactly this roster; None when it forbids it."""
    model, variables = cp_sat.stated(given.task)
    for number, variable in enumerate(variables[: len(given.model.assignments)]):
        model.add(variable == int(given.model.assignments[number] in plan))
    if plan - set(given.model.assignments):
        return None
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    status = solver.solve(model)
    if status == cp_model.INFEASIBLE:
        return None
    assert status == cp_model.OPTIMAL, model.validate()
    return round(solver.objective_value)
