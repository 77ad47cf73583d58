"""A run searched again: what was promised, what came out, and whether it is the same."""

from dataclasses import replace
from itertools import zip_longest

import typer

from scheduling.domain.runs import SolveOptions, SolveResult, SolveStatus
from scheduling.services.bundle import Bundle
from scheduling.services.others import halved, left_of
from scheduling.solver import different, solve


def again(bundle: Bundle, time_limit: int | None = None) -> int:
    """Search, and tell how it ends beside how it ended then.

    Returns
    -------
    int
        The exit code: 1 where another penalty came out than was promised. Where none was, that is no failure.
    """
    options = bundle.snapshot.options
    if time_limit is not None:
        options = replace(options, time_limit=time_limit)
    for doubt in bundle.doubts:
        typer.echo(f"No promise: {doubt}")
    if not bundle.doubts:
        typer.echo("Promised: the run was proven, so its penalty must come out again.")
    start = "a roster" if bundle.start is not None else "nothing"
    threads = "1 thread" if options.threads == 1 else f"{options.threads} threads"
    typer.echo(f"Search from {start} with {threads}, seed {options.seed}, at most {options.time_limit} s.")
    first = halved(options) if bundle.variety else options
    result = solve(bundle.snapshot.problem, bundle.snapshot.settings, first, hint=bundle.start)
    typer.echo(_told(bundle, result))
    _others(bundle, options, result)
    if result.objective == bundle.objective or bundle.doubts:
        return 0
    if result.status is SolveStatus.FEASIBLE:
        typer.echo("This search ended before its proof; allow it more time with --time-limit.")
    return 1


def _others(bundle: Bundle, options: SolveOptions, best: SolveResult) -> None:
    """Search for the others too, where several rosters were asked for, and tell each beside that of then."""
    variety = bundle.variety
    if variety is None or best.roster is None:
        return
    typer.echo(
        f"No promise for the {variety.rosters - 1} others, but for what was asked of them: within {variety.within:g} % "
        f"of the best, {variety.apart} assignments apart. Which they are depends on which of equals came first."
    )
    problem, settings = bundle.snapshot.problem, bundle.snapshot.settings
    left = left_of(options, best)
    now = [found.score.penalty for found in different(problem, settings, left, best.roster, variety)]
    for k, (before, after) in enumerate(zip_longest(bundle.others, now), 1):
        typer.echo(f"Other {k}: {_penalty(before)} then, {_penalty(after)} now.")


def _penalty(penalty: int | None) -> str:
    return "none" if penalty is None else f"penalty {penalty:,}"


def _told(bundle: Bundle, result: SolveResult) -> str:
    then = _ending(bundle.status.value if bundle.status else "no result", bundle.objective)
    now = _ending(result.status.value, result.objective)
    same = "The same" if result.objective == bundle.objective else "NOT the same"
    return f"{same}: {then} then, {now} now, after {result.seconds:.1f} s."


def _ending(status: str, objective: int | None) -> str:
    return f"{status} without a roster" if objective is None else f"{status} with penalty {objective:,}"
