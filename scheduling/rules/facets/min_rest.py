"""Minimum rest as a track: the state is what ended recently enough to be too close, with the days since."""

from datetime import date, timedelta
from typing import cast

from scheduling.domain.clock import MINUTES_PER_DAY, instant
from scheduling.domain.history import PastShift
from scheduling.domain.problem import Problem, Shift
from scheduling.rules.base import Applied
from scheduling.rules.facets import Paths, State, Step, Track, key_of, looks_at, price
from scheduling.rules.min_rest import MinRestParams


def state(paths: Paths, applied: Applied[MinRestParams]) -> bool:
    params, problem = applied.params, paths.problem
    known: list[Shift | PastShift] = [*problem.shifts, *problem.history.shifts]
    spans = {(s.date, s.template): (s.start, s.end) for s in known}
    labels = {template.id: template.labels for template in problem.templates}
    kept = params.hours // 24 + 2

    def step(state: State, day: date, template: str | None) -> Step | None:
        recent, close = cast(tuple[tuple[int, str], ...], state), 0
        if template and _named(template, params.before) and applied.covers(day, labels[template]):
            ends = [spans[day - timedelta(days=ago), earlier][1] for ago, earlier in recent]
            close = sum(0 <= spans[day, template][0] - end < params.hours * 60 for end in ends)
        if template and _named(template, params.after):
            recent = (*recent, (0, template))
        cost = price(applied, close)
        after = tuple((ago + 1, earlier) for ago, earlier in recent if ago + 1 < kept)
        return None if cost is None else (after, cost, 0)

    even = _no_clock_change(problem, kept)
    for who in applied.employees:
        past = [((problem.start - p.date).days, p.template) for p in problem.past_of[who]]
        recent = tuple((ago, t) for ago, t in past if ago < kept and _named(t, params.after))
        paths.track(who, Track(key_of(applied), recent, step, lambda day: looks_at(applied, day) if even else day))
    return True


def _named(template: str, names: tuple[str, ...]) -> bool:
    return not names or template in names


def _no_clock_change(problem: Problem, days: int) -> bool:
    """Whether no clock changes near the plan, so that rests are as long on one day as on another."""
    first, last = problem.start - timedelta(days=days), problem.dates[-1] + timedelta(days=2)
    span = [first + timedelta(days=k) for k in range((last - first).days)]
    return len({instant(day, 0, problem.zone) - day.toordinal() * MINUTES_PER_DAY for day in span}) == 1
