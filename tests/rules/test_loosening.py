"""How far each rule gives way for a roster, and no farther, computed by hand; and what helps without touching it."""

from dataclasses import replace
from typing import Any

import pytest

from scheduling.domain.changes import AvailabilityChange, Change, DemandChange, made
from scheduling.domain.problem import Demand
from scheduling.domain.settings import RuleSetting, Scope, ScopeKind
from scheduling.rules.base import Applied
from scheduling.rules.catalogue import catalogue
from scheduling.rules.facts import Facts
from scheduling.rules.loosening import loosened
from scheduling.rules.model import Place
from scheduling.rules.parameters import RuleParams
from scheduling.rules.precedence import apply_settings
from tests.builders import MONDAY, ProblemBuilder, breaches, roster, setting

NEW = Scope(ScopeKind.LABEL, ("new",))


def week(days: int = 7) -> ProblemBuilder:
    """Ann and Ben; day shifts of eight hours, and nights from 22 to 6, each at a place of its own."""
    build = ProblemBuilder(days).people("ann", labels=frozenset({"new"})).people("ben")
    build = build.template("D", 480, 960, location="north").template("N", 1320, 1800, location="south")
    return build.plan("D").plan("N")


def days(*offsets: int, of: str = "D") -> list[str]:
    return [f"{of}@{k}" for k in offsets]


def given_way(build: ProblemBuilder, ann: list[str], law: RuleSetting) -> RuleParams | None:
    (applied,) = apply_settings(build.problem, [law])
    return loosened(catalogue()[law.code], Facts(build.problem, roster({"ann": ann})), applied)


CASES: list[tuple[str, dict[str, Any], list[str], dict[str, int]]] = [
    ("days_off", {"minimum": 5}, days(0, 2, 4), {"minimum": 4}),
    ("days_off", {"block": 4}, days(0, 3, 6), {"block": 2}),
    ("days_off", {"minimum": 5, "block": 3}, days(0, 3, 6), {"minimum": 4, "block": 2}),
    ("labour_cost", {"hourly": 1001, "cap": 5}, days(0, 1), {"cap": 16_016}),
    ("location", {"home": False, "maximum": 1}, ["D@0", "N@3"], {"maximum": 2}),
    ("max_disruption", {"cap": 0}, days(0, 2, 4), {"cap": 3}),
    ("max_shifts_per_day", {"maximum": 1}, ["D@0", "N@0"], {"maximum": 2}),
    ("min_rest", {"hours": 11}, ["D@0", "N@0"], {"hours": 6}),
    ("night_recovery", {"hours": 48}, ["N@0", "D@2"], {"hours": 26}),
    ("working_time", {"minimum": 2400}, days(1, 2), {"minimum": 960}),
    ("working_time", {"maximum": 480}, days(1, 2), {"maximum": 960}),
    ("shift_count", {"minimum": 4, "maximum": 4}, days(1), {"minimum": 1, "maximum": 4}),
    ("rolling_working_time", {"days": 2, "maximum": 500}, days(0, 1, 3), {"maximum": 960}),
    ("consecutive_days", {"maximum": 2}, days(0, 1, 2, 3), {"maximum": 4}),
    ("consecutive_days", {"minimum": 4}, days(1, 2), {"minimum": 2}),
    ("consecutive_days", {"minimum": 4}, days(1), {"minimum": 1}),
    ("consecutive_days", {"minimum": 6}, days(1), {"minimum": 1}),
    ("consecutive_days_off", {"minimum": 3}, days(0, 3), {"minimum": 2}),
    ("consecutive_shifts", {"templates": ("N",), "maximum": 1}, days(0, 1, 2, of="N"), {"maximum": 3}),
    ("skill_mix", {"minimum": 2, "only_staffed": True}, days(3), {"minimum": 1}),
    ("skill_mix", {"minimum": None, "maximum": 0}, days(3), {"maximum": 1}),
    ("weekends", {"maximum": 0}, days(5), {"maximum": 1}),
]


@pytest.mark.parametrize(("code", "params", "worked", "expected"), CASES)
def test_a_parameter_moves_to_the_first_value_that_allows_the_roster(
    code: str, params: dict[str, Any], worked: list[str], expected: dict[str, int]
) -> None:
    build, law = week(), setting(code, None, NEW, **params)
    build.problem = replace(build.problem, published=(), today=MONDAY)
    found = given_way(build, worked, law)
    assert found is not None
    assert {name: getattr(found, name) for name in expected} == expected
    assert found == type(found).model_validate({**params, **expected}), "and nothing else moves"
    assert breaches(build, {"ann": worked}, replace(law, params={**params, **expected})) == []


def test_every_rule_that_can_give_way_is_among_these_cases() -> None:
    moved = {(code, name) for code, params, _, expected in CASES for name in expected if expected[name] != params[name]}
    rules = {code: rule for code, rule in catalogue().items() if rule.looser and rule.offered}
    wanted = {(code, name) for code, rule in rules.items() for name in rule.looser}
    assert wanted - moved == {
        ("weekends", "in_a_row"),
        ("shift_count", "maximum"),
        ("consecutive_days_off", "maximum"),
        ("consecutive_shifts", "minimum"),
    }, "those with a case of their own below, or whose code is that of another"


def test_both_limits_move_where_one_week_has_too_much_and_another_too_little() -> None:
    law = setting("working_time", None, NEW, minimum=1000, maximum=2000)
    found = given_way(week(14), days(0, 1, 2, 3, 4, 7), law)
    assert found == type(found)(minimum=480, maximum=2400)


def test_weekends_in_a_row_move_beside_their_number() -> None:
    law = setting("weekends", None, NEW, maximum=1, in_a_row=1)
    found = given_way(week(21), days(5, 12, 19), law)
    assert found == type(found)(maximum=3, in_a_row=3)


def test_a_limit_that_is_kept_and_can_go_no_lower_stays_beside_one_that_moves() -> None:
    law = setting("skill_mix", None, minimum=1, maximum=1)
    build = week(1)
    (applied,) = apply_settings(build.problem, [law])
    facts = Facts(build.problem, roster({"ann": ["D@0", "N@0"], "ben": ["D@0"]}))
    assert loosened(catalogue()["skill_mix"], facts, applied) == type(applied.params)(minimum=1, maximum=2)


def test_a_parameter_that_is_not_set_or_not_broken_stays() -> None:
    free = setting("shift_count", None, NEW, minimum=2, maximum=3)
    assert given_way(week(), days(0, 1), free) == type(catalogue()["shift_count"].Params())(minimum=2, maximum=3)


@pytest.mark.parametrize(
    ("code", "params", "worked"),
    [
        ("days_off", {"minimum": 1}, days(*range(7))),
        ("days_off", {"minimum": 2, "block": 1}, days(*range(7))),
        ("max_disruption", {}, days(0)),
        ("weekends", {"maximum": 0, "complete": True}, days(5)),
        ("location", {"home": True, "maximum": 1}, ["D@0", "N@3"]),
    ],
)
def test_what_no_value_can_allow_does_not_give_way(code: str, params: dict[str, Any], worked: list[str]) -> None:
    build = week()
    at_home = tuple(replace(person, home="north") for person in build.problem.employees)
    build.problem = replace(build.problem, employees=at_home, published=(), today=MONDAY)
    assert given_way(build, worked, setting(code, None, NEW, **params)) is None


def helped(build: ProblemBuilder, plan: dict[str, list[str]], law: RuleSetting, place: Place) -> tuple[Change, ...]:
    applied: Applied[Any]
    (applied,) = apply_settings(build.problem, [law])
    return catalogue()[law.code].remedies(Facts(build.problem, roster(plan)), applied, place)


HEADS = Demand("r", minimum=2, target=3, maximum=3)


@pytest.mark.parametrize(
    ("level", "there", "after"),
    [
        ("minimum", ["ann"], Demand("r", minimum=1, target=3, maximum=3)),
        ("target", ["ann"], Demand("r", minimum=1, target=1, maximum=3)),
        ("target", ["ann", "ben"], Demand("r", minimum=2, target=2, maximum=3)),
        ("target", ["ann", "ben", "cem", "dea"], Demand("r", minimum=2, target=4, maximum=4)),
        ("maximum", ["ann", "ben", "cem", "dea"], Demand("r", minimum=2, target=3, maximum=4)),
    ],
)
def test_the_number_of_heads_asked_for_becomes_the_number_that_is_there(
    level: str, there: list[str], after: Demand
) -> None:
    build = ProblemBuilder(2).people("ann", "ben", "cem", "dea").role("q", "Cook").template("D", 480, 960)
    build = build.plan("D", demands=(HEADS, Demand("q", minimum=1, target=1, maximum=1)))
    plan = {name: ["D@0"] for name in there}
    law = setting("coverage", None, level=level)
    (change,) = helped(build, plan, law, Place(shift="D@0", role="r"))
    assert change == DemandChange("D@0", HEADS, after)
    problem, _ = made([change], build.problem, [law])
    assert problem.shift_by_id["D@0"].demands[0] == after


@pytest.mark.parametrize("demand", [Demand("r", minimum=1, target=1), Demand("r", minimum=1)])
def test_where_as_many_heads_come_as_wanted_or_none_are_no_number_changes(demand: Demand) -> None:
    build = ProblemBuilder(1).people("ann").template("D", 480, 960).plan("D", demands=(demand,))
    assert helped(build, {"ann": ["D@0"]}, setting("coverage", None), Place(shift="D@0", role="r")) == ()


def test_what_somebody_said_about_the_date_and_broke_the_rule_is_taken_back() -> None:
    build = week().says("ann", "unavailable", 1, 480, 600).says("ann", "unavailable", 1, 0, 60)
    build = build.says("ben", "unavailable", 1, 480, 600).says("ann", "unavailable", 2, 480, 600)
    build = build.says("ann", "undesired", 1, 480, 600)
    plan = {"ann": days(1, 2), "ben": days(1)}
    law = setting("availability", None)
    place = Place("ann", day=build.day(1))
    assert helped(build, plan, law, place) == (AvailabilityChange(build.problem.availability[0]),)
    assert helped(build, plan, setting("availability", None, kind="requests"), place) == ()
