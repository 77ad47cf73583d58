"""Which holidays count at a site."""

from collections.abc import Iterable

import pandas as pd
import streamlit as st

from pages.components.frame import notify, saying
from scheduling.domain.calendar import Holiday
from scheduling.services.calendars import CalendarService

NONE = "No holidays"
WHOLE = "The whole country"


def holidays_form(service: CalendarService, schedule: str, actor: str) -> None:
    """Choose country and part; below, what that means for this week and the year after it."""
    view = service.view(schedule)
    country, _, part = view.region.partition("-")
    left, right = st.columns(2)
    countries = ["", *view.regions]
    key = f"holidays.{view.site}.{view.region}"
    chosen = left.selectbox(
        "Country", countries, countries.index(country), format_func=lambda c: c or NONE, key=f"{key}.country"
    )
    parts = ["", *view.regions.get(chosen, ())]
    before = parts.index(part) if chosen == country and part in parts else 0
    within = right.selectbox(
        "Part", parts, before, format_func=lambda p: p or WHOLE, key=f"{key}.{chosen}.part", disabled=len(parts) == 1
    )
    region = f"{chosen}-{within}" if chosen and within else chosen
    if st.button("Save holidays", type="primary", disabled=region == view.region, key=f"{key}.save"):
        with saying():
            service.move(view.site, view.region, region, actor)
            notify("The holidays are saved. Rules that are about kinds of days use them from now on.")
            st.rerun()
    _listed("In this week", view.this_week, "No holiday falls into this week.")
    _listed("In the year after", view.ahead, "No holidays are known; choose a country.")


def _listed(title: str, days: Iterable[Holiday], none: str) -> None:
    rows = [{"Date": day.date, "Holiday": day.name} for day in days]
    st.subheader(title, anchor=False)
    if not rows:
        st.caption(none)
        return
    column = {"Date": st.column_config.DateColumn(format="ddd D MMM YYYY", width=150)}
    st.dataframe(pd.DataFrame(rows), hide_index=True, width="stretch", column_config=column)
