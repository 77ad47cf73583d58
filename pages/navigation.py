"""The script that the server runs for every page: who is signed in, then the pages there are."""

from pathlib import Path

import streamlit as st

from pages.components.frame import saying, signed_in
from scheduling.services.operations import looks_after
from scheduling.services.records import UserRecord

# Streamlit brings the font of these icons along; emoji look different, or like nothing, on every machine.
PAGES = {
    "Week": [("overview", "Overview", "calendar_month"), ("roster", "Roster", "view_timeline")],
    "Prepare": [
        ("team", "Team", "group"),
        ("availability", "Availability", "event_available"),
        ("demand", "Demand", "bar_chart"),
        ("rules", "Rules & weights", "balance"),
        ("import_file", "Import", "upload_file"),
    ],
    "Optimise": [
        ("runs", "Runs", "play_circle"),
        ("solution", "Solution", "search_insights"),
        ("apply", "Apply", "task_alt"),
    ],
    "House": [("operations", "Operations", "monitor_heart")],
}
# For those who look after the machinery.
KEPT_BACK = ("House",)
HERE = Path(__file__).parent
SIDEBAR_WIDTH = 300
ICON, LOGO = HERE / "brand" / "icon.svg", HERE / "brand" / "logo.svg"
# A wide screen has no header to leave room for; who is signed in stands last in the sidebar, though it is drawn first.
STYLE = """<style>
.stMainBlockContainer { padding-bottom: 4rem; }
@media (min-width: 48rem) { .stMainBlockContainer { padding: 2.25rem 3rem 4rem; } }
@media (max-width: 48rem) { .stMainBlockContainer { padding-top: 4rem; } }
*:has(> .st-key-who) { order: 1; }
.st-key-head h1 { padding: 0 0 1.1rem; }
.st-key-figures { display: grid; grid-template-columns: repeat(auto-fill, minmax(10.5rem, 1fr)); gap: .75rem; }
.st-key-figures [data-testid="stMetric"] > div { padding: .55rem .9rem; }
</style>"""


def who(user: UserRecord) -> None:
    """Say who is signed in, and let them out: a plain form, since only the server may clear the cookie."""
    with st.sidebar.container(key="who", gap="xxsmall"):
        st.caption(f"Signed in as {user.name}, {user.role.value}")
        st.html(
            '<form method="post" action="/sign-out"><button style="all:revert;border:0;background:none;padding:0;'
            'font:inherit;font-size:.875rem;color:inherit;cursor:pointer;text-decoration:underline">Sign out</button>'
            "</form>"
        )


st.set_page_config(page_title="Shiftwright", page_icon=str(ICON), layout="wide", initial_sidebar_state=SIDEBAR_WIDTH)
st.logo(str(LOGO), icon_image=str(LOGO), size="large")
st.html(STYLE)
user = signed_in()
menu = {
    group: [st.Page(HERE / f"{name}.py", title=title, icon=f":material/{icon}:") for name, title, icon in pages]
    for group, pages in PAGES.items()
    if group not in KEPT_BACK or looks_after(user)
}
page = st.navigation(menu)
# Before the page, which may end early.
who(user)
with saying():
    page.run()
