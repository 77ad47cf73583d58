"""How much of a roster can be written beside what stays, and why the rest cannot."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from scheduling.domain.clock import day_text
from scheduling.domain.problem import Assignment, Problem
from scheduling.domain.roster import Violation
from scheduling.domain.settings import RuleSetting
from scheduling.rechecking import Checked


@dataclass(frozen=True)
class LeftOut:
    """An assignment that is not written, and why, as a sentence."""

    assignment: Assignment
    why: str


@dataclass(frozen=True)
class Fit:
    """What of the wanted assignments fits beside those that stay, and what is left out."""

    fits: Sequence[Assignment]
    left_out: Sequence[LeftOut]


def fit(
    problem: Problem, settings: Sequence[RuleSetting], stays: Iterable[Assignment], wanted: Iterable[Assignment]
) -> Fit:
    """Leave out what is gone, what meets somebody or something that stays, and what would break a hard rule.

    A person who stays on a date gets nothing else on it, and a shift that somebody stays on gets no more heads of the
    role than it has in either roster alone. Of what breaks a hard rule, the later shift is left out, and only where
    that mends it.
    """
    fixed, left_out = frozenset(stays), list[LeftOut]()
    judged = frozenset(a for a in fixed if _known(problem, a))
    fits = []
    beside = _Beside(problem, judged, wanted := list(wanted))
    for one in sorted(wanted):
        if one in fixed:
            continue
        why = _gone(problem, one) or beside.refuses(one)
        if why:
            left_out.append(LeftOut(one, why))
        else:
            fits.append(one)
    lawful, broken = _lawful(problem, settings, judged, frozenset(fits))
    return Fit([one for one in fits if one in lawful], [*left_out, *broken])


def _known(problem: Problem, one: Assignment) -> bool:
    return one.shift in problem.shift_by_id and one.employee in problem.employee_by_id


def _gone(problem: Problem, one: Assignment) -> str:
    if one.employee not in problem.employee_by_id:
        return "This person is not planned any more"
    return "" if one.shift in problem.shift_by_id else "This shift is not planned any more"


class _Beside:
    """What stays, as far as the wanted roster does not have it too."""

    def __init__(self, problem: Problem, stays: frozenset[Assignment], wanted: Sequence[Assignment]) -> None:
        self._problem = problem
        others = stays.difference(wanted)
        self._busy = {(a.employee, problem.shift_by_id[a.shift].date): a for a in sorted(others)}
        self._taken = Counter((a.shift, a.role) for a in others)

    def refuses(self, one: Assignment) -> str:
        """Why an assignment cannot be beside what stays; empty where it can. Each refused head makes room for one."""
        day = self._problem.shift_by_id[one.shift].date
        there = self._busy.get((one.employee, day))
        if there:
            return f"{self._name(one)} stays on {self._shift(there)}"
        if self._taken[one.shift, one.role]:
            self._taken[one.shift, one.role] -= 1
            return f"Somebody else stays on {self._shift(one)}"
        return ""

    def _name(self, one: Assignment) -> str:
        return self._problem.employee_by_id[one.employee].name

    def _shift(self, one: Assignment) -> str:
        shift = self._problem.shift_by_id[one.shift]
        return f"{self._problem.template_by_id[shift.template].name} on {day_text(shift.date)}"


def _lawful(
    problem: Problem, settings: Sequence[RuleSetting], stays: frozenset[Assignment], fits: frozenset[Assignment]
) -> tuple[frozenset[Assignment], Sequence[LeftOut]]:
    """Leave out one assignment after another, as long as that mends a hard rule somebody breaks."""
    now, left_out, hopeless = Checked.fresh(problem, stays | fits, settings), list[LeftOut](), set[Violation]()
    while broken := next((v for v in now.score.violations if v.hard and v not in hopeless), None):
        tries = ((one, now.changed([one], [])) for one in _about(problem, now.roster & fits, broken))
        mended = next(((one, then) for one, then in tries if _less(now, then, broken)), None)
        if mended is None:
            hopeless.add(broken)
        else:
            one, now = mended
            left_out.append(LeftOut(one, broken.message))
    return now.roster - stays, left_out


def _about(problem: Problem, fits: Iterable[Assignment], broken: Violation) -> list[Assignment]:
    """The assignments that a violation is about, the latest first."""
    own = [a for a in fits if a.employee == broken.employee]
    about = [a for a in own if a.shift in broken.shifts] or own
    return sorted(about, key=lambda a: (problem.shift_by_id[a.shift].start, a), reverse=True)


def _less(now: Checked, then: Checked, broken: Violation) -> bool:
    """Whether somebody breaks a rule less, all their days and shifts together."""

    def amount(one: Checked) -> int:
        same = (broken.code, broken.setting, broken.employee)
        return sum(v.amount for v in one.score.violations if (v.code, v.setting, v.employee) == same)

    return amount(then) < amount(now)
