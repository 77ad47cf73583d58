"""The rules as facts that Timefold's constraint streams judge; what they cannot say is left out and named."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import timedelta
from itertools import chain, product
from typing import Any, TypeAlias

from benchmarks.solver.timefold.grid import NO_LIMIT, Grid, NotStated, Price
from scheduling.domain.problem import Problem, Shift
from scheduling.domain.settings import RuleSetting
from scheduling.rules.base import Applied, Bound
from scheduling.rules.catalogue import catalogue
from scheduling.rules.coverage import prices
from scheduling.rules.facts import Facts, at_night
from scheduling.rules.fairness_facts import shares
from scheduling.rules.fairness_terms import Measure, Norm
from scheduling.rules.precedence import apply_settings
from scheduling.rules.preferences import cost_of

DAY = timedelta(days=1)
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
    _overlaps(grid)
    for one in applied:
        kept = len(grid.lines)
        try:
            STATED.get(one.setting.code, _not_stated)(grid, one)
        except NotStated:
            del grid.lines[kept:]
            left_out[catalogue()[one.setting.code].label] = None
    return grid, tuple(left_out)


def _not_stated(grid: Grid, applied: Applied[Any]) -> None:
    raise NotStated


def _overlaps(grid: Grid) -> None:
    """Nobody works two shifts at once, on whatever days they begin."""
    for earlier, later in product(grid.problem.shifts, grid.problem.shifts):
        if earlier.date < later.date and later.start < earlier.end:
            if later.date - earlier.date != DAY:
                raise NotStated
            for (day, before), (_, after) in product(grid.cells(earlier), grid.cells(later)):
                grid.say("pair", 1, 0, grid.cell(day, before), grid.cell(day + 1, after))


def _is_one_a_day(applied: Applied[Any]) -> bool:
    is_rule = applied.setting.code == "max_shifts_per_day"
    return is_rule and applied.setting.hard and applied.params.maximum == 1 and not applied.setting.scope.narrowed


def _coverage(grid: Grid, applied: Applied[Any]) -> None:
    price = Price.of(applied)
    for shift in _covered(grid.problem, applied):
        for demand in shift.demands:
            wanted, under, over = prices(demand, applied.params)
            if wanted is not None and (under or over):
                cell = grid.cell(grid.day(shift.date), grid.kinds[shift.template, demand.role])
                grid.say("cover", price.hard, price.soft, cell, wanted, under, over)


def _availability(grid: Grid, applied: Applied[Any]) -> None:
    problem, kind = grid.problem, applied.params.kind
    if applied.setting.scope.narrowed or (kind != "requests" and applied.params.per != "request"):
        raise NotStated
    if kind == "requests":
        for request in problem.requests:
            if request.employee in applied.employees:
                shift = grid.shifts.get((grid.day(request.date), request.template))
                _wish(grid, request.employee, [shift] if shift else [], request.on, Price.of(applied, request.weight))
        return
    for said in problem.availability:
        if said.kind == kind and said.employee in applied.employees and said.weight:
            touching = [shift for shift in problem.shifts if shift.start < said.end and said.start < shift.end]
            _wish(grid, said.employee, touching, kind == "desired", Price.of(applied, said.weight))


def _wish(grid: Grid, who: str, shifts: Sequence[Shift], wanted: bool, price: Price) -> None:
    """At least one of these shifts, or none: by cell where all lie on one day or a law forbids all, else a fact."""
    cells = [cell for shift in shifts for cell in grid.cells(shift)]
    days = {day for day, _ in cells}
    if not cells and not price.hard:
        grid.constant += price.soft * wanted
    elif not wanted and (len(days) < 2 or price.hard):
        for day, kind in cells:
            grid.charge(who, day, kind, price)
    elif wanted and len(days) == 1 and not price.hard:
        for kind in set(range(grid.most)) - {kind for _, kind in cells}:
            grid.charge(who, *days, kind, price)
    else:
        numbers = [grid.cell(*cell) for cell in cells]
        grid.say("wish", grid.people[who], price.hard, price.soft, int(wanted), *numbers)


def _preferences(grid: Grid, applied: Applied[Any]) -> None:
    if applied.setting.hard:
        raise NotStated
    for who in applied.employees:
        wishes = [wish for wish in grid.problem.preferences if wish.employee == who]
        for shift in _covered(grid.problem, applied) if wishes else ():
            for day, kind in grid.cells(shift):
                grid.charge(who, day, kind, Price.of(applied, cost_of(grid.problem, wishes, shift)))


def _totals(grid: Grid, applied: Applied[Any]) -> None:
    """The sums that the rule itself names, each kind counting the same on all days of a sum."""
    price = Price.of(applied)
    for bound in catalogue()[applied.setting.code].bounds(applied):
        amounts: dict[int, set[int]] = defaultdict(set)
        days = [grid.day(grid.problem.shift_by_id[shift].date) for shift in bound.shifts]
        for shift in map(grid.problem.shift_by_id.__getitem__, bound.shifts):
            for _, kind in grid.cells(shift):
                amounts[kind].add(shift.minutes if bound.minutes else 1)
        least, most = bound.least or 0, NO_LIMIT if bound.most is None else bound.most
        span = (min(days), max(days)) if days else (0, 0)
        _check_alike(grid, bound, span, amounts)
        grid.constant += price.soft * max(0, -most)
        highest = (span[1] - span[0] + 1) * max(chain([0], *amounts.values()))
        pairs = [number for kind, (amount,) in amounts.items() for number in (kind, amount)]
        if price.hard and most == 0:
            for shift in map(grid.problem.shift_by_id.__getitem__, bound.shifts):
                for cell in grid.cells(shift):
                    grid.charge(bound.employee, *cell, price)
        elif least > 0 or most < highest:
            grid.say("total", grid.people[bound.employee], price.hard, price.soft, *span, least, max(0, most), *pairs)


def _check_alike(grid: Grid, bound: Bound, span: tuple[int, int], amounts: Mapping[int, set[int]]) -> None:
    inside = {
        shift.id
        for (day, _), shift in grid.shifts.items()
        if span[0] <= day <= span[1] and any(kind in amounts for _, kind in grid.cells(shift))
    }
    if inside - set(bound.shifts) or any(len(several) > 1 for several in amounts.values()):
        raise NotStated


def _stretches(grid: Grid, applied: Applied[Any]) -> None:
    if applied.setting.scope.narrowed:
        raise NotStated
    params, price = applied.params, Price.of(applied)
    works = applied.setting.code != "consecutive_days_off"
    named = getattr(params, "templates", ())
    kinds = {kind for template in named for kind in grid.of_template(template)} if named else set(range(1, grid.most))
    kinds = kinds if works else {0}
    since = grid.problem.history.since
    first = 0 if params.edges == "open" or since is None else min(0, grid.day(since))
    limits = params.minimum or 0, params.maximum or NO_LIMIT
    for who in applied.employees:
        span = first, grid.problem.days - 1
        grid.say("stretch", grid.people[who], price.hard, price.soft, *span, *limits, *sorted(kinds))


def _successions(grid: Grid, applied: Applied[Any]) -> None:
    for first, second in dict.fromkeys(applied.params.pairs):
        days = [grid.day(day) for day in grid.problem.dates if applied.covers(day, _labels(grid.problem, second))]
        for day, before, after in product(days, grid.of_template(first), grid.of_template(second)):
            _pair(grid, applied, day - 1, before, after)


def _rest(grid: Grid, applied: Applied[Any]) -> None:
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


def _weekends(grid: Grid, applied: Applied[Any]) -> None:
    """Only plans that begin on a Monday, so that no weekend has begun before."""
    params, problem, price = applied.params, grid.problem, Price.of(applied)
    if applied.setting.scope.narrowed or params.in_a_row is not None or problem.start.weekday():
        raise NotStated
    number = [k // 7 if day.weekday() in params.days else -1 for k, day in enumerate(problem.dates)]
    before = {one.employee: one.weekends for one in problem.history.totals if params.carry}
    for who in applied.employees:
        if params.maximum is not None:
            room = params.maximum - before.get(who, 0)
            grid.constant += price.soft * max(0, -room)
            grid.say("weekends", grid.people[who], price.hard, price.soft, max(0, room), *number)
        for week in set(number) - {-1} if params.complete else ():
            days = [k for k, weekend in enumerate(number) if weekend == week]
            if len(days) == len(params.days):
                grid.say("whole", grid.people[who], price.hard, price.soft, days[0], days[-1])


def _fairness(grid: Grid, applied: Applied[Any]) -> None:
    params, problem, price = applied.params, grid.problem, Price.of(applied)
    worth = {
        Measure.SHIFTS: lambda shift: 1,
        Measure.MINUTES: lambda shift: shift.minutes,
        Measure.NIGHTS: lambda shift: int(at_night(problem, shift)),
    }.get(params.measure)
    if worth is None or params.norm is not Norm.RANGE or params.weeks_before or applied.setting.scope.narrowed:
        raise NotStated
    amounts = {(kind, worth(shift)) for shift in problem.shifts for _, kind in grid.cells(shift)}
    if len(amounts) > len({kind for kind, _ in amounts}):
        raise NotStated
    if not applied.employees:
        return
    grid.say("spread", price.hard, price.soft)
    for who, share in shares(Facts(problem, frozenset()), applied).items():
        grid.say("share", grid.people[who], share, *(number for pair in sorted(amounts) for number in pair))


def _one_a_day(grid: Grid, applied: Applied[Any]) -> None:
    """A cell holds one kind, so the law always holds."""
    if not _is_one_a_day(applied):
        raise NotStated


def _covered(problem: Problem, applied: Applied[Any]) -> list[Shift]:
    return [s for s in problem.shifts if applied.covers(s.date, _labels(problem, s.template))]


def _labels(problem: Problem, template: str) -> frozenset[str]:
    return problem.template_by_id[template].labels if template in problem.template_by_id else frozenset()


STATED: Mapping[str, Stating] = {
    "coverage": _coverage,
    "availability": _availability,
    "preferences": _preferences,
    "working_time": _totals,
    "shift_count": _totals,
    "consecutive_days": _stretches,
    "consecutive_days_off": _stretches,
    "consecutive_shifts": _stretches,
    "forbidden_succession": _successions,
    "min_rest": _rest,
    "weekends": _weekends,
    "fairness": _fairness,
    "max_shifts_per_day": _one_a_day,
}
