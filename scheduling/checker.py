"""The check: what a roster is worth, in plain Python. This is the specification that the solver must meet."""

from collections.abc import Collection, Iterable, Iterator
from itertools import pairwise
from typing import Any

from scheduling.domain.clock import day_text, hours_text
from scheduling.domain.problem import Assignment, Problem
from scheduling.domain.roster import Roster, Score, Violation
from scheduling.domain.settings import RuleSetting
from scheduling.rules.base import Applied, Breach
from scheduling.rules.catalogue import catalogue
from scheduling.rules.facts import Facts
from scheduling.rules.precedence import apply_settings


def score(problem: Problem, roster: Roster, settings: Iterable[RuleSetting]) -> Score:
    """Every violation of the rules that always hold and of the settings that are on.

    Raises
    ------
    InvalidInput
        When a setting names an unknown rule or a parameter does not fit.
    KeyError
        When the roster names a shift or a person that the problem does not have.
    """
    facts = Facts(problem, roster)
    found = list(broken_always(facts))
    for applied in apply_settings(problem, settings):
        found.extend(broken(facts, applied))
    return Score(tuple(found))


def breaches(facts: Facts, applied: Applied[Any]) -> Iterator[Breach]:
    """Where a roster breaks one setting. No weight counts here: only whether it is hard, and whom it governs."""
    return catalogue()[applied.setting.code].check(facts, applied)


def broken(facts: Facts, applied: Applied[Any]) -> Iterator[Violation]:
    """Where a roster breaks one setting, and what that costs."""
    return (_judged(applied, breach) for breach in breaches(facts, applied))


def broken_always(facts: Facts, people: Collection[str] | None = None) -> Iterator[Violation]:
    """Where a roster breaks the rules that always hold; of some people only (ids), where any are named."""
    return (_always(code, breach) for code, breach in _always_hard(facts, people))


def _judged(applied: Applied[Any], breach: Breach) -> Violation:
    setting = applied.setting
    return Violation(
        code=setting.code,
        setting=setting.id,
        hard=setting.hard,
        employee=breach.employee,
        shifts=breach.shifts,
        date=breach.day,
        amount=breach.amount,
        penalty=breach.amount * (setting.weight or 0),
        message=breach.message,
    )


def _always(code: str, breach: Breach) -> Violation:
    return Violation(code, "", True, breach.employee, breach.shifts, breach.day, breach.amount, 0, breach.message)


def _always_hard(facts: Facts, people: Collection[str] | None) -> Iterator[tuple[str, Breach]]:
    def meant(all_of_them: Iterable[Assignment]) -> Iterable[Assignment]:
        return all_of_them if people is None else (a for a in all_of_them if a.employee in people)

    yield from (("role", breach) for breach in _roles(facts, meant(facts.roster)))
    for employee in facts.problem.employees:
        if people is None or employee.id in people:
            yield from (("overlap", breach) for breach in _overlaps(facts, employee.id))
            yield from (("time_off", breach) for breach in _time_off(facts, employee.id))
    yield from (("pinned", breach) for breach in _pinned(facts, meant(facts.problem.pinned)))


def _roles(facts: Facts, assignments: Iterable[Assignment]) -> Iterator[Breach]:
    """The role is held and demanded, and each person has one role per shift."""
    assignments = frozenset(assignments)
    if _roles_fit(facts, assignments):
        return
    seen: set[tuple[str, str]] = set()
    for a in sorted(assignments):
        shift, who = facts.problem.shift_by_id[a.shift], facts.problem.employee_by_id[a.employee]
        where = f"{facts.template_name(shift.template)} on {day_text(shift.date)}"
        role = facts.problem.role_by_id[a.role].name
        if a.role not in who.roles:
            yield Breach(1, f"{who.name} does not hold the role {role} ({where})", who.id, (shift.id,), shift.date)
        if a.role not in {demand.role for demand in shift.demands}:
            yield Breach(1, f"{where} has no place for the role {role}", who.id, (shift.id,), shift.date)
        if (who.id, shift.id) in seen:
            yield Breach(1, f"{who.name} has two roles at once ({where})", who.id, (shift.id,), shift.date)
        seen.add((who.id, shift.id))


def _roles_fit(facts: Facts, assignments: Roster) -> bool:
    """Whether nothing is wrong with any of these roles: what is usual, known without a word about it."""
    shifts, people = facts.problem.shift_by_id, facts.problem.employee_by_id
    once = len({(a.employee, a.shift) for a in assignments}) == len(assignments)
    return once and all(
        a.role in people[a.employee].roles and any(demand.role == a.role for demand in shifts[a.shift].demands)
        for a in assignments
    )


def _overlaps(facts: Facts, employee: str) -> Iterator[Breach]:
    worked = facts.worked(employee)
    spans = [(s.start, s.end, s.date, s.id) for s in worked]
    if worked:
        first = facts.problem.start
        spans += [(p.start, p.end, first, "") for p in facts.past(employee) if p.end > worked[0].start]
    for one, two in pairwise(sorted(spans)):
        if two[0] < one[1] and (one[3] or two[3]):
            shared = hours_text(min(one[1], two[1]) - two[0])
            text = f"{facts.name(employee)} works two shifts at once for {shared} on {day_text(two[2])}"
            yield Breach(1, text, employee, tuple(i for i in (one[3], two[3]) if i), two[2])


def _time_off(facts: Facts, employee: str) -> Iterator[Breach]:
    for shift in facts.worked(employee):
        if any(a.start < shift.end and shift.start < a.end for a in facts.absences(employee)):
            text = f"{facts.name(employee)} has approved time off during {facts.template_name(shift.template)}"
            yield Breach(1, f"{text} on {day_text(shift.date)}", employee, (shift.id,), shift.date)


def _pinned(facts: Facts, pinned: Iterable[Assignment]) -> Iterator[Breach]:
    for a in pinned:
        if a not in facts.roster:
            shift = facts.problem.shift_by_id[a.shift]
            text = f"{facts.name(a.employee)} is pinned to {facts.template_name(shift.template)}"
            yield Breach(1, f"{text} on {day_text(shift.date)}", a.employee, (shift.id,), shift.date)
