"""Edit roster: change the week by hand, seeing what each change breaks before it is kept."""

import streamlit as st

from data.compose import services
from pages.components.edit_bar import edit_bar
from pages.components.edit_cell import edit_cell
from pages.components.edit_grid import edit_grid
from pages.components.edit_hold import edit_cells
from pages.components.edit_search import edit_found
from pages.components.edit_stale import edit_stale
from pages.components.frame import Place, open_page, saying
from scheduling.services.editing import Desk

# On a phone there is no keyboard, and below the grid nobody would see that anything happened.
STYLE = """<style>
@media (max-width: 48rem) {
  .st-key-edit-bar kbd { display: none; }
  .st-key-edit-panel { position: fixed; inset: auto 0 0 0; z-index: 90; max-height: 48vh; overflow-y: auto;
    padding: .75rem 1rem 1.25rem; background: #ffffff; border-top: 1px solid #d5dde5;
    box-shadow: 0 -4px 16px rgb(0 0 0 / .12); }
  .st-key-edit-panel > * { flex-shrink: 0; }
  .stMainBlockContainer:has(.st-key-edit-panel) { padding-bottom: 50vh; }
}
</style>"""


@st.fragment
def workplace(place: Place, desk: Desk) -> None:
    """The grid and, beside it, what can be done with what is chosen in it."""
    left, right = st.columns([5, 2], gap="medium")
    with left:
        cells = edit_grid(desk)
    with right, st.container(key="edit-panel" if cells else "edit-hint"):
        if len(cells) == 1:
            edit_cell(place, desk, cells[0])
        elif cells:
            edit_cells(place, desk, cells)
        else:
            st.caption("Choose a cell to change it, or drag over several. Arrow keys move from cell to cell.")


place = open_page("Edit roster", "Changes are kept for you as you go, and count for nobody else before you save them.")
st.html(STYLE)
with saying():
    desk = services().editing.desk(place.actor, place.schedule.id)
    if edit_stale(place, desk):
        edit_bar(place, desk)
        edit_found(desk)
        workplace(place, desk)
