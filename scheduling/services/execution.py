"""What a worker does with a run: claim the one whose turn it is, solve it, store every candidate, end it."""

import logging
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from scheduling.checker import score
from scheduling.domain.errors import NotFound, ScoreMismatch, ShiftwrightError
from scheduling.domain.problem import Assignment
from scheduling.domain.roster import Roster
from scheduling.domain.runs import RunStatus, SolveOptions, SolveResult, SolveStatus
from scheduling.services.endings import of_result
from scheduling.services.ports import Transactions, UnitOfWork
from scheduling.services.records import Ending, RunRecord
from scheduling.services.reporting import Reporter, patiently
from scheduling.services.snapshot import Snapshot, from_text
from scheduling.services.turns import in_turn
from scheduling.solver import solve

log = logging.getLogger(__name__)

LEAST_SECONDS = 5
"""What a run gets at least that lost its worker near its end."""


@dataclass(frozen=True)
class Claim:
    """The right to work on a run, until another attempt has it."""

    run: str
    attempt: int


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
            run, snapshot, hint = loaded
            result = self._solve(run, snapshot, hint)
            _check(result, snapshot)
        except ShiftwrightError as error:
            self._finish(error=str(error))
        except MemoryError:
            self._finish(error="The search needed more memory than a run may take. Split the week, or allow more.")
        except Exception as error:
            log.exception("run %s broke down", self._claim.run)
            self._finish(
                error=f"The run broke down ({type(error).__name__}). Start it again; if it fails again, report run "
                f"{self._claim.run}."
            )
        else:
            self._finish(result)

    def _load(self) -> tuple[RunRecord, Snapshot, Roster | None] | None:
        with self._transactions() as work:
            run = work.runs.lock(self._claim.run, self._claim.attempt)
            return None if run is None else (run, from_text(work.runs.snapshot(run.id)), _hint(work, run))

    def _solve(self, run: RunRecord, snapshot: Snapshot, hint: Roster | None) -> SolveResult:
        options = self._options(run)
        with Reporter(self._transactions, run) as reporter:
            reporter.note(_opening(run, options, hint))
            result = solve(
                snapshot.problem,
                snapshot.settings,
                options,
                on_found=reporter.found,
                on_progress=reporter.progressed,
                on_note=reporter.note,
                should_stop=reporter.stop.is_set,
                hint=hint,
            )
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

    def _finish(self, result: SolveResult | None = None, error: str = "") -> None:
        def end() -> None:
            with self._transactions() as work:
                run = work.runs.lock(self._claim.run, self._claim.attempt)
                if run is not None:
                    ending = (
                        of_result(run, result) if result else Ending(RunStatus.FAILED, SolveStatus.ERROR, reason=error)
                    )
                    work.runs.finish(run.id, run.attempt, datetime.now(UTC), ending)
                    work.commit()

        patiently(end)


def _check(result: SolveResult, snapshot: Snapshot) -> None:
    """Judge the final roster once more, apart from the solver."""
    if result.roster is not None:
        verdict = score(snapshot.problem, result.roster, snapshot.settings)
        if verdict.hard or verdict.penalty != result.objective:
            raise ScoreMismatch("The final roster does not stand up to the check. Nothing of this run may be used.")


def _hint(work: UnitOfWork, run: RunRecord) -> Roster | None:
    """The best roster of earlier attempts, else of the run that this one continues."""
    best = work.runs.best_candidate(run.id)
    if best is None and run.continues is not None:
        best = work.runs.best_candidate(run.continues)
    return None if best is None else frozenset(Assignment(*row) for row in best.assignments)


def _opening(run: RunRecord, options: SolveOptions, hint: Roster | None) -> str:
    threads = "1 thread" if options.threads == 1 else f"{options.threads} threads"
    fewer = "" if options.threads == run.options.threads else f" of the {run.options.threads} asked for"
    start = "" if hint is None else ", starting from the best roster so far"
    return f"Attempt {run.attempt}: search with {threads}{fewer}, at most {options.time_limit} s{start}."
