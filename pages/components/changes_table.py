"""What applying adds and removes, a line each."""

import pandas as pd
import streamlit as st

from scheduling.services.applying import Preview
from scheduling.services.records import AssignmentRecord


def changes_table(preview: Preview) -> None:
    """Draw the lines by date and person; nothing when nothing changes."""
    rows = [_line("added", row, preview) for row in preview.added]
    rows += [_line("removed", row, preview) for row in preview.removed]
    if rows:
        frame = pd.DataFrame(rows, columns=["Change", "Date", "Shift", "Person", "Role"])
        frame = frame.sort_values(["Date", "Person"], na_position="last")
        column = {"Date": st.column_config.DateColumn(format="ddd D MMM")}
        st.dataframe(frame, hide_index=True, width="stretch", column_config=column, key="changes")


def _line(change: str, row: AssignmentRecord, preview: Preview) -> tuple[object, ...]:
    """A removed line may name a cancelled shift or somebody who has left."""
    problem = preview.problem
    shift, person = problem.shift_by_id.get(row.planned_shift), problem.employee_by_id.get(row.employee)
    return (
        change,
        shift.date if shift else None,
        problem.template_by_id[shift.template].name if shift else "cancelled shift",
        person.name if person else "somebody who has left",
        problem.role_by_id[row.role].name,
    )
