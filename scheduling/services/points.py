"""Weights in points: a weight of one point means the same order of trouble for every rule, and 0 means off.

A point is about one head missing on one shift, an hour of working time, 12.00 of money, or one shift, day, weekend or
change that is not as wished; each rule says how many of its units that is. Weights stay whole numbers per unit, so
that objective, check and screen agree: one point per 1,200 units of penalty is fine enough for all of them.
"""

from scheduling.domain.settings import RuleSetting
from scheduling.rules.catalogue import catalogue, params_of

POINT = 1200
"""What one point costs, in units of penalty."""
SPOKEN = {60: "1 hour", POINT: "12.00"}


def points_of(setting: RuleSetting, weight: int) -> float:
    """What a weight of this setting is in points.

    Raises
    ------
    InvalidInput
        When its rule is unknown or a parameter does not fit.
    """
    return weight * _units(setting) / POINT


def weight_of(setting: RuleSetting, points: float) -> int:
    """The whole weight nearest to so many points; at least 1 unless it is off."""
    return max(1, round(points * POINT / _units(setting))) if points > 0 else 0


def point_text(setting: RuleSetting) -> str:
    """What one point of this setting is: "60 minutes", "1 head"."""
    units, unit = _units(setting), catalogue()[setting.code].unit
    if units in SPOKEN:
        return SPOKEN[units]
    counted = next(one for one in unit.split(" or ") if one != "minute")
    return f"{units} {counted}{'s' * (units != 1)}"


def _units(setting: RuleSetting) -> int:
    return catalogue()[setting.code].point(params_of(setting))
