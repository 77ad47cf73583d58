"""Location: shifts away from home, and different places per period, with the month so far."""

from datetime import date

import pytest

from scheduling.checker import score
from scheduling.domain.errors import InvalidInput
from scheduling.domain.settings import RuleSetting, Scope, ScopeKind
from scheduling.rules.catalogue import catalogue, params_of
from tests.builders import MONDAY, ProblemBuilder, amount, breaches, doubts, roster, setting

HOME = setting("location")


def plan_of(days: int = 14, start: date = MONDAY) -> ProblemBuilder:
    """N, S and E are at three places, X at none. Ann is at home in the north, Bob nowhere; day 0 is 30 November."""
    build = ProblemBuilder(days, start).people("ann", home="north").people("bob")
    for code, location in (("N", "north"), ("S", "south"), ("E", "east"), ("X", "")):
        labels = frozenset({"far"}) if location == "south" else frozenset[str]()
        build = build.template(code, 480, 960, labels, location).plan(code)
    return build


def at_most(maximum: int, period: str = "week", scope: Scope | None = None) -> RuleSetting:
    return setting("location", 1, scope, home=False, maximum=maximum, period=period)


def test_each_shift_elsewhere_than_at_home_counts_one() -> None:
    assert amount(plan_of(), {"ann": ["N@0", "N@1"]}, HOME) == 0
    found = breaches(plan_of(), {"ann": ["N@0", "S@1", "S@2", "E@3"]}, setting("location", 5))
    assert [(v.shifts, v.penalty) for v in found] == [(("S@1",), 5), (("S@2",), 5), (("E@3",), 5)]
    assert found[0].message == "Ann works S on Tue 01 Dec at south, away from north"


def test_people_without_a_home_and_shifts_without_a_place_are_left_alone() -> None:
    assert amount(plan_of(), {"bob": ["N@0", "S@1"], "ann": ["X@0"]}, HOME) == 0
    assert amount(plan_of(), {"bob": ["X@0", "N@1"]}, at_most(1)) == 0


def test_away_from_home_can_be_left_uncounted() -> None:
    assert amount(plan_of(), {"ann": ["S@0"]}, setting("location", home=False)) == 0


@pytest.mark.parametrize(("maximum", "units"), [(3, 0), (2, 1), (1, 2)])
def test_each_place_beyond_the_limit_counts_one_however_often_it_is_worked_at(maximum: int, units: int) -> None:
    plan = {"bob": ["N@0", "S@1", "S@2", "E@3", "E@4"]}
    assert amount(plan_of(), plan, at_most(maximum)) == units


def test_somebody_who_works_nothing_is_at_no_place() -> None:
    assert breaches(plan_of(), {}, at_most(1)) == []


def test_every_week_from_the_first_day_of_the_plan_starts_anew() -> None:
    build = plan_of(14, date(2026, 12, 2))
    assert amount(build, {"bob": ["N@6", "S@7"]}, at_most(1)) == 0
    assert amount(build, {"bob": ["N@7", "S@13"]}, at_most(1)) == 1
    assert amount(build, {"bob": ["N@6", "S@7"]}, at_most(1, "fortnight")) == 1
    assert amount(build, {"bob": ["N@0", "S@13"]}, at_most(1, "horizon")) == 1


def test_weeks_do_not_look_back() -> None:
    assert amount(plan_of().worked("bob", "S", -1), {"bob": ["N@0"]}, at_most(1)) == 0


def test_places_of_the_month_before_the_plan_are_used_already() -> None:
    build = plan_of().known_since(-29).worked("bob", "S", -1).worked("bob", "X", -2)
    (found,) = breaches(build, {"bob": ["N@0", "E@1"]}, at_most(1, "month"))
    assert (found.amount, found.date, found.shifts) == (1, date(2026, 11, 1), ("N@0",))
    assert found.message == "Bob works at 2 places in the time from 01 Nov (north, south), 1 beyond the limit"
    assert amount(build, {"bob": ["S@0"]}, at_most(1, "month")) == 0
    assert amount(build, {"ann": ["N@0"]}, at_most(1, "month")) == 0


def test_too_many_places_before_the_plan_are_not_charged_but_one_more_is() -> None:
    build = plan_of().worked("bob", "S", -1).worked("bob", "E", -2)
    assert amount(build, {}, at_most(1, "month")) == 0
    assert amount(build, {"bob": ["S@0"]}, at_most(1, "month")) == 0
    assert amount(build, {"bob": ["N@0"]}, at_most(1, "month")) == 1


def test_filters_choose_the_shifts_that_count_before_the_plan_as_well() -> None:
    far, mondays = Scope(template_labels=frozenset({"far"})), Scope(weekdays=frozenset({0}))
    assert amount(plan_of(), {"ann": ["S@0", "E@1"]}, setting("location", scope=far)) == 1
    assert amount(plan_of(), {"ann": ["S@0", "E@1"]}, setting("location", scope=mondays)) == 1
    build = plan_of().worked("bob", "S", -1).worked("bob", "E", -2)
    assert amount(build, {"bob": ["N@0"]}, at_most(1, "month", mondays)) == 0


def test_a_narrower_limit_takes_the_place_of_the_wider_one() -> None:
    wide, narrow = at_most(1), at_most(2, scope=Scope(ScopeKind.EMPLOYEE, ("bob",)))
    plan = roster({"ann": ["N@0", "S@1"], "bob": ["N@2", "S@3"]})
    found = score(plan_of().problem, plan, [wide, narrow]).violations
    assert [v.employee for v in found] == ["ann"]


def test_no_place_at_all_is_refused_as_a_limit() -> None:
    with pytest.raises(InvalidInput, match="Location, maximum"):
        amount(plan_of(), {}, at_most(0))


def test_a_setting_that_asks_for_nothing_is_doubted() -> None:
    (found,) = doubts(plan_of(), setting("location", home=False))
    assert found.message == "It asks for nothing; tick the home place or enter a limit."


def test_a_limit_that_all_places_together_do_not_exceed_is_doubted() -> None:
    assert doubts(plan_of(), at_most(2)) == []
    (found,) = doubts(plan_of(), at_most(3))
    assert found.message == "There are only 3 places, so the limit never matters; enter a lower one."


def test_homes_that_cannot_matter_are_doubted() -> None:
    assert doubts(plan_of(), HOME) == []
    only_bob = Scope(ScopeKind.EMPLOYEE, ("bob",))
    (found,) = doubts(plan_of(), setting("location", scope=only_bob))
    assert found.message.startswith("Nobody here has a home place")
    (found,) = doubts(plan_of().people("cem", home="west"), HOME)
    assert found.employee == "cem"
    assert found.message == "Cem is at home at west, where no shift is; correct one or the other."


def test_shifts_without_any_place_are_doubted() -> None:
    build = ProblemBuilder().people("ann", home="north").template("X", 480, 960).plan("X")
    (found,) = doubts(build, HOME)
    assert found.message == "No shift template has a place, so it never matters; enter their locations."


def test_the_sentence_says_all_of_it() -> None:
    def said(**params: object) -> str:
        return catalogue()["location"].phrase(params_of(setting("location", **params)))

    assert said(maximum=1, period="month") == "works at home and works at no more than 1 place in each month"
    assert said(home=False, maximum=2) == "works at no more than 2 places in each week"
    assert said(home=False, maximum=2, period="horizon") == "works at no more than 2 places in the whole plan"
    assert said() == "works at home"
    assert said(home=False) == "works at any place"


def test_a_shift_before_the_plan_that_has_no_place_uses_none_up() -> None:
    build = plan_of(1).known_since(-29).worked("bob", "X", -1)
    assert amount(build, {"bob": ["N@0"]}, at_most(1, "month")) == 0


def test_where_home_does_not_matter_or_nobody_is_meant_no_home_is_missed() -> None:
    only_bob, nobody = Scope(ScopeKind.EMPLOYEE, ("bob",)), Scope(ScopeKind.LABEL, ("retired",))
    assert doubts(plan_of(), setting("location", scope=only_bob, home=False, maximum=2)) == []
    assert doubts(plan_of(), setting("location", scope=nobody)) == []
