"""Parameters: the lowest and highest numbers that are let through, and ids that are found wherever they are named."""

from typing import Any

import pytest

from scheduling.domain.errors import InvalidInput
from scheduling.rules.catalogue import catalogue, params_of
from scheduling.rules.parameters import named, renamed
from tests.builders import setting

AT_LEAST = {
    ("consecutive_days", "minimum"): 1,
    ("consecutive_days", "maximum"): 1,
    ("coverage", "under"): 0,
    ("coverage", "over"): 0,
    ("days_off", "minimum"): 1,
    ("days_off", "block"): 1,
    ("employee_use", "cost"): 1,
    ("fairness", "weeks_before"): 0,
    ("interval_coverage", "under"): 0,
    ("interval_coverage", "over"): 0,
    ("labour_cost", "hourly"): 0,
    ("labour_cost", "cap"): 0,
    ("location", "maximum"): 1,
    ("max_disruption", "cap"): 0,
    ("max_shifts_per_day", "maximum"): 0,
    ("min_rest", "hours"): 1,
    ("night_recovery", "hours"): 1,
    ("night_recovery", "nights"): 1,
    ("rolling_working_time", "days"): 2,
    ("rolling_working_time", "maximum"): 0,
    ("shift_count", "minimum"): 0,
    ("shift_count", "maximum"): 0,
    ("skill_mix", "minimum"): 1,
    ("skill_mix", "maximum"): 0,
    ("weekends", "maximum"): 0,
    ("weekends", "in_a_row"): 1,
    ("working_time", "minimum"): 0,
    ("working_time", "maximum"): 0,
}
AT_MOST = {
    ("fairness", "weeks_before"): 13,
    ("labour_cost", "hourly"): 100_000_000,
    ("location", "maximum"): 100,
    ("min_rest", "hours"): 168,
    ("night_recovery", "hours"): 336,
    ("night_recovery", "nights"): 14,
    ("rolling_working_time", "days"): 366,
}
ROWS = [
    ("interval_coverage", "curve", {"start": 0, "end": 1440, "heads": 0}, {"start": -1}),
    ("interval_coverage", "curve", {"start": 1439, "end": 1440}, {"end": 1441}),
    ("interval_coverage", "curve", {"start": 0, "end": 1}, {"heads": -1}),
    ("labour_cost", "rates", {"hourly": 0}, {"hourly": -1}),
    ("labour_cost", "rates", {"hourly": 100_000_000}, {"hourly": 100_000_001}),
    ("labour_cost", "bands", {"after": 0, "percent": 1}, {"percent": 0}),
    ("labour_cost", "bands", {"after": 0, "percent": 300}, {"percent": 301}),
    ("labour_cost", "bands", {"after": 0}, {"after": -1}),
    ("max_disruption", "bands", {"days": 1, "units": 1}, {"days": 0}),
    ("max_disruption", "bands", {"days": 366, "units": 1}, {"days": 367}),
    ("max_disruption", "bands", {"days": 1, "units": 1000}, {"units": 1001}),
    ("max_disruption", "bands", {"days": 1, "units": 1}, {"units": 0}),
]


@pytest.mark.parametrize(("code", "name"), AT_LEAST)
def test_a_number_may_be_as_low_as_this_and_no_lower(code: str, name: str) -> None:
    low, own = AT_LEAST[code, name], {"minimum": None} if code == "skill_mix" else {}
    assert getattr(params_of(setting(code, **{**own, name: low})), name) == low
    with pytest.raises(InvalidInput, match=f"{catalogue()[code].label}, {name}: "):
        params_of(setting(code, **{**own, name: low - 1}))


@pytest.mark.parametrize(("code", "name"), AT_MOST)
def test_a_number_may_be_as_high_as_this_and_no_higher(code: str, name: str) -> None:
    high = AT_MOST[code, name]
    assert getattr(params_of(setting(code, **{name: high})), name) == high
    with pytest.raises(InvalidInput, match=f"{catalogue()[code].label}, {name}: "):
        params_of(setting(code, **{name: high + 1}))


@pytest.mark.parametrize(("code", "table", "fits", "wrong"), ROWS)
def test_a_row_of_a_table_has_limits_of_its_own(
    code: str, table: str, fits: dict[str, int], wrong: dict[str, int]
) -> None:
    params_of(setting(code, **{table: [fits]}))
    with pytest.raises(InvalidInput, match=f"{catalogue()[code].label}, {table}.0.{next(iter(wrong))}: "):
        params_of(setting(code, **{table: [{**fits, **wrong}]}))


NAMING: list[tuple[str, dict[str, Any], set[tuple[str, str]]]] = [
    ("interval_coverage", {"role": "r", "under": 2}, {("role", "r")}),
    ("min_rest", {"after": ["D", "N"], "hours": 3}, {("template", "D"), ("template", "N")}),
    ("pairing", {"pairs": [["ann", "ben"]], "kind": "apart"}, {("employee", "ann"), ("employee", "ben")}),
    ("labour_cost", {"rates": [{"contract": "full", "hourly": 1}]}, {("contract", "full")}),
    ("unwanted_pattern", {"pattern": ["work", "D", "off", "any"], "weekdays": [6]}, {("template", "D")}),
    ("interval_coverage", {"role": None}, set()),
    ("min_rest", {"retired": "D"}, set()),
]


@pytest.mark.parametrize(("code", "values", "found"), NAMING)
def test_what_parameters_name_is_found_by_its_kind(
    code: str, values: dict[str, Any], found: set[tuple[str, str]]
) -> None:
    assert named(catalogue()[code].Params, values) == found


@pytest.mark.parametrize(("code", "values", "found"), NAMING)
def test_ids_are_renamed_and_everything_else_is_kept(
    code: str, values: dict[str, Any], found: set[tuple[str, str]]
) -> None:
    new = renamed(catalogue()[code].Params, values, lambda kind, one: f"{kind}:{one}")
    assert named(catalogue()[code].Params, new) == {(kind, f"{kind}:{one}") for kind, one in found}
    assert renamed(catalogue()[code].Params, new, lambda kind, one: one.removeprefix(f"{kind}:")) == values
