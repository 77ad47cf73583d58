"""Collects what the rules say about one person at a time, and about heads."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from scheduling.domain.problem import Problem, Shift
from scheduling.domain.settings import RuleSetting
from scheduling.rules.base import Applied
from scheduling.rules.facets import Limit, Track, Worth, state
from scheduling.rules.precedence import apply_settings

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
        self.applied = apply_settings(problem, settings)
        self.left_out = [a.setting for a in self.applied if not state(self, a)]

    # What rules ask and say

    def shifts(self, employee: str) -> list[Shift]:
        return self._possible[employee]

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
        limited = {who for a in self.applied if _one_a_day(a) for who in a.employees}
        return limited == {employee.id for employee in self.problem.employees}

    @cached_property
    def _possible(self) -> dict[str, list[Shift]]:
        """Per person the shifts that always hold rules leave open, by start."""
        busy: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for absence in self.problem.absences:
            busy[absence.employee].append((absence.start, absence.end))
        for past in self.problem.history.shifts:
            busy[past.employee].append((past.start, past.end))
        ordered = sorted(self.problem.shifts, key=lambda s: (s.start, s.end, s.id))
        return {
            person.id: [
                shift
                for shift in ordered
                if any(demand.role in person.roles for demand in shift.demands)
                and not any(start < shift.end and shift.start < end for start, end in busy[person.id])
            ]
            for person in self.problem.employees
        }


def _one_a_day(applied: Applied) -> bool:  # type: ignore[type-arg]
    setting = applied.setting
    limit = getattr(applied.params, "maximum", None)
    return setting.code == "max_shifts_per_day" and setting.hard and limit == 1 and not setting.scope.narrowed
