"""Precedence: the narrower scope wins, limit by limit, and a wish never lifts a law."""

from dataclasses import replace
from typing import Any

import pytest

from scheduling.checker import score
from scheduling.domain.settings import RuleSetting, Scope, ScopeKind
from scheduling.rules.precedence import apply_settings, in_scope
from tests.builders import ProblemBuilder, roster, setting

CONTRACT = Scope(ScopeKind.CONTRACT, ("full",))
ROLE = Scope(ScopeKind.ROLE, ("c",))
LABEL = Scope(ScopeKind.LABEL, ("new",))
ANN = Scope(ScopeKind.EMPLOYEE, ("ann",))


def house() -> ProblemBuilder:
    """Ann fits every scope, Bob the contract only, Cat none but everyone."""
    build = ProblemBuilder().role("c", "Cook").contract("full")
    build.people("ann", roles="r c", contract="full", labels=frozenset({"new"}))
    return build.people("bob", contract="full").people("cat").template("D", 480, 960).plan("D")


def rest(hours: int, scope: Scope | None = None, weight: int | None = 1, **params: Any) -> RuleSetting:
    return replace(setting("min_rest", weight, scope, hours=hours, **params), id=f"rest-{hours}")


def governed(*settings: RuleSetting) -> dict[str, tuple[str, ...]]:
    """People per setting id, those that govern nobody left out."""
    return {a.setting.id: a.employees for a in apply_settings(house().problem, settings)}


@pytest.mark.parametrize(
    ("scope", "who"),
    [(Scope(), ["ann", "bob", "cat"]), (CONTRACT, ["ann", "bob"]), (ROLE, ["ann"]), (LABEL, ["ann"]), (ANN, ["ann"])],
)
def test_a_scope_names_its_people(scope: Scope, who: list[str]) -> None:
    assert [e.id for e in house().problem.employees if in_scope(e, scope)] == who


def test_each_narrower_scope_takes_its_people_from_the_wider_one() -> None:
    order = [Scope(), CONTRACT, ROLE, LABEL, ANN]
    for wide, narrow in ((w, n) for k, w in enumerate(order) for n in order[k + 1 :]):
        people = governed(rest(8, wide), rest(12, narrow))
        assert "ann" not in people.get("rest-8", ())
        assert "ann" in people["rest-12"]


def test_the_order_of_the_settings_does_not_matter() -> None:
    assert governed(rest(8), rest(12, CONTRACT)) == governed(rest(12, CONTRACT), rest(8))
    assert governed(rest(8), rest(12, CONTRACT)) == {"rest-8": ("cat",), "rest-12": ("ann", "bob")}


def test_two_settings_of_equal_rank_both_hold() -> None:
    assert governed(rest(8), rest(12)) == {"rest-8": ("ann", "bob", "cat"), "rest-12": ("ann", "bob", "cat")}


def test_a_soft_setting_never_displaces_a_hard_one() -> None:
    assert "ann" in governed(rest(8, weight=None), rest(12, ANN))["rest-8"]


def test_limits_of_different_keys_do_not_displace_each_other() -> None:
    assert "ann" in governed(rest(8, after=("D",)), rest(12, ANN))["rest-8"]


def test_a_narrower_scope_with_other_filters_is_another_limit() -> None:
    assert "ann" in governed(rest(8), rest(12, replace(ANN, weekdays=frozenset({0}))))["rest-8"]


def test_a_setting_keeps_the_limits_that_are_not_displaced() -> None:
    both = replace(setting("weekends", maximum=1, in_a_row=2), id="both")
    own = replace(setting("weekends", scope=ANN, maximum=3), id="own")
    params = {
        (a.setting.id, who): a.params for a in apply_settings(house().problem, [both, own]) for who in a.employees
    }
    assert (params["both", "ann"].maximum, params["both", "ann"].in_a_row) == (None, 2)
    assert (params["both", "bob"].maximum, params["both", "bob"].in_a_row) == (1, 2)
    assert (params["own", "ann"].maximum, params["own", "ann"].in_a_row) == (3, None)


def test_rules_without_limits_add_up() -> None:
    wishes = [replace(setting("preferences"), id="all"), replace(setting("preferences", scope=ANN), id="ann")]
    assert governed(*wishes) == {"all": ("ann", "bob", "cat"), "ann": ("ann",)}


def test_a_rule_about_a_group_holds_of_an_empty_one_and_a_limit_of_nobody_is_gone() -> None:
    nobody = Scope(ScopeKind.LABEL, ("retired",))
    assert governed(replace(setting("fairness", scope=nobody), id="share"), rest(12, nobody)) == {"share": ()}


def test_what_is_off_or_weighs_nothing_neither_holds_nor_displaces() -> None:
    off, weightless = replace(rest(12, ANN), enabled=False), rest(16, ANN, weight=0)
    assert governed(rest(8), off, weightless) == {"rest-8": ("ann", "bob", "cat")}


def test_the_check_follows_precedence() -> None:
    build = house().template("L", 900, 1380).plan("L")
    plan = roster({"ann": ["L@0", "D@1"], "bob": ["L@0", "D@1"]})
    found = score(build.problem, plan, [rest(11), rest(9, ANN)]).violations
    assert [(v.setting, v.employee) for v in found] == [("rest-11", "bob")]
