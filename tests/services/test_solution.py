"""What a roster looks like: who works what when, how covered it is, and how many hours it makes."""

from datetime import date

from scheduling.domain.problem import Demand
from scheduling.services.solution import CoverageCell, Hours, Work, view
from tests.builders import MONDAY, ProblemBuilder, roster

TUESDAY, WEDNESDAY = date(2026, 12, 1), date(2026, 12, 2)


def week(zone: str = "Europe/Berlin") -> ProblemBuilder:
    build = ProblemBuilder(zone=zone).contract("full", 2400).people("ann", contract="full").people("ben")
    return build.template("D", 480, 960).template("N", 1320, 1800)


def test_a_night_shift_stands_on_the_date_it_starts_on_with_its_role() -> None:
    seen = view(week().plan("N", 0).problem, roster({"ann": ["N@0"]}), [])
    assert seen.cells == {("ann", MONDAY): (Work("N", "r"),)}


def test_two_shifts_of_a_day_stand_in_the_order_of_their_starts() -> None:
    seen = view(week().plan("N", 0).plan("D", 0).problem, roster({"ann": ["N@0", "D@0"]}), [])
    assert [work.template for work in seen.cells["ann", MONDAY]] == ["D", "N"]


def test_coverage_tells_heads_and_target_of_every_shift_also_of_one_with_nobody() -> None:
    build = week().plan("D", 0, 1, demands=(Demand("r", target=2),))
    seen = view(build.problem, roster({"ann": ["D@0"], "ben": ["D@0"]}), [])
    assert seen.coverage == [CoverageCell("D", "r", MONDAY, 2, 2), CoverageCell("D", "r", TUESDAY, 0, 2)]


def test_time_off_that_ends_at_midnight_does_not_reach_into_the_next_date() -> None:
    build = week().off("ann", 0, 0, 1440).off("ben", 0, 1200, 1440 + 1)
    seen = view(build.problem, roster({}), [])
    assert seen.away == {("ann", MONDAY), ("ben", MONDAY), ("ben", TUESDAY)}


def test_only_the_part_of_time_off_that_lies_in_the_period_is_shown_and_counted() -> None:
    build = week().off("ann", -1, 0, 2 * 1440, {-1: 480, 0: 480}).off("ann", 2, 0, 1440, {2: 480})
    seen = view(build.problem, roster({}), [])
    assert seen.away == {("ann", MONDAY), ("ann", WEDNESDAY)}
    assert seen.hours[0] == Hours("ann", 0, 960, 2400)


def test_hours_are_those_really_worked_in_a_night_that_clocks_change() -> None:
    spring = ProblemBuilder(days=7, start=date(2026, 3, 23)).people("ann").template("N", 1320, 1800).plan("N", 5)
    assert view(spring.problem, roster({"ann": ["N@5"]}), []).hours == [Hours("ann", 420, 0, None)]
