"""Capacity against demand, before anything is planned: what will surely fall short."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta

from scheduling.domain.problem import Demand, Problem
from scheduling.solver.capacity import Cell, Load, Preflight, RoleDay, Shortage
from scheduling.solver.flow import deficits
from scheduling.solver.most import most
from scheduling.solver.room import Room

DAY, WEEK = timedelta(days=1), timedelta(days=7)


def preflight(room: Room) -> Preflight:
    """Compare what is wanted with what people can do at most, under the bounds of the hard settings.

    Every shortage and overload it tells of is in every roster without a broken hard rule; there may be more.
    """
    cells = cells_of(room, {(s.id, d.role): goal(d) for s in room.problem.shifts for d in s.demands})
    by_date = by_day(cells)
    return Preflight(
        cells,
        tuple(shortage for day in by_date.values() for shortage in shortages(room, day)),
        tuple(line for day in by_date.values() for line in _role_days(room, day)),
        *_loads(room, cells),
    )


def goal(demand: Demand) -> int:
    """What a demand hopes for: its target, else its minimum."""
    return demand.minimum if demand.target is None else demand.target


def cells_of(room: Room, wanted: Mapping[tuple[str, str], int]) -> tuple[Cell, ...]:
    """A cell for each shift and role (ids) that wants somebody, by start."""
    able: dict[tuple[str, str], list[str]] = defaultdict(list)
    for person in room.problem.employees:
        for shift in room.shifts(person.id):
            for role in room.roles(person.id, shift):
                able[shift.id, role].append(person.id)
    ordered = sorted(room.problem.shifts, key=lambda shift: (shift.date, shift.start, shift.end))
    return tuple(
        Cell(shift.date, shift.id, shift.template, demand.role, heads, tuple(able[shift.id, demand.role]))
        for shift in ordered
        for demand in shift.demands
        if (heads := wanted.get((shift.id, demand.role), 0))
    )


def shortages(room: Room, cells: Sequence[Cell]) -> Iterator[Shortage]:
    """What cells of one date will lack between them, however people are dealt out."""
    shifts: dict[str, set[str]] = defaultdict(set)
    for cell in cells:
        for who in cell.could:
            shifts[who].add(cell.shift)
    supply = {who: most(room, who, ids, minutes=False) for who, ids in shifts.items()}
    arcs = {(who, k): 1 for k, cell in enumerate(cells) for who in cell.could}
    for deficit in deficits({k: cell.wanted for k, cell in enumerate(cells)}, supply, arcs):
        yield Shortage(cells[0].date, tuple(cells[k] for k in deficit.wants), deficit.given)


def by_day(cells: Iterable[Cell]) -> Mapping[date, list[Cell]]:
    found: dict[date, list[Cell]] = defaultdict(list)
    for cell in cells:
        found[cell.date].append(cell)
    return found


def _role_days(room: Room, cells: Sequence[Cell]) -> Iterator[RoleDay]:
    for role in room.problem.roles:
        ours = [cell for cell in cells if cell.role == role.id]
        if not ours:
            continue
        ids = {cell.shift for cell in ours}
        could = tuple(dict.fromkeys(who for cell in ours for who in cell.could))
        yield RoleDay(
            cells[0].date,
            role.id,
            sum(cell.wanted for cell in ours),
            could,
            _minutes(room.problem, ours),
            sum(most(room, who, ids, minutes=True) for who in could),
            sum(shortage.missing for shortage in shortages(room, ours)),
        )


def _minutes(problem: Problem, cells: Iterable[Cell]) -> int:
    return sum(cell.wanted * problem.shift_by_id[cell.shift].minutes for cell in cells)


def _loads(room: Room, cells: Sequence[Cell]) -> tuple[tuple[Load, ...], tuple[Load, ...]]:
    """Minutes per role and week, and over several weeks; then the groups of roles that cannot all be met."""
    problem = room.problem
    last = problem.dates[-1]
    weeks = [_Span(room, cells, first, min(first + WEEK - DAY, last)) for first in problem.dates[::7]]
    spans = weeks if len(weeks) == 1 else [*weeks, _Span(room, cells, problem.start, last, weeks)]
    loads = (load for span in spans for load in span.loads())
    return tuple(loads), tuple(overload for span in spans for overload in span.overloads())


class _Span:
    """Minutes wanted and possible from a first to a last date, by role; `parts` are spans that it is made of."""

    def __init__(
        self, room: Room, cells: Iterable[Cell], first: date, last: date, parts: Sequence["_Span"] = ()
    ) -> None:
        self._first, self._last = first, last
        by_role: dict[str, list[Cell]] = defaultdict(list)
        for cell in cells:
            if first <= cell.date <= last:
                by_role[cell.role].append(cell)
        self._wanted = {role: _minutes(room.problem, part) for role, part in by_role.items()}
        every = {cell.shift for part in by_role.values() for cell in part}
        people = dict.fromkeys(who for part in by_role.values() for cell in part for who in cell.could)
        self._supply = {who: most(room, who, every, minutes=True) for who in people}
        if parts:
            sums = {who: sum(part._supply.get(who, 0) for part in parts) for who in people}
            self._supply = {who: min(amount, sums[who]) for who, amount in self._supply.items()}
        self._arcs: dict[tuple[str, str], int] = {}
        for role, part in by_role.items():
            ids = {cell.shift for cell in part}
            for who in dict.fromkeys(who for cell in part for who in cell.could):
                alone = self._supply[who] if ids == every else most(room, who, ids, minutes=True)
                self._arcs[who, role] = min(alone, self._supply[who])

    def loads(self) -> Iterator[Load]:
        """Each role as if it had all its people for itself."""
        could: dict[str, int] = defaultdict(int)
        for (_, role), amount in self._arcs.items():
            could[role] += amount
        for role, wanted in self._wanted.items():
            yield Load(self._first, self._last, (role,), wanted, could[role])

    def overloads(self) -> Iterator[Load]:
        for deficit in deficits(self._wanted, self._supply, self._arcs):
            yield Load(self._first, self._last, deficit.wants, deficit.wanted, deficit.given)
