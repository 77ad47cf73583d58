"""Rosters as CSV, ready for a spreadsheet."""

import pandas as pd

from pages.components.coverage import gap
from scheduling.services.solution import RosterView


def roster_csv(view: RosterView) -> bytes:
    """People × days with shift codes."""
    problem = view.problem
    codes = {template.id: template.code for template in problem.templates}
    rows = [
        ["+".join(codes[work.template] for work in view.cells.get((person.id, day), ())) for day in problem.dates]
        for person in problem.employees
    ]
    frame = pd.DataFrame(rows, columns=[day.isoformat() for day in problem.dates])
    frame.insert(0, "Employee", [person.name for person in problem.employees])
    return _csv(frame)


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
    return _csv(frame.astype({"Target": "Int64"}))


def _csv(frame: pd.DataFrame) -> bytes:
    """With the mark by which spreadsheets know UTF-8."""
    return frame.map(_harmless).to_csv(index=False).encode("utf-8-sig")


def _harmless(value: object) -> object:
    """A spreadsheet takes text that starts like a formula for one."""
    return f"'{value}" if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t") else value
