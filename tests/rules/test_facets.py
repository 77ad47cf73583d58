"""What is said of one person's days costs what the check says: the same where all is said, never more elsewhere."""

from collections import Counter
from collections.abc import Hashable
from datetime import date
from pkgutil import iter_modules

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import scheduling.rules.facets
from scheduling.checker import score
from scheduling.domain.problem import Problem
from scheduling.domain.roster import Roster
from scheduling.domain.settings import RuleSetting
from scheduling.rules.catalogue import catalogue
from scheduling.rules.facets import Limit, Step, Track, Worth
from scheduling.solver.paths.collect import Collected
from scheduling.solver.paths.counting import judge
from tests.builders import MONDAY, ProblemBuilder, roster, setting
from tests.drawn import problems, quickly, rosters, rule_settings

STATED = sorted({module.name for module in iter_modules(scheduling.rules.facets.__path__)} & set(catalogue()))


class Walk:
    """Adds up what a roster costs by what was said; None where something bars it.

    An answer is remembered by the track's key and the day's phase, and given again wherever both are the same.
    """

    def __init__(self, problem: Problem, rules: list[RuleSetting]) -> None:
        self.problem, self.said = problem, Collected(problem, rules)
        self._known: dict[Hashable, Step | None] = {}

    def total(self, plan: Roster) -> int | None:
        shifts = {(a.employee, a.shift): self.problem.shift_by_id[a.shift] for a in plan}
        costs = [self.said.fixed_cost, *(self.said.cells.get(at, 0) for at in shifts), *self._heads(plan)]
        for person in self.problem.employees:
            worked = {shift.date: shift.template for (who, _), shift in shifts.items() if who == person.id}
            costs += [self._read(track, worked) for track in self.said.tracks[person.id]]
            costs += [self._sum(worth, limit, worked) for worth, limit in self.said.totals[person.id]]
        return None if None in costs else sum(cost for cost in costs if cost is not None)

    def _heads(self, plan: Roster) -> list[int | None]:
        there = Counter((a.shift, a.role) for a in plan)
        apart = [(row, there[row.shift, row.role] - row.wanted) for row in self.said.rows]
        prices = [(row.over if units > 0 else row.under, abs(units)) for row, units in apart if units]
        return [None if price is None else price * units for price, units in prices]

    def _sum(self, worth: Worth, limit: Limit, worked: dict[date, str]) -> int | None:
        amounts = [worth.get((day, worked[day]), 0) if day in worked else 0 for day in self.problem.dates]
        return judge(limit, self.problem.dates, amounts)

    def _read(self, track: Track, worked: dict[date, str]) -> int | None:
        state, cost, amounts = track.start, 0, []
        for day in self.problem.dates:
            at = track.key, track.phase(day), state, worked.get(day)
            if at not in self._known:
                self._known[at] = track.step(state, day, worked.get(day))
            step = self._known[at]
            if step is None:
                return None
            state, cost = step[0], cost + step[1]
            amounts.append(step[2])
        verdict = judge(track.limit, self.problem.dates, amounts) if track.limit else 0
        return None if verdict is None else cost + verdict


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


def cost(build: ProblemBuilder, rule: RuleSetting, *shifts: str) -> int:
    """What is said of Ann's days costs, which is what the check says."""
    plan = roster({"ann": list(shifts)})
    total = Walk(build.problem, [rule]).total(plan)
    assert total == score(build.problem, plan, [rule]).penalty
    return total


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
