"""Small problems, said in a line: who there is, what is planned, what was worked before."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any, Self
from zoneinfo import ZoneInfo

from scheduling.checker import score
from scheduling.domain.clock import instant
from scheduling.domain.history import PastShift, PastTotals
from scheduling.domain.problem import (
    Absence,
    Assignment,
    AvailabilityInterval,
    AvailabilityKind,
    Contract,
    Demand,
    Employee,
    Preference,
    Problem,
    Role,
    Shift,
    ShiftRequest,
    ShiftTemplate,
)
from scheduling.domain.roster import Roster, Violation
from scheduling.domain.settings import RuleSetting, Scope
from scheduling.rules.base import Doubt
from scheduling.rules.catalogue import catalogue
from scheduling.rules.precedence import apply_settings
from tests.encoded import encoded

MONDAY = date(2026, 11, 30)
"""The first day unless a test says otherwise; no clock changes near it."""


class ProblemBuilder:
    """Days count from the first day of the plan: 0 is the first, -1 the day before it.

    A shift's id is `<template>@<day>`, so `roster({"ann": ["D@0"]})` needs no look-up. Every person holds the
    roles given (role "r" unless told), and works role "r" unless told.
    """

    def __init__(self, days: int = 7, start: date = MONDAY, zone: str = "Europe/Berlin") -> None:
        self._zone = ZoneInfo(zone)
        self.problem = Problem("test", zone, start, days, (Role("r", "Nurse"),), (), (), (), ())

    def _add(self, field: str, *items: Any) -> Self:
        self.problem = replace(self.problem, **{field: (*getattr(self.problem, field), *items)})
        return self

    def day(self, offset: int) -> date:
        return self.problem.start + timedelta(days=offset)

    def moment(self, offset: int, minute: int) -> int:
        """Epoch minute of a wall-clock minute of a day."""
        return instant(self.day(offset), minute, self._zone)

    def role(self, code: str, name: str) -> Self:
        return self._add("roles", Role(code, name))

    def contract(self, code: str, weekly_minutes: int | None = None) -> Self:
        return self._add("contracts", Contract(code, code.title(), weekly_minutes))

    def people(
        self,
        *names: str,
        roles: str = "r",
        contract: str | None = None,
        labels: frozenset[str] = frozenset(),
        home: str = "",
    ) -> Self:
        held = frozenset(roles.split())
        return self._add("employees", *(Employee(n, n.title(), held, contract, labels, home) for n in names))

    def template(
        self, code: str, start: int, end: int, labels: frozenset[str] = frozenset(), location: str = ""
    ) -> Self:
        """`start` and `end` in wall-clock minutes, an end beyond 1440 is on the next day."""
        return self._add("templates", ShiftTemplate(code, code, code, start, end, location, labels))

    def plan(self, code: str, *offsets: int, demands: tuple[Demand, ...] = (Demand("r"),)) -> Self:
        """Plan a template on these days, on every day when none is named."""
        template = self.problem.template_by_id[code]
        return self._add(
            "shifts",
            *(
                Shift(
                    f"{code}@{k}",
                    code,
                    self.day(k),
                    self.moment(k, template.start),
                    self.moment(k, template.end),
                    demands,
                )
                for k in offsets or range(self.problem.days)
            ),
        )

    def known_since(self, offset: int) -> Self:
        """The history is complete from this (negative) day on."""
        self.problem = replace(self.problem, history=replace(self.problem.history, since=self.day(offset)))
        return self

    def worked(self, who: str, code: str, *offsets: int) -> Self:
        """Shifts worked before the plan, at (negative) days."""
        template, history = self.problem.template_by_id[code], self.problem.history
        past = tuple(
            PastShift(who, code, self.day(k), self.moment(k, template.start), self.moment(k, template.end))
            for k in offsets
        )
        self.problem = replace(self.problem, history=replace(history, shifts=(*history.shifts, *past)))
        return self

    def brings(self, who: str, shifts: int = 0, minutes: int = 0, weekends: int = 0) -> Self:
        """What a person brings along from all the time before the plan."""
        history = self.problem.history
        brought = PastTotals(who, shifts, minutes, weekends)
        self.problem = replace(self.problem, history=replace(history, totals=(*history.totals, brought)))
        return self

    def says(self, who: str, kind: str, offset: int, start: int, end: int, weight: int = 1) -> Self:
        """A stated availability from minute `start` to `end` of a day."""
        span = self.moment(offset, start), self.moment(offset, end)
        return self._add("availability", AvailabilityInterval(who, *span, AvailabilityKind(kind), weight))

    def asks(self, who: str, code: str, offset: int, on: bool, weight: int = 1) -> Self:
        return self._add("requests", ShiftRequest(who, self.day(offset), code, on, weight))

    def wishes(self, who: str, **parts: Any) -> Self:
        return self._add("preferences", Preference(who, **parts))

    def off(self, who: str, offset: int, start: int, end: int, paid: dict[int, int] | None = None) -> Self:
        """Approved time off from minute `start` to `end` of a day; `paid` are minutes credited per day."""
        booked = tuple((self.day(k), minutes) for k, minutes in (paid or {}).items())
        return self._add("absences", Absence(who, self.moment(offset, start), self.moment(offset, end), booked))

    def pin(self, who: str, shift: str, role: str = "r") -> Self:
        return self._add("pinned", Assignment(who, shift, role))


def roster(worked: dict[str, list[str]], role: str = "r") -> Roster:
    """Who works which shifts, all in one role."""
    return frozenset(Assignment(who, shift, role) for who, shifts in worked.items() for shift in shifts)


def setting(code: str, weight: int | None = 1, scope: Scope | None = None, **params: Any) -> RuleSetting:
    return RuleSetting(f"{code}-setting", code, weight, scope or Scope(), params)


def breaches(build: ProblemBuilder, plan: dict[str, list[str]], rule: RuleSetting) -> list[Violation]:
    """What the check says about one setting, leaving aside what always holds; the encoding must say the same."""
    found = score(build.problem, roster(plan), [rule]).violations
    if all(violation.setting for violation in found):
        _agree(build.problem, roster(plan), rule)
    return [violation for violation in found if violation.setting]


def _agree(problem: Problem, plan: Roster, rule: RuleSetting) -> None:
    """The encoding charges what the check does where the rule is a wish, and forbids the same where it is a law."""
    wish, law = replace(rule, weight=rule.weight or 1), replace(rule, weight=None)
    assert encoded(problem, plan, [wish]) == score(problem, plan, [wish]).penalty
    assert encoded(problem, plan, [law]) == (None if score(problem, plan, [law]).violations else 0)


def amount(build: ProblemBuilder, plan: dict[str, list[str]], rule: RuleSetting) -> int:
    """Units of one setting in the roster."""
    return sum(v.amount for v in breaches(build, plan, rule))


def doubts(build: ProblemBuilder, rule: RuleSetting) -> list[Doubt]:
    """What the rule says against a setting before anything is planned."""
    applied = apply_settings(build.problem, [rule])
    return [doubt for one in applied for doubt in catalogue()[rule.code].doubts(one)]
