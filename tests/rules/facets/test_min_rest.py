"""Minimum rest along a path: how far back an end still matters, and rests that clocks make shorter."""

from datetime import date

import pytest

from scheduling.domain.settings import Scope
from tests.builders import MONDAY, ProblemBuilder, roster, setting
from tests.walked import Walk, cost


def plan_of(days: int = 7, start: date = MONDAY) -> ProblemBuilder:
    """D 08–16, N 22–06, M 06–10 and S 03–04 on every day."""
    build = ProblemBuilder(days, start).people("ann", "ben").template("D", 480, 960, frozenset({"day"}))
    build = build.template("N", 1320, 1800).template("M", 360, 600).template("S", 180, 240)
    return build.plan("D").plan("N").plan("M").plan("S")


@pytest.mark.parametrize(
    ("hours", "shifts", "units"),
    [
        (2, ["N@0", "D@1"], 0),
        (3, ["N@0", "D@1"], 1),
        (1, ["N@0", "M@1"], 1),
        (21, ["N@0", "S@2"], 0),
        (22, ["N@0", "S@2"], 1),
        (24, ["N@0", "S@2"], 1),
        (47, ["D@0", "S@1", "S@2"], 3),
        (45, ["N@0", "S@3"], 0),
        (46, ["N@0", "S@3"], 1),
        (24, ["D@0", "D@1", "D@2"], 2),
        (41, ["D@0", "D@1", "D@2"], 3),
    ],
)
def test_each_pair_that_is_too_close_costs_one_however_many_days_lie_between(
    hours: int, shifts: list[str], units: int
) -> None:
    assert cost(plan_of(), setting("min_rest", hours=hours), *shifts) == units


@pytest.mark.parametrize(("ends", "units"), [(1140, 0), (1141, 1)])
def test_a_minute_less_than_the_rest_is_too_close(ends: int, units: int) -> None:
    build = plan_of().template("L", 600, ends).plan("L")
    assert cost(build, setting("min_rest", hours=11), "L@0", "M@1") == units
    assert cost(build, setting("min_rest", hours=8), "L@0", "S@1") == units


def test_shifts_that_overlap_by_a_minute_are_another_rules_matter() -> None:
    build = plan_of().worked("ann", "N", -1).template("A", 359, 500).plan("A")
    assert Walk(build.problem, [setting("min_rest", hours=1)]).total(roster({"ann": ["A@0"]})) == 0


def test_days_are_alike_where_no_clock_changes_between_their_shifts() -> None:
    for start, phases in ((MONDAY, 1), (date(2026, 3, 24), 7), (date(2026, 3, 23), 7), (date(2026, 3, 22), 1)):
        track = Walk(plan_of(7, start).problem, [setting("min_rest")]).said.tracks["ann"][0]
        assert len({track.phase(day) for day in plan_of(7, start).problem.dates}) == phases


def test_what_was_worked_before_the_plan_is_rested_from_as_well() -> None:
    assert cost(plan_of().worked("ann", "N", -1), setting("min_rest", hours=3), "D@0") == 1
    assert cost(plan_of().worked("ann", "N", -1), setting("min_rest", hours=2), "D@0") == 0
    assert cost(plan_of().worked("ann", "N", -2), setting("min_rest", hours=22), "S@0") == 1
    assert cost(plan_of().worked("ann", "N", -2), setting("min_rest", hours=24), "D@0") == 0
    assert cost(plan_of().worked("ann", "N", -1), setting("min_rest", hours=3, after=("D",)), "D@0") == 0


def test_the_templates_before_and_after_a_rest_may_be_named() -> None:
    plan = ["N@0", "D@1", "M@2", "D@3"]
    assert cost(plan_of(), setting("min_rest", hours=20), *plan) == 2
    assert cost(plan_of(), setting("min_rest", hours=20, after=("N",)), *plan) == 1
    assert cost(plan_of(), setting("min_rest", hours=20, before=("M",)), *plan) == 1
    assert cost(plan_of(), setting("min_rest", hours=20, after=("N",), before=("M",)), *plan) == 0


def test_filters_are_about_the_later_shift() -> None:
    plan = ["D@0", "M@1", "M@2", "D@3"]
    labelled = Scope(template_labels=frozenset({"day"}))
    assert cost(plan_of(), setting("min_rest", scope=labelled, hours=23), *plan) == 1
    for weekday, units in ((1, 1), (2, 1), (3, 0)):
        rule = setting("min_rest", scope=Scope(weekdays=frozenset({weekday})), hours=21)
        assert cost(plan_of(), rule, *plan) == units


def test_the_same_shifts_lie_closer_where_clocks_go_forward_between_them() -> None:
    """On day 6, a Sunday: an hour less from the night before to the day shift than on any other day."""
    build = plan_of(8, date(2026, 3, 23))
    assert cost(build, setting("min_rest", hours=26), "N@0", "D@2", "N@4", "D@6") == 1


def test_an_hour_less_on_the_last_day_of_the_plan_is_seen() -> None:
    """Ann has 50 hours from the night on record to her day shift, Ben 49 from his on the first day to the last."""
    build = plan_of(4, date(2026, 3, 26)).worked("ann", "N", -1)
    assert cost(build, setting("min_rest", hours=50), "D@2", ben=["N@0", "D@3"]) == 1


def test_what_can_be_close_to_no_shift_any_more_is_forgotten() -> None:
    """Ann's day shift two days before the plan ended 35 hours before the first shift that there could be."""
    build = plan_of().worked("ann", "D", -2).worked("ben", "D", -1)
    for hours, ann, ben in ((11, 0, 0), (12, 0, 1), (35, 0, 1), (36, 1, 1)):
        tracks = Walk(build.problem, [setting("min_rest", hours=hours)]).said.tracks
        assert [len(tracks[who][0].start) for who in ("ann", "ben")] == [ann, ben]
