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


def test_an_hour_is_as_bad_as_a_missing_head_and_twelve_euros_are() -> None:
    own = dict.fromkeys(MINUTES, 60) | {"labour_cost": 1200, "interval_coverage": 2}
    points = {code: rule.point(rule.Params()) for code, rule in catalogue().items()}
    assert points == dict.fromkeys(catalogue(), 1) | own


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


@pytest.mark.parametrize(
    ("code", "params", "words"),
    [
        ("coverage", {}, "is staffed to the target number of heads (1 per head short)"),
        ("coverage", {"under": 1, "over": 1}, "is staffed to the target number of heads"),
        ("coverage", {"under": 2, "over": 2}, "… (2 per head short, 2 per head over)"),
        ("coverage", {"under": 2, "over": 1}, "… (2 per head short, 1 per head over)"),
        ("coverage", {"under": 0, "over": 3}, "… (3 per head over)"),
        ("coverage", {"under": 0, "over": 0}, "… (nothing is counted)"),
        ("coverage", {"level": "maximum", "over": 1}, "is staffed to the maximum number of heads"),
        ("days_off", {}, "has any number of days off in each week"),
        ("fairness", {}, "gets a fair share of minutes"),
        ("fairness", {"measure": "nights", "weeks_before": 1}, "gets a fair share of nights, the week before counted"),
        ("fairness", {"weeks_before": 2}, "gets a fair share of minutes, the 2 weeks before counted"),
        ("fairness", {"measure": "undesired", "weeks_before": 1}, "gets a fair share of undesired"),
        ("fairness", {"measure": "undesired", "weeks_before": 2}, "gets a fair share of undesired"),
        (
            "max_disruption",
            {"bands": [{"days": 1, "units": 3}]},
            "keeps to the published roster, a change counts 3 less than 1 day ahead",
        ),
        ("max_shifts_per_day", {"maximum": 0}, "works at most 0 shifts a day"),
        ("max_shifts_per_day", {"maximum": 1}, "works at most 1 shift a day"),
        ("working_time", {}, "works any amount in each week"),
        ("working_time", {"minimum": 60, "maximum": 90}, "works at least 1 h and at most 1 h 30 min in each week"),
        ("shift_count", {"maximum": 1, "period": "horizon"}, "works at most 1 shift in the whole plan"),
        (
            "shift_count",
            {"minimum": 2, "period": "horizon", "carry": True},
            "works at least 2 shifts in the whole plan and all the time before it",
        ),
    ],
)
def test_a_sentence_says_what_the_parameters_say_and_no_more(code: str, params: dict[str, Any], words: str) -> None:
    words = words.replace("…", "is staffed to the target number of heads")
    assert catalogue()[code].phrase(params_of(setting(code, **params))) == words
