"""The rules as facts that Timefold's constraint streams judge; what they cannot say is left out and named."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeAlias

from benchmarks.solver.timefold.grid import Grid, NotStated
from benchmarks.solver.timefold.many_shifts import fairness, stretches, totals, weekends
from benchmarks.solver.timefold.single_shifts import availability, coverage, preferences
from benchmarks.solver.timefold.two_days import overlaps, rest, successions
from scheduling.domain.problem import Problem
from scheduling.domain.settings import RuleSetting
from scheduling.rules.base import Applied
from scheduling.rules.catalogue import catalogue
from scheduling.rules.precedence import apply_settings

Stating: TypeAlias = Callable[[Grid, Applied[Any]], None]


def stated(problem: Problem, settings: Iterable[RuleSetting]) -> tuple[Grid, tuple[str, ...]]:
    """The grid with all that it can say, and the labels of the rules that it leaves out.

    Raises
    ------
    NotStated
        When somebody may work twice a day, or two shifts of a template lie on one date.
    """
    grid, left_out = Grid(problem), dict[str, None]()
    applied = apply_settings(problem, settings)
    one_a_day = {who for one in applied if _is_one_a_day(one) for who in one.employees}
    if one_a_day < set(grid.people) or problem.pinned:
        raise NotStated
    overlaps(grid)
    for one in applied:
        kept = len(grid.lines)
        try:
            STATED.get(one.setting.code, _not_stated)(grid, one)
        except NotStated:
            del grid.lines[kept:]
            left_out[catalogue()[one.setting.code].label] = None
    return grid, tuple(left_out)


def _is_one_a_day(applied: Applied[Any]) -> bool:
    is_rule = applied.setting.code == "max_shifts_per_day"
    return is_rule and applied.setting.hard and applied.params.maximum == 1 and not applied.setting.scope.narrowed


def _one_a_day(grid: Grid, applied: Applied[Any]) -> None:
    """A cell holds one kind, so the law always holds."""
    if not _is_one_a_day(applied):
        raise NotStated


def _not_stated(grid: Grid, applied: Applied[Any]) -> None:
    raise NotStated


STATED: Mapping[str, Stating] = {
    "coverage": coverage,
    "availability": availability,
    "preferences": preferences,
    "working_time": totals,
    "shift_count": totals,
    "consecutive_days": stretches,
    "consecutive_days_off": stretches,
    "consecutive_shifts": stretches,
    "forbidden_succession": successions,
    "min_rest": rest,
    "weekends": weekends,
    "fairness": fairness,
    "max_shifts_per_day": _one_a_day,
}
