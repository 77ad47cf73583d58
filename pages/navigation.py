"""The script that the server runs for every page: who is signed in, then the pages they may see."""

from pathlib import Path

import streamlit as st

from pages.components.frame import signed_in

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

st.set_page_config(page_title="Shiftwright", page_icon="🗓️", layout="wide")
user = signed_in()
menu = {
    group: [
        st.Page(HERE / f"{name}.py", title=title, icon=icon)
        for name, title, icon in pages
        if (HERE / f"{name}.py").exists()
    ]
    for group, pages in PAGES.items()
}
page = st.navigation({group: pages for group, pages in menu.items() if pages})
st.sidebar.caption(f"Signed in as {user.name}")
st.sidebar.html(
    '<form method="post" action="/sign-out"><button style="all:unset;cursor:pointer;'
    'text-decoration:underline">Sign out</button></form>'
)
page.run()
