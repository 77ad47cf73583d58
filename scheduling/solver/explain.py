"""Why there is no roster: what clashes, in smallest sets, and the cheapest repairs."""

import time
from collections.abc import Iterable

from scheduling.checker import score
from scheduling.domain.conflicts import Explanation, Member, Repair
from scheduling.domain.problem import Problem
from scheduling.domain.settings import RuleSetting
from scheduling.solver.conflict import Conflicts
from scheduling.solver.elastic import ElasticModel
from scheduling.solver.mending import mended
from scheduling.solver.repairs import Repairs, Yielding

MOST_NAMED = 6
MOST_REPAIRS = 6
FOR_CONFLICTS = 0.5
"""Part of the time after which no more conflicts are looked for."""


def explain(
    problem: Problem,
    settings: Iterable[RuleSetting],
    seconds: float = 12.0,
    threads: int = 1,
) -> Explanation:
    """What clashes in a week, and what could be changed; nothing where all can be met.

    Parameters
    ----------
    seconds
        After which what was found so far must do.

    Raises
    ------
    InvalidInput
        When a setting is invalid.
    """
    began, settings = time.monotonic(), tuple(settings)
    elastic = ElasticModel(problem, settings)
    search = Conflicts(elastic, began + FOR_CONFLICTS * seconds)
    conflicts = tuple(search.found())
    if not conflicts and search.in_time:
        return Explanation()
    clashing = {member for conflict in conflicts for member in conflict.members}
    yielding, searched = _ways(elastic, clashing, began + seconds, threads)
    repairs: list[Repair] = []
    for one in yielding:
        repair = mended(elastic, settings, one)
        if repair is not None and all(repair.changes != other.changes for other in repairs):
            repairs.append(repair)
    return Explanation(
        conflicts,
        tuple(sorted(repairs, key=lambda repair: repair.price)),
        _broken(problem, settings, yielding[0]) if yielding else (),
        search.in_time and searched,
    )


def _ways(elastic: ElasticModel, clashing: set[Member], deadline: float, threads: int) -> tuple[list[Yielding], bool]:
    """Among what clashes in the known conflicts; among everything, where there is none of those, or more of them.

    And whether there are ways, or it is known that there are none.
    """
    near = list(Repairs(elastic, clashing, deadline, threads).found(MOST_REPAIRS))
    if near:
        return near, True
    everywhere = Repairs(elastic, elastic.literals, deadline, threads)
    far = list(everywhere.found(MOST_REPAIRS))
    return far, bool(far) or everywhere.in_time


def _broken(problem: Problem, settings: Iterable[RuleSetting], closest: Yielding) -> tuple[str, ...]:
    hard = [setting for setting in settings if setting.hard]
    return tuple(violation.message for violation in score(problem, closest.roster, hard).violations)


def in_words(explanation: Explanation) -> str:
    """Sentences that name what the closest roster still breaks, at most `MOST_NAMED` places."""
    broken = explanation.closest
    if not broken and explanation.conflicts:
        return "No roster meets all hard rules. What clashes is known; nothing that would help was found."
    if not broken:
        return "No roster meets all hard rules. Which of them clash could not be found out in time."
    more = f"; and {len(broken) - MOST_NAMED} more places" if len(broken) > MOST_NAMED else ""
    return (
        f"No roster meets all hard rules. The closest one still breaks: {'; '.join(broken[:MOST_NAMED])}{more}. "
        "Loosen one of these rules, make it soft, or change the demand or availability."
    )
