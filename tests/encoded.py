"""What an encoding says about one given roster, to be held against the check."""

from ortools.sat.python import cp_model

from scheduling.domain.problem import Problem
from scheduling.domain.roster import Roster
from scheduling.domain.settings import RuleSetting
from scheduling.solver.model import RosterModel


def encoded(problem: Problem, plan: Roster, rules: list[RuleSetting]) -> int | None:
    """What the encoding charges for exactly this roster; None when it forbids it."""
    model = RosterModel(problem, rules)
    model.fix(plan)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.cp_model_presolve = False  # everything is given: simplifying takes longer than looking
    status = solver.solve(model.cp)
    if status == cp_model.INFEASIBLE:
        return None
    assert status == cp_model.OPTIMAL, model.cp.validate()
    assert round(solver.objective_value) == model.penalty(solver.value)
    return model.penalty(solver.value)
