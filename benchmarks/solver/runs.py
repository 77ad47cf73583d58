"""One run of one solver on one problem, judged by the check, and its path through time."""

import math
import os
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeAlias

from benchmarks.solver.cases import ROOT, Case
from benchmarks.solver.contract import Limits, Ready, Solver
from benchmarks.solver.setting import versions, where
from benchmarks.solver.watch import Said, watch
from scheduling.checker import score

GRACE_SECONDS = 20
ROUNDING = 1e-6
Point: TypeAlias = tuple[float, int | None, int | None]
"""Seconds, best objective and best bound so far."""


@dataclass(frozen=True)
class Run:
    """A row of runs.csv. Times are seconds from the start of the process, memory is MiB.

    `penalty` is what the check says about the roster, None where there is none or it breaks a hard rule; `first` and
    `best` are the times of the first and the best one. `note` tells what a reader has to know about this run.
    """

    date: str
    instance: str
    solver: str
    seconds: int
    threads: int
    seed: int
    status: str
    penalty: int | None
    bound: int | None
    first: float | None
    best: float | None
    ended: float
    memory: float
    load: float
    machine: str
    versions: str
    note: str


def run(case: Case, name: str, solver: Solver, ready: Ready, limits: Limits, folder: Path) -> tuple[Run, list[Point]]:
    """Run a solver once; files in the folder are its own."""
    out, load = folder / f"{name}-{limits.seed}.out", os.getloadavg()[0]
    date = f"{datetime.now(UTC):%Y-%m-%d %H:%M}"
    watched = watch(ready.command(limits, out), ROOT, solver.reading, limits.seconds + GRACE_SECONDS)
    path, status = path_of(watched.said), next((s["status"] for _, s in watched.said if "status" in s), "")
    penalty, notes = judged(case, ready, out, path)
    if watched.killed:
        notes.append("killed: it did not end in time")
    elif not status:
        notes.append(f"it ended without an answer: {watched.last_words}")
    notes += contradicted(watched.said, path)
    if ready.left_out:
        notes.append(f"left out: {', '.join(ready.left_out)}")
    times = [seconds for seconds, objective, _ in path if objective is not None]
    best = next((seconds for seconds, objective, _ in path if objective == path[-1][1] and objective is not None), None)
    return Run(
        date, case.name, name, limits.seconds, limits.threads, limits.seed, status or "ERROR", penalty,
        path[-1][2] if path else None, _short(times[0]) if times else None, _short(best) if best is not None else None,
        _short(watched.seconds), round(watched.memory), round(load, 1), where(), versions(), "; ".join(notes),
    ), path  # fmt: skip


def path_of(said: Iterable[tuple[float, Said]]) -> list[Point]:
    """What was known after each line that told something better. Penalties are whole numbers, so bounds round up.

    A bound above a roster, found then or later, is of a part of the search only, and left out; CBC tells such ones.
    """
    said = list(said)
    least = min((round(facts["objective"]) for _, facts in said if "objective" in facts), default=math.inf)
    path: list[Point] = []
    objective: int | None = None
    bound: int | None = None
    for seconds, facts in said:
        was = objective, bound
        if "objective" in facts:
            objective = min(round(facts["objective"]), math.inf if objective is None else objective)
        told = math.ceil(facts["bound"] - ROUNDING) if "bound" in facts else None
        if told is not None and told <= least:
            bound = told if bound is None else max(told, bound)
        if (objective, bound) != was:
            path.append((_short(seconds), objective, bound))
    return path


def contradicted(said: Iterable[tuple[float, Said]], path: list[Point]) -> list[str]:
    """A sentence where a solver told a bound above its own best roster."""
    best = path[-1][1] if path else None
    above = [facts["bound"] for _, facts in said if best is not None and facts.get("bound", best) > best + ROUNDING]
    return [f"bounds above its own roster are left out: {max(above):.0f}"] if above else []


def judged(case: Case, ready: Ready, out: Path, path: list[Point]) -> tuple[int | None, list[str]]:
    """What the check says about the roster that a run left behind, and where the solver promised a better one."""
    if not out.exists():
        return None, []
    verdict = score(case.problem, ready.roster(out), case.settings)
    if verdict.hard:
        return None, [f"the roster breaks hard rules {verdict.hard} times"]
    told = path[-1][1] if path else None
    # More than the check counts is no error: a program may hold more heads for missing than there are.
    wrong = told is None or told < verdict.penalty
    return verdict.penalty, [f"it counts {told}, the check {verdict.penalty}"] if wrong else []


def _short(seconds: float) -> float:
    return round(seconds, 2)
