"""What is stated of short rules, what is not stated at all, and when two settings say the same."""

from dataclasses import replace
from datetime import date

import pytest

from scheduling.domain.calendar import DayClass
from scheduling.domain.problem import Demand
from scheduling.domain.settings import RuleSetting, Scope, ScopeKind
from scheduling.rules.base import Applied
from scheduling.rules.facets import key_of, looks_at, price
from scheduling.rules.precedence import apply_settings
from tests.builders import MONDAY, ProblemBuilder, setting
from tests.walked import Walk, cost

TUESDAY = date(2026, 12, 1)


def plan_of() -> ProblemBuilder:
    build = ProblemBuilder().people("ann", "ben").template("D", 480, 960, frozenset({"day"}))
    return build.template("N", 1320, 1800).template("S", 480, 540).plan("D").plan("N").plan("S")


def applied(rule: RuleSetting) -> Applied:
    (one,) = apply_settings(plan_of().problem, [rule])
    return one


@pytest.mark.parametrize(
    ("rule", "whole"),
    [
        (setting("max_shifts_per_day", maximum=1), True),
        (setting("max_shifts_per_day", maximum=2), True),
        (setting("max_shifts_per_day", maximum=0), False),
        (setting("weekends", in_a_row=1), False),
        (setting("fairness"), False),
        (setting("pairing", pairs=[("ann", "ben")]), False),
    ],
)
def test_what_is_not_stated_or_not_wholly_is_left_out(rule: RuleSetting, whole: bool) -> None:
    assert Walk(plan_of().problem, [rule]).said.left_out == ([] if whole else [rule])


def test_a_forbidden_succession_costs_as_often_as_it_is_forbidden() -> None:
    rule = setting("forbidden_succession", pairs=(("N", "D"), ("N", "D"), ("N", "S"), ("D", "D"), ("S", "D")))
    assert cost(plan_of(), rule, "N@0", "D@1", "D@2", "N@4", "S@5") == 3
    assert cost(plan_of(), rule, "N@0", "D@2", "S@3", "N@4", "N@5") == 0
    before = plan_of().worked("ann", "N", -1).worked("ann", "S", -1).worked("ben", "N", -2)
    assert cost(before, rule, "D@0", ben=["D@0"]) == 2


def test_filters_are_about_the_later_of_two_shifts() -> None:
    for scope in (Scope(weekdays=frozenset({1})), Scope(dates=frozenset({TUESDAY}))):
        rule = setting("forbidden_succession", scope=scope, pairs=(("N", "D"),))
        assert cost(plan_of(), rule, "N@0", "D@1", "N@3", "D@4") == 1
    labelled = setting(
        "forbidden_succession", scope=Scope(template_labels=frozenset({"day"})), pairs=(("N", "D"), ("N", "S"))
    )
    assert cost(plan_of(), labelled, "N@0", "D@1", "N@3", "S@4") == 1


def test_heads_short_and_over_cost_what_coverage_says() -> None:
    build = ProblemBuilder(3).people("ann", "ben", "cem").template("D", 480, 960, frozenset({"day"}))
    build = build.template("N", 1320, 1800).plan("D", 0, 1, demands=(Demand("r", 1, 2, 2),))
    build = build.plan("N", 0, demands=(Demand("r", 1),))
    rule = setting("coverage", level="target", under=3, over=2)
    assert cost(build, rule, "D@0", ben=["D@0"], cem=["D@0"]) == cost(build, rule, "D@0", ben=["D@0"]) + 2
    assert cost(build, setting("coverage", level="target", under=3), "D@0") == 3 * 3
    mondays = setting("coverage", scope=Scope(weekdays=frozenset({0})), level="target")
    assert cost(build, mondays, "D@0") == 1
    labelled = setting("coverage", scope=Scope(template_labels=frozenset({"day"})), level="minimum")
    assert cost(build, labelled) == 2


def test_heads_of_a_role_cost_what_a_skill_mix_of_all_who_hold_it_says() -> None:
    build = ProblemBuilder(2).people("ann", "ben").template("D", 480, 960).template("N", 1320, 1800).plan("D").plan("N")
    mix = setting("skill_mix", 3, minimum=2, maximum=2, roles=["r"], templates=["N"])
    assert cost(build, mix, "N@0", ben=["N@0"]) == 3 * 2
    assert cost(build, mix, "D@0", "N@1") == 3 * 3
    assert cost(build, setting("skill_mix", 3, roles=["r"], templates=["N"]), "N@0", "N@1", ben=["N@0"]) == 0
    of_nurses = replace(mix, scope=Scope(ScopeKind.ROLE, ("r",)))
    assert cost(build.role("q", "Cook").people("cem", roles="q"), of_nurses, "N@0", ben=["N@0"]) == 3 * 2
    few = setting("skill_mix", 3, minimum=None, maximum=1, only_staffed=True, roles=["r"], templates=["N"])
    assert cost(build, few, "D@0") == 0
    assert cost(build, few, "N@0", ben=["N@0"]) == 3
    for more in ({"scope": Scope(ScopeKind.EMPLOYEE, ("ann",))}, {"only_staffed": True}, {"roles": []}):
        rule = setting("skill_mix", **{"roles": ["r"], **more})
        assert Walk(build.problem, [rule]).said.left_out == [rule]


def test_wishes_of_each_person_cost_where_the_filters_let_a_shift_through() -> None:
    build = plan_of().wishes("ann", template="N", avoid=True, weight=2).wishes("ben", template="D", weight=3)
    rule = setting("preferences", 5)
    assert cost(build, rule, "N@0", "D@1", ben=["D@0", "N@1", "S@2"]) == 5 * (2 + 3 + 3)
    labelled = setting("preferences", scope=Scope(template_labels=frozenset({"day"})))
    assert cost(build, labelled, "N@0", ben=["N@1"]) == 0


@pytest.mark.parametrize(
    ("scope", "seen"),
    [
        (Scope(), None),
        (Scope(template_labels=frozenset({"day"})), None),
        (Scope(weekdays=frozenset({4})), TUESDAY),
        (Scope(dates=frozenset({MONDAY})), TUESDAY),
        (Scope(day_classes=frozenset({DayClass.WEEKEND})), TUESDAY),
    ],
)
def test_a_date_matters_only_where_filters_look_at_dates(scope: Scope, seen: date | None) -> None:
    assert looks_at(applied(setting("min_rest", scope=scope)), TUESDAY) == seen


@pytest.mark.parametrize(("units", "wish", "law"), [(2, 6, None), (1, 3, None), (0, 0, 0), (-1, 0, 0)])
def test_units_cost_their_weight_and_a_law_bars_them(units: int, wish: int, law: int | None) -> None:
    assert price(applied(setting("min_rest", 3)), units) == wish
    assert price(applied(setting("min_rest", None)), units) == law


def test_settings_that_say_the_same_share_a_key_and_no_others_do() -> None:
    rule = setting("min_rest", 2, hours=9)
    assert key_of(applied(rule)) == key_of(applied(replace(rule, id="another")))
    others = [
        replace(rule, weight=3),
        replace(rule, weight=None),
        replace(rule, params={"hours": 10}),
        replace(rule, code="night_recovery"),
        replace(rule, scope=Scope(weekdays=frozenset({1}))),
        replace(rule, scope=Scope(dates=frozenset({MONDAY}))),
        replace(rule, scope=Scope(template_labels=frozenset({"day"}))),
        replace(rule, scope=Scope(day_classes=frozenset({DayClass.WEEKEND}))),
    ]
    assert len({key_of(applied(one)) for one in [rule, *others]}) == 9
