"""CP-SAT on the textbook model: a boolean for each cell, linear constraints, no hint, nothing generated."""

from ortools.sat.python import cp_model

from benchmarks.solver.peers.common import FEASIBLE, INFEASIBLE, NOTHING, OPTIMAL, Task, task, tell

ENDS = {cp_model.OPTIMAL: OPTIMAL, cp_model.FEASIBLE: FEASIBLE, cp_model.INFEASIBLE: INFEASIBLE}


class Listener(cp_model.CpSolverSolutionCallback):
    def on_solution_callback(self) -> None:
        tell(objective=self.objective_value)


def main(given: Task) -> None:
    """Solve, telling of each better solution and of the bound as it rises."""
    model, variables = stated(given)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = given.threads
    solver.parameters.random_seed = given.seed
    solver.parameters.max_time_in_seconds = given.seconds_left
    solver.best_bound_callback = lambda bound: tell(bound=bound)
    status = solver.solve(model, Listener())
    if status in ENDS:
        tell(bound=solver.best_objective_bound)
    given.end(ENDS.get(status, NOTHING), map(solver.value, variables) if status in ENDS else ())


def stated(given: Task) -> tuple[cp_model.CpModel, list[cp_model.IntVar]]:
    model = cp_model.CpModel()
    limits = zip(given.low.astype(int).tolist(), given.high.astype(int).tolist(), strict=True)
    variables = [model.new_int_var(low, high, "") for low, high in limits]
    for columns, factors, least, most in given.rows():
        scope = [variables[column] for column in columns]
        if least == -float("inf") and most == 1 and set(factors) == {1.0} and not any(given.high[columns] > 1):
            model.add_at_most_one(scope)
        else:
            row = cp_model.LinearExpr.weighted_sum(scope, list(map(int, factors)))
            model.add_linear_expression_in_domain(row, domain(least, most))
    cost = given.cost.astype(int).tolist()
    model.minimize(cp_model.LinearExpr.weighted_sum(variables, cost) + int(given.constant))
    return model, variables


def domain(least: float, most: float) -> cp_model.Domain:
    first = cp_model.INT32_MIN if least == -float("inf") else int(least)
    last = cp_model.INT32_MAX if most == float("inf") else int(most)
    return cp_model.Domain(first, last)


if __name__ == "__main__":
    main(task())
