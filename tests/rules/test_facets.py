"""What is said of one person's days costs what the check says: the same where all is said, never more elsewhere."""

from datetime import date
from pkgutil import iter_modules

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import scheduling.rules.facets
from scheduling.checker import score
from scheduling.domain.problem import Problem
from scheduling.domain.roster import Roster
from scheduling.rules.catalogue import catalogue
from tests.builders import MONDAY, ProblemBuilder, setting
from tests.drawn import problems, quickly, rosters, rule_settings
from tests.walked import Walk, cost

STATED = sorted({module.name for module in iter_modules(scheduling.rules.facets.__path__)} & set(catalogue()))


def one_a_day(problem: Problem, plan: Roster) -> Roster:
    """The roster with only the first shift of each person and date, which is all that a path can be."""
    kept = {(a.employee, problem.shift_by_id[a.shift].date): a for a in sorted(plan, reverse=True)}
    return frozenset(kept.values())


@pytest.mark.parametrize("code", STATED)
@settings(quickly, max_examples=25)
@given(data=st.data())
def test_what_is_said_in_full_costs_the_same_and_what_is_not_costs_no_more(code: str, data: st.DataObject) -> None:
    problem = data.draw(problems(people=2))
    hard = data.draw(st.booleans())
    names = data.draw(st.sampled_from([["one"], ["one", "two"]]))
    rules = [data.draw(rule_settings(problem, code, hard=hard, name=name)) for name in names]
    walk = Walk(problem, rules)
    plan = one_a_day(problem, data.draw(rosters(problem)))
    verdict, stated = score(problem, plan, rules), walk.total(plan)
    if not walk.said.left_out:
        assert stated == (None if verdict.hard else verdict.penalty)
    elif not verdict.hard:
        assert stated is not None
        assert stated <= verdict.penalty


def fortnight(days: int = 14, start: date = MONDAY) -> ProblemBuilder:
    """From a Monday: the weekends are days 5-6 and 12-13."""
    build = ProblemBuilder(days, start).people("ann").template("D", 480, 960, frozenset({"day"}))
    return build.template("N", 1320, 1800).plan("D").plan("N")


def test_days_between_those_of_a_weekend_change_nothing_in_it() -> None:
    whole = setting("weekends", days=(4, 6), complete=True)
    assert cost(fortnight(), whole, "D@4", "D@6") == 0
    assert cost(fortnight(), whole, "D@4", "D@5") == 1
    assert cost(fortnight(), whole, "D@5", "D@6") == 1
    few = setting("weekends", days=(4, 6), maximum=0)
    assert cost(fortnight(), few, "D@4", "D@6") == 1
    assert cost(fortnight(), few, "D@5") == 0


def test_each_weekend_is_judged_for_itself() -> None:
    assert cost(fortnight(), setting("weekends", complete=True), "D@5", "D@13") == 2
    assert cost(fortnight(), setting("weekends", complete=True), "D@5", "D@6", "D@12") == 1
    assert cost(fortnight(), setting("weekends", maximum=0), "D@5", "D@6", "D@13") == 2
    assert cost(fortnight(), setting("weekends", days=tuple(range(7)), maximum=0), "D@0", "D@6", "D@7") == 2


def test_a_weekend_cut_off_or_not_on_record_is_not_judged_whole() -> None:
    whole, sunday = setting("weekends", complete=True), date(2026, 12, 6)
    assert cost(fortnight(6), whole, "D@5") == 0
    assert cost(fortnight(7, sunday), whole, "D@0") == 0
    assert cost(fortnight(7, sunday).known_since(-1), whole, "D@0") == 1
    assert cost(fortnight(7, sunday).known_since(-1), whole) == 0
    assert cost(fortnight(7, sunday).known_since(-1).worked("ann", "D", -1), whole) == 1
    assert cost(fortnight(7, sunday).known_since(-1).worked("ann", "D", -1), whole, "D@0") == 0


def test_what_came_before_is_added_once() -> None:
    carried, sunday = setting("weekends", maximum=1, carry=True), date(2026, 12, 6)
    assert cost(fortnight().brings("ann", weekends=1), carried, "D@5") == 1
    assert cost(fortnight().brings("ann", weekends=3), carried, "D@5", "D@12") == 4
    begun = fortnight(7, sunday).brings("ann", weekends=1).worked("ann", "D", -1)
    assert cost(begun, carried, "D@0") == 0
    assert cost(begun, carried, "D@0", "D@6") == 1
