"""Re-checking: after any changes, one after another, the verdict is that of the whole check."""

from collections import Counter
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from scheduling.checker import score
from scheduling.domain.problem import Assignment, Demand
from scheduling.rechecking import Checked
from scheduling.rules.catalogue import catalogue
from tests.builders import ProblemBuilder, roster, setting
from tests.drawn import any_rosters, options, problems, quickly, rule_settings

CODES = sorted(catalogue())
ONE = (Demand("r", target=1),)


def week() -> ProblemBuilder:
    build = ProblemBuilder(7).people("ann", "ben").role("q", "Cook")
    return build.template("D", 480, 960).template("N", 1320, 1800).plan("D", demands=ONE).plan("N", demands=ONE)


@settings(quickly, max_examples=25)
@given(data=st.data())
def test_after_any_changes_the_verdict_is_that_of_the_whole_check(data: st.DataObject) -> None:
    problem = data.draw(problems())
    plan = data.draw(any_rosters(problem))
    pinned = tuple(data.draw(st.sets(st.sampled_from(options(problem)), max_size=2))) if options(problem) else ()
    problem = replace(problem, pinned=pinned)
    codes = data.draw(st.lists(st.sampled_from(CODES), min_size=3, max_size=8, unique=True))
    rules = [data.draw(rule_settings(problem, code, hard=data.draw(st.booleans()))) for code in codes]
    strangers = [Assignment(p.id, s.id, r.id) for p in problem.employees for s in problem.shifts for r in problem.roles]
    checked = Checked.fresh(problem, plan, rules)
    for _ in range(data.draw(st.integers(1, 5))):
        gone, new = (data.draw(st.sets(st.sampled_from(strangers), max_size=3)) if strangers else set() for _ in "ab")
        before, checked = checked, checked.changed(gone, new)
        plan = plan - gone | new
        whole = score(problem, plan, rules)
        assert checked.roster == plan
        assert Counter(checked.score.violations) == Counter(whole.violations)
        trial = before.trial(gone, new)
        assert trial.penalty == whole.penalty - before.score.penalty
    other = data.draw(any_rosters(problem))
    assert Counter(checked.to(other).score.violations) == Counter(score(problem, other, rules).violations)


def test_taking_away_what_nobody_works_and_adding_what_is_there_changes_nothing() -> None:
    plan = roster({"ann": ["D@0"]})
    checked = Checked.fresh(week().problem, plan, [setting("coverage", 5)])
    same = checked.changed([Assignment("ben", "D@0", "r")], [Assignment("ann", "D@0", "r")])
    assert (same.roster, same.score) == (plan, checked.score)


def test_a_trial_tells_what_one_change_brings() -> None:
    rules = [setting("min_rest", None), setting("coverage", 5)]
    plan = roster({"ann": ["N@1"]})
    trial = Checked.fresh(week().problem, plan, rules).trial([], [Assignment("ann", "D@2", "r")])
    assert [violation.code for violation in trial.forbidden] == ["min_rest"]
    assert trial.by_setting() == {"coverage-setting": -5}
