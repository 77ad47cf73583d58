"""One yardstick for many rosters: what each breaks is counted once, and priced under any weights at once.

What a rule counts does not depend on weights, as long as the same settings are on: a penalty is the sum of weight ×
units, to the last unit that of the check. A weight of 0 is off and may let another setting hold for somebody, so
what is counted is remembered for each setting *with the people and limits it governs*.
"""

from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from threading import Lock
from typing import Any

from scheduling.checker import breaches, broken_always
from scheduling.domain.problem import Problem
from scheduling.domain.roster import Roster
from scheduling.domain.settings import RuleSetting
from scheduling.rules.base import Applied
from scheduling.rules.facts import Facts
from scheduling.rules.precedence import apply_settings
from scheduling.services.snapshot import fingerprint

ALWAYS = ""
"""Stands for the rules that always hold among the settings' ids, as in `Violation.setting`."""


@dataclass(frozen=True)
class Tally:
    """How much of a setting a roster breaks: `units` of the rule's own kind, in so many places."""

    units: int = 0
    places: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(self.units + other.units, self.places + other.places)


@dataclass(frozen=True)
class Counted:
    """What a roster breaks, by setting id, and what that costs under the yardstick's weights."""

    tallies: Mapping[str, Tally]
    hard: int
    penalty: int


class Tallies:
    """What was counted before, of the last few problems."""

    def __init__(self, most: int = 4) -> None:
        self._most, self._lock = most, Lock()
        # Asked again and again about the same problem, whose fingerprint takes longer than all the rest.
        self._last: tuple[Problem, str] | None = None
        self._of_problem: OrderedDict[str, dict[tuple[str, str], Tally]] = OrderedDict()

    def of_problem(self, problem: Problem) -> dict[tuple[str, str], Tally]:
        """Tallies by what they are of (a candidate's id) and by what was counted."""
        with self._lock:
            if self._last is None or self._last[0] is not problem:
                self._last = problem, fingerprint(problem, ())
            key = self._last[1]
            known = self._of_problem.setdefault(key, {})
            self._of_problem.move_to_end(key)
            while len(self._of_problem) > self._most:
                self._of_problem.popitem(last=False)
        return known


class Yardstick:
    """Measures rosters of one problem under one set of weights.

    Raises
    ------
    InvalidInput
        When a setting names an unknown rule or a parameter does not fit.
    """

    def __init__(self, problem: Problem, settings: Iterable[RuleSetting], tallies: Tallies | None = None) -> None:
        self.problem = problem
        self._known = (tallies or Tallies()).of_problem(problem)
        self._nobody = Facts(problem, frozenset())
        self._parts = [(one, _name(one)) for one in apply_settings(problem, settings)]

    def measure(self, name: str, roster: Callable[[], Roster]) -> Counted:
        """What a roster called `name` breaks; `roster` is asked for only where that has not been counted yet."""
        missing = [part for part in self._parts if (name, part[1]) not in self._known]
        if missing or (name, ALWAYS) not in self._known:
            self._count(name, roster(), missing)
        tallies = {ALWAYS: self._known[name, ALWAYS]}
        penalty, hard = 0, tallies[ALWAYS].places
        for applied, key in self._parts:
            setting, tally = applied.setting, self._known[name, key]
            tallies[setting.id] = tallies.get(setting.id, Tally()) + tally
            penalty += (setting.weight or 0) * tally.units
            hard += tally.places if setting.hard else 0
        return Counted(tallies, hard, penalty)

    def _count(self, name: str, roster: Roster, missing: Iterable[tuple[Applied[Any], str]]) -> None:
        facts = self._nobody.beside(roster)
        always = list(broken_always(facts))
        self._known[name, ALWAYS] = Tally(sum(v.amount for v in always), len(always))
        for applied, key in missing:
            amounts = [breach.amount for breach in breaches(facts, applied)]
            self._known[name, key] = Tally(sum(amounts), len(amounts))


def _name(applied: Applied[Any]) -> str:
    """Equal for what counts the same: the rule, its parameters, its filters and whom it governs, whatever it weighs."""
    setting, scope = applied.setting, applied.setting.scope
    told = (
        setting.code,
        setting.hard,
        applied.params.model_dump_json(),
        *(sorted(map(str, part)) for part in (scope.template_labels, scope.weekdays, scope.dates, scope.day_classes)),
        applied.employees,
    )
    return sha256(repr(told).encode()).hexdigest()
