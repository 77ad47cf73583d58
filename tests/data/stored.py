"""Problems in the tables of a test."""

from collections.abc import Callable

from data.unit_of_work import SqlUnitOfWork
from scheduling.domain.problem import Problem
from scheduling.domain.settings import RuleSetting
from tests.builders import ProblemBuilder

Open = Callable[[], SqlUnitOfWork]


def stored(open_work: Open, problem: Problem, settings: tuple[RuleSetting, ...] = ()) -> tuple[str, str]:
    with open_work() as work:
        ids = work.problems.store("House", problem, settings, "test")
        work.commit()
    return ids


def loaded(open_work: Open, schedule: str) -> tuple[Problem, tuple[RuleSetting, ...]]:
    with open_work() as work:
        return work.problems.load(schedule)


def plain_week(open_work: Open) -> tuple[str, str]:
    build = ProblemBuilder().contract("full", 2400).people("ann", "ben", contract="full")
    return stored(open_work, build.template("D", 480, 960).template("N", 1320, 1800).plan("D").plan("N").problem)
