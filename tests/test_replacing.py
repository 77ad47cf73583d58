"""Replacements: who could take a shift, judged as the whole check would."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from scheduling.checker import broken, score
from scheduling.domain.problem import Assignment, Demand
from scheduling.rechecking import Checked
from scheduling.replacing import Replacing
from scheduling.rules.catalogue import catalogue
from scheduling.rules.facts import Facts
from scheduling.rules.precedence import apply_settings
from tests.builders import ProblemBuilder, roster, setting
from tests.drawn import any_rosters, options, problems, quickly, rosters, rule_settings

CODES = sorted(catalogue())
ONE = (Demand("r", target=1),)


def week() -> ProblemBuilder:
    build = ProblemBuilder(7).people("ann", "ben", "cem").people("dea", roles="q").role("q", "Cook")
    return build.template("D", 480, 960).template("N", 1320, 1800).plan("D", demands=ONE).plan("N", demands=ONE)


@settings(quickly, max_examples=20)
@given(data=st.data())
def test_a_replacement_brings_what_the_check_of_the_whole_roster_says(data: st.DataObject) -> None:
    problem = data.draw(problems())
    plan = data.draw(rosters(problem).filter(bool))
    codes = data.draw(st.lists(st.sampled_from(CODES), min_size=2, max_size=7))
    hard = data.draw(st.lists(st.booleans(), min_size=len(codes), max_size=len(codes)))
    rules = [
        data.draw(rule_settings(problem, code, hard=law, name=f"{k}-{code}"))
        for k, (code, law) in enumerate(zip(codes, hard, strict=True))
    ]
    cell = data.draw(st.sampled_from(sorted(plan)))
    before = score(problem, plan, rules)
    for found in Replacing(Checked.fresh(problem, plan, rules)).replacements(cell.shift, cell.role, cell.employee):
        taken = plan - {cell} | {Assignment(found.employee, cell.shift, cell.role)}
        after = score(problem, taken, rules)
        assert found.trial.penalty == after.penalty - before.penalty
        assert set(found.trial.forbidden) == {v for v in after.violations if v.hard and v not in before.violations}
        assert found.minutes == sum(problem.shift_by_id[a.shift].minutes for a in taken if a.employee == found.employee)


@settings(quickly, max_examples=20)
@given(data=st.data())
def test_changed_facts_are_those_of_the_changed_roster(data: st.DataObject) -> None:
    problem = data.draw(problems())
    plan = data.draw(any_rosters(problem))
    gone = data.draw(st.sets(st.sampled_from(sorted(plan)), max_size=3)) if plan else set()
    fresh = sorted(set(options(problem)) - plan)
    new = data.draw(st.sets(st.sampled_from(fresh), max_size=3)) if fresh else set()
    changed, afresh = Facts(problem, plan).changed(gone, new), Facts(problem, plan - gone | new)
    rules = [data.draw(rule_settings(problem, code, hard=False)) for code in CODES]
    assert changed.roster == afresh.roster
    for person in problem.employees:
        assert [s.id for s in changed.worked(person.id)] == [s.id for s in afresh.worked(person.id)]
    for shift in problem.shifts:
        assert all(changed.heads(shift.id, role.id) == afresh.heads(shift.id, role.id) for role in problem.roles)
    for applied in apply_settings(problem, rules):
        assert list(broken(changed, applied)) == list(broken(afresh, applied))


def test_those_who_break_nothing_come_first_then_the_cheapest() -> None:
    build = week().says("cem", "undesired", 2, 0, 1440)
    plan = roster({"ann": ["D@2"], "ben": ["N@1"]})
    rules = [setting("min_rest", None), setting("availability", 7, kind="undesired")]
    found = Replacing(Checked.fresh(build.problem, plan, rules)).replacements("D@2", "r", "ann")
    assert [(one.employee, one.trial.penalty, len(one.trial.forbidden)) for one in found] == [
        ("cem", 7, 0),
        ("ben", 0, 1),
    ]


def test_nobody_is_offered_who_is_away_at_work_or_not_qualified() -> None:
    build = week().off("ben", 2, 600, 660).template("L", 900, 1380).plan("L", 2)
    plan = roster({"ann": ["D@2"], "cem": ["L@2"]})
    assert Replacing(Checked.fresh(build.problem, plan, [])).replacements("D@2", "r", "ann") == []


def test_an_open_place_can_be_taken_by_somebody_beside_those_who_work() -> None:
    plan, rules = roster({"ann": ["D@2"]}), [setting("coverage", 5)]
    found = Replacing(Checked.fresh(week().problem, plan, rules)).replacements("N@4", "r")
    assert [(one.employee, one.trial.penalty, one.minutes) for one in found] == [
        ("ben", -5, 480),
        ("cem", -5, 480),
        ("ann", -5, 960),
    ]


def test_whoever_leaves_counts_as_well() -> None:
    build = week()
    plan = roster({"ann": ["D@1", "D@2", "D@3"]})
    single = replace(setting("isolated_day", 4), id="single")
    found = Replacing(Checked.fresh(build.problem, plan, [single])).replacements("D@2", "r", "ann")
    assert [one.trial.by_setting() for one in found] == [{"single": 12}, {"single": 12}]
