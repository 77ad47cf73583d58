"""The restricted master problem: one column for each person, heads within their bounds, as a linear program.

min  Σ cost·x + Σ under·short + over·many
s.t. Σ x = 1 for each person, and for each row of heads  Σ x + short − many = wanted
(Dantzig and Wolfe 1960, in the form usual for rostering.)
"""

from collections.abc import Sequence

import highspy
import numpy as np

from scheduling.solver.paths.heads import Heads
from scheduling.solver.paths.person import Column
from scheduling.solver.paths.product import Floats

INFINITE = highspy.kHighsInf


class _Quiet(highspy.Highs):
    """Without callbacks: setting them up prints a banner, which would end up in what a command prints."""

    def __init__(self) -> None:
        super(highspy.Highs, self).__init__()


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
        self._lp.setOptionValue("output_flag", False)
        self._lp.setOptionValue("threads", 1)
        self._lp.setOptionValue("simplex_strategy", 4)
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

    def solve(self) -> float:
        """Solve the linear program and return its value, which bounds nothing before no column is missing."""
        self._lp.run()
        return float(self._lp.getInfo().objective_function_value)

    def duals(self) -> tuple[Floats, Floats]:
        """Prices of the members, and of the rows of heads."""
        duals = np.array(self._lp.getSolution().row_dual)
        return duals[: len(self._place)], duals[len(self._place) :]

    def shares(self) -> Floats:
        """How much of each column the solution uses."""
        return np.array(self._lp.getSolution().col_value)[self._idle :]

    def whole(self, seconds: float, better_than: float) -> list[Column] | None:
        """The best choice of one whole column for each member, if one below `better_than` is found in time."""
        numbers = np.arange(self._idle, self._idle + len(self.columns), dtype=np.int32)
        self._integral(numbers, highspy.HighsVarType.kInteger)
        self._lp.setOptionValue("time_limit", self._lp.getRunTime() + seconds)
        self._lp.setOptionValue("objective_bound", better_than)
        self._lp.run()
        found = self._lp.getInfo().primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible
        value, shares = self._lp.getInfo().objective_function_value, self.shares()
        self._lp.setOptionValue("time_limit", INFINITE)
        self._lp.setOptionValue("objective_bound", INFINITE)
        self._integral(numbers, highspy.HighsVarType.kContinuous)
        if not found or value >= better_than:
            return None
        chosen = [column for column, share in zip(self.columns, shares, strict=True) if share > 0.5]
        return chosen if len(chosen) == len(self._place) else None

    def _integral(self, numbers: "np.ndarray[tuple[int], np.dtype[np.int32]]", kind: highspy.HighsVarType) -> None:
        self._lp.changeColsIntegrality(len(numbers), numbers, np.array([kind] * len(numbers)))
