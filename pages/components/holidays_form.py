"""Which holidays count at a site."""

from collections.abc import Iterable

import pandas as pd
import streamlit as st

from pages.components.frame import notify, plain, pressable, saying
from scheduling.domain.calendar import Holiday
from scheduling.services.calendars import CalendarService, CalendarView
from scheduling.services.permissions import Action, Actor

NONE = "No holidays"
WHOLE = "The whole country"
WHERE = "“Only some shifts”"


def holidays_form(service: CalendarService, schedule: str, actor: Actor) -> None:
    """Choose country and part; below, what that means for this week and the year after it."""
    st.caption(f"Rules can be about holidays, their eves, weekends or workdays: {WHERE} in the form of a rule.")
    view = service.view(actor, schedule)
    region = _region(service, view)
    key, savable = f"holidays.{view.site}.save", pressable(actor, Action.EDIT_RULES, disabled=region == view.region)
    if st.button("Save holidays", type="primary", key=key, **savable):
        with saying():
            service.move(actor, view.site, view.region, region)
            notify("The holidays are saved. Rules that are about kinds of days use them from now on.")
            st.rerun()
    if view.unknown:
        st.warning(plain(view.unknown))
        return
    _listed("In this week", view.this_week, "No holiday falls into this week.")
    _listed("In the year after", view.ahead, "No holidays are known; choose a country.")


def _region(service: CalendarService, view: CalendarView) -> str:
    """The region as chosen, such as "IE" or "DE-BY"; empty for none."""
    stored, _, stored_part = view.region.partition("-")
    key, (left, right) = f"holidays.{view.site}.{view.region}", st.columns(2)
    countries = {"": NONE, **service.countries()}
    country = left.selectbox(
        "Country",
        list(countries),
        list(countries).index(stored) if stored in countries else 0,
        format_func=countries.__getitem__,
        key=f"{key}.country",
    )
    parts = {"": WHOLE, **service.parts(country)}
    part = right.selectbox(
        "Part",
        list(parts),
        list(parts).index(stored_part) if country == stored and stored_part in parts else 0,
        format_func=parts.__getitem__,
        key=f"{key}.{country}.part",
        disabled=len(parts) == 1,
    )
    return f"{country}-{part}" if part else country


def _listed(title: str, days: Iterable[Holiday], none: str) -> None:
    rows = [{"Date": day.date, "Holiday": day.name} for day in days]
    st.subheader(title, anchor=False)
    if not rows:
        st.caption(none)
        return
    column = {"Date": st.column_config.DateColumn(format="ddd D MMM YYYY", width=150)}
    st.dataframe(pd.DataFrame(rows), hide_index=True, width="stretch", height="content", column_config=column)
