"""What a week needs next, as sentences that lead there."""

import streamlit as st

from pages.components.frame import lead_to
from scheduling.domain.runs import RunStatus
from scheduling.services.overview import WeekSummary
from scheduling.services.records import ScheduleStatus


def next_steps(week: WeekSummary, undecided: int) -> None:
    """Draw what waits for somebody, the most pressing first."""
    if undecided:
        waiting = "One request for time off waits" if undecided == 1 else f"{undecided} requests for time off wait"
        _step(f"{waiting} for a decision.", "availability.py", "Decide on time off")
    _step(*_of_week(week))


def _of_week(week: WeekSummary) -> tuple[str, str, str]:
    if not week.shifts:
        return "Nothing is planned in this week yet.", "demand.py", "Plan the demand"
    if week.last_run in (RunStatus.PENDING, RunStatus.RUNNING):
        return "A roster is being looked for right now.", "runs.py", "Watch the run"
    if week.assigned and week.schedule.status is ScheduleStatus.DRAFT:
        return "A roster is applied. Employees see it when it is published.", "roster.py", "See and publish it"
    if week.assigned:
        return "A roster is applied. When something changes, run again.", "roster.py", "See the roster"
    if week.found > 1:
        return f"{week.found} runs found a roster, and none is applied yet.", "compare.py", "Compare them"
    if week.found:
        return "A roster was found and is not applied yet.", "solution.py", "Look at it"
    if week.last_run is RunStatus.FAILED:
        return "The last run found no roster.", "runs.py", "See why"
    return "Nobody is assigned yet. Let the optimisation find a roster.", "runs.py", "Run the optimisation"


def _step(text: str, page: str, label: str) -> None:
    with st.container(border=True, gap="xxsmall"):
        st.markdown(text)
        lead_to(page, label)
