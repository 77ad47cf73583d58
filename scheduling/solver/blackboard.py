"""What all strategies of one search share: the best roster, the best bound, the time left, and who listens."""

import math
import threading
import time
from collections.abc import Callable, Iterable

from scheduling.checker import score
from scheduling.domain.errors import ScoreMismatch
from scheduling.domain.problem import Problem
from scheduling.domain.roster import Roster, Score
from scheduling.domain.runs import Found, Progress, SolveOptions, relative_gap
from scheduling.domain.settings import RuleSetting

ROUNDING = 1e-6


class Blackboard:
    """Strategies offer rosters and raise the bound; each roster is judged by the check before it counts.

    Safe to use from several threads. An error of a listener, or a disagreement between a strategy and the check,
    is kept in `failure` and ends the search.
    """

    def __init__(
        self,
        problem: Problem,
        settings: Iterable[RuleSetting],
        options: SolveOptions,
        on_found: Callable[[Found], None],
        on_progress: Callable[[Progress], None],
        on_note: Callable[[str], None],
        should_stop: Callable[[], bool],
    ) -> None:
        self._began = time.perf_counter()
        self.problem, self.settings, self.options = problem, tuple(settings), options
        self._on_found, self._on_progress, self._on_note = on_found, on_progress, on_note
        self._should_stop = should_stop
        self._lock = threading.RLock()
        self.roster: Roster | None = None
        self.score: Score | None = None
        self.bound: int | None = None
        self.infeasible = self._misled = False
        self.failure: Exception | None = None

    @property
    def seconds(self) -> float:
        return time.perf_counter() - self._began

    @property
    def seconds_left(self) -> float:
        return self.options.time_limit - self.seconds

    @property
    def objective(self) -> int | None:
        return None if self.score is None else self.score.penalty

    def go_on(self) -> bool:
        """Whether to search further: not proven, within the gap, out of time, stopped or failed."""
        if self.failure is not None or self.infeasible or self.seconds_left <= 0 or self._should_stop():
            return False
        gap = relative_gap(self.objective, self.bound)
        return gap is None or gap > self.options.gap

    def offer(self, roster: Roster, expected: int | None = None) -> bool:
        """Take a roster in if it breaks nothing hard and is better than the best; whether it was.

        `expected` is what the strategy counts for it; where the check counts something else, nothing of the
        search can be trusted. None: the strategy does not know all rules.
        """
        verdict = score(self.problem, roster, self.settings)
        if expected is not None and (verdict.hard or verdict.penalty != expected):
            self.fail(
                ScoreMismatch(
                    f"The solver counts {expected} for a roster; the check counts {verdict.penalty} "
                    f"and {verdict.hard} broken hard rules. Nothing of this run is kept; please report it."
                )
            )
        with self._lock:
            better = self.score is None or verdict.penalty < self.score.penalty
            if verdict.hard or not better or self.failure is not None:
                return False
            self.roster, self.score = roster, verdict
            self._withdraw_a_wrong_bound()
            self._tell(lambda: self._on_found(Found(self.seconds, roster, verdict, self.bound)))
            self._tell_progress()
        return True

    def raise_bound(self, bound: float) -> None:
        """No roster can cost less. Penalties are whole numbers, so it is rounded up; below 0 it says nothing."""
        if math.isinf(bound) or math.isnan(bound):
            return
        whole = math.ceil(bound - ROUNDING)
        with self._lock:
            if whole >= 0 and (self.bound is None or whole > self.bound) and not self._misled:
                self.bound = whole
                self._withdraw_a_wrong_bound()
                self._tell_progress()

    def _withdraw_a_wrong_bound(self) -> None:
        """A roster is what the check says; a proof that it cannot be is none, and those that follow are doubtful."""
        if self.score is not None and self.bound is not None and self.bound > self.score.penalty:
            self.note(
                f"A bound was wrong: no roster was to cost less than {self.bound}, and one costs {self.score.penalty}. "
                "This search tells no bound any more; please report it."
            )
            self.bound, self._misled = None, True

    def note(self, text: str) -> None:
        """Tell people what the search turns to."""
        self._tell(lambda: self._on_note(text))

    def fail(self, failure: Exception) -> None:
        """End the search with an error; the first one counts."""
        self.failure = self.failure or failure

    def _tell_progress(self) -> None:
        self._tell(lambda: self._on_progress(Progress(self.seconds, self.objective, self.bound)))

    def _tell(self, listener: Callable[[], None]) -> None:
        try:
            listener()
        except Exception as failure:
            self.fail(failure)
