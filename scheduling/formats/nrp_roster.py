"""Rosters of NRP instances as JSON: `{staff: {day index: shift}}`."""

import json

from scheduling.domain.errors import UnreadableFile
from scheduling.domain.problem import Assignment, Problem
from scheduling.domain.roster import Roster


def read_roster(name: str, content: bytes, problem: Problem) -> Roster:
    """The roster in a file.

    Raises
    ------
    UnreadableFile
        When it is not such JSON, or names staff, days or shifts that the problem does not have.
    """
    try:
        stored = json.loads(content)
        cells = [(who, day, shift) for who, row in stored.items() for day, shift in row.items()]
    except json.JSONDecodeError as error:
        raise UnreadableFile(name, error.lineno, f"this is not JSON ({error.msg})") from None
    except (AttributeError, UnicodeDecodeError):
        raise UnreadableFile(name, 0, 'the form {"staff": {"day index": "shift"}} is expected') from None
    for who, day, shift in cells:
        if who not in problem.employee_by_id:
            raise UnreadableFile(name, 0, f"the employee '{who}' is not in {problem.name}")
        if f"{day}-{shift}" not in problem.shift_by_id:
            raise UnreadableFile(name, 0, f"{who}: {problem.name} has no shift '{shift}' on day {day}")
    role = problem.roles[0].id
    return frozenset(Assignment(who, f"{day}-{shift}", role) for who, day, shift in cells)


def write_roster(problem: Problem, roster: Roster) -> str:
    """The same form, everybody listed, days in order."""
    rows: dict[str, dict[str, str]] = {employee.id: {} for employee in problem.employees}
    ordered = sorted(roster, key=lambda a: problem.shift_by_id[a.shift].start)
    for assignment in ordered:
        shift = problem.shift_by_id[assignment.shift]
        rows[assignment.employee][str((shift.date - problem.start).days)] = shift.template
    return json.dumps(rows)
