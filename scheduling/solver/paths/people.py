"""Everybody's paths, and the slots that they share."""

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

import numpy as np

from scheduling.domain.problem import Assignment, Employee, Problem, Shift
from scheduling.domain.roster import Roster
from scheduling.rules.facets import State, Step, Track, Worth
from scheduling.solver.paths.collect import Collected
from scheduling.solver.paths.columns import NOWHERE, Column, Slots
from scheduling.solver.paths.heads import Heads
from scheduling.solver.paths.person import Person
from scheduling.solver.paths.planned import Planned
from scheduling.solver.paths.pricing import step_of
from scheduling.solver.paths.product import Floats, Product, Reader, counted, product

ROUGHEST, ROUNDING = 2.0**-7, 1.001
"""How far apart rounded prices may be; and more than rounding can make of a sum of them."""


@dataclass(frozen=True)
class Slot:
    """A place to work: a role on a shift."""

    shift: Shift
    role: str


class People:
    """Every person's paths over common slots; built once for a problem and its rules."""

    def __init__(self, collected: Collected) -> None:
        self.collected = collected
        self.problem: Problem = collected.problem
        self.slots = [Slot(s, role) for s in self.problem.shifts for role in dict.fromkeys(d.role for d in s.demands)]
        self._number = {(slot.shift.id, slot.role): k for k, slot in enumerate(self.slots)}
        self._planned = Planned(self.problem.dates, self._templates)
        self._at = dict(self._places())
        rows = collected.rows
        self._products: dict[Hashable, Product] = {}
        self._readers: dict[Hashable, Reader] = {}
        self.people = [self._person(k, employee) for k, employee in enumerate(self.problem.employees)]
        dear = _dear(collected) + max((person.counted_at_most for person in self.people), default=0.0)
        self.heads = Heads(rows, [self._number[r.shift, r.role] for r in rows], len(self.slots), dear)

    @cached_property
    def day_of_row(self) -> list[int]:
        """The day (number) of each row of heads."""
        dates = {shift.id: shift.date for shift in self.problem.shifts}
        return [(dates[row.shift] - self.problem.start).days for row in self.heads.rows]

    @cached_property
    def usual_costs(self) -> tuple[float, float]:
        """What the lesser things cost that people do not like (a tenth cost less), and a head short usually."""
        disliked = {float(cost) for person in self.people for cost in person.costs} | set(self.heads.over.tolist())
        return _usual(disliked, self.heads.dear, 10), _usual(self.heads.under.tolist(), self.heads.dear, 50)

    @cached_property
    def own_at_most(self) -> float:
        """What a path of anybody costs at most apart from heads."""
        return max((person.costs_at_most for person in self.people), default=0.0)

    def forget(self) -> None:
        """What amounts weigh so far: it says little about prices of another kind."""
        for person in self.people:
            person.forget()

    def rounded(self, prices: Floats) -> Floats:
        """Prices of the rows of heads so near to these that costs to go are exact in single precision.

        These themselves where that is too rough.
        """
        dearest = np.zeros(self.problem.days)
        np.maximum.at(dearest, self._day_of_slot, np.abs(self.heads.prices(prices)))
        step = step_of(self.own_at_most + ROUNDING * float(dearest.sum()))
        return np.round(prices / step) * step if step <= ROUGHEST else prices

    def roster(self, columns: Iterable[Column]) -> Roster:
        """The assignments that one column a person stands for."""
        return frozenset(
            Assignment(self.problem.employees[c.person].id, self.slots[slot].shift.id, self.slots[slot].role)
            for c in columns
            for slot in c.slots
            if slot != NOWHERE
        )

    def columns(self, roster: Roster) -> dict[int, Column] | None:
        """One column a person for these assignments; None where some are not possible for paths."""
        slots: dict[str, list[int]] = defaultdict(list)
        for a in roster:
            slots[a.employee].append(self._number.get((a.shift, a.role), NOWHERE))
        found = {
            person.number: person.column(slots[self.problem.employees[person.number].id]) for person in self.people
        }
        whole = {number: column for number, column in found.items() if column is not None}
        return whole if len(whole) == len(found) else None

    def total(self, columns: Collection[Column]) -> float:
        """What is stated of the rules costs for one column a person."""
        own = sum(column.cost for column in columns)
        return self.collected.fixed_cost + own + self.heads.cost(self.heads.counted(columns))

    @cached_property
    def _day_of_slot(self) -> list[int]:
        return [(slot.shift.date - self.problem.start).days for slot in self.slots]

    def _person(self, number: int, employee: Employee) -> Person:
        tracks, totals = [*self.collected.tracks[employee.id], *self._overlaps], self.collected.totals[employee.id]
        automaton = self._automaton(tracks, [worth for worth, _ in totals])
        off, slots = self._own(employee, automaton)
        limits = [track.limit for track in tracks if track.limit is not None] + [limit for _, limit in totals]
        return Person(number, limits, automaton, slots, off, self.problem.dates)

    def _automaton(self, tracks: Sequence[Track], totals: Sequence[Worth]) -> Product:
        """The same for all whose days are read alike, and who add up the same."""
        behaviour, start = tuple(track.key for track in tracks), tuple(track.start for track in tracks)
        key = behaviour, start
        if key not in self._products:
            reader = self._readers.setdefault(behaviour, Reader(tracks))
            self._products[key] = product(reader, start, self._planned)
        summed = key, tuple(frozenset(worth.items()) for worth in totals)
        if summed not in self._products:
            self._products[summed] = counted(self._products[key], self._planned, totals)
        return self._products[summed]

    def _own(self, employee: Employee, automaton: Product) -> tuple[Floats, Slots]:
        pinned = {a.shift: a.role for a in self.problem.pinned if a.employee == employee.id}
        held = {self.problem.shift_by_id[shift].date for shift in pinned}
        rows, group_of = [], automaton.group_of.tolist()
        for shift in self.collected.shifts(employee.id):
            cost = self.collected.cells.get((employee.id, shift.id), 0)
            if cost is None or (shift.date in held and shift.id not in pinned):
                continue
            day, way, slots = self._at[shift.id]
            for role, slot in slots:
                if role in employee.roles and pinned.get(shift.id, role) == role:
                    rows.append((day, group_of[way], slot, cost))
        days, groups, numbers, costs = np.array(rows, dtype=np.int64).reshape(-1, 4).T.copy()
        off = np.array([np.inf if day in held else 0.0 for day in self.problem.dates])
        return off, Slots(days, groups, numbers, costs.astype(np.float64))

    def _places(self) -> Iterator[tuple[str, tuple[int, int, list[tuple[str, int]]]]]:
        """Per shift its day, the number of its way to spend the day, and its slots by role."""
        slots: dict[str, list[tuple[str, int]]] = defaultdict(list)
        for (shift, role), number in self._number.items():
            slots[shift].append((role, number))
        for planned in self.problem.shifts:
            day = (planned.date - self.problem.start).days
            yield planned.id, (day, self._planned.number[planned.date, planned.template], slots[planned.id])

    @cached_property
    def _templates(self) -> Sequence[Sequence[str]]:
        planned: Mapping[date, list[str]] = defaultdict(list)
        for shift in self.problem.shifts:
            planned[shift.date].append(shift.template)
        return [planned[day] for day in self.problem.dates]

    @cached_property
    def _overlaps(self) -> list[Track]:
        """Shifts that run into a later date's, where there are any: nobody works two at once."""
        spans = {(s.date, s.template): (s.start, s.end) for s in self.problem.shifts}
        starts: dict[date, int] = {}
        for shift in self.problem.shifts:
            starts[shift.date] = min(starts.get(shift.date, shift.start), shift.start)
        if all(end <= start for (day, _), (_, end) in spans.items() for later, start in starts.items() if later > day):
            return []

        def step(state: State, day: date, template: str | None) -> Step | None:
            end = state if isinstance(state, int) else 0
            if template is not None:
                if spans[day, template][0] < end:
                    return None
                end = spans[day, template][1]
            return (end if end > starts.get(day + timedelta(days=1), end) else 0), 0, 0

        return [Track("overlap", 0, step, lambda day: day)]


def _usual(costs: Iterable[float], dear: float, percentile: float) -> float:
    between = [cost for cost in costs if 0 < cost < dear]
    return float(np.percentile(between, percentile)) if between else 1.0


def _dear(collected: Collected) -> float:
    """A price above anything that one head, or all that a person works apart from what is counted, may cost."""
    heads = max((max(row.under or 0, row.over or 0) for row in collected.rows), default=0)
    cells = max((abs(cost) for cost in collected.cells.values() if cost is not None), default=0)
    return 1000.0 + 10.0 * collected.problem.days * (heads + cells)
