"""What people asked for: shifts on dates, and standing preferences, as sentences."""

import pandas as pd
import streamlit as st

from scheduling.domain.clock import clock_text, day_text
from scheduling.domain.problem import Preference, ShiftRequest
from scheduling.services.availability import WishesView

WEIGHT = "Multiplies what the rule about wishes costs when this one is not met."
WEEKDAYS = ("Mondays", "Tuesdays", "Wednesdays", "Thursdays", "Fridays", "Saturdays", "Sundays")


def wishes_table(view: WishesView) -> None:
    """Draw both lists; a higher weight costs more when the wish is not met."""
    for title, rows in (
        ("Shifts asked for in this period", [_row(view, wish, _request(view, wish)) for wish in view.requests]),
        ("Standing preferences", [_row(view, wish, _preference(view, wish)) for wish in view.preferences]),
    ):
        st.subheader(title, anchor=False)
        if rows:
            frame = pd.DataFrame(sorted(rows), columns=["Person", "Wish", "Weight"])
            height = min(420, 35 * (len(rows) + 1) + 3)
            st.dataframe(
                frame,
                hide_index=True,
                width="stretch",
                height=height,
                column_config={"Weight": st.column_config.NumberColumn(width=90, help=WEIGHT)},
                key=f"wishes.{title}",
            )
        else:
            st.caption("None.")


def _row(view: WishesView, wish: ShiftRequest | Preference, sentence: str) -> tuple[str, str, int]:
    return view.people[wish.employee], sentence, wish.weight


def _request(view: WishesView, wish: ShiftRequest) -> str:
    verb = "Wants to work" if wish.on else "Does not want to work"
    return f"{verb} {_template(view, wish.template)} on {day_text(wish.date)}"


def _preference(view: WishesView, wish: Preference) -> str:
    parts = ["Avoids" if wish.avoid else "Prefers", _template(view, wish.template) if wish.template else "shifts"]
    if wish.weekday is not None:
        parts.append(f"on {WEEKDAYS[wish.weekday]}")
    if wish.start is not None:
        parts.append(f"from {clock_text(wish.start)}")
    if wish.end is not None:
        parts.append(f"until {clock_text(wish.end)}")
    return " ".join(parts)


def _template(view: WishesView, template: str) -> str:
    return view.templates[template].template.name
