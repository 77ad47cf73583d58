"""A roster that is checked again after each change: only what the change touches is judged anew."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from scheduling.checker import broken, broken_always
from scheduling.domain.problem import Assignment, Problem
from scheduling.domain.roster import Roster, Score, Violation
from scheduling.domain.settings import RuleSetting
from scheduling.rules.base import Applied
from scheduling.rules.catalogue import catalogue
from scheduling.rules.facts import Facts
from scheduling.rules.precedence import apply_settings


@dataclass(frozen=True)
class Trial:
    """What some changes of a roster bring: violations that come, those that go, and the difference in penalty."""

    come: tuple[Violation, ...]
    gone: tuple[Violation, ...]

    @property
    def penalty(self) -> int:
        return sum(one.penalty for one in self.come) - sum(one.penalty for one in self.gone)

    @property
    def forbidden(self) -> tuple[Violation, ...]:
        """The hard rules that the roster would newly break."""
        return tuple(one for one in self.come if one.hard)

    def by_setting(self) -> dict[str, int]:
        """Difference in penalty per soft setting (id), where there is any."""
        totals: dict[str, int] = defaultdict(int)
        for sign, violations in ((1, self.come), (-1, self.gone)):
            for one in violations:
                totals[one.setting] += sign * one.penalty
        return {setting: amount for setting, amount in totals.items() if amount}


class Laws:
    """What a roster is judged by, told apart: what each person keeps alone, and what people keep together."""

    def __init__(self, problem: Problem, settings: Iterable[RuleSetting]) -> None:
        self.problem, self.settings = problem, tuple(settings)
        applied = apply_settings(problem, self.settings)
        self.alone = [one for one in applied if catalogue()[one.setting.code].one_by_one]
        self.together = [one for one in applied if not catalogue()[one.setting.code].one_by_one]

    @cached_property
    def of_person(self) -> Mapping[str, list[Applied[Any]]]:
        """The settings that each person keeps alone, as if they were the only one."""
        found: dict[str, list[Applied[Any]]] = defaultdict(list)
        for applied in self.alone:
            for who in applied.employees:
                found[who].append(replace(applied, employees=(who,)))
        return found


class Checked:
    """A roster with what it breaks. `score` is that of the whole check, violation for violation."""

    def __init__(
        self,
        laws: Laws,
        facts: Facts,
        always: Mapping[str, Sequence[Violation]],
        alone: Mapping[str, Sequence[Violation]],
        together: Sequence[Violation],
    ) -> None:
        self.laws, self.facts = laws, facts
        self.always, self.alone, self.together = always, alone, together

    @classmethod
    def fresh(cls, problem: Problem, roster: Roster, settings: Iterable[RuleSetting]) -> "Checked":
        """Judged as a whole.

        Raises
        ------
        InvalidInput, KeyError
            As `checker.score` does.
        """
        laws, facts = Laws(problem, settings), Facts(problem, roster)
        together = [violation for applied in laws.together for violation in broken(facts, applied)]
        alone = [violation for applied in laws.alone for violation in broken(facts, applied)]
        return cls(laws, facts, _by_person(broken_always(facts)), _by_person(alone), together)

    @property
    def roster(self) -> Roster:
        return self.facts.roster

    @cached_property
    def score(self) -> Score:
        parts = (*self.always.values(), *self.alone.values(), self.together)
        return Score(tuple(violation for part in parts for violation in part))

    def changed(self, gone: Collection[Assignment], new: Collection[Assignment]) -> "Checked":
        """The same with some assignments taken away and others added."""
        gone, new = self.roster.intersection(gone).difference(new), frozenset(new).difference(self.roster)
        facts = self.facts.changed(gone, new).settled()
        touched = {one.employee for one in (*gone, *new)}
        always = _by_person(broken_always(facts, touched))
        return Checked(
            self.laws,
            facts,
            {**self.always, **{who: always.get(who, ()) for who in touched}},
            {**self.alone, **{who: self.alone_of(facts, who) for who in touched}},
            self.together_of(facts),
        )

    def to(self, roster: Roster) -> "Checked":
        """The same people and rules with another roster."""
        return self if roster == self.roster else self.changed(self.roster - roster, roster - self.roster)

    def trial(self, gone: Collection[Assignment], new: Collection[Assignment]) -> Trial:
        """What a change would bring."""
        return difference(self.score.violations, self.changed(gone, new).score.violations)

    def alone_of(self, facts: Facts, who: str) -> list[Violation]:
        """What a person breaks of what each keeps alone, in a roster seen as these facts."""
        return [violation for applied in self.laws.of_person[who] for violation in broken(facts, applied)]

    def together_of(self, facts: Facts) -> list[Violation]:
        """What people break of what they keep together, in a roster seen as these facts."""
        return [violation for applied in self.laws.together for violation in broken(facts, applied)]


def difference(before: Sequence[Violation], after: Sequence[Violation]) -> Trial:
    """What is in one and not in the other, whatever the order."""
    old, new = set(before), set(after)
    return Trial(tuple(one for one in after if one not in old), tuple(one for one in before if one not in new))


def _by_person(violations: Iterable[Violation]) -> dict[str, list[Violation]]:
    found: dict[str, list[Violation]] = defaultdict(list)
    for violation in violations:
        found[violation.employee or ""].append(violation)
    return dict(found)
