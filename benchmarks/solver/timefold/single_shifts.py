"""Rules about single shifts, as facts: heads, and what people said about their time."""

from collections.abc import Sequence
from typing import Any

from benchmarks.solver.timefold.grid import Grid, NotStated, Price
from scheduling.domain.problem import Shift
from scheduling.rules.base import Applied
from scheduling.rules.coverage import prices
from scheduling.rules.preferences import cost_of


def coverage(grid: Grid, applied: Applied[Any]) -> None:
    price = Price.of(applied)
    for shift in covered(grid, applied):
        for demand in shift.demands:
            wanted, under, over = prices(demand, applied.params)
            if wanted is not None and (under or over):
                cell = grid.cell(grid.day(shift.date), grid.kinds[shift.template, demand.role])
                grid.say("cover", price.hard, price.soft, cell, wanted, under, over)


def availability(grid: Grid, applied: Applied[Any]) -> None:
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


def preferences(grid: Grid, applied: Applied[Any]) -> None:
    if applied.setting.hard:
        raise NotStated
    for who in applied.employees:
        wishes = [wish for wish in grid.problem.preferences if wish.employee == who]
        for shift in covered(grid, applied) if wishes else ():
            for day, kind in grid.cells(shift):
                grid.charge(who, day, kind, Price.of(applied, cost_of(grid.problem, wishes, shift)))


def covered(grid: Grid, applied: Applied[Any]) -> list[Shift]:
    """The shifts that the filters let through."""
    return [s for s in grid.problem.shifts if applied.covers(s.date, grid.labels(s.template))]
