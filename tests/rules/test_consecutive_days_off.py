"""Days off in a row: too many, too few, with the week before and open ends."""

import pytest

from scheduling.domain.errors import InvalidInput
from tests.builders import ProblemBuilder, amount, breaches, setting


def plan_of(days: int = 10) -> ProblemBuilder:
    build = ProblemBuilder(days).people("ann").template("D", 480, 960).template("N", 1320, 1800)
    return build.plan("D").plan("N")


def free(*days: int) -> dict[str, list[str]]:
    """Works every day of the plan but these."""
    return {"ann": [f"D@{k}" for k in range(10) if k not in days]}


@pytest.mark.parametrize(("days", "units"), [((4,), 2), ((4, 5), 1), ((4, 5, 6), 0), ((2, 5, 6), 3)])
def test_each_missing_day_off_is_a_unit(days: tuple[int, ...], units: int) -> None:
    assert amount(plan_of(), free(*days), setting("consecutive_days_off", minimum=3)) == units


@pytest.mark.parametrize(("days", "units"), [((4, 5), 0), ((4, 5, 6), 1), ((0, 1, 2, 3, 6, 7, 8, 9), 4)])
def test_each_day_off_beyond_the_maximum_is_a_unit(days: tuple[int, ...], units: int) -> None:
    assert amount(plan_of(), free(*days), setting("consecutive_days_off", maximum=2)) == units


def test_somebody_who_never_works_is_off_all_the_time() -> None:
    assert amount(plan_of(), {}, setting("consecutive_days_off", maximum=3)) == 7
    assert amount(plan_of(), {}, setting("consecutive_days_off", minimum=20)) == 0


def test_the_day_on_which_a_night_ends_is_a_day_off() -> None:
    plan = {"ann": [f"D@{k}" for k in (0, 1, 2, 5, 6, 7, 8, 9)] + ["N@3"]}
    found = breaches(plan_of(), plan, setting("consecutive_days_off", 7, minimum=2))
    assert [(v.date, v.penalty) for v in found] == [(plan_of().day(4), 7)]


def test_the_sentence_says_how_many_days_off_in_a_row() -> None:
    (found,) = breaches(plan_of(), free(4), setting("consecutive_days_off", minimum=2))
    assert found.message == "Ann: 1 day off in a row from Fri 4 Dec, at least 2 wanted"
    (found,) = breaches(plan_of(), free(4, 5), setting("consecutive_days_off", maximum=1))
    assert found.message == "Ann: 2 days off in a row from Fri 4 Dec, at most 1 wanted"


def test_time_off_makes_days_off() -> None:
    build = plan_of().off("ann", 4, 0, 1440)
    assert amount(build, free(4), setting("consecutive_days_off", minimum=2)) == 1


def test_a_run_that_touches_an_open_end_is_never_short() -> None:
    rule = setting("consecutive_days_off", minimum=2)
    assert amount(plan_of(), free(0, 9), rule) == 0
    known = plan_of().known_since(-1).worked("ann", "D", -1)
    assert amount(known, free(0, 9), rule) == 1
    assert amount(known, free(0, 9), setting("consecutive_days_off", minimum=2, edges="open")) == 0


def test_days_off_before_the_plan_count() -> None:
    build = plan_of().known_since(-4).worked("ann", "D", -4)
    assert amount(build, free(0, 1), setting("consecutive_days_off", maximum=4)) == 1
    assert amount(build, free(0, 1), setting("consecutive_days_off", maximum=4, edges="open")) == 0
    assert amount(build, free(), setting("consecutive_days_off", minimum=4)) == 1
    assert amount(build, free(0), setting("consecutive_days_off", minimum=4)) == 0


def test_only_days_of_the_plan_are_too_many() -> None:
    build = plan_of().known_since(-9)
    rule = setting("consecutive_days_off", maximum=3)
    assert amount(build, free(), rule) == 0
    assert [(v.date, v.amount) for v in breaches(build, free(0, 1), rule)] == [(build.day(0), 2)]


def test_crossed_limits_are_refused_in_words() -> None:
    with pytest.raises(InvalidInput, match="Days off in a row, parameters: at least 3 is more than at most 2"):
        amount(plan_of(), {}, setting("consecutive_days_off", minimum=3, maximum=2))
