"""The strategy that knows every rule: CP-SAT on the whole model."""

import threading

from ortools.sat.python import cp_model

from scheduling.domain.errors import ShiftwrightError
from scheduling.domain.roster import Roster
from scheduling.solver.blackboard import Blackboard
from scheduling.solver.model import RosterModel

STOP_POLL_SECONDS = 0.05


class CpSat(cp_model.CpSolverSolutionCallback):
    """One search with `threads` threads, told to the blackboard as it goes.

    `bound` is a proven lower bound of the penalty, `hint` a roster to start from.
    """

    def __init__(self, board: Blackboard, threads: int, hint: Roster | None = None) -> None:
        super().__init__()
        self._board, self._hint = board, hint
        board.note("CP-SAT: state the whole model.")
        self.model = RosterModel(board.problem, board.settings)
        if hint is not None:
            self.model.hint(hint)
        self._solver = cp_model.CpSolver()
        self._solver.parameters.num_workers = threads
        self._solver.parameters.random_seed = board.options.seed
        self._solver.parameters.relative_gap_limit = board.options.gap / 100
        self._solver.best_bound_callback = board.raise_bound

    def run(self) -> None:
        """Search until proof, gap, time limit or stop."""
        board = self._board
        board.note("CP-SAT: simplify the model and search.")
        self._solver.parameters.max_time_in_seconds = max(0.01, board.seconds_left)
        over = threading.Event()
        watcher = threading.Thread(target=self._watch, args=(over,), daemon=True)
        watcher.start()
        try:
            status = self._solver.solve(self.model.cp, self)
        finally:
            over.set()
            watcher.join()
        if status == cp_model.MODEL_INVALID:
            raise ShiftwrightError(f"The solver refused the model: {self.model.cp.validate()}")
        board.infeasible |= status == cp_model.INFEASIBLE
        if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            board.raise_bound(self._solver.best_objective_bound)

    def on_solution_callback(self) -> None:
        """An exception that leaves a callback is lost in native code: keep it instead."""
        try:
            self._board.offer(self.model.roster(self.boolean_value), self.model.penalty(self.value))
        except Exception as failure:
            self._board.fail(failure)

    def _watch(self, over: threading.Event) -> None:
        """Ask again and again: one stop that comes before the search has started is lost."""
        while not over.wait(STOP_POLL_SECONDS):
            if not self._board.go_on():
                self._solver.stop_search()
