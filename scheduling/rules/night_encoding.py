"""Recovery after nights as expressions: each night that may end a run, what would lengthen it, and what comes early."""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from typing import Any

from scheduling.domain.problem import Problem, Shift
from scheduling.rules.base import Applied
from scheduling.rules.day_encoding import Worked, night_test, worked_days
from scheduling.rules.model import Linear, Literal, Model

ONE_DAY = timedelta(days=1)


def encode_recovery(model: Model, applied: Applied[Any], least: int, free: int, templates: tuple[str, ...]) -> None:
    """Charge a night that ends a run of at least `least`, when a shift starts within `free` minutes of its end."""
    is_night = _night_test(model.problem, applied, templates)
    for who in applied.employees:
        early, night_on = _Early(model, who, free), worked_days(model, who, is_night)
        for works, day, end in _ends(model, who, is_night):
            run = [works, early.than(end), *(night_on(day - k * ONE_DAY) for k in range(1, least))]
            if not any(isinstance(one, int) and one == 0 for one in run):
                model.charge(applied, sum(run) - night_on(day + ONE_DAY) - least, 1)


def _night_test(problem: Problem, applied: Applied[Any], templates: tuple[str, ...]) -> Callable[[Worked], bool]:
    """Tells whether a shift is a night: of those templates, or one that meets three o'clock."""
    labels = {template.id: template.labels for template in problem.templates}
    at_night = night_test(problem, min((past.date for past in problem.history.shifts), default=problem.start))

    def is_night(shift: Worked) -> bool:
        named = shift.template in templates if templates else at_night(shift)
        return named and applied.covers(shift.date, labels.get(shift.template, frozenset()))

    return is_night


def _ends(model: Model, who: str, is_night: Callable[[Worked], bool]) -> Iterator[tuple[Linear, date, int]]:
    """Whether a night that ends at some moment is worked, its date and that moment.

    Planned nights that end at the same moment overlap, so that no more than one of them is worked.
    """
    yield from ((1, past.date, past.end) for past in model.problem.past_of[who] if is_night(past))
    planned: dict[tuple[date, int], list[Linear]] = defaultdict(list)
    for shift in filter(is_night, model.shifts(who)):
        planned[shift.date, shift.end].append(model.works(who, shift))
    yield from ((sum(works), day, end) for (day, end), works in planned.items())


class _Early:
    """Answers whether a person works again within some minutes, in one variable for each choice of shifts."""

    def __init__(self, model: Model, who: str, minutes: int) -> None:
        self._model, self._who, self._minutes = model, who, minutes
        self._shifts = model.shifts(who)
        self._starts = [shift.start for shift in self._shifts]
        self._on_date = Counter(shift.date for shift in self._shifts)
        self._known: dict[tuple[int, int], Literal] = {}

    def than(self, end: int) -> Literal:
        """Whether a planned shift starts so shortly after this moment."""
        span = bisect_left(self._starts, end), bisect_left(self._starts, end + self._minutes)
        if span not in self._known:
            self._known[span] = self._any(self._shifts[slice(*span)])
        return self._known[span]

    def _any(self, shifts: Sequence[Shift]) -> Literal:
        """One part for each whole date, so that long recoveries over many templates stay small."""
        number, parts = Counter(shift.date for shift in shifts), []
        for day, several in number.items():
            if several == self._on_date[day]:
                parts.append(self._model.works_on(self._who, day))
            else:
                parts += [self._model.works(self._who, shift) for shift in shifts if shift.date == day]
        if len(parts) < 2:
            return parts[0] if parts else 0
        some = self._model.new_int(0, 1)
        self._model.add_max(some, parts)
        return some
