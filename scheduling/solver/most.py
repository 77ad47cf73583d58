"""The largest sum that one person's shifts can come to, as an upper limit that no roster exceeds."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from itertools import accumulate
from operator import attrgetter

from scheduling.domain.problem import Shift
from scheduling.solver.room import Ceiling, Room


def most(room: Room, who: str, shifts: Collection[str], *, minutes: bool, without: str = "") -> int:
    """At most so many of some shifts (ids), or minutes in them, can one person work.

    Parameters
    ----------
    without
        A setting (id) that is left out of account, to see what it changes.
    """
    inside = [shift for shift in room.shifts(who, without) if shift.id in shifts]
    if len(inside) < 2:
        return sum(shift.minutes if minutes else 1 for shift in inside)
    ceilings = room.ceilings(who)
    key = (tuple(shift.id for shift in inside), id(ceilings), minutes, without)
    if key not in room.sums:
        room.sums[key] = _Sums(inside, [c for c in ceilings if c.setting != without], minutes).most()
    return room.sums[key]


class _Sums:
    """The sum over `inside` (by start), limited by ceilings."""

    def __init__(self, inside: Sequence[Shift], ceilings: Iterable[Ceiling], minutes: bool) -> None:
        self._inside, self._minutes = inside, minutes
        self._by_day = _by_date(inside)
        ids = {shift.id for shift in inside}
        ours = [ceiling for ceiling in ceilings if not ids.isdisjoint(ceiling.shifts)]
        days = {shift.id: shift.date for shift in inside}
        self._daily: dict[date, list[Ceiling]] = defaultdict(list)
        self._wide: list[Ceiling] = []
        for ceiling in ours:
            on = {days[shift] for shift in ceiling.shifts & ids}
            if len(on) == 1:
                self._daily[on.pop()].append(ceiling)
            else:
                self._wide.append(ceiling)

    def most(self) -> int:
        """The best of all ways to split the shifts into a part that one ceiling limits, and the rest."""
        splits = [self._under(ceiling) for ceiling in self._wide]
        return min([self._days_sum(self._by_day), self._worth_apart(self._inside), *splits])

    def _under(self, ceiling: Ceiling) -> int:
        part = [shift for shift in self._inside if shift.id in ceiling.shifts]
        rest = [shift for shift in self._inside if shift.id not in ceiling.shifts]
        return self._limited(part, ceiling) + self._days_sum(_by_date(rest))

    def _days_sum(self, by_date: Mapping[date, Sequence[Shift]]) -> int:
        return sum(self._day(day, part) for day, part in by_date.items())

    def _day(self, day: date, shifts: Sequence[Shift]) -> int:
        """The most that one date can add."""
        best = self._worth_apart(shifts)
        for ceiling in self._daily[day] if len(shifts) > 1 else ():
            part = [shift for shift in shifts if shift.id in ceiling.shifts]
            rest = [shift for shift in shifts if shift.id not in ceiling.shifts]
            best = min(best, self._limited(part, ceiling) + self._worth_apart(rest))
        return best

    def _limited(self, shifts: Sequence[Shift], ceiling: Ceiling) -> int:
        """The most that a ceiling leaves of shifts that are all under it."""
        if ceiling.minutes == self._minutes:
            return ceiling.most
        kept: list[int] = []
        for part in _by_date(shifts).values():
            ordered = sorted((shift.minutes for shift in part), reverse=self._minutes)
            kept += ordered[: self._number(part)]
        if self._minutes:
            return sum(sorted(kept, reverse=True)[: ceiling.most])
        return _fitting(kept, ceiling.most)

    def _number(self, shifts: Sequence[Shift]) -> int:
        """How many shifts of one date can be worked, by the ceilings on their number."""
        number = _apart(shifts, minutes=False)
        for ceiling in self._daily[shifts[0].date]:
            if not ceiling.minutes:
                under = sum(shift.id in ceiling.shifts for shift in shifts)
                number = min(number, ceiling.most + len(shifts) - under)
        return number

    def _worth_apart(self, shifts: Sequence[Shift]) -> int:
        return _apart(shifts, minutes=self._minutes)


def _by_date(shifts: Iterable[Shift]) -> Mapping[date, list[Shift]]:
    found: dict[date, list[Shift]] = defaultdict(list)
    for shift in shifts:
        found[shift.date].append(shift)
    return found


def _apart(shifts: Iterable[Shift], *, minutes: bool) -> int:
    """The most that shifts of which no two overlap can come to (weighted interval scheduling)."""
    ordered = sorted(shifts, key=attrgetter("end"))
    if len(ordered) < 2:
        return sum(shift.minutes if minutes else 1 for shift in ordered)
    ends = [shift.end for shift in ordered]
    best = [0]
    for k, shift in enumerate(ordered):
        before = bisect_right(ends, shift.start, hi=k)
        best.append(max(best[k], best[before] + (shift.minutes if minutes else 1)))
    return best[-1]


def _fitting(lengths: Iterable[int], room: int) -> int:
    """How many of some lengths go into the room there is, the shortest first."""
    return bisect_right(list(accumulate(sorted(lengths))), room)
