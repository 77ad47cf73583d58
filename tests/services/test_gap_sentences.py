"""Gaps in sentences that name what is wanted, who can, and how many will be missing."""

import pytest

from scheduling.domain.problem import Demand
from scheduling.domain.settings import RuleSetting
from scheduling.rules.precedence import apply_settings
from scheduling.services.gap_sentences import overload_text, shortage_text
from scheduling.solver.preflight import preflight
from scheduling.solver.room import Room
from tests.builders import ProblemBuilder, setting

ONE_A_DAY = setting("max_shifts_per_day", None, maximum=1)


def shortages(build: ProblemBuilder, *rules: RuleSetting) -> list[str]:
    found = preflight(Room(build.problem, apply_settings(build.problem, rules)))
    return [shortage_text(build.problem, one) for one in found.shortages]


@pytest.mark.parametrize(
    ("people", "said"),
    [
        ((), "Monday 30 Nov, D: 6 Nurse wanted, nobody can work; six will be missing."),
        (("ann",), "Monday 30 Nov, D: 6 Nurse wanted, at most 1 can work (Ann); five will be missing."),
        (
            ("ann", "ben", "cem", "dea", "eva"),
            "Monday 30 Nov, D: 6 Nurse wanted, at most 5 can work (Ann, Ben, Cem, Dea, …); one will be missing.",
        ),
    ],
)
def test_one_shift_that_is_short(people: tuple[str, ...], said: str) -> None:
    build = ProblemBuilder(days=1).people(*people).template("D", 480, 960).plan("D", demands=(Demand("r", 0, 6),))
    assert shortages(build) == [said]


def test_shifts_that_are_short_together() -> None:
    build = ProblemBuilder(days=1).people("ann").template("D", 480, 960).template("L", 960, 1320)
    build = build.plan("D", demands=(Demand("r", 1),)).plan("L", demands=(Demand("r", 1),))
    assert shortages(build, ONE_A_DAY) == [
        "Monday 30 Nov, D: 1 Nurse and L: 1 Nurse wanted together, at most 1 can work (Ann); one will be missing."
    ]


def test_more_missing_than_there_are_words_for() -> None:
    build = ProblemBuilder(days=1).people("ann").template("D", 480, 960).plan("D", demands=(Demand("r", 0, 12),))
    assert shortages(build)[0].endswith("; 11 will be missing.")


def test_hours_that_are_short() -> None:
    build = ProblemBuilder().people("ann").template("D", 480, 960).plan("D", demands=(Demand("r", 1),))
    found = preflight(Room(build.problem, apply_settings(build.problem, [setting("shift_count", None, maximum=4)])))
    assert [overload_text(build.problem, one) for one in found.overloads] == [
        "30 Nov to 6 Dec, Nurse: 56 h wanted, 32 h can be worked at most; 24 h will be missing."
    ]
