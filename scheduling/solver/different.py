"""Other rosters on purpose: nearly as good as the best, and really different."""

import threading
import time
from collections.abc import Callable, Iterator, Sequence

from ortools.sat.python import cp_model

from scheduling.checker import score
from scheduling.domain.errors import ScoreMismatch, ShiftwrightError
from scheduling.domain.problem import Problem
from scheduling.domain.roster import Roster
from scheduling.domain.runs import Found, SolveOptions, Variety
from scheduling.domain.settings import RuleSetting
from scheduling.solver.cp_sat import STOP_POLL_SECONDS
from scheduling.solver.model import RosterModel


def different(
    problem: Problem,
    settings: Sequence[RuleSetting],
    options: SolveOptions,
    best: Roster,
    variety: Variety,
    should_stop: Callable[[], bool] = lambda: False,
) -> Iterator[Found]:
    """Rosters besides the best, one after another, each the cheapest that is found within its share of the time.

    Each breaks no hard rule, costs at most `variety.within` percent more than the best, and lacks at least
    `variety.apart` assignments of the best and of every one before it. The time limit of `options` is shared among
    them. Ends early where there is no further one, none was found in time, or the search is stopped.

    Raises
    ------
    ScoreMismatch
        When solver and check disagree about a roster.
    """
    began = time.perf_counter()
    most = int(score(problem, best, settings).penalty * (1 + variety.within / 100))
    known = [best]
    share = options.time_limit / (variety.rosters - 1)
    while len(known) < variety.rosters and not should_stop():
        roster = _next(problem, settings, options, known, (most, variety.apart, share), should_stop)
        if roster is None:
            return
        verdict = score(problem, roster, settings)
        if verdict.hard or verdict.penalty > most or any(len(old - roster) < variety.apart for old in known):
            raise ScoreMismatch("A roster that was to differ does not stand up to the check. It is not kept.")
        known.append(roster)
        yield Found(time.perf_counter() - began, roster, verdict, None)


def _next(
    problem: Problem,
    settings: Sequence[RuleSetting],
    options: SolveOptions,
    known: Sequence[Roster],
    bounds: tuple[int, int, float],
    should_stop: Callable[[], bool],
) -> Roster | None:
    """The cheapest roster apart from all `known` that is found in time; `bounds`: penalty, difference, seconds."""
    most, apart, seconds = bounds
    model = RosterModel(problem, settings)
    model.limit_penalty(most)
    for roster in known:
        model.keep_apart(roster, apart)
    model.hint(known[-1])
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = options.threads
    solver.parameters.random_seed = options.seed
    solver.parameters.max_time_in_seconds = seconds
    over = threading.Event()
    watcher = threading.Thread(target=_watch, args=(solver, over, should_stop), daemon=True)
    watcher.start()
    try:
        status = solver.solve(model.cp)
    finally:
        over.set()
        watcher.join()
    if status == cp_model.MODEL_INVALID:
        raise ShiftwrightError(f"The solver refused the model: {model.cp.validate()}")
    return model.roster(solver.boolean_value) if status in (cp_model.OPTIMAL, cp_model.FEASIBLE) else None


def _watch(solver: cp_model.CpSolver, over: threading.Event, should_stop: Callable[[], bool]) -> None:
    """Ask again and again: one stop that comes before the search has started is lost."""
    while not over.wait(STOP_POLL_SECONDS):
        if should_stop():
            solver.stop_search()
