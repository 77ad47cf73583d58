"""What gives way in an elastic model is what the check finds broken, and settings can be loosened just so far."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ortools.sat.python import cp_model

from scheduling.checker import score
from scheduling.domain.problem import Problem
from scheduling.domain.roster import Roster
from scheduling.domain.settings import RuleSetting
from scheduling.rules.catalogue import catalogue
from scheduling.rules.facts import Facts
from scheduling.rules.loosening import loosened
from scheduling.rules.precedence import apply_settings
from scheduling.services.rule_forms import FieldKind, form_of
from scheduling.solver.elastic import ElasticModel
from tests.builders import ProblemBuilder, roster, setting
from tests.drawn import problems, quickly, rosters, rule_settings

CODES = sorted(catalogue())


def given_way(problem: Problem, plan: Roster, rules: list[RuleSetting]) -> set[tuple[str, str]]:
    """Setting and person (or nobody) of what does not hold, where as little as possible gives way."""
    elastic = ElasticModel(problem, rules)
    elastic.fix(plan)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    assert solver.solve(elastic.cp) == cp_model.OPTIMAL
    return {(member.setting, member.employee) for member in elastic.amounts(solver.value)}


@pytest.mark.parametrize("code", CODES)
@settings(quickly, max_examples=6)
@given(data=st.data())
def test_what_gives_way_for_a_roster_is_what_the_check_finds_broken(code: str, data: st.DataObject) -> None:
    problem = data.draw(problems(people=3, days=8, templates=3))
    plan = data.draw(rosters(problem))
    rule = data.draw(rule_settings(problem, code, hard=True))
    broken = [violation for violation in score(problem, plan, [rule]).violations if violation.setting]
    found = given_way(problem, plan, [rule])
    if catalogue()[code].one_by_one:
        assert found == {(rule.id, violation.employee) for violation in broken}
    else:
        assert {setting for setting, _ in found} == {violation.setting for violation in broken}


@pytest.mark.parametrize("code", [code for code in CODES if catalogue()[code].looser])
@settings(quickly, max_examples=6)
@given(data=st.data())
def test_loosened_parameters_allow_the_roster_and_are_accepted(code: str, data: st.DataObject) -> None:
    problem = data.draw(problems(people=3, days=8, templates=3))
    rule, facts = catalogue()[code], Facts(problem, data.draw(rosters(problem)))
    for applied in apply_settings(problem, [data.draw(rule_settings(problem, code, hard=True))]):
        params = loosened(rule, facts, applied)
        if params is not None:
            changed = RuleSetting(code, code, None, applied.setting.scope, params.model_dump(mode="json"))
            assert not [one for one in score(problem, facts.roster, [changed]).violations if one.setting]


@pytest.mark.parametrize("code", CODES)
def test_only_whole_numbers_that_a_rule_has_loosen_it(code: str) -> None:
    kinds = {field.name: field.kind for field in form_of(catalogue()[code]).fields}
    for name, direction in catalogue()[code].looser.items():
        assert kinds[name] in (FieldKind.NUMBER, FieldKind.DURATION, FieldKind.MONEY)
        assert direction in (-1, 1)


def test_a_limit_moves_just_as_far_as_the_roster_needs() -> None:
    build = ProblemBuilder().people("ann").template("D", 480, 960).plan("D")
    plan = roster({"ann": [f"D@{k}" for k in range(5)]})
    for law, expected in (
        (setting("working_time", None, maximum=960), 5 * 480),
        (setting("shift_count", None, maximum=4), 5),
        (setting("consecutive_days", None, maximum=2), 5),
    ):
        (applied,) = apply_settings(build.problem, [law])
        assert loosened(catalogue()[law.code], Facts(build.problem, plan), applied).maximum == expected


def test_a_limit_that_no_value_can_save_stays() -> None:
    build = ProblemBuilder().people("ann").template("D", 480, 960).template("L", 960, 1380).plan("D").plan("L")
    (applied,) = apply_settings(build.problem, [setting("min_rest", None)])
    facts = Facts(build.problem, roster({"ann": ["D@0", "L@0"]}))
    assert loosened(catalogue()["min_rest"], facts, applied) is None
