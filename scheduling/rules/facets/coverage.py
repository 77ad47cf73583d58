"""Coverage as rows of heads."""

from scheduling.rules.base import Applied
from scheduling.rules.coverage import CoverageParams, prices
from scheduling.rules.facets import Paths, price


def state(paths: Paths, applied: Applied[CoverageParams]) -> bool:
    for shift in paths.problem.shifts:
        if applied.covers(shift.date, paths.problem.template_by_id[shift.template].labels):
            for demand in shift.demands:
                wanted, under, over = prices(demand, applied.params)
                if wanted is not None:
                    paths.heads(shift, demand.role, wanted, price(applied, under), price(applied, over))
    return True
