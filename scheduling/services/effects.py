"""What writing one roster over another does: who gains and loses what, and what is broken before and after."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TypeAlias

from scheduling.domain.problem import Problem
from scheduling.domain.roster import Roster, Score, Violation
from scheduling.domain.settings import RuleSetting
from scheduling.rules.catalogue import usable
from scheduling.services.differences import Change, differences
from scheduling.services.measures import as_roster, worked_minutes
from scheduling.services.rechecked import checked
from scheduling.services.records import AssignmentRecord

Place: TypeAlias = tuple[object, ...]


@dataclass(frozen=True)
class Effect:
    """Two rosters of a week, judged by it as it is today, without its pins: those belong to a roster.

    `beyond` counts assignments that cannot be judged, of people who left and of cancelled shifts.
    """

    problem: Problem
    settings: tuple[RuleSetting, ...]
    before: Roster
    after: Roster
    beyond: int

    @cached_property
    def score_before(self) -> Score:
        return checked(self.problem, self.before, self.settings).score

    @cached_property
    def score_after(self) -> Score:
        return checked(self.problem, self.after, self.settings).score

    @cached_property
    def changes(self) -> Sequence[Change]:
        """Everybody for whom something changes."""
        return differences(self.problem, self.before, self.after)

    @cached_property
    def minutes(self) -> Mapping[str, tuple[int, int]]:
        """Minutes that each person (id) works before and after."""
        before, after = (worked_minutes(self.problem, roster) for roster in (self.before, self.after))
        return {who: (before[who], after[who]) for who in self.problem.employee_by_id}

    @cached_property
    def newly_broken(self) -> Sequence[Violation]:
        """Hard rules broken after that are not before, or not as much."""
        had, has = (Counter[Place]() for _ in range(2))
        for amounts, verdict in ((had, self.score_before), (has, self.score_after)):
            for one in verdict.violations:
                amounts[_place(one)] += one.amount if one.hard else 0
        return [one for one in self.score_after.violations if one.hard and has[_place(one)] > had[_place(one)]]


def effect(
    problem: Problem,
    settings: Sequence[RuleSetting],
    before: Sequence[AssignmentRecord],
    after: Sequence[AssignmentRecord],
) -> Effect:
    """What comes of writing `after` where `before` is applied; settings that this version cannot use judge nothing."""
    (one, lost), (two, missed) = (as_roster(problem, [_named(row) for row in rows]) for rows in (before, after))
    return Effect(replace(problem, pinned=()), usable(settings), one, two, lost + missed)


def _named(row: AssignmentRecord) -> tuple[str, str, str]:
    return row.employee, row.planned_shift, row.role


def _place(one: Violation) -> Place:
    """What a violation is about; which of somebody's shifts make it up changes with every roster."""
    return one.code, one.setting, one.employee, one.date, () if one.employee else one.shifts
