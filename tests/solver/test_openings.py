"""Who could work what: roles, time off and shifts worked before decide, to the minute."""

import pytest

from scheduling.domain.problem import Demand
from scheduling.domain.settings import Scope
from scheduling.rules.precedence import apply_settings
from scheduling.solver.openings import Openings, one_a_day, roles_on
from tests.builders import ProblemBuilder, setting


def two_days() -> ProblemBuilder:
    """A day shift from eight to four and a night from ten to six, on both days."""
    build = ProblemBuilder(days=2).people("ann").template("D", 480, 960).template("N", 1320, 1800)
    return build.plan("D").plan("N")


def open_to_ann(build: ProblemBuilder) -> list[str]:
    return [shift.id for shift in Openings(build.problem).shifts["ann"]]


def test_shifts_come_by_start() -> None:
    assert open_to_ann(two_days()) == ["D@0", "N@0", "D@1", "N@1"]


@pytest.mark.parametrize(
    ("start", "end", "barred"), [(300, 480, ""), (300, 481, "D@0"), (959, 1320, "D@0"), (960, 1321, "N@0")]
)
def test_time_off_bars_what_shares_a_minute_with_it(start: int, end: int, barred: str) -> None:
    left = open_to_ann(two_days().off("ann", 0, start, end))
    assert left == [shift for shift in ("D@0", "N@0", "D@1", "N@1") if shift != barred]


@pytest.mark.parametrize(
    ("start", "end", "sharing"),
    [
        (480, 481, "D@0"),
        (479, 480, ""),
        (959, 960, "D@0"),
        (960, 1320, ""),
        (1799, 1920, "N@0"),
        (0, 2760, "D@0N@0D@1"),
    ],
)
def test_shifts_that_share_time_with_a_stretch_are_found_to_the_minute(start: int, end: int, sharing: str) -> None:
    build = two_days()
    found = Openings(build.problem).sharing("ann", build.moment(0, start), build.moment(0, end))
    assert "".join(shift.id for shift in found) == sharing


def test_a_night_worked_before_bars_what_begins_before_it_ends() -> None:
    build = two_days().template("F", 300, 700).plan("F", 0).worked("ann", "N", -1)
    assert open_to_ann(build) == ["D@0", "N@0", "D@1", "N@1"]
    assert Openings(build.problem).worked_before == {("ann", build.day(-1))}


def test_time_off_that_can_give_way_bars_nothing() -> None:
    problem = two_days().off("ann", 0, 0, 2880).problem
    assert len(Openings(problem, absences=()).shifts["ann"]) == 4


def test_shifts_are_grouped_by_date_and_by_what_they_are() -> None:
    build = two_days()
    openings = Openings(build.problem)
    assert [shift.id for shift in openings.by_day["ann", build.day(1)]] == ["D@1", "N@1"]
    assert [shift.id for shift in openings.alike["ann"]["N", 480]] == ["N@0", "N@1"]


def test_nobody_is_on_a_shift_that_asks_for_roles_of_others() -> None:
    build = ProblemBuilder(days=1).role("cook", "Cook").people("ann").template("D", 480, 960)
    build.plan("D", demands=(Demand("cook"),))
    assert open_to_ann(build) == []
    assert roles_on(build.problem.shifts[0], build.problem.employees[0]) == ()


@pytest.mark.parametrize(
    ("weight", "maximum", "scope", "holds"),
    [
        (None, 1, Scope(), True),
        (5, 1, Scope(), False),
        (None, 2, Scope(), False),
        (None, 1, Scope(weekdays=frozenset({0})), False),
    ],
)
def test_only_a_law_of_every_day_makes_one_shift_a_day_sure(
    weight: int | None, maximum: int, scope: Scope, holds: bool
) -> None:
    rule = setting("max_shifts_per_day", weight, scope, maximum=maximum)
    applied = apply_settings(two_days().problem, [rule])
    assert one_a_day(applied) == (frozenset({"ann"}) if holds else frozenset())
