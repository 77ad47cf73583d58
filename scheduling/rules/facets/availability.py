"""Availability as costs of cells."""

from scheduling.domain.clock import wall_clock
from scheduling.domain.problem import AvailabilityInterval, AvailabilityKind, Shift, ShiftRequest
from scheduling.rules.availability import AvailabilityParams
from scheduling.rules.base import Applied
from scheduling.rules.facets import Paths, price


def state(paths: Paths, applied: Applied[AvailabilityParams]) -> bool:
    governed, kind = set(applied.employees), applied.params.kind
    if kind == "requests":
        labels = {template.id: template.labels for template in paths.problem.templates}
        asked = [
            request
            for request in paths.problem.requests
            if request.employee in governed and applied.covers(request.date, labels.get(request.template, frozenset()))
        ]
        stated = [_request(paths, applied, request) for request in asked]
        return all(stated)
    said = [a for a in paths.problem.availability if a.kind == kind and a.employee in governed]
    stated = [_interval(paths, applied, interval) for interval in said]
    return all(stated)


def _request(paths: Paths, applied: Applied[AvailabilityParams], request: ShiftRequest) -> bool:
    """A shift asked for is a cost whatever happens, and a relief where it is worked."""
    cost = price(applied, request.weight)
    if request.on and cost is None:
        return False
    if request.on and cost:
        paths.constant(cost)
    for shift in paths.shifts_on(request.employee, request.date):
        if shift.template == request.template:
            paths.cell(request.employee, shift, -cost if request.on and cost else cost)
    return True


def _interval(paths: Paths, applied: Applied[AvailabilityParams], said: AvailabilityInterval) -> bool:
    """One that shifts of several dates touch costs once; that is more than a cell can say, unless it bars them all."""
    labels = {template.id: template.labels for template in paths.problem.templates}
    touching = [
        s for s in paths.shifts_in(said.employee, said.start, said.end) if applied.covers(s.date, labels[s.template])
    ]
    one_date = len({s.date for s in touching}) < 2
    if said.kind is AvailabilityKind.DESIRED:
        return one_date and _desired(paths, applied, said, touching)
    by_minute = applied.params.per == "minute"
    if not (by_minute or applied.setting.hard or one_date):
        return False
    for s in touching:
        minutes = min(s.end, said.end) - max(s.start, said.start)
        paths.cell(said.employee, s, price(applied, said.weight * (minutes if by_minute else 1)))
    return True


def _desired(
    paths: Paths, applied: Applied[AvailabilityParams], said: AvailabilityInterval, touching: list[Shift]
) -> bool:
    cost = price(applied, said.weight)
    if cost is None:
        return False
    if applied.covers_day(wall_clock(said.start, paths.problem.zone).date()):
        paths.constant(cost)
        for s in touching:
            paths.cell(said.employee, s, -cost)
    return True
