"""Heads on slots, and what they cost."""

from collections.abc import Iterable, Sequence

import numpy as np

from scheduling.solver.paths.collect import HeadsRow
from scheduling.solver.paths.columns import NOWHERE, Column
from scheduling.solver.paths.product import Floats
from scheduling.solver.paths.resample import Counts


class Heads:
    """The rows of heads as vectors, in the order of `rows`. A barred head short or over costs `dear` instead."""

    def __init__(self, rows: Sequence[HeadsRow], slots: Sequence[int], slot_count: int, dear: float) -> None:
        self.rows, self.dear = rows, dear
        self._slots, self._slot_count = np.array(slots, dtype=np.int64), slot_count
        self.wanted = np.array([row.wanted for row in rows], dtype=np.float64)
        self.under = np.array([dear if row.under is None else row.under for row in rows], dtype=np.float64)
        self.over = np.array([dear if row.over is None else row.over for row in rows], dtype=np.float64)
        self._rows_of: dict[int, list[int]] = {}
        for row, slot in enumerate(slots):
            self._rows_of.setdefault(slot, []).append(row)

    def rows_of(self, column: Column) -> list[int]:
        """The rows that a column adds a head to."""
        return [row for slot in column.slots if slot != NOWHERE for row in self._rows_of.get(slot, ())]

    def counted(self, columns: Iterable[Column]) -> Floats:
        """Heads on each row."""
        heads = np.zeros(len(self.rows))
        for column in columns:
            heads[self.rows_of(column)] += 1
        return heads

    def counting(self, columns: Iterable[Column]) -> Counts:
        """The same for compiled code, which counts on."""
        sizes = [len(self._rows_of.get(slot, ())) for slot in range(self._slot_count)]
        rows = [row for slot in range(self._slot_count) for row in self._rows_of.get(slot, ())]
        first = np.concatenate([[0], np.cumsum(sizes, dtype=np.int64)])
        return Counts(self.counted(columns), self.wanted, self.under, self.over, first, np.array(rows, dtype=np.int64))

    def cost(self, heads: Floats) -> float:
        """What so many heads cost in all."""
        return float(self.costs(heads).sum())

    def costs(self, heads: Floats) -> Floats:
        """What so many heads cost on each row."""
        return self.under * np.maximum(0, self.wanted - heads) + self.over * np.maximum(0, heads - self.wanted)

    def allows(self, heads: Floats) -> bool:
        """Whether so many heads are short or over nowhere that it is barred."""
        short, many = heads < self.wanted, heads > self.wanted
        barred = [(row.under is None, row.over is None) for row in self.rows]
        return not any((s and b[0]) or (m and b[1]) for s, m, b in zip(short, many, barred, strict=True))

    def relief(self, heads: Floats) -> Floats:
        """Per slot, what one head more on it saves; negative where it costs."""
        return self.prices(np.where(heads < self.wanted, self.under, -self.over))

    def prices(self, duals: Floats) -> Floats:
        """Per slot, the sum of its rows' prices."""
        prices = np.zeros(self._slot_count)
        np.add.at(prices, self._slots, duals)
        return prices
