"""Shifts per day, for paths on which there is at most one."""

from scheduling.rules.base import Applied
from scheduling.rules.facets import Paths
from scheduling.rules.max_shifts_per_day import MaxShiftsPerDayParams


def state(paths: Paths, applied: Applied[MaxShiftsPerDayParams]) -> bool:
    """Nothing is left to say where at most one shift a day is possible anyway."""
    return applied.params.maximum != 0
