"""Time to say why there is no roster: two dozen small weeks with planted conflicts, and the demos with a law too many.

The planted weeks are those of `tests/solver/planted.py`. The demos each have a spot that cannot be filled; here their
targets are made a law. *Conflict* is the time until a smallest conflict is known, *all* includes other conflicts and
the repairs; one thread.
"""

import time
from datetime import date

from benchmarks.figures import percentile
from benchmarks.report import Report
from data.demo import DEMOS
from scheduling.domain.problem import Problem
from scheduling.domain.settings import RuleSetting
from scheduling.solver.conflict import Conflicts
from scheduling.solver.elastic import ElasticModel
from scheduling.solver.explain import explain
from tests.solver.planted import PLANTS

START = date(2026, 11, 30)
LAW = RuleSetting("law", "coverage", None, params={"level": "target"})
PATIENCE = 300.0


def measure() -> Report:
    """Explain each once; the planted weeks count together."""
    explain(PLANTS[0]().problem, PLANTS[0]().settings)  # what is loaded at first use is not counted
    weeks = [plant() for plant in PLANTS]
    small = [taken(week.problem, week.settings) for week in weeks]
    first, whole = ([one[k] for one in small] for k in (0, 1))
    rows = [(f"{len(small)} planted, median", percentile(first, 50), percentile(whole, 50))]
    rows.append((f"{len(small)} planted, slowest", max(first), max(whole)))
    for name, build in DEMOS.items():
        demo = build(START)
        rows.append((f"demo {name}", *taken(demo.problem, (*demo.settings, LAW))))
    return Report(
        "A conflict is proven: each member shown to be needed.", ("week", "conflict, ms", "all, ms"), tuple(rows)
    )


def taken(problem: Problem, settings: tuple[RuleSetting, ...]) -> tuple[float, float]:
    """Milliseconds until the first conflict is proven, and until all is said."""
    began = time.perf_counter()
    conflict = next(Conflicts(ElasticModel(problem, settings), time.monotonic() + PATIENCE).found())
    first = 1000 * (time.perf_counter() - began)
    assert conflict.proven
    began = time.perf_counter()
    explain(problem, settings, PATIENCE)
    return first, 1000 * (time.perf_counter() - began)
