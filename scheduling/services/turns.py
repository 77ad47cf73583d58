"""Whose turn it is, and when a run that waits will start.

What somebody waits for comes before sweeps, and a run that lost its worker before a new one. Among equals the week
that has fewest runs going on comes first, then the one that was served longest ago, then the run that waits longest.
"""

import heapq
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from statistics import median

from scheduling.domain.runs import RunStatus
from scheduling.services.operations import ALIVE
from scheduling.services.ports import UnitOfWork
from scheduling.services.records import RunRecord, Served

NEVER = Served(0, datetime.min.replace(tzinfo=UTC))
USUAL_SHARE = 0.5
"""What searches take of their time limit where nothing is known yet."""


@dataclass(frozen=True)
class Turn:
    """A run's place in the queue, from 1, among so many; `seconds` until it starts, None while no worker is there."""

    place: int
    among: int
    seconds: float | None


def turn_of(work: UnitOfWork, run: RunRecord) -> Turn:
    """Where a run that waits stands, and when it will start if searches take as long as this week's usually did."""
    now = datetime.now(UTC)
    ordered = list(in_turn(work.runs.waiting(), work.runs.served()))
    place = next((k for k, one in enumerate(ordered) if one.id == run.id), None)
    if place is None:
        # Taken by a worker a moment ago.
        return Turn(1, 1, 0.0)
    workers = sum(now - worker.seen_at <= ALIVE for worker in work.workers.all())
    if not workers:
        return Turn(place + 1, len(ordered), None)
    share = usual_share(
        one for one in work.runs.of_schedule(run.schedule) if one.status is RunStatus.COMPLETED and one.solve_status
    )
    busy = [_left(one, now, share) for one in work.runs.running()]
    return Turn(place + 1, len(ordered), starts(ordered, busy, workers, share)[place])


def _left(run: RunRecord, now: datetime, share: float) -> float:
    """Seconds that a run will still take: its usual share, or half of what is left when it took longer already."""
    taken = run.spent + ((now - run.started_at).total_seconds() if run.started_at else 0.0)
    limit = run.options.time_limit
    return max(0.0, max(share * limit, (taken + limit) / 2) - taken)


def in_turn(waiting: Iterable[RunRecord], served: Mapping[str, Served]) -> Iterator[RunRecord]:
    """The runs that wait, in the order in which workers will take them."""
    left = list(waiting)
    taken: Counter[str] = Counter()

    def place(run: RunRecord) -> tuple[object, ...]:
        of_week = served.get(run.schedule, NEVER)
        shares = of_week.running + taken[run.schedule], of_week.last
        return run.priority, run.attempt == 0, *shares, run.created_at, run.id

    while left:
        first = min(left, key=place)
        left.remove(first)
        taken[first.schedule] += 1
        yield first


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
