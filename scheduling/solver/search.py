"""One CP-SAT search: listens to it, stops it, and holds the check against every roster it finds."""

import math
import threading
import time
from collections.abc import Callable, Iterable

from ortools.sat.python import cp_model

from scheduling.checker import score
from scheduling.domain.errors import ScoreMismatch
from scheduling.domain.problem import Problem
from scheduling.domain.roster import Roster, Score
from scheduling.domain.runs import Found, Progress, SolveOptions
from scheduling.domain.settings import RuleSetting
from scheduling.solver.model import RosterModel

STOP_POLL_SECONDS = 0.1


class Search(cp_model.CpSolverSolutionCallback):
    """A search under way: the best roster and the best bound so far, and who wants to hear of them."""

    def __init__(
        self,
        problem: Problem,
        settings: Iterable[RuleSetting],
        options: SolveOptions,
        on_found: Callable[[Found], None],
        on_progress: Callable[[Progress], None],
        should_stop: Callable[[], bool],
    ) -> None:
        super().__init__()
        self._began = time.perf_counter()
        self._settings = tuple(settings)
        self._options = options
        self._on_found, self._on_progress, self._should_stop = on_found, on_progress, should_stop
        self._failure: Exception | None = None
        self._lock = threading.Lock()
        self._solver = cp_model.CpSolver()
        self.problem = problem
        self.model = RosterModel(problem, self._settings)
        self.roster: Roster | None = None
        self.score: Score | None = None
        self.bound: int | None = None

    @property
    def seconds(self) -> float:
        return time.perf_counter() - self._began

    def run(self) -> cp_model.CpSolverStatus:
        """Search until proof, gap, time limit or stop; errors of the listeners are raised here."""
        parameters = self._solver.parameters
        parameters.max_time_in_seconds = max(0.01, self._options.time_limit - self.seconds)
        parameters.relative_gap_limit = self._options.gap / 100
        parameters.num_workers = self._options.threads
        parameters.random_seed = self._options.seed
        self._solver.best_bound_callback = self._heard_bound
        over = threading.Event()
        watcher = threading.Thread(target=self._watch, args=(over,), daemon=True)
        watcher.start()
        try:
            status = self._solver.solve(self.model.cp, self)
        finally:
            over.set()
            watcher.join()
        if self._failure is not None:
            raise self._failure
        if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            self._heard_bound(self._solver.best_objective_bound)
        return status

    def on_solution_callback(self) -> None:
        """An exception that leaves a callback is lost in native code: keep it and stop instead."""
        try:
            self._take(self.model.roster(self.boolean_value), self.model.penalty(self.value))
        except Exception as failure:
            self._failure = failure
            self.stop_search()

    def _take(self, roster: Roster, encoded: int) -> None:
        verdict = score(self.problem, roster, self._settings)
        if verdict.hard or verdict.penalty != encoded:
            raise ScoreMismatch(
                f"The solver counts {encoded} for a roster; the check counts {verdict.penalty} "
                f"and {verdict.hard} broken hard rules. Nothing of this run is kept; please report it."
            )
        with self._lock:
            if self.score is not None and verdict.penalty >= self.score.penalty:
                return
            self.roster, self.score = roster, verdict
        self._on_found(Found(self.seconds, roster, verdict, self.bound))
        self._tell()

    def _heard_bound(self, bound: float) -> None:
        if math.isinf(bound):
            return
        whole = math.ceil(bound - 1e-6)
        with self._lock:
            if self.bound is not None and whole <= self.bound:
                return
            self.bound = whole
        self._tell()

    def _tell(self) -> None:
        objective = None if self.score is None else self.score.penalty
        try:
            self._on_progress(Progress(self.seconds, objective, self.bound))
        except Exception as failure:
            self._failure = failure

    def _watch(self, over: threading.Event) -> None:
        """Ask again and again: one stop that comes before the search has started is lost."""
        while not over.wait(STOP_POLL_SECONDS):
            if self._failure is not None or self._should_stop():
                self._solver.stop_search()
