"""Solutions of the second nurse rostering competition: one file for each week."""

from collections.abc import Mapping, Sequence

from scheduling.domain.files import File
from scheduling.domain.problem import Assignment
from scheduling.domain.roster import Roster
from scheduling.formats.inrc2 import Instance, shift_id
from scheduling.formats.inrc2_text import DAYS, Section, formed, only_row, read_sections
from scheduling.formats.lines import Line

FORM = "Nurse Day Shift Skill"


def solution_name(instance: Instance, week: int) -> str:
    """What the competition calls the solution of a week of the plan (from 0): `Sol-n005w4-3-2.txt`."""
    return f"Sol-{instance.file_name}-{instance.weeks[week]}-{instance.first_week + week}.txt"


def read_solution(instance: Instance, weeks: Sequence[File]) -> Roster:
    """The roster in one file for each week of the plan.

    Raises
    ------
    UnreadableFile
        When a file is no solution of its week, or names what the instance does not have.
    """
    found: set[Assignment] = set()
    for week, file in enumerate(weeks):
        found |= _read_week(instance, week, file)
    return frozenset(found)


def _read_week(instance: Instance, week: int, file: File) -> set[Assignment]:
    problem, sections = instance.problem, read_sections(file.name, file.content, "SOLUTION")
    head = only_row(sections["SOLUTION"], "week scenario")
    wanted = f"{instance.first_week + week} {instance.scenario}"
    if " ".join(head.fields) != wanted:
        raise head.wrong(f"this is the solution of week {' of '.join(head.fields)}; '{wanted}' is expected")
    found: set[Assignment] = set()
    for row in _announced(sections["ASSIGNMENTS"]):
        nurse = row.known(0, problem.employee_by_id, "the nurse")
        day = len(DAYS) * week + DAYS.index(row.known(1, DAYS, "the day"))
        shift = shift_id(day, row.known(2, problem.template_by_id, "the shift type"))
        assignment = Assignment(nurse, shift, row.known(3, problem.role_by_id, "the skill"))
        if assignment in found:
            raise row.wrong(f"'{' '.join(row.fields)}' is there a second time")
        found.add(assignment)
    return found


def _announced(section: Section) -> list[Line]:
    """As many assignments as the section says. Some programs add remarks below them (`Cost: 575`)."""
    number = section.head.whole(0, "the number of assignments")
    rows, remarks = section.rows[:number], section.rows[number:]
    more = [row for row in remarks if len(row.fields) == len(FORM.split())]
    if more or len(rows) < number:
        raise section.head.wrong(f"{number} assignments are announced, {len(rows) + len(more)} follow")
    return [formed(row, FORM) for row in rows]


def write_solution(instance: Instance, roster: Roster) -> Mapping[str, str]:
    """The roster as the content of each week's file, by its name; people as in the scenario, days in order."""
    return {solution_name(instance, week): _week_text(instance, week, roster) for week in range(len(instance.weeks))}


def _week_text(instance: Instance, week: int, roster: Roster) -> str:
    problem = instance.problem
    order = {employee.id: position for position, employee in enumerate(problem.employees)}
    rows = []
    for a in roster:
        shift = problem.shift_by_id[a.shift]
        day = (shift.date - problem.start).days
        if day // len(DAYS) == week:
            rows.append((order[a.employee], day, f"{a.employee} {DAYS[day % len(DAYS)]} {shift.template} {a.role}"))
    lines = [text for _, _, text in sorted(rows)]
    head = ["SOLUTION", f"{instance.first_week + week} {instance.scenario}", "", f"ASSIGNMENTS = {len(lines)}"]
    return "\n".join([*head, *lines, ""])
