"""HiGHS on the textbook linear model, as it comes, without a gap at which it may stop."""

from typing import Any

import highspy

from benchmarks.solver.peers.common import FEASIBLE, INFEASIBLE, NOTHING, OPTIMAL, Task, task, tell

Kind = highspy.cb.HighsCallbackType
ENDS = {
    highspy.HighsModelStatus.kOptimal: OPTIMAL,
    highspy.HighsModelStatus.kInfeasible: INFEASIBLE,
}


def main(given: Task) -> None:
    """Solve, telling of each better solution and of the bound as it rises."""
    highs = highspy.Highs()
    for option, value in (
        ("output_flag", False),
        ("threads", given.threads),
        ("random_seed", given.seed),
        ("mip_rel_gap", 0.0),
    ):
        highs.setOptionValue(option, value)
    highs.passModel(model(given))
    highs.setCallback(hear, None)
    for kind in (Kind.kCallbackMipImprovingSolution, Kind.kCallbackMipLogging):
        highs.startCallback(kind)
    highs.setOptionValue("time_limit", given.seconds_left)
    highs.run()
    info = highs.getInfo()
    found = info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible
    tell(bound=info.mip_dual_bound)
    if found:
        tell(objective=info.objective_function_value)
    status = ENDS.get(highs.getModelStatus(), FEASIBLE if found else NOTHING)
    given.end(status, highs.getSolution().col_value)


def hear(kind: Any, message: str, told: Any, answer: Any, user: Any) -> None:
    if kind == Kind.kCallbackMipImprovingSolution:
        tell(objective=told.objective_function_value)
    else:
        tell(bound=told.mip_dual_bound)


def model(given: Task) -> Any:
    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_, lp.offset_ = len(given.cost), len(given.least), given.constant
    lp.col_cost_, lp.col_lower_, lp.col_upper_ = given.cost, given.low, given.high
    lp.row_lower_, lp.row_upper_ = given.least, given.most
    lp.integrality_ = [highspy.HighsVarType.kInteger] * len(given.cost)
    matrix = lp.a_matrix_
    matrix.format_ = highspy.MatrixFormat.kRowwise
    matrix.num_col_, matrix.num_row_ = lp.num_col_, lp.num_row_
    matrix.start_, matrix.index_, matrix.value_ = given.starts, given.columns, given.factors
    return lp


if __name__ == "__main__":
    main(task())
