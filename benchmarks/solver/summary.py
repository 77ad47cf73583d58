"""What runs of one solver on one problem, with as many seconds but different seeds, come to."""

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from benchmarks.figures import percentile
from benchmarks.solver.runs import Run
from benchmarks.solver.solvers import SOLVERS
from scheduling.domain.runs import relative_gap


@dataclass(frozen=True)
class Summary:
    """Medians over the seeds; None where more than half of the runs have none. `memory` is the largest peak."""

    instance: str
    seconds: int
    solver: str
    seeds: int
    penalty: int | None
    bound: int | None
    first: float | None
    best: float | None
    ended: float
    memory: float
    notes: tuple[str, ...]

    @property
    def gap(self) -> float | None:
        """How much better, in percent of the penalty, a roster could be at most."""
        return relative_gap(self.penalty, self.bound)


def summaries(runs: Iterable[Run]) -> list[Summary]:
    """In the order of seconds, then of first appearance of the problem, then of the list of solvers."""
    groups: dict[tuple[int, str, str], list[Run]] = defaultdict(list)
    for run in runs:
        groups[run.seconds, run.instance, run.solver].append(run)
    order = {instance: number for number, (_, instance, _) in enumerate(groups)}
    ranks = {solver: number for number, solver in enumerate(SOLVERS)}
    keys = sorted(groups, key=lambda key: (key[0], order[key[1]], ranks.get(key[2], len(ranks))))
    return [_summary(groups[key]) for key in keys]


def _summary(runs: Sequence[Run]) -> Summary:
    one = runs[0]
    penalty = _median([math.inf if run.penalty is None else run.penalty for run in runs])
    bound = _median([-math.inf if run.bound is None else run.bound for run in runs])
    first = _median([math.inf if run.first is None or run.penalty is None else run.first for run in runs])
    best = _median([math.inf if run.best is None or run.penalty is None else run.best for run in runs])
    notes = tuple(dict.fromkeys(note for run in runs for note in run.note.split("; ") if note))
    whole = [None if number is None else int(number) for number in (penalty, bound)]
    ended, memory = percentile([run.ended for run in runs], 50), max(run.memory for run in runs)
    return Summary(one.instance, one.seconds, one.solver, len(runs), *whole, first, best, ended, memory, notes)


def _median(values: Sequence[float]) -> float | None:
    """The value in the middle, the lower of two; None where it is not finite."""
    middle = percentile(values, 50)
    return middle if math.isfinite(middle) else None
