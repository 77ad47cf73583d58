"""What rules say of themselves, which nothing but their word tells the places that ask them."""

from collections.abc import Callable
from typing import Any

import pytest

from scheduling.rules import base
from scheduling.rules.base import Rule
from scheduling.rules.catalogue import catalogue, params_of
from tests.builders import setting

MINUTES = {"fairness", "rolling_working_time", "working_time"}


@pytest.mark.parametrize(
    ("said", "true_of"),
    [
        (
            lambda rule: not rule.one_by_one,
            {
                "coverage",
                "draft_changes",
                "fairness",
                "interval_coverage",
                "labour_cost",
                "max_disruption",
                "pairing",
                "skill_mix",
            },
        ),
        (lambda rule: rule.as_group, {"interval_coverage", "pairing", "skill_mix"}),
        (lambda rule: not rule.offered, {"draft_changes"}),
        (
            lambda rule: rule.bounds_say_all,
            {
                "availability",
                "employee_use",
                "max_shifts_per_day",
                "rolling_working_time",
                "shift_count",
                "working_time",
            },
        ),
        (lambda rule: getattr(rule, "in_minutes", False), {"working_time"}),
        (lambda rule: getattr(rule, "filtered", False), {"consecutive_shifts"}),
    ],
    ids=["kept together only", "about a group", "set by runs only", "bounds say all", "in minutes", "filtered runs"],
)
def test_a_trait_is_of_these_rules_and_of_no_other(said: Callable[[Rule[Any]], bool], true_of: set[str]) -> None:
    assert {code for code, rule in catalogue().items() if said(rule)} == true_of


def test_a_breach_weighs_like_a_shift_unless_its_unit_is_smaller() -> None:
    smaller = dict.fromkeys(MINUTES, 40) | {"interval_coverage": 15 * 40, "labour_cost": 1}
    assert {code: rule.trouble for code, rule in catalogue().items()} == dict.fromkeys(catalogue(), 20_000) | smaller
    assert (base.A_MINUTE, base.A_SHIFT) == (40, 20_000)


@pytest.mark.parametrize("code", sorted(catalogue()))
def test_an_hour_is_as_bad_as_a_missing_head_and_twelve_euros_are(code: str) -> None:
    rule = catalogue()[code]
    own = {**dict.fromkeys(MINUTES, 60), "labour_cost": 1200, "interval_coverage": 2}
    assert rule.point(rule.Params()) == own.get(code, 1)


@pytest.mark.parametrize(
    ("code", "params", "units"),
    [
        ("availability", {"kind": "unavailable", "per": "minute"}, 60),
        ("availability", {"kind": "undesired", "per": "minute"}, 60),
        ("availability", {"kind": "desired", "per": "minute"}, 1),
        ("availability", {"kind": "requests", "per": "minute"}, 1),
        ("availability", {"kind": "undesired", "per": "request"}, 1),
        ("fairness", {"measure": "nights"}, 1),
        ("interval_coverage", {"step": 15}, 4),
        ("interval_coverage", {"step": 60}, 1),
    ],
)
def test_what_parameters_count_in_makes_a_point(code: str, params: dict[str, Any], units: int) -> None:
    assert catalogue()[code].point(params_of(setting(code, **params))) == units
