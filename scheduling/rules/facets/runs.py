"""Runs of days as a track: the state is the length of the run that a day is in, 0 outside."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any, cast

from scheduling.domain.problem import Problem
from scheduling.rules.base import Applied
from scheduling.rules.day_encoding import days_recorded
from scheduling.rules.facets import Paths, State, Step, Track, key_of, price


def state_runs(
    paths: Paths,
    applied: Applied[Any],
    inside: Callable[[date, str | None], bool],
    phase: Callable[[date], date | None] = lambda day: None,
) -> bool:
    """`inside` tells whether a date with this template (None: a day off) belongs to a run, `phase` what it looks at."""
    minimum, maximum = applied.params.minimum or 0, applied.params.maximum
    longest = max(minimum, maximum or 0, 1)

    def step(state: State, day: date, template: str | None) -> Step | None:
        length, begun = cast(tuple[int, bool], state)
        if inside(day, template):
            cost = price(applied, int(maximum is not None and length >= maximum))
            return None if cost is None else ((min(length + 1, longest), begun), cost, 0)
        cost = price(applied, minimum - length if length and begun else 0)
        return None if cost is None else ((0, True), cost, 0)

    for who in applied.employees:
        length, begun = _before(paths.problem, applied.params.edges, who, inside)
        paths.track(who, Track(("runs", key_of(applied)), (min(length, longest), begun), step, phase))
    return True


def _before(problem: Problem, edges: str, who: str, inside: Callable[[date, str | None], bool]) -> tuple[int, bool]:
    """Length of the run that the day before the plan is in, and whether it is known where it began."""
    recorded, length = days_recorded(problem) if edges == "history" else 0, 0
    worked: dict[date, list[str]] = {}
    for past in problem.past_of[who]:
        worked.setdefault(past.date, []).append(past.template)
    while length < recorded:
        day = problem.start - timedelta(days=length + 1)
        if not any(inside(day, template) for template in worked.get(day, [None])):
            break
        length += 1
    return length, length < recorded
