"""People × days × kinds of shifts by number, as Timefold is given them, and the lines that it reads.

Kind 0 is a day off, the others are the templates in a role. Day 0 is the plan's first; days before it are negative.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from scheduling.domain.problem import Assignment, Problem, Shift
from scheduling.domain.roster import Roster
from scheduling.rules.base import Applied

NO_LIMIT = 10**9


class NotStated(Exception):
    """A rule asks for something that the constraint streams do not say."""


@dataclass(frozen=True)
class Price:
    """What a unit costs: 1 and 0 for a law, 0 and the weight for a wish."""

    hard: int
    soft: int

    @classmethod
    def of(cls, applied: Applied[object], times: int = 1) -> "Price":
        weight = applied.setting.weight
        return cls(times, 0) if weight is None else cls(0, weight * times)


class Grid:
    """The lines of one problem, as they are collected. `banned` cells are those that a law forbids."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.people = {employee.id: number for number, employee in enumerate(problem.employees)}
        pairs = dict.fromkeys((s.template, demand.role) for s in problem.shifts for demand in s.demands)
        gone = dict.fromkeys((p.template, "") for p in problem.history.shifts)
        self.kinds = {kind: number for number, kind in enumerate([*pairs, *gone], start=1)}
        self.shifts: dict[tuple[int, str], Shift] = {}
        for shift in problem.shifts:
            if self.shifts.setdefault((self.day(shift.date), shift.template), shift) is not shift:
                raise NotStated
        self.since = min((0, *(self.day(past.date) for past in problem.history.shifts)))
        if problem.history.since is not None:
            self.since = min(self.since, self.day(problem.history.since))
        self.costs: dict[tuple[int, int, int], int] = defaultdict(int)
        self.banned: set[tuple[int, int, int]] = set()
        self.constant = 0
        self.lines: list[str] = []

    @property
    def most(self) -> int:
        """The number of kinds, the day off among them."""
        return len(self.kinds) + 1

    def day(self, day: date) -> int:
        return (day - self.problem.start).days

    def of_template(self, template: str) -> list[int]:
        return [number for (known, _), number in self.kinds.items() if known == template]

    def labels(self, template: str) -> frozenset[str]:
        known = self.problem.template_by_id.get(template)
        return known.labels if known else frozenset()

    def cells(self, shift: Shift) -> list[tuple[int, int]]:
        """Day and kind of a shift, once for each role."""
        asked = {demand.role for demand in shift.demands}
        day = self.day(shift.date)
        return [(day, n) for (template, role), n in self.kinds.items() if template == shift.template and role in asked]

    def cell(self, day: int, kind: int) -> int:
        """Day and kind as one number."""
        return day * self.most + kind

    def say(self, what: str, *words: int) -> None:
        self.lines.append(" ".join([what, *map(str, words)]))

    def charge(self, person: str, day: int, kind: int, price: Price) -> None:
        """What somebody pays for a kind on a day; a law forbids it."""
        if price.hard:
            self.banned.add((self.people[person], day, kind))
        self.costs[self.people[person], day, kind] += price.soft

    def text(self) -> str:
        """Everything as Timefold's reader takes it."""
        head = [f"kinds {self.most}", f"constant {self.constant}"]
        return "\n".join([*head, *self._past(), *self._future(), *self.lines]) + "\n"

    def roster(self, cells: Iterable[tuple[int, int, int]]) -> Roster:
        """The roster in which these people work these kinds on these days."""
        people, kinds = list(self.people), list(self.kinds)
        worked = [(people[person], day, *kinds[kind - 1]) for person, day, kind in cells]
        return frozenset(Assignment(who, self.shifts[day, template].id, role) for who, day, template, role in worked)

    def _past(self) -> Iterator[str]:
        """Pinned days, one kind each: what was worked, or nothing."""
        for who, number in self.people.items():
            worked = {self.day(past.date): past.template for past in self.problem.past_of[who]}
            for day in range(self.since, 0):
                kind = self.kinds[worked[day], ""] if day in worked else 0
                yield f"cell {number} {day} 1 {kind} 0"

    def _future(self) -> Iterator[str]:
        for employee in self.problem.employees:
            number, busy = self.people[employee.id], self._busy(employee.id)
            possible: dict[int, list[int]] = {day: [0] for day in range(self.problem.days)}
            for shift in self.problem.shifts:
                if not any(start < shift.end and shift.start < end for start, end in busy):
                    roles = {(shift.template, role) for role in employee.roles}
                    mine = {self.kinds[kind] for kind in roles if kind in self.kinds}
                    possible[self.day(shift.date)] += [kind for _, kind in self.cells(shift) if kind in mine]
            for day, kinds in possible.items():
                allowed = [kind for kind in kinds if (number, day, kind) not in self.banned] or [0]
                priced = " ".join(f"{kind} {self.costs.get((number, day, kind), 0)}" for kind in allowed)
                yield f"cell {number} {day} 0 {priced}"

    def _busy(self, who: str) -> list[tuple[int, int]]:
        away = [(absence.start, absence.end) for absence in self.problem.absences if absence.employee == who]
        return away + [(past.start, past.end) for past in self.problem.past_of[who]]
