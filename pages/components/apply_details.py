"""What applying changes, line by line: assignments, hours, and what is broken before and after."""

from collections import Counter
from collections.abc import Iterator

import pandas as pd
import streamlit as st

from pages.components.people_changes import signed_hours
from scheduling.domain.clock import hours_text
from scheduling.domain.problem import Assignment
from scheduling.services.applying import Preview
from scheduling.services.effects import Effect
from scheduling.services.records import AssignmentRecord
from scheduling.services.solution import label

TALL = 15


def apply_details(preview: Preview) -> None:
    """Draw the tabs."""
    names = ["Changes", "Hours", "Rules", *(["Left out"] if preview.left_out else [])]
    tabs = st.tabs(names, key="apply-tab")
    with tabs[0]:
        # Who moves is all that has something in the last column.
        heads = ["Change", "Date", "Shift", "Person", "Role", *(["Instead of"] if preview.moved else [])]
        _table([line[: len(heads)] for line in _changes(preview)], heads, "changes")
    with tabs[1]:
        hours_before_and_after(preview.effect, "hours")
    with tabs[2]:
        rules_before_and_after(preview.effect, "rules")
    for tab in tabs[3:]:
        with tab:
            rows = [(*_named(preview, one.assignment), one.why) for one in preview.left_out]
            _table(rows, ["Date", "Shift", "Person", "Role", "Why"], "left-out")


def hours_before_and_after(effect: Effect, key: str) -> None:
    """A line for everybody whose hours change."""
    people = effect.problem.employee_by_id
    rows = [
        (people[who].name, hours_text(before), hours_text(after), signed_hours(after - before))
        for who, (before, after) in effect.minutes.items()
        if before != after
    ]
    if not rows:
        st.caption("Nobody works more or fewer hours than before.")
        return
    _table(rows, ["Person", "Before", "After", "Difference"], key)


def rules_before_and_after(effect: Effect, key: str) -> None:
    """A line for each rule that is broken before or after: in how many places, and what that costs."""
    before, after = effect.score_before, effect.score_after
    places = [Counter(one.code for one in score.violations) for score in (before, after)]
    rows = [
        (
            label(code),
            places[0][code],
            places[1][code],
            before.penalty_by_code.get(code, 0),
            after.penalty_by_code.get(code, 0),
        )
        for code in sorted({*places[0], *places[1]}, key=label)
    ]
    if rows:
        _table(rows, ["Rule", "Places before", "Places after", "Penalty before", "Penalty after"], key)
    else:
        st.caption("Neither roster breaks a rule.")


def verdict(effect: Effect) -> str:
    """Both rosters in one line."""
    before, after = effect.score_before, effect.score_after
    return (
        f"Hard rules broken: **{before.hard}** before, **{after.hard}** after · "
        f"penalty: **{before.penalty:,}** before, **{after.penalty:,}** after"
    )


def _changes(preview: Preview) -> list[tuple[object, ...]]:
    """By date and person; who gets another shift on a date is told once."""
    moved = {one for pair in preview.moved for one in pair}
    lines = [(kind, *_told(preview, row), "") for kind, row in _apart(preview) if row not in moved]
    for old, new in preview.moved:
        shift, role = (_told(preview, old)[k] for k in (1, 3))
        lines.append(("moved", *_told(preview, new), shift if shift != _told(preview, new)[1] else role))
    return sorted(lines, key=lambda line: (line[1] is None, line[1], str(line[3])))


def _apart(preview: Preview) -> Iterator[tuple[str, AssignmentRecord]]:
    yield from (("added", row) for row in preview.added)
    yield from (("removed", row) for row in preview.removed)


def _told(preview: Preview, row: AssignmentRecord) -> tuple[object, ...]:
    return _named(preview, Assignment(row.employee, row.planned_shift, row.role))


def _named(preview: Preview, one: Assignment) -> tuple[object, ...]:
    """Date, shift, person and role; some may be gone by now."""
    problem = preview.problem
    shift, person = problem.shift_by_id.get(one.shift), problem.employee_by_id.get(one.employee)
    role = problem.role_by_id.get(one.role)
    return (
        shift.date if shift else None,
        problem.template_by_id[shift.template].name if shift else "cancelled shift",
        person.name if person else "somebody who has left",
        role.name if role else "",
    )


def _table(rows: list[tuple[object, ...]], heads: list[str], key: str) -> None:
    st.dataframe(
        pd.DataFrame(rows, columns=heads),
        hide_index=True,
        width="stretch",
        height="content" if len(rows) <= TALL else 560,
        column_config={
            "Date": st.column_config.DateColumn(format="ddd D MMM"),
            "Penalty before": st.column_config.NumberColumn(format="localized"),
            "Penalty after": st.column_config.NumberColumn(format="localized"),
        },
        key=f"apply.{key}",
    )
