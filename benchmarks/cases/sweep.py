"""A sweep of nine points of the restaurant week on two workers, beside nine runs in a row.

Nine weights of the undesired times, from off to ten times the profile's. In a row, each run is asked for when the one
before has ended, as a person at the page would; the sweep asks for all at once. Same inputs, options and seed: one
thread a run, at most 30 s, ended sooner by proof. Runs of the sweep start from the best roster that the others have
found; those in a row start from nothing, as runs do. Both kinds end with the same penalties where they are proven.
"""

import time

from benchmarks.house import empty_folder, house
from benchmarks.report import Report
from scheduling.domain.runs import RunStatus, SolveOptions, SolveStatus
from scheduling.services.container import Services
from scheduling.services.permissions import SYSTEM
from scheduling.services.records import RunRecord
from scheduling.services.sweep_plans import Plan, Range, over_ranges

POINTS = 9
OPTIONS = SolveOptions(time_limit=30, threads=1)
POLL_SECONDS = 0.02


def measure() -> Report:
    """Nine runs one after another, then the sweep."""
    with empty_folder() as folder, house(folder, "restaurant") as running:
        services = running.enter()
        site = services.overview.sites(SYSTEM)[0]
        week = services.overview.weeks(SYSTEM, site.id)[0].id
        plan = planned(services, site.id)
        began = time.perf_counter()
        row = [alone(services, week, plan, number) for number in range(POINTS)]
        in_a_row = time.perf_counter() - began
        began = time.perf_counter()
        swept = sweep(services, week, plan)
        at_once = time.perf_counter() - began
    hold(row, swept)
    return Report(
        f"services().sweeping.start on a running house (python -m workers, DEMO=restaurant, 2 workers), {POINTS} "
        f"points, threads=1, at most {OPTIONS.time_limit} s each.",
        ("how", "seconds", "proven", "times as fast"),
        (
            ("nine runs in a row", in_a_row, proven(row), 1.0),
            ("the sweep", at_once, proven(swept), in_a_row / at_once),
        ),
    )


def planned(services: Services, site: str) -> Plan:
    """The weights to try."""
    rows = services.tuning.view(SYSTEM, site).rows
    wish = next(row for row in rows if row.record.setting.params.get("kind") == "undesired")
    plan = over_ranges([Range(wish.id, "Undesired times", 0, 10 * (wish.record.setting.weight or 1), POINTS)])
    assert len(plan.points) == POINTS
    return plan


def alone(services: Services, week: str, plan: Plan, number: int) -> RunRecord:
    """One point as a sweep of its own, which has no others to start from."""
    single = Plan(plan.name, plan.sides, (plan.points[number],))
    return sweep(services, week, single)[0]


def sweep(services: Services, week: str, plan: Plan) -> list[RunRecord]:
    """Start a sweep and wait for its end; its runs."""
    started = services.sweeping.start(SYSTEM, week, None, plan, OPTIONS)
    while (state := services.sweeping.state(SYSTEM, started.id)).active:
        time.sleep(POLL_SECONDS)
    if state.counts != {RunStatus.COMPLETED: len(plan.points)}:
        raise RuntimeError(f"A run of the sweep did not complete: {dict(state.counts)}.")
    return [state.runs[point.run or ""] for point in state.sweep.points]


def proven(runs: list[RunRecord]) -> int:
    return sum(run.solve_status is SolveStatus.OPTIMAL for run in runs)


def hold(row: list[RunRecord], swept: list[RunRecord]) -> None:
    """What both have proven must be the same."""
    for one, two in zip(row, swept, strict=True):
        if one.solve_status is two.solve_status is SolveStatus.OPTIMAL and one.objective != two.objective:
            raise RuntimeError(f"{one.profile_name}: {one.objective} in a row, {two.objective} in the sweep.")
