"""Why there is no roster, in the words of the rules."""

from collections.abc import Iterable
from dataclasses import replace

from ortools.sat.python import cp_model

from scheduling.checker import score
from scheduling.domain.problem import Problem
from scheduling.domain.settings import RuleSetting
from scheduling.solver.model import RosterModel

MOST_NAMED = 6


def why_infeasible(problem: Problem, settings: Iterable[RuleSetting], seconds: float = 10.0) -> str:
    """Sentences that name what the least broken roster still breaks, at most `MOST_NAMED` places.

    Every hard setting is priced at 1 a unit instead, soft ones are left out, and the cheapest roster is checked.
    """
    softened = [replace(s, weight=1) for s in settings if s.hard and s.enabled]
    model = RosterModel(problem, softened)
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = seconds
    status = solver.solve(model.cp)
    if status == cp_model.INFEASIBLE:
        return _pins(problem)
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return "No roster meets all hard rules. Which of them clash could not be found out in time."
    broken = score(problem, model.roster(solver.boolean_value), softened).violations
    places = "; ".join(v.message for v in broken[:MOST_NAMED])
    more = f"; and {len(broken) - MOST_NAMED} more places" if len(broken) > MOST_NAMED else ""
    return (
        "No roster meets all hard rules. The closest one still breaks: "
        f"{places}{more}. Loosen one of these rules, make it soft, or change the demand or availability."
    )


def _pins(problem: Problem) -> str:
    return (
        f"No roster is possible: the {len(problem.pinned)} pinned assignments clash with each other, with approved "
        "time off or with the roles people hold. Unpin one of them."
    )
