"""A small week that no search proves within hours: runs of it go on for as long as a test wants."""

import random
from collections import Counter

from scheduling.domain.problem import Demand, Problem
from scheduling.domain.settings import RuleSetting, Scope, ScopeKind
from tests.builders import ProblemBuilder, setting

DAYS, PILES = 60, 8
SHORT, LONG = 200, 1300


def endless_week() -> tuple[Problem, tuple[RuleSetting, ...]]:
    """The problem with its rules.

    A shift a day, each of another length, for one of two people; each counts in some of several totals, of all of which
    the first person shall have exactly half. That is the market split problem (Cornuéjols and Dawande, 1998): branch
    and bound gets through it only by trying nearly everything. A first roster is found at once, better ones later.
    """
    chance, totals = random.Random(7), Counter[str]()
    build = ProblemBuilder(days=DAYS).people("ann", "ben")
    for day in range(DAYS):
        labels = frozenset(f"pile {pile}" for pile in range(PILES) if chance.random() < 0.5)
        minutes = chance.randrange(SHORT, LONG)
        totals.update(dict.fromkeys(labels, minutes))
        build.template(f"T{day}", 60, 60 + minutes, labels).plan(f"T{day}", day, demands=(Demand("r", 1, 1),))
    halves = [_half(label, minutes // 2) for label, minutes in sorted(totals.items())]
    return build.problem, (setting("coverage", 100_000, over=1), *halves)


def _half(label: str, minutes: int) -> RuleSetting:
    params = {"period": "horizon", "minimum": minutes, "maximum": minutes}
    return RuleSetting(label, "working_time", 1, Scope(ScopeKind.EMPLOYEE, ("ann",), frozenset({label})), params)
