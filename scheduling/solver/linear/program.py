"""A mixed-integer linear program as plain lists."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import inf
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

Array: TypeAlias = npt.NDArray[Any]


@dataclass
class Program:
    """Minimise constant + cost · x with low ≤ x ≤ high, all x whole, and least ≤ row · x ≤ most for each row."""

    constant: int = 0
    cost: list[int] = field(default_factory=list)
    low: list[int] = field(default_factory=list)
    high: list[int] = field(default_factory=list)
    rows: list[tuple[Mapping[int, int], float, float]] = field(default_factory=list)

    def add_column(self, low: int = 0, high: int = 1, cost: int = 0) -> int:
        """The number of a new column."""
        self.low.append(low)
        self.high.append(high)
        self.cost.append(cost)
        return len(self.cost) - 1

    def add_row(self, factors: Mapping[int, int], least: float = -inf, most: float = inf) -> None:
        self.rows.append((factors, least, most))

    def lowest(self, factors: Mapping[int, int]) -> int:
        """The least that a row can be while columns keep to their own limits."""
        return sum(f * (self.low[column] if f > 0 else self.high[column]) for column, f in factors.items())

    def arrays(self) -> dict[str, Array]:
        """All of it by name. `columns` and `factors` hold row after row; `starts` tells where each begins."""
        lengths = [len(factors) for factors, _, _ in self.rows]
        return {
            "constant": np.array(self.constant),
            "cost": np.array(self.cost, float),
            "low": np.array(self.low, float),
            "high": np.array(self.high, float),
            "starts": np.concatenate([[0], np.cumsum(lengths)]).astype(np.int32),
            "columns": np.array([column for factors, _, _ in self.rows for column in factors], np.int32),
            "factors": np.array([f for factors, _, _ in self.rows for f in factors.values()], float),
            "least": np.array([least for _, least, _ in self.rows], float),
            "most": np.array([most for _, _, most in self.rows], float),
        }
