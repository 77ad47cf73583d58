"""Days as encodings see them. Checks never look here: they ask Facts."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable
from datetime import date, timedelta
from typing import TypeAlias

from scheduling.domain.clock import instant
from scheduling.domain.history import PastShift
from scheduling.domain.problem import Problem, Shift
from scheduling.rules.model import Literal, Model

THREE_O_CLOCK = 180
Worked: TypeAlias = Shift | PastShift


def days_recorded(problem: Problem) -> int:
    """How many days right before the plan are on record."""
    since = problem.history.since
    return max(0, (problem.start - since).days) if since else 0


def night_test(problem: Problem, since: date) -> Callable[[Worked], bool]:
    """Tells whether a shift on this date or a later one is under way at three in the morning."""
    days = range((since - problem.start).days - 1, problem.days + 2)
    nights = [instant(problem.start + timedelta(days=k), THREE_O_CLOCK, problem.zone) for k in days]
    return lambda shift: bisect_left(nights, shift.start) < bisect_left(nights, shift.end)


def worked_days(model: Model, who: str, counts: Callable[[Worked], bool]) -> Callable[[date], Literal]:
    """Answers whether a person works, on a date of the plan or before it, a shift that counts."""
    shifts: dict[date, list[Shift]] = defaultdict(list)
    for shift in filter(counts, model.shifts(who)):
        shifts[shift.date].append(shift)
    past = {shift.date for shift in model.problem.past_of[who] if counts(shift)}

    def works(day: date) -> Literal:
        return int(day in past) if day < model.problem.start else model.works_any(who, shifts.get(day, ()))

    return works
