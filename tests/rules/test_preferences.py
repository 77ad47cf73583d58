"""Preferences: each assignment is held against the wishes of the one who works it."""

import pytest

from scheduling.domain.settings import Scope
from tests.builders import ProblemBuilder, amount, breaches, setting


def week() -> ProblemBuilder:
    build = ProblemBuilder().people("ann", "bob").template("D", 480, 960, frozenset({"day"}))
    return build.template("N", 1320, 1800).plan("D").plan("N")


def test_without_wishes_nothing_counts() -> None:
    assert amount(week(), {"ann": ["D@0", "N@3"]}, setting("preferences")) == 0


def test_every_avoided_part_that_matches_adds_its_weight() -> None:
    build = week().wishes("ann", template="N", weight=2, avoid=True).wishes("ann", weekday=3, weight=3, avoid=True)
    assert amount(build, {"ann": ["D@0"]}, setting("preferences")) == 0
    assert amount(build, {"ann": ["N@0"]}, setting("preferences")) == 2
    assert amount(build, {"ann": ["N@3"]}, setting("preferences")) == 2 + 3
    assert amount(build, {"bob": ["N@3"]}, setting("preferences")) == 0


def test_an_assignment_that_meets_no_positive_wish_counts_the_strongest() -> None:
    build = week().wishes("ann", template="D", weight=2).wishes("ann", weekday=6, weight=5)
    assert amount(build, {"ann": ["D@0"]}, setting("preferences")) == 0
    assert amount(build, {"ann": ["N@6"]}, setting("preferences")) == 0
    assert amount(build, {"ann": ["N@0", "N@1"]}, setting("preferences")) == 5 + 5
    assert amount(build, {}, setting("preferences")) == 0


def test_all_parts_of_one_wish_must_match() -> None:
    build = week().wishes("ann", template="N", weekday=2, weight=4, avoid=True)
    assert amount(build, {"ann": ["N@1", "D@2"]}, setting("preferences")) == 0
    assert amount(build, {"ann": ["N@2"]}, setting("preferences")) == 4


@pytest.mark.parametrize(
    ("shift", "start", "end", "units"),
    [
        ("D@0", 480, 960, 0),
        ("D@0", 481, 960, 1),
        ("D@0", 480, 959, 1),
        ("N@0", 1320, 1800, 0),
        ("N@0", 1320, 1799, 1),
        ("N@0", 1320, 1440, 1),
        ("N@0", 1000, None, 0),
    ],
)
def test_a_time_range_holds_the_whole_shift_also_beyond_midnight(
    shift: str, start: int, end: int | None, units: int
) -> None:
    build = week().wishes("ann", start=start, end=end)
    assert amount(build, {"ann": [shift]}, setting("preferences")) == units


def test_a_wish_without_times_holds_of_a_shift_that_begins_at_midnight() -> None:
    build = week().template("M", 0, 360).plan("M").wishes("ann", weekday=0, avoid=True)
    assert amount(build, {"ann": ["M@0"]}, setting("preferences")) == 1


def test_filters_choose_the_assignments_that_are_judged() -> None:
    build = week().wishes("ann", avoid=True)
    rule = setting("preferences", scope=Scope(template_labels=frozenset({"day"}), weekdays=frozenset({0})))
    assert [v.shifts for v in breaches(build, {"ann": ["D@0", "N@0", "D@1"]}, rule)] == [("D@0",)]
    after = setting("preferences", scope=Scope(weekdays=frozenset({1})))
    assert [v.shifts for v in breaches(build, {"ann": ["D@0", "N@0", "D@1"]}, after)] == [("D@1",)]
