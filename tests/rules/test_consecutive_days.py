"""Working days in a row: too many, too few, with the week before and open ends."""

import pytest

from scheduling.domain.errors import InvalidInput
from scheduling.rules.catalogue import catalogue
from tests.builders import MONDAY, ProblemBuilder, amount, breaches, setting


def plan_of(days: int = 10) -> ProblemBuilder:
    build = ProblemBuilder(days).people("ann").template("D", 480, 960).template("N", 1320, 1800)
    return build.template("L", 1020, 1200).plan("D").plan("N").plan("L")


def worked(*days: int) -> dict[str, list[str]]:
    return {"ann": [f"D@{k}" for k in days]}


@pytest.mark.parametrize(("length", "units"), [(3, 0), (4, 1), (6, 3)])
def test_each_day_beyond_the_maximum_is_a_unit(length: int, units: int) -> None:
    assert amount(plan_of(), worked(*range(2, 2 + length)), setting("consecutive_days", maximum=3)) == units


@pytest.mark.parametrize(("length", "units"), [(1, 2), (2, 1), (3, 0)])
def test_each_missing_day_of_a_short_run_is_a_unit(length: int, units: int) -> None:
    assert amount(plan_of(), worked(*range(2, 2 + length)), setting("consecutive_days", minimum=3)) == units


def test_every_run_is_judged_for_itself() -> None:
    found = breaches(plan_of(), worked(1, 3, 4, 6, 7, 8), setting("consecutive_days", 5, minimum=2, maximum=2))
    assert [(v.date, v.penalty) for v in found] == [(plan_of().day(1), 5), (plan_of().day(8), 5)]


@pytest.mark.parametrize(
    ("days", "words"), [((2,), "1 working day in a row from Wed 2 Dec"), ((2, 3), "2 working days in a row from Wed 2")]
)
def test_the_sentence_says_how_long_the_run_is_and_from_when(days: tuple[int, ...], words: str) -> None:
    (found,) = breaches(plan_of(), worked(*days), setting("consecutive_days", minimum=3))
    assert found.message.startswith(f"Ann: {words}")
    assert found.date == plan_of().day(2)


def test_two_shifts_on_one_date_make_one_day_and_a_night_only_its_first() -> None:
    plan = {"ann": ["D@2", "L@2", "N@3"]}
    assert amount(plan_of(), plan, setting("consecutive_days", maximum=2)) == 0
    assert amount(plan_of(), plan, setting("consecutive_days", minimum=3)) == 1


def test_a_run_that_touches_the_end_is_never_short() -> None:
    assert amount(plan_of(), worked(9), setting("consecutive_days", minimum=4)) == 0
    assert amount(plan_of(), worked(8), setting("consecutive_days", minimum=4)) == 3


def test_a_run_that_touches_the_beginning_is_short_only_when_the_day_before_is_known() -> None:
    rule = setting("consecutive_days", minimum=3)
    assert amount(plan_of(), worked(0), rule) == 0
    assert amount(plan_of().known_since(-1), worked(0), rule) == 2
    assert amount(plan_of().known_since(-1), worked(0), setting("consecutive_days", minimum=3, edges="open")) == 0


def test_days_before_the_plan_lengthen_a_run() -> None:
    build = plan_of().known_since(-10).worked("ann", "D", -3, -2, -1)
    assert amount(build, worked(0, 1, 2), setting("consecutive_days", maximum=5)) == 1
    assert amount(build, worked(0, 1, 2), setting("consecutive_days", maximum=5, edges="open")) == 0
    assert amount(build, worked(0), setting("consecutive_days", minimum=4)) == 0
    assert amount(build, worked(0), setting("consecutive_days", minimum=5)) == 1


def test_only_days_of_the_plan_are_too_many() -> None:
    build = plan_of().known_since(-10).worked("ann", "D", *range(-7, 0))
    rule = setting("consecutive_days", maximum=5)
    assert amount(build, {}, rule) == 0
    assert [(v.date, v.amount) for v in breaches(build, worked(0, 1), rule)] == [(MONDAY, 2)]


def test_a_run_that_the_plan_ends_on_its_first_day_is_judged_and_an_older_one_is_not() -> None:
    rule = setting("consecutive_days", minimum=3)
    assert amount(plan_of().known_since(-5).worked("ann", "D", -2, -1), {}, rule) == 1
    assert amount(plan_of().known_since(-5).worked("ann", "D", -3, -2), {}, rule) == 0


def test_a_run_whose_beginning_is_not_recorded_is_never_short() -> None:
    assert amount(plan_of().known_since(-2).worked("ann", "D", -2, -1), {}, setting("consecutive_days", minimum=4)) == 0


def test_without_a_record_past_shifts_are_not_relied_on() -> None:
    build = plan_of().worked("ann", "D", -2, -1)
    assert amount(build, worked(0, 1), setting("consecutive_days", maximum=3)) == 0


def test_crossed_limits_are_refused_in_words() -> None:
    with pytest.raises(InvalidInput, match="at least 5 is more than at most 4; swap or correct them"):
        amount(plan_of(), {}, setting("consecutive_days", minimum=5, maximum=4))


@pytest.mark.parametrize(
    ("limits", "words"),
    [
        ({}, "any number of"),
        ({"minimum": 2}, "at least 2"),
        ({"maximum": 5}, "at most 5"),
        ({"minimum": 2, "maximum": 5}, "at least 2 and at most 5"),
    ],
)
def test_the_sentence_says_the_limits_that_are_set(limits: dict[str, int], words: str) -> None:
    for code, verb in (("consecutive_days", "works"), ("consecutive_days_off", "is off for")):
        rule = catalogue()[code]
        assert rule.phrase(rule.Params(**limits)) == f"{verb} {words} days in a row"
