"""Somebody's own shifts as a list by day, with the hours of two weeks, to read on a phone."""

from datetime import UTC, date, datetime, timedelta
from html import escape
from itertools import groupby

import streamlit as st

from pages.components.figures import figures
from pages.components.frame import plain
from scheduling.domain.clock import day_text, hours_text
from scheduling.formats.ics import calendar
from scheduling.services.my_schedule import MySchedule, MyShift

STYLE = """<style>
.my-day { display: grid; grid-template-columns: 7rem 1fr; gap: .25rem 1rem; padding: .7rem 0;
  border-top: 1px solid rgba(128, 128, 128, .25); }
.my-day:last-child { border-bottom: 1px solid rgba(128, 128, 128, .25); }
.my-day time { font-weight: 600; white-space: nowrap; }
.my-day p { margin: 0; }
.my-day p + p { margin-top: .5rem; }
.my-day small { display: block; opacity: .75; font-size: .875rem; }
</style>"""


def my_shifts(view: MySchedule) -> None:
    """Hours, the list, and the calendar file."""
    this_week, next_week = map(hours_text, view.minutes)
    figures({"This week": this_week, "Next week": next_week})
    if not view.shifts or view.published_to is None:
        st.info(_nothing(view))
        return
    days = "".join(_day(day, view.today, list(shifts)) for day, shifts in groupby(view.shifts, key=lambda s: s.date))
    st.html(f'{STYLE}<div role="list">{days}</div>')
    with st.container(horizontal=True, vertical_alignment="center"):
        st.download_button(
            "Add to my calendar",
            calendar(view.shifts, datetime.now(UTC)),
            f"shifts-from-{view.today.isoformat()}.ics",
            "text/calendar",
            icon=":material/event:",
            on_click="ignore",
            key="my_schedule.ics",
        )
        until = day_text(view.published_to)
        st.caption(f"Published up to {until}. Times are those of {plain(view.site.name)}.", width="content")


def _nothing(view: MySchedule) -> str:
    if view.published_to is None:
        return "No week is published yet. Your shifts will stand here as soon as one is."
    until = day_text(view.published_to)
    if view.published_to < view.today:
        return f"The last published week ended on {until}. Your shifts will stand here once the next is published."
    return f"You have no more shifts up to {until}, the last day that is published."


def _day(day: date, today: date, shifts: list[MyShift]) -> str:
    told = "".join(_shift(shift) for shift in shifts)
    return (
        f'<div class="my-day" role="listitem"><time datetime="{day.isoformat()}">{_when(day, today)}</time>'
        f"<div>{told}</div></div>"
    )


def _shift(shift: MyShift) -> str:
    place = f"{escape(shift.role)} · {escape(shift.place)}"
    return (
        f"<p>{shift.starts_at:%H:%M}–{shift.ends_at:%H:%M} <strong>{escape(shift.name)}</strong>"
        f"<small>{place} · {hours_text(shift.minutes)}</small></p>"
    )


def _when(day: date, today: date) -> str:
    """The date, or how near it is."""
    near = {today: "Today", today + timedelta(days=1): "Tomorrow"}
    return near.get(day, day_text(day))
