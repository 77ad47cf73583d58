"""Edit roster: change the week by hand, seeing what each change breaks before it is kept."""

import streamlit as st

from data.compose import services
from pages.components.edit_bar import edit_bar
from pages.components.edit_cell import edit_cell
from pages.components.edit_grid import PANEL, edit_grid
from pages.components.edit_hold import edit_cells
from pages.components.edit_search import edit_found
from pages.components.edit_stale import edit_stale
from pages.components.frame import Place, open_page, saying
from pages.components.phone_panel import closing, phone_panel
from scheduling.services.editing import Desk

# On a phone there is no keyboard.
STYLE = "<style>@media (max-width: 48rem) { .st-key-edit-bar kbd { display: none; } }</style>"


@st.fragment
def workplace(place: Place, desk: Desk) -> None:
    """The grid and, beside it, what can be done with what is chosen in it."""
    left, right = st.columns([5, 2], gap="medium")
    with left:
        cells = edit_grid(desk)
    with right, phone_panel(PANEL) if cells else st.container(key="edit-hint"):
        if len(cells) == 1:
            edit_cell(place, desk, cells[0])
        elif cells:
            edit_cells(place, desk, cells)
        else:
            st.caption("Choose a cell to change it, or drag over several. Arrow keys move from cell to cell.")
        if cells:
            closing(PANEL)


place = open_page("Edit roster", "Changes are kept for you as you go, and count for nobody else before you save them.")
st.html(STYLE)
with saying():
    desk = services().editing.desk(place.actor, place.schedule.id)
    if edit_stale(place, desk):
        edit_bar(place, desk)
        edit_found(desk)
        workplace(place, desk)
