"""Places as expressions. Every period and place that is still open to a person has one variable."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from scheduling.domain.problem import Shift
from scheduling.rules.base import Applied
from scheduling.rules.model import Literal, Model
from scheduling.rules.period_encoding import Key, key_of


def away(model: Model, applied: Applied[Any], who: str) -> list[Literal]:
    """Whether the person works each of the shifts that would be away from home."""
    home = model.problem.employee_by_id[who].home
    return [model.works(who, shift) for shift, place in _placed(model, applied, who) if home and place != home]


def new_places(model: Model, applied: Applied[Any], who: str) -> Iterator[tuple[int, list[Literal]]]:
    """For each period: how many places are used already, and whether the plan uses each of the others."""
    problem, period = model.problem, applied.params.period
    before: dict[Key, set[str]] = defaultdict(set)
    for past in problem.past_of[who]:
        template = problem.template_by_id.get(past.template)
        if template and template.location and applied.covers(past.date, template.labels):
            before[key_of(problem, period, past.date)].add(template.location)
    shifts: dict[Key, dict[str, list[Shift]]] = defaultdict(lambda: defaultdict(list))
    for shift, place in _placed(model, applied, who):
        key = key_of(problem, period, shift.date)
        if place not in before[key]:
            shifts[key][place].append(shift)
    for key, by_place in shifts.items():
        yield len(before[key]), [model.works_any(who, there) for there in by_place.values()]


def _placed(model: Model, applied: Applied[Any], who: str) -> Iterator[tuple[Shift, str]]:
    """The shifts with a place that the person could work and that the filters let through."""
    for shift in model.shifts(who):
        template = model.problem.template_by_id[shift.template]
        if template.location and applied.covers(shift.date, template.labels):
            yield shift, template.location
