"""CBC and SCIP, as OR-Tools brings them, on the textbook linear model.

Both search with one thread here: this CBC is built without threads, and SCIP's concurrent search was slower. They
tell what they find in their logs only, which `logs.py` reads. CBC counts processor seconds, not those of the clock.
"""

import sys

from ortools.linear_solver import pywraplp

from benchmarks.solver.peers.common import FEASIBLE, INFEASIBLE, NOTHING, OPTIMAL, Task, task, tell

ENDS = {
    pywraplp.Solver.OPTIMAL: OPTIMAL,
    pywraplp.Solver.FEASIBLE: FEASIBLE,
    pywraplp.Solver.INFEASIBLE: INFEASIBLE,
}


def main(name: str, given: Task) -> None:
    """Solve with the solver of this name; its log goes to standard output."""
    solver = pywraplp.Solver.CreateSolver(name)
    limits = zip(given.low.tolist(), given.high.tolist(), strict=True)
    variables = [solver.IntVar(low, high, "") for low, high in limits]
    for columns, factors, least, most in given.rows():
        row = solver.Constraint(least, most)
        for column, factor in zip(columns, factors, strict=True):
            row.SetCoefficient(variables[column], factor)
    objective = solver.Objective()
    for variable, cost in zip(variables, given.cost.tolist(), strict=True):
        objective.SetCoefficient(variable, cost)
    objective.SetOffset(given.constant)
    if name == "SCIP":
        solver.SetSolverSpecificParametersAsString(f"randomization/randomseedshift = {given.seed}\n")
    solver.EnableOutput()
    solver.SetTimeLimit(int(1000 * given.seconds_left))
    parameters = pywraplp.MPSolverParameters()
    parameters.SetDoubleParam(pywraplp.MPSolverParameters.RELATIVE_MIP_GAP, 0.0)
    status = ENDS.get(solver.Solve(parameters), NOTHING)
    if status in (OPTIMAL, FEASIBLE):
        tell(objective=objective.Value(), bound=objective.BestBound())
        given.end(status, [variable.solution_value() for variable in variables])
    else:
        given.end(status)


if __name__ == "__main__":
    main(sys.argv.pop(1), task())
