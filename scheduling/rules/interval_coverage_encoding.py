"""Heads at work as expressions, for the encoding of coverage by the clock alone."""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import TypeAlias

from scheduling.domain.clock import instant, wall_clock
from scheduling.domain.problem import Problem, Shift
from scheduling.rules.base import Applied
from scheduling.rules.interval_coverage_terms import IntervalCoverageParams
from scheduling.rules.model import Linear, Model

Setting: TypeAlias = Applied[IntervalCoverageParams]


def charge_intervals(model: Model, applied: Setting) -> None:
    """Charge every interval that is asked for; those that ask the same of the same shifts are charged at once."""
    params, people = applied.params, len(applied.employees)
    crews = _crews(model, applied)
    alike = Counter(_asked(model.problem, applied, [s for s in model.problem.shifts if s.id in crews]))
    for (wanted, given, shifts), times in alike.items():
        heads = given + sum(crews[shift] for shift in shifts)
        model.charge(applied, wanted - heads, wanted - given, params.under * times)
        model.charge(applied, heads - wanted, given + people - wanted, params.over * times)


def _crews(model: Model, applied: Setting) -> Mapping[str, Linear]:
    """How many of the people counted work a shift, by shift that any of them could work.

    Each is a variable of its own, for many intervals ask about the same shift.
    """
    role, crews = applied.params.role, dict[str, list[Linear]]()
    for who in applied.employees:
        for shift in model.shifts(who):
            if _let_through(model.problem, applied, shift.template):
                literal = model.works(who, shift) if role is None else model.assigned(who, shift, role)
                crews.setdefault(shift.id, []).append(literal)
    heads = {known: model.new_int(0, len(literals)) for known, literals in crews.items()}
    for known, literals in crews.items():
        model.add_max(heads[known], [sum(literals)])
    return heads


def _asked(problem: Problem, applied: Setting, shifts: list[Shift]) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    """Of each interval the heads wanted, those at work since before the plan, and the shifts that last through it."""
    step, length = applied.params.step, timedelta(days=1)
    before = list(_before(problem, applied))
    for day in filter(applied.covers_day, problem.dates):
        first, last = instant(day, 0, problem.zone), instant(day + length, 0, problem.zone)
        near = [s for s in shifts if s.start < last and s.end > first]
        for start in range(first, last - step + 1, step):
            wanted = _wanted(problem, applied.params, start)
            if wanted is not None:
                given = {who for who, begin, end in before if begin <= start and end >= start + step}
                yield wanted, len(given), tuple(s.id for s in near if s.start <= start and s.end >= start + step)


def _wanted(problem: Problem, params: IntervalCoverageParams, start: int) -> int | None:
    """What the row asks for in which the clocks show the interval from first to last minute."""
    begin, end = wall_clock(start, problem.zone), wall_clock(start + params.step - 1, problem.zone)
    shown = begin.hour * 60 + begin.minute, end.hour * 60 + end.minute
    return next((row.heads for row in params.curve if row.start <= shown[0] <= shown[1] < row.end), None)


def _before(problem: Problem, applied: Setting) -> Iterator[tuple[str, int, int]]:
    """Who was at work when, in shifts from before the plan that reach into it."""
    role, first = applied.params.role, instant(problem.start, 0, problem.zone)
    for who in applied.employees:
        if role is None or role in problem.employee_by_id[who].roles:
            for past in problem.past_of[who]:
                if past.end > first and _let_through(problem, applied, past.template):
                    yield who, past.start, past.end


def _let_through(problem: Problem, applied: Setting, template: str) -> bool:
    """Whether the labels of a template pass the scope's filter."""
    wanted, known = applied.setting.scope.template_labels, problem.template_by_id.get(template)
    return not wanted or (known is not None and not wanted.isdisjoint(known.labels))
