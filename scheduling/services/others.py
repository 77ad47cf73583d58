"""Rosters besides the best of a run, where several were asked for on purpose."""

from dataclasses import replace

from scheduling.domain.roster import Roster
from scheduling.domain.runs import CandidateKind, Found, SolveOptions, SolveResult, Variety
from scheduling.services.reporting import Reporter
from scheduling.services.snapshot import Snapshot
from scheduling.solver import different


def halved(options: SolveOptions) -> SolveOptions:
    """Half the time for the best roster: what is left of the whole is for the others."""
    return replace(options, time_limit=max(1, options.time_limit // 2))


def left_of(options: SolveOptions, best: SolveResult) -> SolveOptions:
    """What the search for the best roster left of the time."""
    return replace(options, time_limit=max(1, round(options.time_limit - best.seconds)))


def look_for_others(
    reporter: Reporter, snapshot: Snapshot, options: SolveOptions, best: Roster, variety: Variety
) -> None:
    """Search for them one after another and keep each; notes tell how many there are."""
    reporter.note(
        f"Look for {variety.rosters - 1} other rosters within {variety.within:g} % of the best, each lacking at least "
        f"{variety.apart} assignments of the others."
    )
    found, began = 0, reporter.seconds
    search = different(snapshot.problem, snapshot.settings, options, best, variety, reporter.stop.is_set)
    for other in search:
        found += 1
        reporter.found(Found(began + other.seconds, other.roster, other.score, None), CandidateKind.DIFFERENT)
        reporter.note(f"Another roster, penalty {other.score.penalty:,}.")
    if found < variety.rosters - 1 and not reporter.stop.is_set():
        reporter.note(f"No more than {found} others were found: allow more penalty, less difference, or more time.")
