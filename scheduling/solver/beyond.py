"""Limits of settings that lie beyond what people can work: never met, or never reached."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from typing import Any

from scheduling.rules.base import Applied, Bound
from scheduling.rules.catalogue import catalogue
from scheduling.solver.capacity import Shortage
from scheduling.solver.most import most
from scheduling.solver.preflight import by_day, cells_of, shortages
from scheduling.solver.room import Room


class Beyond(StrEnum):
    LEAST = "more is asked than can be worked"
    PINNED = "pinned assignments are over the limit"
    GIVEN = "over the limit before anything is planned"
    IDLE = "the limit is never reached"


@dataclass(frozen=True)
class Outlier:
    """A bound that lies beyond `reach`: what can be worked at most, or what is pinned.

    `by` is a hard setting (its id) that alone forbids what is asked; empty where several things together do.
    """

    setting: str
    kind: Beyond
    bound: Bound
    reach: int
    by: str = ""


def outliers(room: Room, applied: Iterable[Applied[Any]]) -> Iterator[Outlier]:
    """What is wrong with the bounds of settings, person by person; a setting that is idle as a whole once."""
    for setting, group in groupby(applied, key=lambda one: one.setting):
        rule = catalogue()[setting.code]
        bounds = [bound for one in group for bound in rule.bounds(one)]
        found = [outlier for bound in bounds for outlier in _of(room, setting.id, bound)]
        yield from found
        limits = [bound for bound in bounds if bound.least is not None or bound.most is not None]
        if rule.bounds_say_all and limits and not found:
            yield from _idle(room, setting.id, limits)


def unmanned(room: Room, applied: Applied[Any]) -> Iterator[Shortage]:
    """Heads that a setting asks for and that cannot be there."""
    asked = {(one.shift, one.role): one.least for one in catalogue()[applied.setting.code].heads(applied)}
    for cells in by_day(cells_of(room, asked)).values():
        yield from shortages(room, cells)


def _of(room: Room, setting: str, bound: Bound) -> Iterator[Outlier]:
    if bound.most is not None and bound.most < 0:
        yield Outlier(setting, Beyond.GIVEN, bound, bound.most)
    elif bound.most is not None and (pinned := _pinned(room, bound)) > bound.most:
        yield Outlier(setting, Beyond.PINNED, bound, pinned)
    if bound.least is not None and bound.least > 0:
        reach = most(room, bound.employee, frozenset(bound.shifts), minutes=bound.minutes)
        if reach < bound.least:
            yield Outlier(setting, Beyond.LEAST, bound, reach, _forbidding(room, setting, bound, bound.least))


def _pinned(room: Room, bound: Bound) -> int:
    """What pinned assignments come to."""
    ids = {pin.shift for pin in room.problem.pinned if pin.employee == bound.employee}.intersection(bound.shifts)
    return sum(room.problem.shift_by_id[shift].minutes if bound.minutes else 1 for shift in ids)


def _forbidding(room: Room, setting: str, bound: Bound, least: int) -> str:
    """The other hard setting that leaves less of these shifts, the strictest where there are several."""
    ceilings = [
        ceiling
        for ceiling in room.limits(bound.employee)
        if ceiling.setting != setting
        and ceiling.minutes == bound.minutes
        and ceiling.most < least
        and ceiling.shifts.issuperset(bound.shifts)
    ]
    return min(ceilings, key=lambda ceiling: ceiling.most).setting if ceilings and bound.shifts else ""


def _idle(room: Room, setting: str, limits: Sequence[Bound]) -> Iterator[Outlier]:
    """One for the setting, with the most that anybody can work, where that never goes beyond a limit."""
    highest = (-1, limits[0])
    for bound in limits:
        reach = most(room, bound.employee, frozenset(bound.shifts), minutes=bound.minutes, without=setting)
        if (bound.most is not None and bound.most < reach) or (bound.least or 0) > 0:
            return
        highest = max(highest, (reach, bound), key=lambda pair: pair[0])
    yield Outlier(setting, Beyond.IDLE, highest[1], highest[0])
