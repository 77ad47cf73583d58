"""From one roster to another, person by person: who gains and who loses what."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from scheduling.domain.clock import day_text
from scheduling.domain.problem import Assignment, Problem
from scheduling.domain.roster import Roster
from scheduling.services.granted import Wish, wishes
from scheduling.services.measures import weekends, worked_minutes


@dataclass(frozen=True)
class Change:
    """What changes for one person: shifts taken and given up, minutes and weekends more, wishes won and lost."""

    employee: str
    takes: Sequence[str]
    gives_up: Sequence[str]
    minutes: int
    weekends: int
    won: Sequence[str]
    lost: Sequence[str]


def differences(problem: Problem, before: Roster, after: Roster) -> Sequence[Change]:
    """Everybody for whom something changes; those with most changes first."""
    had, has = wishes(problem, before), wishes(problem, after)
    hours, hours_before = worked_minutes(problem, after), worked_minutes(problem, before)
    free = Counter(who for who, _ in weekends(problem, after))
    free.subtract(who for who, _ in weekends(problem, before))
    found = []
    for person in problem.employees:
        own = {a for a in before ^ after if a.employee == person.id}
        if own:
            found.append(
                Change(
                    person.id,
                    _told(problem, own & after),
                    _told(problem, own & before),
                    hours[person.id] - hours_before[person.id],
                    free[person.id],
                    _turned(person.id, had, has),
                    _turned(person.id, has, had),
                )
            )
    return sorted(found, key=lambda change: -len(change.takes) - len(change.gives_up))


def _told(problem: Problem, assignments: set[Assignment]) -> Sequence[str]:
    """Date, shift and, where somebody holds several, role."""
    ordered = sorted(assignments, key=lambda a: problem.shift_by_id[a.shift].start)
    return [_place(problem, assignment) for assignment in ordered]


def _place(problem: Problem, assignment: Assignment) -> str:
    shift = problem.shift_by_id[assignment.shift]
    text = f"{day_text(shift.date)} {problem.template_by_id[shift.template].name}"
    several = len(problem.employee_by_id[assignment.employee].roles) > 1
    return f"{text} as {problem.role_by_id[assignment.role].name}" if several else text


def _turned(who: str, had: dict[Wish, bool], has: dict[Wish, bool]) -> Sequence[str]:
    """Wishes of somebody that were not granted and are now."""
    return [wish.text for wish, granted in has.items() if wish.employee == who and granted and not had.get(wish)]
