"""Minimum rest as a track: the state is when recent shifts ended, and how many days ago."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import TypeAlias, cast

from scheduling.domain.clock import MINUTES_PER_DAY, instant
from scheduling.domain.problem import Problem
from scheduling.rules.base import Applied
from scheduling.rules.facets import Paths, State, Step, Track, key_of, looks_at, price
from scheduling.rules.min_rest import MinRestParams

Ends: TypeAlias = tuple[tuple[int, int], ...]
"""How many days ago the shifts started that one may have to rest from, and when they ended."""


def state(paths: Paths, applied: Applied[MinRestParams]) -> bool:
    params, problem = applied.params, paths.problem
    spans = {(s.date, s.template): (_since(s.date, s.start), _since(s.date, s.end)) for s in problem.shifts}
    labels = {template.id: template.labels for template in problem.templates}
    earliest = min((start for start, _ in spans.values()), default=0)

    def near(ends: Iterable[tuple[int, int]]) -> Ends:
        """Those to which some shift of the day could be too close; to later days they are no closer."""
        return tuple((ago, end) for ago, end in ends if earliest + ago * MINUTES_PER_DAY - end < params.hours * 60)

    def step(state: State, day: date, template: str | None) -> Step | None:
        recent, close = cast(Ends, state), 0
        if template and _named(template, params.before) and applied.covers(day, labels[template]):
            gaps = (spans[day, template][0] + ago * MINUTES_PER_DAY - end for ago, end in recent)
            close = sum(0 <= gap < params.hours * 60 for gap in gaps)
        if template and _named(template, params.after):
            recent = (*recent, (0, spans[day, template][1]))
        cost = price(applied, close)
        return None if cost is None else (near((ago + 1, end) for ago, end in recent), cost, 0)

    even = _no_clock_change(problem)
    for who in applied.employees:
        past = [p for p in problem.past_of[who] if _named(p.template, params.after)]
        start = near(((problem.start - p.date).days, _since(p.date, p.end)) for p in past)
        paths.track(who, Track(key_of(applied), start, step, lambda day: looks_at(applied, day) if even else day))
    return True


def _since(day: date, moment: int) -> int:
    """Minutes since an origin that moves on by 24 hours with every date, whatever clocks do."""
    return moment - day.toordinal() * MINUTES_PER_DAY


def _named(template: str, names: tuple[str, ...]) -> bool:
    return not names or template in names


def _no_clock_change(problem: Problem) -> bool:
    """Whether no clock changes in the plan, so that shifts of a template start as early on one day as on another."""
    midnights = [*problem.dates, problem.dates[-1] + timedelta(days=1)]
    return len({_since(day, instant(day, 0, problem.zone)) for day in midnights}) == 1
