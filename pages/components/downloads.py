"""Rosters as CSV, ready for a spreadsheet."""

import pandas as pd

from pages.components.coverage import gap
from scheduling.domain.problem import Employee
from scheduling.services.solution import RosterView, Work

FORMULA = "=+-@\t\r\n＝＋－＠"


def roster_csv(view: RosterView) -> bytes:
    """People × days with shift codes; with the role in brackets for those who hold several."""
    problem = view.problem
    codes = {template.id: template.code for template in problem.templates}

    def told(person: Employee, work: Work) -> str:
        code = codes[work.template]
        return f"{code} ({problem.role_by_id[work.role].name})" if len(person.roles) > 1 else code

    rows = [
        ["+".join(told(person, work) for work in view.cells.get((person.id, day), ())) for day in problem.dates]
        for person in problem.employees
    ]
    frame = pd.DataFrame(rows, columns=[day.isoformat() for day in problem.dates])
    frame.insert(0, "Employee", [person.name for person in problem.employees])
    return as_csv(frame)


def coverage_csv(view: RosterView) -> bytes:
    """A line per date, shift and role with heads, target, and how far apart the two are."""
    problem = view.problem
    rows = [
        (
            cell.date.isoformat(),
            problem.template_by_id[cell.template].name,
            problem.role_by_id[cell.role].name,
            cell.heads,
            cell.target,
            max(0, -gap(cell)),
            max(0, gap(cell)),
        )
        for cell in view.coverage
    ]
    frame = pd.DataFrame(rows, columns=["Date", "Shift", "Role", "Heads", "Target", "Short", "Too many"])
    return as_csv(frame.astype({"Target": "Int64"}))


def as_csv(frame: pd.DataFrame) -> bytes:
    """With the mark by which spreadsheets know UTF-8."""
    return frame.map(harmless).rename(columns=harmless).to_csv(index=False).encode("utf-8-sig")


def harmless(value: object) -> object:
    """A spreadsheet takes text that starts like a formula for one, some also behind blanks or written wide.

    Some begin a new row at a lone carriage return, and CSV does not put it into quotes.
    """
    if not isinstance(value, str):
        return value
    start = value.lstrip(" ")[:1]
    text = value.replace("\r\n", "\n").replace("\r", "\n")
    return f"'{text}" if start and start in FORMULA else text
