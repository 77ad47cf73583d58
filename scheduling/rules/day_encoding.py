"""Days as encodings see them. Checks never look here: they ask Facts."""

from collections import defaultdict
from collections.abc import Callable
from datetime import date

from scheduling.domain.problem import Problem, Shift
from scheduling.rules.model import Literal, Model


def days_recorded(problem: Problem) -> int:
    """How many days right before the plan are on record."""
    since = problem.history.since
    return max(0, (problem.start - since).days) if since else 0


def worked_days(model: Model, who: str, counts: Callable[[date, str], bool]) -> Callable[[date], Literal]:
    """Answers whether a person works, on a date of the plan or before it, a shift whose date and template count."""
    shifts: dict[date, list[Shift]] = defaultdict(list)
    for shift in model.shifts(who):
        if counts(shift.date, shift.template):
            shifts[shift.date].append(shift)
    past = {shift.date for shift in model.problem.past_of[who] if counts(shift.date, shift.template)}

    def works(day: date) -> Literal:
        return int(day in past) if day < model.problem.start else model.works_any(who, shifts.get(day, ()))

    return works
