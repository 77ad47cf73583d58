"""Of all rosters that cost no more, the one nearest to another."""

from collections.abc import Callable, Iterable

from ortools.sat.python import cp_model

from scheduling.checker import score
from scheduling.domain.problem import Problem
from scheduling.domain.roster import Roster
from scheduling.domain.settings import RuleSetting
from scheduling.solver.model import RosterModel


class _Stopping(cp_model.CpSolverSolutionCallback):
    """Looks at each solution whether to go on."""

    def __init__(self, should_stop: Callable[[], bool]) -> None:
        super().__init__()
        self._should_stop = should_stop

    def on_solution_callback(self) -> None:
        if self._should_stop():
            self.stop_search()


def nearest(
    problem: Problem,
    settings: Iterable[RuleSetting],
    found: Roster,
    to: Roster,
    seconds: float,
    threads: int = 1,
    should_stop: Callable[[], bool] = lambda: False,
) -> Roster:
    """A roster that is no worse than the one `found`, and in which fewer assignments differ from `to`, if there is one.

    It keeps every hard rule. What there is after so many `seconds` counts; `found` itself where nothing is nearer.
    """
    settings = tuple(settings)
    penalty = score(problem, found, settings).penalty
    model = RosterModel(problem, settings)
    model.cost_at_most(penalty)
    model.stay_near(to)
    model.hint(found)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = threads
    solver.parameters.max_time_in_seconds = seconds
    if solver.solve(model.cp, _Stopping(should_stop)) not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return found
    near = model.roster(solver.boolean_value)
    verdict = score(problem, near, settings)
    fair = not verdict.hard and verdict.penalty <= penalty
    return near if fair and len(near ^ to) < len(found ^ to) else found
