"""The script that the server runs for every page: who is signed in, then the pages there are."""

from pathlib import Path

import streamlit as st

from pages.components.frame import signed_in
from scheduling.services.records import UserRecord

PAGES = {
    "Week": [("overview", "Overview", "🗓️"), ("roster", "Roster", "📋")],
    "Prepare": [
        ("team", "Team", "👥"),
        ("availability", "Availability", "🙋"),
        ("demand", "Demand", "📈"),
        ("rules", "Rules & weights", "⚖️"),
        ("import_file", "Import", "📥"),
    ],
    "Optimise": [("runs", "Runs", "🚀"), ("solution", "Solution", "🔎"), ("apply", "Apply", "✅")],
}
HERE = Path(__file__).parent
# The space above a title is meant for a header that this application does not have.
STYLE = "<style>.stMainBlockContainer { padding-top: 3.5rem; padding-bottom: 4rem; }</style>"


def who(user: UserRecord) -> None:
    """Say who is signed in, and let them out: a plain form, since only the server may clear the cookie."""
    st.sidebar.caption(f"Signed in as {user.name}")
    st.sidebar.html(
        '<form method="post" action="/sign-out"><button style="all:unset;cursor:pointer;font-size:.875rem;'
        'text-decoration:underline">Sign out</button></form>'
    )


st.set_page_config(page_title="Shiftwright", page_icon="🗓️", layout="wide")
user = signed_in()
menu = {
    group: [st.Page(HERE / f"{name}.py", title=title, icon=icon) for name, title, icon in pages]
    for group, pages in PAGES.items()
}
page = st.navigation(menu)
st.html(STYLE)
try:
    page.run()
finally:
    # Below what the page puts into the sidebar, also when the page ends early.
    who(user)
