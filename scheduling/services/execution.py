"""What a worker does with a run: claim the one whose turn it is, solve it, store every candidate, end it."""

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from scheduling.checker import score
from scheduling.domain.errors import NotFound, ScoreMismatch, ShiftwrightError
from scheduling.domain.roster import Roster
from scheduling.domain.runs import Found, RunStatus, SolveOptions, SolveResult, SolveStatus
from scheduling.services.endings import broken_off, known_bound, of_result
from scheduling.services.hints import HINTED, asked_about, starting_roster
from scheduling.services.others import halved, left_of, look_for_others
from scheduling.services.ports import Transactions, UnitOfWork
from scheduling.services.records import Ending, RunRecord
from scheduling.services.reporting import Reporter, patiently
from scheduling.services.snapshot import Snapshot, from_text
from scheduling.services.turns import in_turn
from scheduling.solver import solve
from scheduling.solver.nearest import nearest

log = logging.getLogger(__name__)

NEAR_SECONDS = 8
"""For finding a roster nearer to the one that was asked about."""
LEAST_SECONDS = 5
"""What a run gets at least that lost its worker near its end."""
SCARCE = "The search needed more memory than a run may take. Split the week, or allow more."


@dataclass(frozen=True)
class Claim:
    """The right to work on a run, until another attempt has it."""

    run: str
    attempt: int


@dataclass(frozen=True)
class Loaded:
    """A run with its inputs, the best roster and bound that are known already, and the roster that it asks about."""

    run: RunRecord
    snapshot: Snapshot
    hint: Roster | None
    bound: int | None
    near: Roster | None


class ExecutionService:
    def __init__(self, transactions: Transactions, reading: Transactions) -> None:
        self._transactions, self._reading = transactions, reading

    def claim(self, worker: str) -> Claim | None:
        """Make the run whose turn it is RUNNING; None when none waits. No two callers get the same."""
        with self._transactions() as work:
            for run in in_turn(work.runs.waiting(), work.runs.served()):
                attempt = work.runs.claim(run.id, worker, datetime.now(UTC))
                if attempt is not None:
                    work.commit()
                    return Claim(run.id, attempt)
        return None

    def current(self, run_id: str) -> RunRecord | None:
        """The run as it stands; None when it is gone."""
        with self._reading() as work:
            try:
                return work.runs.get(run_id)
            except NotFound:
                return None

    def beat(self, claim: Claim) -> None:
        """Give a sign of life for a run whose search has not begun."""
        with self._transactions() as work:
            work.runs.heartbeat(claim.run, claim.attempt, datetime.now(UTC))
            work.commit()

    def perform(self, claim: Claim, most_threads: int) -> None:
        """Solve a claimed run with at most so many threads, and write its terminal state whatever happens.

        A run that was handed on meanwhile is left alone.
        """
        Execution(self._transactions, claim, most_threads).run()


class Execution:
    """One attempt at one run. Everything it writes is fenced by its attempt number."""

    def __init__(self, transactions: Transactions, claim: Claim, most_threads: int) -> None:
        self._transactions, self._claim, self._most_threads = transactions, claim, most_threads

    def run(self) -> None:
        try:
            loaded = patiently(self._load)
            if loaded is None:
                return
            result = self._solve(loaded)
            _check(result, loaded.snapshot)
        except ShiftwrightError as error:
            self._finish(_failed(str(error)))
        except MemoryError:
            self._finish(lambda work, run: broken_off(work, run, SCARCE))
        except Exception as error:
            log.exception("run %s broke down", self._claim.run)
            reason = f"The run broke down ({type(error).__name__}). Start it again; if it fails again, report run "
            self._finish(_failed(f"{reason}{self._claim.run}."))
        else:
            self._finish(lambda work, run: of_result(run, result))

    def _load(self) -> Loaded | None:
        with self._transactions() as work:
            run = work.runs.lock(self._claim.run, self._claim.attempt)
            if run is None:
                return None
            snapshot = from_text(work.runs.snapshot(run.id))
            hint, bound = starting_roster(work, run, snapshot), known_bound(work, run)
            return Loaded(run, snapshot, hint, bound, asked_about(work, run, snapshot))

    def _solve(self, loaded: Loaded) -> SolveResult:
        run, snapshot, hint = loaded.run, loaded.snapshot, loaded.hint
        options = self._options(run)
        with Reporter(self._transactions, run) as reporter:
            reporter.note(_opening(run, options, hint))
            result = solve(
                snapshot.problem,
                snapshot.settings,
                halved(options) if run.variety else options,
                on_found=reporter.found,
                on_progress=reporter.progressed,
                on_note=reporter.note,
                should_stop=reporter.stop.is_set,
                hint=hint,
                bound=loaded.bound,
            )
            if run.variety is not None and result.roster is not None:
                look_for_others(reporter, snapshot, left_of(options, result), result.roster, run.variety)
            _stay_near(loaded, result, options, reporter)
        if reporter.failure is not None:
            raise reporter.failure
        return result

    def _options(self, run: RunRecord) -> SolveOptions:
        """What the run asks for, within what is left of its time and what this machine has."""
        asked = run.options
        left = max(LEAST_SECONDS, round(asked.time_limit - run.spent))
        return replace(
            asked, time_limit=min(asked.time_limit, left), threads=min(asked.threads, max(1, self._most_threads))
        )

    def _finish(self, ending: Callable[[UnitOfWork, RunRecord], Ending]) -> None:
        def end() -> None:
            with self._transactions() as work:
                run = work.runs.lock(self._claim.run, self._claim.attempt)
                if run is not None:
                    work.runs.finish(run.id, run.attempt, datetime.now(UTC), ending(work, run))
                    work.commit()

        patiently(end)


def _failed(reason: str) -> Callable[[UnitOfWork, RunRecord], Ending]:
    """The ending of a run none of whose rosters is to be trusted."""
    ending = Ending(RunStatus.FAILED, SolveStatus.ERROR, reason=reason)
    return lambda work, run: ending


def _stay_near(loaded: Loaded, result: SolveResult, options: SolveOptions, reporter: Reporter) -> None:
    """Where a question was asked about a roster, find one as good as the result in which fewer people move."""
    problem, settings = loaded.snapshot.problem, loaded.snapshot.settings
    if loaded.near is None or result.roster is None or reporter.stop.is_set():
        return
    reporter.note("Look for a roster as good as this in which fewer people move.")
    stop = reporter.stop.is_set
    near = nearest(problem, settings, result.roster, loaded.near, NEAR_SECONDS, options.threads, stop)
    if near != result.roster:
        reporter.found(Found(result.seconds, near, score(problem, near, settings), result.bound))


def _check(result: SolveResult, snapshot: Snapshot) -> None:
    """Judge the final roster once more, apart from the solver."""
    if result.roster is not None:
        verdict = score(snapshot.problem, result.roster, snapshot.settings)
        if verdict.hard or verdict.penalty != result.objective:
            raise ScoreMismatch("The final roster does not stand up to the check. Nothing of this run may be used.")


def _opening(run: RunRecord, options: SolveOptions, hint: Roster | None) -> str:
    threads = "1 thread" if options.threads == 1 else f"{options.threads} threads"
    fewer = "" if options.threads == run.options.threads else f" of the {run.options.threads} asked for"
    start = "" if hint is None else f", {HINTED}"
    return f"Attempt {run.attempt}: search with {threads}{fewer}, at most {options.time_limit} s{start}."
