"""Kinds of days that a rule can be about: holidays, their eves, weekends, workdays."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

SATURDAY = 5


@dataclass(frozen=True)
class Holiday:
    """A public holiday where the site is."""

    date: date
    name: str


class DayClass(StrEnum):
    HOLIDAY = "holiday"
    EVE = "eve of a holiday"
    WEEKEND = "weekend"
    WORKDAY = "workday"


def classes_of(day: date, holidays: Collection[date]) -> frozenset[DayClass]:
    """Every class that a date belongs to; a workday is a Monday to Friday that is no holiday."""
    found = set()
    if day in holidays:
        found.add(DayClass.HOLIDAY)
    if day + timedelta(days=1) in holidays:
        found.add(DayClass.EVE)
    if day.weekday() >= SATURDAY:
        found.add(DayClass.WEEKEND)
    elif day not in holidays:
        found.add(DayClass.WORKDAY)
    return frozenset(found)
