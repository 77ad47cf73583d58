"""Whose turn it is, and when a run that waits will start.

What somebody waits for comes before sweeps, and a run that lost its worker before a new one. Among equals the week
that has fewest runs going on comes first, then the one that was served longest ago, then the run that waits longest.
"""

import heapq
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from statistics import median

from scheduling.services.records import RunRecord, Served

NEVER = Served(0, datetime.min.replace(tzinfo=UTC))
USUAL_SHARE = 0.5
"""What searches take of their time limit where nothing is known yet."""


def in_turn(waiting: Iterable[RunRecord], served: Mapping[str, Served]) -> list[RunRecord]:
    """The runs that wait, in the order in which workers will take them."""
    left, ordered = list(waiting), []
    taken: Counter[str] = Counter()

    def place(run: RunRecord) -> tuple[object, ...]:
        of_week = served.get(run.schedule, NEVER)
        shares = of_week.running + taken[run.schedule], of_week.last
        return run.priority, run.attempt == 0, *shares, run.created_at, run.id

    while left:
        first = min(left, key=place)
        left.remove(first)
        ordered.append(first)
        taken[first.schedule] += 1
    return ordered


def starts(ordered: Iterable[RunRecord], busy: Sequence[float], workers: int, share: float) -> list[float]:
    """Seconds until each run will start, in the order of `ordered`.

    Parameters
    ----------
    busy
        Seconds that each run that goes on will still take.
    workers
        How many runs can go on at the same time, at least 1.
    share
        What searches usually take of their time limit, from 0 to 1.
    """
    free = [0.0] * max(0, workers - len(busy)) + sorted(busy)[: max(1, workers)]
    heapq.heapify(free)
    found = []
    for run in ordered:
        start = heapq.heappop(free)
        found.append(start)
        heapq.heappush(free, start + share * max(0.0, run.options.time_limit - run.spent))
    return found


def usual_share(ended: Iterable[RunRecord]) -> float:
    """What these runs took of their time limits, at the median."""
    shares = [
        min(1.0, (run.spent + (run.finished_at - run.started_at).total_seconds()) / run.options.time_limit)
        for run in ended
        if run.started_at is not None and run.finished_at is not None
    ]
    return median(shares) if shares else USUAL_SHARE
