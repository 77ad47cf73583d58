"""Recovery after nights as expressions: each night that may end a run, what would lengthen it, and what comes early."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any, TypeAlias

from scheduling.domain.clock import instant
from scheduling.domain.history import PastShift
from scheduling.domain.problem import Problem, Shift
from scheduling.rules.base import Applied
from scheduling.rules.model import Literal, Model

ONE_DAY = timedelta(days=1)
THREE_O_CLOCK = 180
Span: TypeAlias = tuple[str, date, int, int]
"""Template, date, start and end of a shift."""


def encode_recovery(model: Model, applied: Applied[Any], least: int, free: int, templates: tuple[str, ...]) -> None:
    """Charge a night that ends a run of at least `least`, when a shift starts within `free` minutes of its end."""
    are_nights = _nights(model.problem, applied, templates)
    for who in applied.employees:
        shifts, nights = model.shifts(who), _Nights(model, who, are_nights)
        starts = [shift.start for shift in shifts]
        for works, day, end in nights.all():
            early = shifts[bisect_left(starts, end) : bisect_left(starts, end + free)]
            run = [nights.on(day - k * ONE_DAY) for k in range(1, least)]
            if early and not any(isinstance(one, int) and one == 0 for one in run):
                too_soon = model.works_any(who, early)
                model.charge(applied, works + sum(run) + too_soon - nights.on(day + ONE_DAY) - least, 1)


class _Nights:
    """The nights of one person, planned and past."""

    def __init__(self, model: Model, who: str, are_nights: frozenset[Span]) -> None:
        self._model, self._who = model, who
        self._past = [p for p in model.problem.past_of[who] if (p.template, p.date, p.start, p.end) in are_nights]
        self._dates = {p.date for p in self._past}
        self._planned: dict[date, list[Shift]] = defaultdict(list)
        for shift in model.shifts(who):
            if (shift.template, shift.date, shift.start, shift.end) in are_nights:
                self._planned[shift.date].append(shift)

    def on(self, day: date) -> Literal:
        """Whether a night starts on a date."""
        if day < self._model.problem.start:
            return int(day in self._dates)
        return self._model.works_any(self._who, self._planned.get(day, ()))

    def all(self) -> Iterator[tuple[Literal, date, int]]:
        """Whether each night is worked, its date and its end."""
        yield from ((1, p.date, p.end) for p in self._past)
        for group in self._planned.values():
            yield from ((self._model.works(self._who, s), s.date, s.end) for s in group)


def _nights(problem: Problem, applied: Applied[Any], templates: tuple[str, ...]) -> frozenset[Span]:
    """Every shift that is a night: of those templates, or one that meets three o'clock."""
    labels = {template.id: template.labels for template in problem.templates}
    known: list[Shift | PastShift] = [*problem.shifts, *problem.history.shifts]
    dates = {shift.date + k * ONE_DAY for shift in known for k in (0, 1)}
    threes = sorted(instant(day, THREE_O_CLOCK, problem.zone) for day in dates)
    return frozenset(
        (s.template, s.date, s.start, s.end)
        for s in known
        if applied.covers(s.date, labels.get(s.template, frozenset()))
        and (s.template in templates if templates else bisect_left(threes, s.start) < bisect_left(threes, s.end))
    )
