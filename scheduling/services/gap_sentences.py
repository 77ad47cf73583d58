"""Gaps between what is wanted and what there can be, as sentences."""

from collections.abc import Iterable

from scheduling.domain.clock import hours_text
from scheduling.domain.problem import Problem
from scheduling.solver.capacity import Cell, Load, Shortage

NUMBERS = ("none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
MOST_NAMED = 4


def shortage_text(problem: Problem, shortage: Shortage) -> str:
    """Such as "Friday 4 Dec, Evening: 5 Cook wanted, at most 4 can work (Ben, …); one will be missing."."""
    people = dict.fromkeys(who for cell in shortage.cells for who in cell.could)
    together = " together" if len(shortage.cells) > 1 else ""
    could = f"{f'at most {shortage.most}' if shortage.most else 'nobody'} can work{_named(problem, people)}"
    return (
        f"{_day(shortage)}, {_wanted(problem, shortage)} wanted{together}, {could}; "
        f"{_number(shortage.missing)} will be missing."
    )


def place_of(problem: Problem, shortage: Shortage) -> str:
    """Such as "Friday 4 Dec, Evening Cook": the date, templates and roles that are short."""
    templates, roles = problem.template_by_id, problem.role_by_id
    cells = _listed(f"{templates[cell.template].name} {roles[cell.role].name}" for cell in shortage.cells)
    return f"{_day(shortage)}, {cells}"


def span_of(load: Load) -> str:
    """Such as "30 Nov to 6 Dec"."""
    return f"{load.first.day} {load.first:%b} to {load.last.day} {load.last:%b}"


def overload_text(problem: Problem, load: Load) -> str:
    """Such as "30 Nov to 6 Dec, Cook: 304 h wanted, 288 h can be worked at most; 16 h will be missing."."""
    roles = _listed(problem.role_by_id[role].name for role in load.roles)
    return (
        f"{span_of(load)}, {roles}: {hours_text(load.wanted)} wanted"
        f"{' together' if len(load.roles) > 1 else ''}, {hours_text(load.most)} can be worked at most; "
        f"{hours_text(load.missing)} will be missing."
    )


def _day(shortage: Shortage) -> str:
    return f"{shortage.date:%A} {shortage.date.day} {shortage.date:%b}"


def _wanted(problem: Problem, shortage: Shortage) -> str:
    """Templates with the heads wanted on each: "Evening: 5 Cook", "Day: 1 Bar and Evening: 2 Bar"."""
    return _listed(_cell(problem, cell) for cell in shortage.cells)


def _cell(problem: Problem, cell: Cell) -> str:
    template = problem.template_by_id[cell.template].name
    return f"{template}: {cell.wanted} {problem.role_by_id[cell.role].name}"


def _named(problem: Problem, people: Iterable[str]) -> str:
    names = [problem.employee_by_id[who].name for who in people if who]
    if not names:
        return ""
    return f" ({', '.join(names[:MOST_NAMED])}{', …' if len(names) > MOST_NAMED else ''})"


def _listed(parts: Iterable[str]) -> str:
    *rest, last = parts
    return f"{', '.join(rest)} and {last}" if rest else last


def _number(count: int) -> str:
    return NUMBERS[count] if count < len(NUMBERS) else str(count)
