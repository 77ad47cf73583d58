"""Preferences as costs of cells."""

from scheduling.rules.base import Applied
from scheduling.rules.facets import Paths, price
from scheduling.rules.preferences import PreferencesParams, cost_of


def state(paths: Paths, applied: Applied[PreferencesParams]) -> bool:
    for who in applied.employees:
        wishes = [p for p in paths.problem.preferences if p.employee == who]
        for shift in paths.shifts(who) if wishes else ():
            if applied.covers(shift.date, paths.problem.template_by_id[shift.template].labels):
                paths.cell(who, shift, price(applied, cost_of(paths.problem, wishes, shift)))
    return True
