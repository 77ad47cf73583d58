"""Who could take somebody's shift: judged by the check, person by person, in the time of a click."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace

from scheduling.domain.problem import Assignment, Shift
from scheduling.rechecking import Checked, Trial, difference

MOST = 30
"""So many people are judged by the rules that people keep together, the best by those that each keeps alone."""


@dataclass(frozen=True)
class Replacement:
    """Somebody who could take a shift, in a role (ids), what that brings, and their minutes in the plan then."""

    employee: str
    role: str
    trial: Trial
    minutes: int


class Replacing:
    """A checked roster that is asked again and again who could take a shift."""

    def __init__(self, checked: Checked) -> None:
        self._checked, self._facts, self._problem = checked, checked.facts, checked.facts.problem

    def replacements(self, shift_id: str, role: str, leaver: str = "") -> list[Replacement]:
        """Who could work a shift in a role, instead of the `leaver` where there is one; the best first.

        Those come first who break no hard rule, then those at whom least penalty comes. Nobody is among them who does
        not hold the role, is away, or works at that time.
        """
        shift = self._problem.shift_by_id[shift_id]
        gone = [Assignment(leaver, shift_id, role)] if leaver else []
        left = self._checked.alone_of(self._facts.changed(gone, ()), leaver) if leaver else ()
        leaving = difference(self._checked.alone.get(leaver, ()), left)
        free = list(self._free(shift, role, leaver))
        alone = sorted((self._alone_with(who, gone, shift, role, leaving) for who in free), key=_rank)
        return sorted((self._together_with(one, gone, shift) for one in alone[:MOST]), key=_rank)

    def _free(self, shift: Shift, role: str, leaver: str) -> Iterator[str]:
        for person in self._problem.employees:
            who = person.id
            if role not in person.roles or who == leaver:
                continue
            taken = [(one.start, one.end) for one in self._facts.worked(who)]
            taken += [(past.start, past.end) for past in self._facts.past(who)]
            taken += [(absence.start, absence.end) for absence in self._facts.absences(who)]
            if not any(start < shift.end and shift.start < end for start, end in taken):
                yield who

    def _alone_with(
        self, who: str, gone: Collection[Assignment], shift: Shift, role: str, leaving: Trial
    ) -> Replacement:
        facts = self._facts.changed(gone, [Assignment(who, shift.id, role)])
        own = difference(self._checked.alone.get(who, ()), self._checked.alone_of(facts, who))
        both = Trial((*own.come, *leaving.come), (*own.gone, *leaving.gone))
        return Replacement(who, role, both, sum(one.minutes for one in facts.worked(who)))

    def _together_with(self, one: Replacement, gone: Collection[Assignment], shift: Shift) -> Replacement:
        facts = self._facts.changed(gone, [Assignment(one.employee, shift.id, one.role)])
        others = difference(self._checked.together, self._checked.together_of(facts))
        return replace(one, trial=Trial((*one.trial.come, *others.come), (*one.trial.gone, *others.gone)))


def _rank(one: Replacement) -> tuple[int, int, int, str]:
    return len(one.trial.forbidden), one.trial.penalty, one.minutes, one.employee
