"""What people's work costs as expressions. The check adds up minutes; here each period has its room left."""

from collections.abc import Iterator
from math import gcd
from typing import Any, TypeAlias

from scheduling.domain.periods import Period
from scheduling.rules.base import Applied
from scheduling.rules.model import Linear, Model
from scheduling.rules.period_encoding import given, summed

MINUTES_PER_HOUR = 60
WHOLE = 100
"""Percent."""

Bounded: TypeAlias = tuple[Linear, int]
"""An expression of 0 or more and the most that it could be."""


def bills(model: Model, applied: Applied[Any]) -> Iterator[Bounded]:
    """Cents that the plan costs for each governed person."""
    params, problem = applied.params, model.problem
    own: dict[str | None, int] = {row.contract: row.hourly for row in params.rates}
    before = given(problem, applied, params.period, _minutes, ()) if params.bands else {}
    for who in applied.employees:
        rate = own.get(problem.employee_by_id[who].contract, params.hourly)
        parts = [_wages(model, applied, who, rate)]
        for key, (total, most) in summed(model, applied, who, params.period, _minutes).items():
            for band in params.bands:
                room = max(0, band.after - before[who, key])
                if rate and most > room:
                    parts.append(_surcharge(model, total - room, most - room, rate * band.percent))
        yield sum(cents for cents, _ in parts), sum(most for _, most in parts)


def _minutes(template: str, minutes: int) -> int:
    return minutes


def _wages(model: Model, applied: Applied[Any], who: str, rate: int) -> Bounded:
    """All shifts at the rate, each rounded down."""
    (whole,) = summed(
        model, applied, who, Period.HORIZON, lambda _, minutes: rate * minutes // MINUTES_PER_HOUR
    ).values()
    return whole


def _surcharge(model: Model, above: Linear, most: int, factor: int) -> Bounded:
    """Minutes above the threshold times rate times percent. Common factors go, and often the division with them."""
    overtime = model.new_int(0, most)
    model.add_max(overtime, [0, above])
    common = gcd(factor, MINUTES_PER_HOUR * WHOLE)
    times, divisor = factor // common, MINUTES_PER_HOUR * WHOLE // common
    if divisor == 1:
        return times * overtime, times * most
    highest = times * most // divisor
    cents = model.new_int(0, highest)
    model.add_quotient(cents, times * overtime, divisor)
    return cents, highest
