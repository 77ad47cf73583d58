"""What is said of one person's days, read along a given roster, to be held against the check."""

from collections import Counter
from collections.abc import Hashable, Sequence
from dataclasses import replace
from datetime import date

from scheduling.checker import score
from scheduling.domain.problem import Problem
from scheduling.domain.roster import Roster
from scheduling.domain.settings import RuleSetting
from scheduling.rules.facets import Limit, Step, Track, Worth
from scheduling.solver.paths.collect import Collected
from tests.builders import ProblemBuilder, roster


def judge(limit: Limit, days: Sequence[date], amounts: Sequence[int]) -> int | None:
    """What a limit costs on a path that adds these amounts; None where it bars the path."""
    cost, total = 0, limit.before
    for day, amount in zip(days, amounts, strict=True):
        total += amount
        if day in limit.settled or (day == days[-1] and limit.final):
            over = 0 if limit.upper is None else max(0, total - limit.upper)
            under = 0 if limit.lower is None else max(0, limit.lower - total)
            if (over and limit.over is None) or (under and limit.under is None):
                return None
            cost += over * (limit.over or 0) + under * (limit.under or 0)
            total = 0
    return cost


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


def cost(build: ProblemBuilder, rule: RuleSetting, *ann: str, **others: list[str]) -> int:
    """What is said of these days costs, which is all that the check says, as a wish and as a law."""
    plan = roster({"ann": list(ann), **others})
    wish, law = replace(rule, weight=rule.weight or 1), replace(rule, weight=None)
    said, barring = Walk(build.problem, [wish]), Walk(build.problem, [law])
    total, verdict = said.total(plan), score(build.problem, plan, [law])
    assert not said.said.left_out
    assert total == score(build.problem, plan, [wish]).penalty
    if not barring.said.left_out:
        assert barring.total(plan) == (None if verdict.violations else 0)
    assert total is not None
    return total
