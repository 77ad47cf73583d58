"""What a peer is asked for, the program that it is to solve, and how it tells what it finds.

A peer writes lines of JSON with `objective`, `bound` and at last `status`; whoever reads them notes the time. It ends
with the columns that are 1 in its best solution in a file, when there is one.
"""

import argparse
import json
import math
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

OPTIMAL, FEASIBLE, INFEASIBLE, NOTHING = "OPTIMAL", "FEASIBLE", "INFEASIBLE", "NO_SOLUTION_FOUND"
LEAST_SECONDS = 0.1
Numbers = npt.NDArray[np.float64]
Indices = npt.NDArray[np.int32]


@dataclass(frozen=True)
class Task:
    """Minimise constant + cost · x with low ≤ x ≤ high, x whole, least ≤ row · x ≤ most, until a moment (epoch)."""

    until: float
    threads: int
    seed: int
    out: Path
    constant: float
    cost: Numbers
    low: Numbers
    high: Numbers
    starts: Indices
    columns: Indices
    factors: Numbers
    least: Numbers
    most: Numbers

    @property
    def seconds_left(self) -> float:
        return max(LEAST_SECONDS, self.until - time.time())

    def rows(self) -> Iterable[tuple[list[int], list[float], float, float]]:
        """Columns, factors and limits of each row."""
        starts, columns, factors = self.starts.tolist(), self.columns.tolist(), self.factors.tolist()
        for number, (least, most) in enumerate(zip(self.least.tolist(), self.most.tolist(), strict=True)):
            inside = slice(starts[number], starts[number + 1])
            yield columns[inside], factors[inside], least, most

    def end(self, status: str, values: Iterable[float] = ()) -> None:
        """Leave the columns that are 1, and say how the search ended."""
        if status in (OPTIMAL, FEASIBLE):
            self.out.write_text(json.dumps([column for column, value in enumerate(values) if round(value) == 1]))
        tell(status=status)


def task(words: list[str] | None = None) -> Task:
    """The task on the command line."""
    parser = argparse.ArgumentParser()
    parser.add_argument("program", type=Path)
    parser.add_argument("--until", type=float, required=True)
    parser.add_argument("--threads", type=int, required=True)
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--out", type=Path, required=True)
    said = vars(parser.parse_args(words))
    arrays = dict(np.load(said.pop("program")))
    return Task(**said, constant=float(arrays.pop("constant")), **arrays)


def tell(**facts: float | str) -> None:
    """A line for whoever listens; numbers that are not known yet are left out."""
    known = {name: value for name, value in facts.items() if isinstance(value, str) or math.isfinite(value)}
    if known:
        print(json.dumps(known), flush=True)
