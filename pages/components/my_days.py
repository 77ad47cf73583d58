"""Somebody's own days, one under the other, each with what they say about it; kept as soon as it is chosen."""

from collections.abc import Sequence
from datetime import date, timedelta

import streamlit as st

from pages.components.availability_tools import AVAILABLE, STATES
from pages.components.frame import acting, notify, plain, saying
from scheduling.domain.clock import day_text, span_text
from scheduling.services.availability import AvailabilityService, AvailabilityView, state_of
from scheduling.services.my_schedule import MyShift
from scheduling.services.records import AvailabilityRecord, TimeOffStatus

WEEKS_AHEAD = 13
# The four states stand side by side on a phone, too.
STYLE = """<style>
@media (max-width: 48rem) {
  .st-key-my_days button { padding-inline: .5rem; }
  .st-key-my_days button p { font-size: .8rem; }
}
</style>"""


def choose_week(sunday: date) -> int:
    """Which week to show, counted from this one, which ends on `sunday`."""

    def told(page: int) -> str:
        last = sunday + timedelta(days=7 * page)
        near = {0: "This week, ", 1: "Next week, "}.get(page, "")
        return f"{near}{day_text(last - timedelta(days=6))} to {day_text(last)}"

    return int(st.selectbox("Week", range(WEEKS_AHEAD), format_func=told, width=360, key="my_days.week"))


def my_days(service: AvailabilityService, view: AvailabilityView, shifts: Sequence[MyShift]) -> None:
    """Draw the days that are not over; `shifts` are those that are published."""
    st.html(STYLE)
    with st.container(key="my_days"):
        _days(service, view, shifts)


def _days(service: AvailabilityService, view: AvailabilityView, shifts: Sequence[MyShift]) -> None:
    for day in view.dates:
        cell = view.people[0].id, day
        planned, off = [shift for shift in shifts if shift.date == day], view.off.get(cell)
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.markdown(f"**{day_text(day)}**", width=110)
            if off and off.status is TimeOffStatus.APPROVED:
                st.markdown(f":gray-badge[Off: {off.kind.value.lower()}]", width="content")
            else:
                _choice(service, view, day)
            notes = [*_parts(view.said.get(cell, ())), *map(_told, planned)]
            if off and off.status is TimeOffStatus.PENDING:
                notes.append("You asked for time off.")
            if notes:
                st.caption("  \n".join(notes), width="content")


def _choice(service: AvailabilityService, view: AvailabilityView, day: date) -> None:
    key = f"my_days.{day.isoformat()}"
    # Set every time, so that it shows what is stored, whoever changed it. Part of a day is none of the four.
    st.session_state[key] = _label(view.said.get((view.people[0].id, day), ()))
    st.segmented_control(
        day_text(day),
        list(STATES),
        label_visibility="collapsed",
        wrap=True,
        key=key,
        # What was on screen goes along, so that another hand's change in between is noticed.
        on_change=_keep,
        args=(service, view, day, key),
    )


def _keep(service: AvailabilityService, seen: AvailabilityView, day: date, key: str) -> None:
    chosen = st.session_state[key]
    if chosen is None:
        return
    with saying():
        service.paint(acting(), seen, {(seen.people[0].id, day)}, STATES[chosen])
        notify(f"Kept: {day_text(day)} is {chosen.lower()}.")


def _label(said: Sequence[AvailabilityRecord]) -> str | None:
    if not said:
        return AVAILABLE
    kind = state_of(said)
    return next((label for label, one in STATES.items() if kind and one is kind), None)


def _parts(said: Sequence[AvailabilityRecord]) -> list[str]:
    """What is said about parts of the day."""
    return [] if state_of(said) else [f"{one.kind.value.capitalize()} {span_text(one.start, one.end)}" for one in said]


def _told(shift: MyShift) -> str:
    return f"You work {plain(shift.name)} {shift.starts_at:%H:%M}–{shift.ends_at:%H:%M}."
