"""Collects what the rules say about one person at a time, and about heads."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from scheduling.domain.problem import Problem, Shift
from scheduling.domain.settings import RuleSetting
from scheduling.rules.facets import Limit, Track, Worth, state
from scheduling.rules.precedence import apply_settings
from scheduling.solver.openings import Openings, one_a_day

BARRED = None


@dataclass(frozen=True)
class HeadsRow:
    """Heads of a role on a shift against `wanted`; None bars a head short or over."""

    shift: str
    role: str
    wanted: int
    under: int | None
    over: int | None


class Collected:
    """What was said; implements `scheduling.rules.facets.Paths`.

    `left_out` are the settings that are not stated, or not wholly: bounds leave them out.
    """

    def __init__(self, problem: Problem, settings: Iterable[RuleSetting]) -> None:
        self.problem = problem
        self.fixed_cost = 0
        self.cells: dict[tuple[str, str], int | None] = {}
        self.tracks: dict[str, list[Track]] = defaultdict(list)
        self.totals: dict[str, list[tuple[Worth, Limit]]] = defaultdict(list)
        self.rows: list[HeadsRow] = []
        self._openings = Openings(problem)
        self.applied = apply_settings(problem, settings)
        self.left_out = [a.setting for a in self.applied if not state(self, a)]

    # What rules ask and say

    def shifts(self, employee: str) -> Sequence[Shift]:
        return self._openings.shifts[employee]

    def shifts_alike(self, employee: str) -> Mapping[tuple[str, int], Sequence[Shift]]:
        return self._openings.alike[employee]

    def shifts_on(self, employee: str, day: date) -> Sequence[Shift]:
        return self._openings.by_day.get((employee, day), ())

    def shifts_in(self, employee: str, start: int, end: int) -> Sequence[Shift]:
        return self._openings.sharing(employee, start, end)

    def cell(self, employee: str, shift: Shift, cost: int | None) -> None:
        before = self.cells.get((employee, shift.id), 0)
        self.cells[employee, shift.id] = BARRED if cost is None or before is None else before + cost

    def constant(self, cost: int) -> None:
        self.fixed_cost += cost

    def track(self, employee: str, track: Track) -> None:
        self.tracks[employee].append(track)

    def total(self, employee: str, worth: Worth, limit: Limit) -> None:
        self.totals[employee].append((worth, limit))

    def heads(self, shift: Shift, role: str, wanted: int, under: int | None, over: int | None) -> None:
        if under != 0 or over != 0:
            self.rows.append(HeadsRow(shift.id, role, wanted, under, over))

    # What strategies ask

    @property
    def one_a_day(self) -> bool:
        """Whether nobody may work twice on a date, which paths presuppose."""
        return one_a_day(self.applied) == {employee.id for employee in self.problem.employees}


def stated(problem: Problem, settings: Iterable[RuleSetting]) -> Collected | None:
    """What can be stated of the rules person by person, or None where paths do not apply."""
    collected = Collected(problem, settings)
    return collected if collected.one_a_day and collected.rows and problem.employees else None
