"""Planned shifts for which heads are missing in a roster, and who could still come."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from scheduling.services.questions import Choice, Offer, offers
from scheduling.services.solution import RosterView


@dataclass(frozen=True)
class Shortfall:
    """A shift and a role on it (ids, and in words), the heads that are there and those that are wanted."""

    shift: str
    role: str
    name: str
    called: str
    date: date
    heads: int
    target: int


def shortfalls(view: RosterView) -> Sequence[Shortfall]:
    """Where heads are missing from the target, by start."""
    problem = view.problem
    there = {(cell.template, cell.role, cell.date): cell.heads for cell in view.coverage}
    found = []
    for shift in sorted(problem.shifts, key=lambda one: (one.start, one.end)):
        name = problem.template_by_id[shift.template].name
        for demand in shift.demands:
            heads, called = there[shift.template, demand.role, shift.date], problem.role_by_id[demand.role].name
            if demand.target is not None and heads < demand.target:
                found.append(Shortfall(shift.id, demand.role, name, called, shift.date, heads, demand.target))
    return found


def who_could_come(view: RosterView, short: Shortfall) -> Sequence[Offer]:
    """Who could take one of the missing heads with nobody else moving, and what that brings; the best first."""
    return offers(view, Choice(short.shift, short.role, short.name, works=False), "")
