"""Unwanted patterns: every step on its day, across the plan's start, each occurrence for itself."""

from datetime import date

import pytest

from scheduling.domain.errors import InvalidInput
from scheduling.domain.settings import Scope
from scheduling.rules.catalogue import catalogue
from tests.builders import MONDAY, ProblemBuilder, amount, breaches, doubts, setting

RULE = "unwanted_pattern"
WORK_OFF_WORK = setting(RULE, pattern=("work", "off", "work"))


def plan_of(days: int = 7, start: date = MONDAY) -> ProblemBuilder:
    """D 08–16, L 17–20 and N 22–06 on every day."""
    build = ProblemBuilder(days, start).people("ann", "bob").template("D", 480, 960, frozenset({"day"}))
    return build.template("L", 1020, 1200).template("N", 1320, 1800).plan("D").plan("L").plan("N")


def worked(*days: int) -> dict[str, list[str]]:
    return {"ann": [f"D@{k}" for k in days]}


@pytest.mark.parametrize(
    ("pattern", "plan", "units"),
    [
        (("work", "off", "work"), ["D@1", "N@3"], 1),
        (("work", "off", "work"), ["D@1", "N@4"], 0),
        (("off", "work"), ["D@1", "D@2", "D@5"], 2),
        (("N", "off", "D"), ["N@2", "D@4"], 1),
        (("N", "off", "D"), ["D@2", "D@4"], 0),
        (("N", "D"), ["N@2", "D@3"], 1),
        (("N", "any", "D"), ["N@2", "L@3", "D@4"], 1),
        (("N", "any", "D"), ["N@2", "D@4"], 1),
        (("N", "work", "D"), ["N@2", "D@4"], 0),
        (("work",) * 7, [f"D@{k}" for k in range(7)], 1),
        (("work",) * 7, [f"D@{k}" for k in range(6)], 0),
    ],
)
def test_each_step_says_what_its_day_is(pattern: tuple[str, ...], plan: list[str], units: int) -> None:
    assert amount(plan_of(), {"ann": plan}, setting(RULE, pattern=pattern)) == units


def test_a_template_matches_whatever_else_is_worked_on_the_date() -> None:
    rule = setting(RULE, pattern=("D", "L"))
    assert amount(plan_of(), {"ann": ["D@1", "L@1", "L@2"]}, rule) == 1
    assert amount(plan_of(), {"ann": ["D@1", "L@1", "D@2", "L@2"]}, rule) == 1


def test_overlapping_patterns_count_each() -> None:
    found = breaches(plan_of(), worked(0, 2, 4), setting(RULE, 6, pattern=("work", "off", "work")))
    assert [(v.date, v.penalty) for v in found] == [(MONDAY, 6), (date(2026, 12, 2), 6)]


def test_the_first_day_must_be_one_of_the_weekdays() -> None:
    plan = worked(4, 5, 6)
    for weekdays, units in (
        ((), 2),
        ((4,), 1),
        ((5,), 1),
        ((4, 5), 2),
        ((6,), 0),
        ((0, 1, 2, 3), 0),
        (tuple(range(7)), 2),
    ):
        assert amount(plan_of(), plan, setting(RULE, pattern=("work", "work"), weekdays=weekdays)) == units


def test_a_pattern_must_lie_in_the_plan_to_its_last_day() -> None:
    assert amount(plan_of(), worked(6), setting(RULE, pattern=("work", "off"))) == 0
    assert amount(plan_of(), worked(5), setting(RULE, pattern=("work", "off"))) == 1
    assert amount(plan_of(), worked(6), setting(RULE, pattern=("work", "any"))) == 0


def test_a_pattern_that_begins_before_the_plan_counts_where_all_its_days_are_on_record() -> None:
    build = plan_of().worked("ann", "N", -2)
    rule = setting(RULE, pattern=("N", "off", "D"))
    assert amount(build, worked(0), rule) == 0
    assert amount(build.known_since(-1), worked(0), rule) == 0
    assert [v.date for v in breaches(build.known_since(-2), worked(0), rule)] == [date(2026, 11, 28)]


def test_a_pattern_of_which_every_day_lies_before_the_plan_is_nobodys_to_mend() -> None:
    build = plan_of().known_since(-9).worked("ann", "D", -3, -1)
    assert amount(build, worked(0), WORK_OFF_WORK) == 0
    assert amount(build, worked(1), WORK_OFF_WORK) == 1


def test_a_shift_of_the_past_whose_template_is_gone_is_still_work() -> None:
    build = plan_of().template("X", 0, 60).worked("ann", "X", -1).known_since(-1)
    assert amount(build, {}, setting(RULE, pattern=("work", "off"))) == 1
    assert amount(build, {}, setting(RULE, pattern=("X", "off"))) == 1
    assert amount(build, {}, setting(RULE, pattern=("D", "off"))) == 0


def test_people_are_apart_and_somebody_with_nothing_is_off_all_the_time() -> None:
    assert amount(plan_of(), {"ann": ["D@1"], "bob": ["D@3"]}, WORK_OFF_WORK) == 0
    assert amount(plan_of(), {}, setting(RULE, pattern=("off", "off"))) == 12


def test_dates_follow_each_other_also_where_clocks_change() -> None:
    for start in (date(2026, 3, 27), date(2026, 10, 23)):
        assert amount(plan_of(start=start), {"ann": ["N@1", "D@3"]}, setting(RULE, pattern=("N", "off", "D"))) == 1


def test_filters_on_days_are_about_the_first_day() -> None:
    for scope, units in (
        (Scope(weekdays=frozenset({1})), 1),
        (Scope(weekdays=frozenset({2, 3})), 0),
        (Scope(dates=frozenset({date(2026, 12, 1)})), 1),
        (Scope(template_labels=frozenset({"night"})), 1),
    ):
        rule = setting(RULE, scope=scope, pattern=("work", "off", "work"))
        assert amount(plan_of(), worked(1, 3), rule) == units


def test_the_sentence_spells_the_pattern_out() -> None:
    (found,) = breaches(plan_of(), {"ann": ["N@0", "D@2"]}, setting(RULE, pattern=("N", "off", "work")))
    assert found.message == "Ann: N, a day off, a working day from Mon 30 Nov"
    rule = catalogue()[RULE]
    assert rule.phrase(rule.Params()) == "never has a day off, a working day, a day off in a row"
    said = rule.phrase(rule.Params(pattern=("Night", "any"), weekdays=(6, 4)))
    assert said == "never has Night, any day in a row starting on a Friday or Sunday"


@pytest.mark.parametrize("pattern", [(), ("work",), ("off",) * 8])
def test_a_pattern_of_one_day_or_more_than_seven_is_refused(pattern: tuple[str, ...]) -> None:
    with pytest.raises(InvalidInput, match=f"a pattern has 2 to 7 days, not {len(pattern)}"):
        amount(plan_of(), {}, setting(RULE, pattern=pattern))


def test_a_pattern_that_says_nothing_is_refused() -> None:
    with pytest.raises(InvalidInput, match="say of at least one day what it is"):
        amount(plan_of(), {}, setting(RULE, pattern=("any", "any")))


@pytest.mark.parametrize("weekdays", [(7,), (1, 1), (-1,)])
def test_days_that_are_no_weekdays_are_refused(weekdays: tuple[int, ...]) -> None:
    with pytest.raises(InvalidInput, match="name each weekday once"):
        amount(plan_of(), {}, setting(RULE, weekdays=weekdays))


def test_a_pattern_that_can_never_come_about_is_doubted() -> None:
    build = plan_of(4).template("X", 0, 60)
    never = [doubt.message for doubt in doubts(build, setting(RULE, pattern=("X", "off", "X")))]
    assert never == ["No shift of X is planned, so the pattern never comes about"]
    long = setting(RULE, pattern=("work",) * 5)
    assert [doubt.message for doubt in doubts(build, long)] == [
        "Only 4 days are known, so 5 in a row never come about; shorten the pattern."
    ]
    assert doubts(build.known_since(-1), long) == []
    assert doubts(build, WORK_OFF_WORK) == []
    (labels,) = doubts(build, setting(RULE, scope=Scope(template_labels=frozenset({"day"}))))
    assert labels.message.startswith("Every shift makes a working day here")
