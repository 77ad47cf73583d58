"""The strategy that knows every rule: CP-SAT on the whole model."""

import threading

from ortools.sat.python import cp_model

from scheduling.domain.errors import ShiftwrightError
from scheduling.domain.roster import Roster
from scheduling.solver.blackboard import Blackboard
from scheduling.solver.model import RosterModel, StatedInPart

STOP_POLL_SECONDS = 0.05
FEW_CELLS, TURNS_SHARE = 400, 0.5
"""People times shifts up to which one way to search proves sooner than several by turns; how much of the time these
have before it goes on alone.
"""


def cp_sat(board: Blackboard, threads: int, hint: Roster | None = None) -> None:
    """State the whole model and search with `threads` threads from a roster, until the board says that it is over."""
    try:
        search = CpSat(board, threads, hint)
    except StatedInPart:
        return
    search.run()


class CpSat(cp_model.CpSolverSolutionCallback):
    """One search with `threads` threads, told to the blackboard as it goes.

    `bound` is a proven lower bound of the penalty, `hint` a roster to start from.
    """

    def __init__(self, board: Blackboard, threads: int, hint: Roster | None = None) -> None:
        super().__init__()
        self._board, self._threads = board, threads
        board.note("CP-SAT: state the whole model.")
        self.model = RosterModel(board.problem, board.settings, board.go_on)
        if hint is not None:
            self.model.hint(hint)

    def run(self) -> None:
        """Search until proof, gap, time limit or stop.

        One thread lets several ways to search take turns first where one would be lost on a long plan; where they end
        without a proof, it goes on with the one that always ends with it.
        """
        self._board.note("CP-SAT: simplify the model and search.")
        problem = self._board.problem
        if self._threads == 1 and len(problem.employees) * len(problem.shifts) > FEW_CELLS:
            if self._search(by_turns=True) or not self._board.go_on():
                return
            if self._board.roster is not None:
                self.model.hint(self._board.roster)
        self._search()

    def _search(self, by_turns: bool = False) -> bool:
        """One search; whether it was certain at the end."""
        solver, board = self._solver(by_turns), self._board
        over = threading.Event()
        watcher = threading.Thread(target=self._watch, args=(solver, over), daemon=True)
        watcher.start()
        try:
            status = solver.solve(self.model.cp, self)
        finally:
            over.set()
            watcher.join()
        if status == cp_model.MODEL_INVALID:
            raise ShiftwrightError(f"The solver refused the model: {self.model.cp.validate()}")
        board.infeasible |= status == cp_model.INFEASIBLE
        if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            board.raise_bound(solver.best_objective_bound)
        return bool(status in (cp_model.OPTIMAL, cp_model.INFEASIBLE))

    def _solver(self, by_turns: bool) -> cp_model.CpSolver:
        board, solver = self._board, cp_model.CpSolver()
        solver.parameters.num_workers = self._threads
        solver.parameters.random_seed = board.options.seed
        solver.parameters.relative_gap_limit = board.options.gap / 100
        solver.parameters.max_time_in_seconds = max(0.01, board.seconds_left)
        solver.best_bound_callback = board.raise_bound
        if by_turns:
            solver.parameters.max_time_in_seconds *= TURNS_SHARE
            solver.parameters.interleave_search = True
            solver.parameters.subsolvers.append("default_lp")
        return solver

    def on_solution_callback(self) -> None:
        """An exception that leaves a callback is lost in native code: keep it instead."""
        try:
            self._board.offer(self.model.roster(self.boolean_value), self.model.penalty(self.value))
        except Exception as failure:
            self._board.fail(failure)

    def _watch(self, solver: cp_model.CpSolver, over: threading.Event) -> None:
        """Ask again and again: one stop that comes before the search has started is lost."""
        while not over.wait(STOP_POLL_SECONDS):
            if not self._board.go_on():
                solver.stop_search()
