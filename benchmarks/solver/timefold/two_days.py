"""What may not follow what from one day to the next, as facts."""

from collections import Counter
from datetime import timedelta
from itertools import product
from typing import Any

from benchmarks.solver.timefold.grid import Grid, NotStated, Price
from scheduling.rules.base import Applied

DAY = timedelta(days=1)


def overlaps(grid: Grid) -> None:
    """Nobody works two shifts at once, on whatever days they begin."""
    for earlier, later in product(grid.problem.shifts, grid.problem.shifts):
        if earlier.date < later.date and later.start < earlier.end:
            if later.date - earlier.date != DAY:
                raise NotStated
            for (day, before), (_, after) in product(grid.cells(earlier), grid.cells(later)):
                grid.say("pair", 1, 0, grid.cell(day, before), grid.cell(day + 1, after))


def successions(grid: Grid, applied: Applied[Any]) -> None:
    """A cell holds one shift: whoever worked twice on a day before the plan does not fit."""
    worked = Counter((past.employee, past.date) for past in grid.problem.history.shifts)
    if max(worked.values(), default=0) > 1:
        raise NotStated
    for first, second in dict.fromkeys(applied.params.pairs):
        days = [grid.day(day) for day in grid.problem.dates if applied.covers(day, grid.labels(second))]
        for day, before, after in product(days, grid.of_template(first), grid.of_template(second)):
            _pair(grid, applied, day - 1, before, after)


def rest(grid: Grid, applied: Applied[Any]) -> None:
    """Two shifts of neighbouring days that lie too close; any that lie further apart would be left out."""
    params, problem = applied.params, grid.problem
    if params.after or params.before or applied.setting.scope.narrowed or problem.history.shifts:
        raise NotStated
    for earlier, later in product(problem.shifts, problem.shifts):
        if later.date > earlier.date and 0 <= later.start - earlier.end < 60 * params.hours:
            if later.date - earlier.date != DAY:
                raise NotStated
            for (day, before), (_, after) in product(grid.cells(earlier), grid.cells(later)):
                _pair(grid, applied, day, before, after)


def _pair(grid: Grid, applied: Applied[Any], day: int, before: int, after: int) -> None:
    if set(applied.employees) < set(grid.people):
        raise NotStated
    price = Price.of(applied)
    grid.say("pair", price.hard, price.soft, grid.cell(day, before), grid.cell(day + 1, after))
