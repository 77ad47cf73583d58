"""Rosters and what a check finds in them."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TypeAlias

from scheduling.domain.problem import Assignment

Roster: TypeAlias = frozenset[Assignment]


@dataclass(frozen=True)
class Violation:
    """One place where a roster breaks a rule.

    `setting` is the id of the rule setting, empty for the rules that always hold. `amount` counts the rule's own
    unit. `penalty` is weight × amount, and 0 where the rule is hard.
    """

    code: str
    setting: str
    hard: bool
    employee: str | None
    shifts: tuple[str, ...]
    date: date | None
    amount: int
    penalty: int
    message: str


@dataclass(frozen=True)
class Score:
    """The verdict on a roster: `hard` counts broken hard rules, `penalty` sums the soft ones."""

    violations: tuple[Violation, ...]

    @cached_property
    def hard(self) -> int:
        return sum(v.hard for v in self.violations)

    @cached_property
    def penalty(self) -> int:
        return sum(v.penalty for v in self.violations)

    @cached_property
    def penalty_by_setting(self) -> Mapping[str, int]:
        """Penalty per rule setting id; settings without any are left out."""
        return dict(self._penalties("setting"))

    @cached_property
    def penalty_by_code(self) -> Mapping[str, int]:
        """Penalty per rule code; codes without any are left out."""
        return dict(self._penalties("code"))

    def _penalties(self, key: str) -> Counter[str]:
        totals: Counter[str] = Counter()
        for violation in self.violations:
            if violation.penalty:
                totals[getattr(violation, key)] += violation.penalty
        return totals
