"""Time to check a roster again after an edit: 100 people, 4 weeks, the rules of the demos large and ward.

A roster is laid out at random within what always holds. An edit takes somebody's shift away, gives somebody another
one, or swaps the shifts of two people on a day; it is checked before it is kept and then kept, as the page Edit does.
The floor is the whole check of the same roster. Every verdict is held against it afterwards.
"""

import random
import time
from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from typing import TypeVar

from benchmarks.cases.replacements import laid_out, week
from benchmarks.figures import percentile
from benchmarks.report import Report
from scheduling.checker import score
from scheduling.domain.problem import Assignment, Problem
from scheduling.domain.roster import Roster
from scheduling.domain.settings import RuleSetting
from scheduling.rechecking import Checked

EDITS, PEOPLE = 100, 100
Edit = tuple[set[Assignment], set[Assignment]]
Answer = TypeVar("Answer")


def measure() -> Report:
    """Edit one roster again and again, under each set of rules."""
    rows: list[tuple[str, float, float]] = []
    for name in ("large", "ward"):
        problem, settings = week(PEOPLE, name)
        rows += measured(name, problem, settings)
    return Report(
        f"{PEOPLE} people, 28 days, {EDITS} edits of a random roster, milliseconds. *Edit* is the trial and the check "
        "of what is kept.",
        ("checked", "median", "largest"),
        tuple(rows),
    )


def measured(name: str, problem: Problem, settings: tuple[RuleSetting, ...]) -> list[tuple[str, float, float]]:
    chance = random.Random(1)
    roster = laid_out(problem, chance)
    first, checked = timed(partial(Checked.fresh, problem, roster, settings))
    edits, whole = [], []
    for gone, new in drawn(problem, roster, chance):
        took, checked = timed(partial(edited, checked, gone, new))
        edits.append(took)
        floor, verdict = timed(partial(score, problem, checked.roster, settings))
        whole.append(floor)
        if Counter(verdict.violations) != Counter(checked.score.violations):
            raise RuntimeError("The verdict on an edited roster is not that of the check.")
    return [
        (f"{name}, {len(settings)} settings: first", first, first),
        (f"{name}: edit", percentile(edits, 50), max(edits)),
        (f"{name}: floor, the whole check", percentile(whole, 50), max(whole)),
    ]


def edited(checked: Checked, gone: set[Assignment], new: set[Assignment]) -> Checked:
    """What a click on a cell and a click on Keep ask for."""
    checked.trial(gone, new)
    kept = checked.changed(gone, new)
    assert kept.score.penalty >= 0
    return kept


def drawn(problem: Problem, roster: Roster, chance: random.Random) -> Iterator[Edit]:
    """Edits one after another, each of the roster that the one before has left."""
    left = set(roster)
    for _ in range(EDITS):
        one = chance.choice(sorted(left))
        day = problem.shift_by_id[one.shift].date
        same = [a for a in sorted(left) if problem.shift_by_id[a.shift].date == day and a.employee != one.employee]
        other = chance.choice(same)
        others = chance.choice([shift for shift in problem.shifts if shift.date == day])
        gone, new = chance.choice(
            [
                ({one}, set()),
                ({one}, {Assignment(one.employee, others.id, one.role)}),
                (
                    {one, other},
                    {
                        Assignment(one.employee, other.shift, other.role),
                        Assignment(other.employee, one.shift, one.role),
                    },
                ),
            ]
        )
        left = left - gone | new
        yield gone, new


def timed(call: Callable[[], Answer]) -> tuple[float, Answer]:
    """Milliseconds, and the answer."""
    began = time.perf_counter()
    answer = call()
    return 1000 * (time.perf_counter() - began), answer
