"""The restricted master problem: one column for each person, heads within their bounds, as a linear program.

min  Σ cost·x + Σ under·short + over·many
s.t. Σ x = 1 for each person, and for each row of heads  Σ x + short − many = wanted
(Dantzig and Wolfe 1960, in the form usual for rostering.)
"""

from collections.abc import Callable, Sequence
from typing import Any

import highspy
import numpy as np
from highspy import cb

from scheduling.solver.paths.columns import Column
from scheduling.solver.paths.heads import Heads
from scheduling.solver.paths.product import Floats

INFINITE = highspy.kHighsInf
LARGE, ROUGHLY = 40_000, 1e-5
"""Members times rows from which an interior point method is faster, and how exactly it solves."""
QUICK = 10_000
"""Members times rows up to which a linear program is solved before anybody wants it to stop; asking costs time."""
PRIMAL = 4
"""The simplex strategy that goes on from the last solution when columns are added."""


_CERTAIN = {
    highspy.HighsModelStatus.kOptimal,
    highspy.HighsModelStatus.kInfeasible,
    highspy.HighsModelStatus.kObjectiveBound,
}


_WHOLE = cb.HighsCallbackType.kCallbackMipInterrupt
_SIMPLEX = cb.HighsCallbackType.kCallbackSimplexInterrupt
_INTERIOR = cb.HighsCallbackType.kCallbackIpmInterrupt


class _Quiet(highspy.Highs):
    """Without the package's own callbacks: setting them up prints a banner, which ends up in a command's output."""

    def __init__(self) -> None:
        super(highspy.Highs, self).__init__()
        self.setOptionValue("output_flag", False)
        self.setOptionValue("threads", 1)

    def asks(self, go_on: Callable[[], bool]) -> None:
        """Ask while solving whether to go on."""

        def interrupt(kind: Any, message: str, out: Any, answer: Any, data: Any) -> None:
            answer.user_interrupt = not go_on()

        super(highspy.Highs, self).setCallback(interrupt, None)
        for kind in (_WHOLE, _SIMPLEX, _INTERIOR):
            self.startCallback(kind)


class Master:
    """Grows by columns of its members; `solve` gives the duals that price new ones.

    Parameters
    ----------
    members
        Numbers of the people who take part.
    wanted
        Heads still wanted per row, less those of people who do not take part; may be negative.
    """

    def __init__(self, members: Sequence[int], heads: Heads, wanted: Floats) -> None:
        self._place = {person: k for k, person in enumerate(members)}
        self._heads = heads
        self.columns: list[Column] = []
        self._known: set[Column] = set()
        self._lp = _Quiet()
        self._lp.setOptionValue("simplex_strategy", PRIMAL)
        self.large, self._quick = len(members) * len(heads.rows) > LARGE, len(members) * len(heads.rows) <= QUICK
        if self.large:
            self._lp.setOptionValue("solver", "ipm")
            self._lp.setOptionValue("ipm_optimality_tolerance", ROUGHLY)
        sides = np.concatenate([np.ones(len(members)), wanted])
        none = np.zeros(0, dtype=np.int32)
        self._lp.addRows(len(sides), sides, sides, 0, np.zeros(len(sides), dtype=np.int32), none, np.zeros(0))
        for k in range(len(members)):
            self._add(heads.dear, [k], [1.0])
        for row in range(len(heads.rows)):
            self._add(heads.under[row], [len(members) + row], [1.0])
            self._add(heads.over[row], [len(members) + row], [-1.0])
        self._idle = len(members) + 2 * len(heads.rows)

    def _add(self, cost: float, rows: Sequence[int], values: Sequence[float]) -> None:
        self._lp.addCol(cost, 0.0, INFINITE, len(rows), np.array(rows, dtype=np.int32), np.array(values))

    def add(self, column: Column) -> bool:
        """Take a column in; False when it is there already."""
        if column in self._known:
            return False
        self._known.add(column)
        self.columns.append(column)
        rows = [self._place[column.person], *(len(self._place) + row for row in self._heads.rows_of(column))]
        self._add(column.cost, rows, [1.0] * len(rows))
        return True

    def solve(self, go_on: Callable[[], bool], corner: bool = False) -> float:
        """Solve the linear program and return its value, which bounds nothing before no column is missing.

        Told to stop, it does so at once unless it is quick, and has no solution then.

        A large program is solved by an interior point method, whose prices lie in the middle of all that are optimal
        and need fewer rounds; with `corner` its shares are made those of a corner, most of them 0 or 1.
        """
        self._lp.setOptionValue("run_crossover", "on" if corner else "off")
        if not self._quick:
            self._lp.asks(go_on)
        self._lp.run()
        return float(self._lp.getInfo().objective_function_value)

    def duals(self) -> tuple[Floats, Floats]:
        """Prices of the members, and of the rows of heads."""
        duals = np.array(self._lp.getSolution().row_dual)
        return duals[: len(self._place)], duals[len(self._place) :]

    def shares(self) -> Floats:
        """How much of each column the solution uses."""
        return np.array(self._lp.getSolution().col_value)[self._idle :]

    def whole(
        self, go_on: Callable[[], bool], seconds: float, better_than: float, gap: float = 0.0
    ) -> tuple[bool, list[Column] | None]:
        """The best choice of one whole column for each member that costs less than `better_than`, up to a relative gap.

        Returns whether the answer is certain, and the choice; a certain None: there is no such choice.
        """
        self._lp.setOptionValue("mip_rel_gap", gap)
        numbers = np.arange(self._idle, self._idle + len(self.columns), dtype=np.int32)
        self._integral(numbers, highspy.HighsVarType.kInteger)
        self._lp.setOptionValue("time_limit", self._lp.getRunTime() + seconds)
        self._lp.setOptionValue("objective_bound", better_than)
        self._lp.asks(go_on)
        self._lp.run()
        status, info, shares = self._lp.getModelStatus(), self._lp.getInfo(), self.shares()
        found = info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible
        found &= info.objective_function_value < better_than
        self._lp.setOptionValue("time_limit", INFINITE)
        self._lp.setOptionValue("objective_bound", INFINITE)
        self._integral(numbers, highspy.HighsVarType.kContinuous)
        chosen = [column for column, share in zip(self.columns, shares, strict=True) if share > 0.5] if found else []
        return status in _CERTAIN, chosen if chosen and len(chosen) == len(self._place) else None

    def _integral(self, numbers: "np.ndarray[tuple[int], np.dtype[np.int32]]", kind: highspy.HighsVarType) -> None:
        self._lp.changeColsIntegrality(len(numbers), numbers, np.array([kind] * len(numbers)))
