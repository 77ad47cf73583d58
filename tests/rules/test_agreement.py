"""Encoding and check say the same about every roster: same penalty where soft, same verdict where hard."""

from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from ortools.sat.python import cp_model

from scheduling.checker import score
from scheduling.domain.problem import Assignment, Demand
from scheduling.domain.roster import Roster
from scheduling.domain.runs import SolveOptions
from scheduling.domain.settings import RuleSetting, Scope
from scheduling.rules.catalogue import catalogue
from scheduling.solver import solve
from scheduling.solver.model import RosterModel
from tests.builders import ProblemBuilder

SPRING = date(2026, 3, 26)
"""A Thursday: the clocks change on day 3."""

few = st.one_of(st.none(), st.integers(1, 3))
PARAMS: dict[str, st.SearchStrategy[dict[str, Any]]] = {
    "availability": st.fixed_dictionaries(
        {
            "kind": st.sampled_from(["unavailable", "undesired", "desired", "requests"]),
            "per": st.sampled_from(["request", "minute"]),
        }
    ),
    "consecutive_days": st.fixed_dictionaries({"maximum": few, "edges": st.sampled_from(["history", "open"])}),
    "consecutive_days_off": st.fixed_dictionaries({"minimum": few, "edges": st.sampled_from(["history", "open"])}),
    "coverage": st.fixed_dictionaries(
        {
            "level": st.sampled_from(["minimum", "target", "maximum"]),
            "under": st.integers(0, 3),
            "over": st.integers(0, 3),
        }
    ),
    "fairness": st.fixed_dictionaries(
        {
            "measure": st.sampled_from(["minutes", "shifts", "nights", "weekends", "undesired"]),
            "norm": st.sampled_from(["range", "l1", "max"]),
        }
    ),
    "forbidden_succession": st.fixed_dictionaries(
        {"pairs": st.lists(st.tuples(st.sampled_from("DEN"), st.sampled_from("DEN")), max_size=4)}
    ),
    "max_shifts_per_day": st.fixed_dictionaries({"maximum": st.integers(0, 2)}),
    "min_rest": st.fixed_dictionaries(
        {
            "hours": st.integers(1, 30),
            "after": st.sampled_from([(), ("N",), ("D", "E")]),
            "before": st.sampled_from([(), ("D",), ("E", "N")]),
        }
    ),
    "preferences": st.just({}),
    "shift_count": st.fixed_dictionaries(
        {
            "maximum": few,
            "templates": st.sampled_from([(), ("N",), ("D", "E")]),
            "period": st.sampled_from(["week", "month", "horizon"]),
        }
    ),
    "weekends": st.fixed_dictionaries({"maximum": st.integers(0, 2), "complete": st.booleans(), "in_a_row": few}),
    "working_time": st.fixed_dictionaries(
        {"minimum": st.one_of(st.none(), st.integers(0, 1500)), "period": st.sampled_from(["week", "month", "horizon"])}
    ),
}


@st.composite
def situations(draw: st.DrawFn) -> tuple[ProblemBuilder, Roster]:
    """Two people, eight days across the spring night, a past, wishes and leave, and some roster."""
    build = ProblemBuilder(8, SPRING).contract("full", 2400).contract("half", 1200)
    build = build.people("ann", contract="full").people("bo", contract="half")
    demand = (
        Demand("r", draw(st.integers(0, 1)), draw(st.sampled_from([None, 1, 2])), draw(st.sampled_from([None, 2]))),
    )
    for code, start, end in (("D", 480, 960), ("E", 900, 1380), ("N", 1320, 1800)):
        build = build.template(code, start, end, frozenset({code.lower()})).plan(code, demands=demand)
    if draw(st.booleans()):
        build = build.known_since(-6)
        for who in ("ann", "bo"):
            build = build.worked(who, draw(st.sampled_from("DE")), *draw(st.sets(st.integers(-6, -1), max_size=5)))
    who = st.sampled_from(["ann", "bo"])
    for kind in draw(st.lists(st.sampled_from(["unavailable", "undesired", "desired"]), max_size=3)):
        build = build.says(draw(who), kind, draw(st.integers(0, 7)), 600, 1440, draw(st.integers(1, 3)))
    for _ in range(draw(st.integers(0, 2))):
        build = build.asks(draw(who), draw(st.sampled_from("DEN")), draw(st.integers(0, 7)), draw(st.booleans()))
    if draw(st.booleans()):
        build = build.wishes(draw(who), template="D", weight=2).wishes(draw(who), weekday=5, avoid=True)
    if draw(st.booleans()):
        build = build.off(draw(who), draw(st.integers(0, 7)), 0, 1440)
    possible = sorted(RosterModel(build.problem, [])._assigned)
    return build, frozenset(draw(st.sets(st.sampled_from(possible), max_size=10)))


def encoded(build: ProblemBuilder, plan: Roster, rules: list[RuleSetting]) -> int | None:
    """What the encoding charges for exactly this roster; None when it forbids it."""
    model = RosterModel(build.problem, rules)
    model.fix(plan)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    status = solver.solve(model.cp)
    if status == cp_model.INFEASIBLE:
        return None
    assert status == cp_model.OPTIMAL
    assert round(solver.objective_value) == model.penalty(solver.value)
    return model.penalty(solver.value)


SCOPES = st.sampled_from([Scope(), Scope(weekdays=frozenset({5, 6})), Scope(template_labels=frozenset({"n", "e"}))])
quick = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))


def test_every_rule_of_the_catalogue_is_tried() -> None:
    assert set(PARAMS) == set(catalogue())


@pytest.mark.parametrize("code", sorted(PARAMS))
@quick
@given(data=st.data())
def test_encoding_and_check_agree_about_any_roster(code: str, data: st.DataObject) -> None:
    build, plan = data.draw(situations())
    params, scope = data.draw(PARAMS[code]), data.draw(SCOPES)
    always = score(build.problem, plan, [])
    soft = RuleSetting("s", code, data.draw(st.integers(1, 3)), scope, params)
    hard = RuleSetting("h", code, None, scope, params)
    if always.hard:
        assert encoded(build, plan, []) is None
        return
    assert encoded(build, plan, [soft]) == score(build.problem, plan, [soft]).penalty
    assert (encoded(build, plan, [hard]) is None) == bool(score(build.problem, plan, [hard]).hard)
    one_a_day = RuleSetting("one", "max_shifts_per_day", None, params={"maximum": 1})
    both = score(build.problem, plan, [one_a_day, hard])
    assert (encoded(build, plan, [one_a_day, hard]) is None) == bool(both.hard)


@settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_a_full_solve_ends_at_the_penalty_that_the_check_counts(data: st.DataObject) -> None:
    build, _ = data.draw(situations())
    codes = data.draw(st.sets(st.sampled_from(sorted(PARAMS)), min_size=2, max_size=5))
    rules = [RuleSetting(code, code, 2, Scope(), data.draw(PARAMS[code])) for code in sorted(codes)]
    result = solve(build.problem, rules, SolveOptions(time_limit=10, threads=1))
    assert result.roster is not None
    verdict = score(build.problem, result.roster, rules)
    assert (verdict.penalty, verdict.hard) == (result.objective, 0)


def test_a_roster_with_an_assignment_that_is_impossible_is_forbidden() -> None:
    build = ProblemBuilder().people("ann", roles="other").template("D", 480, 960).plan("D").role("other", "Other")
    assert encoded(build, frozenset({Assignment("ann", "D@0", "r")}), []) is None
