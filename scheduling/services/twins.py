"""Whether a run is worth starting, or only repeats one that there is."""

from collections.abc import Sequence

from scheduling.domain.errors import AlreadyRun, IllegalTransition
from scheduling.domain.runs import RunStatus, SolveStatus
from scheduling.services.records import RunRecord


def refuse_twin(wanted: RunRecord, runs: Sequence[RunRecord]) -> None:
    """Refuse what would only repeat a run that goes on, or ended with as good a result as this could have."""
    for run in runs:
        alike = (run.snapshot_hash, run.profile, run.options.seed) == (
            wanted.snapshot_hash,
            wanted.profile,
            wanted.options.seed,
        )
        if alike and not run.status.terminal:
            state = "waits in the queue" if run.status is RunStatus.PENDING else "is going on"
            raise AlreadyRun(f"A run with the same inputs, profile and seed {state}.", run.id)
        if alike and run.status is RunStatus.COMPLETED and _covers(run, wanted):
            raise AlreadyRun(
                "The same inputs, profile and seed have been run already, and nothing has changed since. "
                "That run can be looked at, or continued from its best roster.",
                run.id,
            )


def _covers(run: RunRecord, wanted: RunRecord) -> bool:
    """Whether an ended run leaves nothing to expect of another with these options and this version."""
    if run.solve_status is SolveStatus.OPTIMAL:
        return True
    asked, again = run.options, wanted.options
    whole = not run.finish_requested and run.code_version == wanted.code_version
    return whole and asked.time_limit >= again.time_limit and asked.gap <= again.gap and asked.threads >= again.threads


def refuse_useless(run: RunRecord, *, found: bool) -> None:
    """Refuse to continue a run from which nothing better can come; `found` tells whether it has a roster."""
    refuse_proven(run)
    if not found:
        raise IllegalTransition("This run found no roster to continue from. Start a new one and allow more time.")


def refuse_proven(run: RunRecord) -> None:
    """Refuse to search again while a run goes on, or after it has proven what there is to find."""
    if not run.status.terminal:
        raise IllegalTransition(f"This run is {run.status.value}; it can be continued when it has ended.")
    if run.solve_status is SolveStatus.OPTIMAL:
        raise IllegalTransition("This run has proven that no roster has a lower penalty; there is nothing to search.")
    if run.solve_status is SolveStatus.INFEASIBLE:
        raise IllegalTransition("This run has proven that no roster keeps every hard rule. Change the inputs first.")
