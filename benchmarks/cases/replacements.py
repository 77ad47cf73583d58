"""Time to rank who could take a shift: 200 people, 4 weeks, the rules of the large demo, all holding the role.

A roster is laid out at random within what always holds; then a cell is asked for again and again. *First* includes what
is worked out once for a roster, *next* is what a click costs after that.
"""

import random
import time
from dataclasses import replace
from datetime import date, timedelta

from benchmarks.figures import percentile
from benchmarks.report import Report
from data.demo import DEMOS
from scheduling.domain.clock import instant
from scheduling.domain.problem import Assignment, Demand, Employee, Problem, Shift
from scheduling.domain.settings import RuleSetting
from scheduling.rechecking import Checked
from scheduling.replacing import Replacing

START, DAYS, PEOPLE, CLICKS = date(2026, 11, 30), 28, 200, 20


def measure() -> Report:
    """Ask for cells of one roster."""
    problem, settings = week()
    chance = random.Random(1)
    roster = laid_out(problem, chance)
    cells = chance.sample(sorted(roster), CLICKS + 1)
    first, found = timed(lambda: Replacing(Checked.fresh(problem, roster, settings)), cells[0])
    replacing, seconds = found[0], []
    for cell in cells[1:]:
        took, _ = timed(lambda: replacing, cell)
        seconds.append(took)
    return Report(
        f"{PEOPLE} people, {DAYS} days, {len(roster)} assignments, {len(settings)} settings, {CLICKS} cells.",
        ("asked", "median, ms", "slowest, ms"),
        (("first", 1000 * first, 1000 * first), ("next", 1000 * percentile(seconds, 50), 1000 * max(seconds))),
    )


def timed(make, cell: Assignment):  # type: ignore[no-untyped-def]
    began = time.perf_counter()
    replacing = make()
    found = replacing.replacements(cell.shift, cell.role, cell.employee)
    return time.perf_counter() - began, (replacing, found)


def week(number: int = PEOPLE, name: str = "large") -> tuple[Problem, tuple[RuleSetting, ...]]:
    """A demo's templates and rules, four weeks, for so many people who all hold one role."""
    demo = DEMOS[name](START)
    problem, role = demo.problem, demo.problem.roles[0]
    contracts = [contract.id for contract in problem.contracts]
    people = tuple(
        Employee(f"e{k}", f"Person {k}", frozenset({role.id}), contracts[k % len(contracts)]) for k in range(number)
    )
    shifts = tuple(
        Shift(
            f"{day}-{template.id}",
            template.id,
            START + timedelta(days=day),
            instant(START + timedelta(days=day), template.start, problem.zone),
            instant(START + timedelta(days=day), template.end, problem.zone),
            (Demand(role.id, target=number // 6),),
        )
        for day in range(DAYS)
        for template in problem.templates
    )
    known = {"availability": (), "requests": (), "preferences": (), "absences": (), "pinned": ()}
    return replace(problem, days=DAYS, employees=people, shifts=shifts, **known), demo.settings


def laid_out(problem: Problem, chance: random.Random) -> frozenset[Assignment]:
    """Each person works five days a week, some shift."""
    by_day = {day: [shift for shift in problem.shifts if shift.date == day] for day in problem.dates}
    return frozenset(
        Assignment(person.id, chance.choice(by_day[day]).id, problem.roles[0].id)
        for k, person in enumerate(problem.employees)
        for day in problem.dates
        if (day.toordinal() + k) % 7 < 5
    )
