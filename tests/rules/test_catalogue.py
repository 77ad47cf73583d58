"""The catalogue's conventions: whoever adds a rule is told here what is still missing."""

from dataclasses import replace
from pathlib import Path

import pytest

from scheduling.domain.errors import InvalidInput
from scheduling.domain.settings import RuleSetting
from scheduling.rules.catalogue import catalogue, counts_totals, params_of, usable
from tests.builders import setting

CODES = sorted(catalogue())
FIRST_TWELVE = {
    "availability",
    "consecutive_days",
    "consecutive_days_off",
    "coverage",
    "fairness",
    "forbidden_succession",
    "max_shifts_per_day",
    "min_rest",
    "preferences",
    "shift_count",
    "weekends",
    "working_time",
}


def test_every_rule_of_the_first_loop_is_found() -> None:
    assert set(CODES) >= FIRST_TWELVE


@pytest.mark.parametrize("code", CODES)
def test_a_rule_lives_in_a_file_of_its_own_name(code: str) -> None:
    assert type(catalogue()[code]).__module__ == f"scheduling.rules.{code}"


@pytest.mark.parametrize("code", CODES)
def test_a_rule_has_a_test_file_of_its_own(code: str) -> None:
    assert Path(__file__).with_name(f"test_{code}.py").is_file()


@pytest.mark.parametrize("code", CODES)
def test_a_rule_says_what_it_is_in_its_own_words(code: str) -> None:
    rule = catalogue()[code]
    assert rule.label[0].isupper()
    assert rule.unit
    assert "__doc__" in vars(type(rule))
    assert rule.help.endswith(".")


@pytest.mark.parametrize("code", CODES)
def test_every_parameter_has_a_title_a_description_and_a_default(code: str) -> None:
    for name, field in catalogue()[code].Params.model_fields.items():
        assert field.title, f"{code}.{name} has no title"
        assert field.description, f"{code}.{name} has no description"
        assert not field.is_required(), f"{code}.{name} has no default"


@pytest.mark.parametrize("code", CODES)
def test_limits_and_keys_are_parameters(code: str) -> None:
    rule = catalogue()[code]
    assert {*rule.limits, *rule.key} <= set(rule.Params.model_fields)


@pytest.mark.parametrize("code", CODES)
def test_a_rule_with_its_defaults_makes_a_sentence(code: str) -> None:
    rule = catalogue()[code]
    phrase = rule.phrase(rule.Params())
    assert phrase
    assert phrase[0].islower()
    assert not phrase.endswith(".")


def test_an_unknown_rule_is_refused_by_name() -> None:
    with pytest.raises(InvalidInput, match="no rule called 'moon_phase'"):
        params_of(RuleSetting("x", "moon_phase"))


def test_a_parameter_that_does_not_fit_is_refused_with_rule_and_name() -> None:
    with pytest.raises(InvalidInput, match="Minimum rest, hours"):
        params_of(setting("min_rest", hours=0))
    with pytest.raises(InvalidInput, match="Minimum rest, minutes"):
        params_of(setting("min_rest", minutes=60))


def test_of_several_parameters_that_do_not_fit_the_first_is_named() -> None:
    with pytest.raises(InvalidInput, match="Minimum rest, hours"):
        params_of(setting("min_rest", hours=0, minutes=60))


def test_rules_are_found_anew_by_their_codes_in_order_and_shared_ground_is_none() -> None:
    assert list(catalogue.__wrapped__()) == list(catalogue()) == CODES


def test_settings_of_unknown_rules_or_with_wrong_parameters_are_left_out_and_the_others_kept_in_order() -> None:
    rules = [setting("min_rest", hours=9), RuleSetting("x", "moon_phase"), setting("min_rest", hours=0)]
    rules.append(setting("weekends", maximum=1))
    assert usable(rules) == (rules[0], rules[3])


def test_only_a_setting_that_is_on_and_adds_what_came_before_needs_totals() -> None:
    carrying = setting("weekends", maximum=1, carry=True)
    assert counts_totals(carrying)
    assert not counts_totals(replace(carrying, enabled=False))
    assert not counts_totals(replace(carrying, code="moon_phase"))
    assert not counts_totals(setting("weekends", maximum=1))
    assert not counts_totals(setting("weekends", maximum=1, carry=False))


def test_what_is_wrong_with_the_parameters_as_a_whole_is_said_without_the_words_of_the_library() -> None:
    with pytest.raises(InvalidInput) as caught:
        params_of(setting("working_time", minimum=3, maximum=2))
    assert str(caught.value) == ("Working time, parameters: at least 3 is more than at most 2; swap or correct them.")


def test_a_cell_of_a_table_is_named_by_table_row_and_column() -> None:
    with pytest.raises(InvalidInput, match=r"Labour cost, bands\.1\.percent: "):
        params_of(setting("labour_cost", bands=[{"percent": 1}, {"percent": 0}]))
