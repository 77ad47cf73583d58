"""Days off as expressions. The check walks over blocks of dates and counts; here runs grow from day to day."""

from collections import defaultdict
from datetime import date, timedelta

from scheduling.domain.periods import Period
from scheduling.domain.problem import Problem
from scheduling.rules.day_encoding import days_recorded
from scheduling.rules.model import Linear, Model
from scheduling.rules.period_encoding import judged, key_of

DAY = timedelta(days=1)


def whole_periods(problem: Problem, period: Period) -> list[list[date]]:
    """The days of each period that can be judged."""
    periods: dict[int, list[date]] = defaultdict(list)
    for k in range(-days_recorded(problem), problem.days):
        periods[key_of(problem, period, problem.start + k * DAY)].append(problem.start + k * DAY)
    whole = judged(problem, period)
    return [days for key, days in periods.items() if key in whole]


def longest_run(model: Model, off: list[Linear], most: int) -> Linear:
    """The most days off in a row, no more than `most`, from the length of the run that each day ends."""
    run: Linear = 0
    runs = []
    for day in off:
        if isinstance(day, int) and isinstance(run, int):
            run = min(most, run + 1) * day
        elif isinstance(day, int) and not day:
            run = 0
        else:
            longer = model.new_int(0, most)
            model.add_min(longer, [most * day, run + 1])
            run = longer
        runs.append(run)
    longest = model.new_int(0, most)
    model.add_max(longest, runs)
    return longest
