"""The script that the server runs for every page: who is signed in, then the pages that are theirs."""

from pathlib import Path

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from pages.components.frame import plain, refuse, saying, signed_in
from pages.components.menu import ACCOUNT, MENU
from scheduling.services.permissions import Actor
from scheduling.services.records import UserRecord

HERE = Path(__file__).parent
FRONT = "overview"
SIDEBAR_WIDTH = 300
ICON, LOGO = HERE / "brand" / "icon.svg", HERE / "brand" / "logo.svg"
# A wide screen has no header to leave room for; who is signed in stands last in the sidebar, though it is drawn first.
STYLE = """<style>
.stMainBlockContainer { padding-bottom: 4rem; }
@media (min-width: 48rem) { .stMainBlockContainer { padding: 2.25rem 3rem 4rem; } }
@media (max-width: 48rem) { .stMainBlockContainer { padding-top: 4rem; } }
*:has(> .st-key-who) { order: 1; }
.st-key-who form { font-size: .875rem; }
.st-key-who button { all: unset; cursor: pointer; text-decoration: underline; white-space: nowrap; }
.st-key-who button:focus-visible { outline: 2px solid; outline-offset: 2px; }
[data-testid="stSidebarNavItems"] li { margin-block: -1px; }
[data-testid="stSidebarNavItems"] li > div { margin-block: 0; }
.st-key-head h1 { padding: 0 0 1.1rem; }
.st-key-figures { display: grid; grid-template-columns: repeat(auto-fill, minmax(10.5rem, 1fr)); gap: .75rem; }
.st-key-figures [data-testid="stMetric"] > div { padding: .55rem .9rem; }
</style>"""


def who(user: UserRecord, account: StreamlitPage) -> None:
    """Say who is signed in, lead to their account, and let them out: a plain form, as only the server may clear the
    cookie."""
    role = user.role.value
    said = user.name if user.name.lower() == role else f"{user.name}, {role}"
    with st.sidebar.container(key="who", horizontal=True, vertical_alignment="center"):
        st.page_link(account, label=plain(said), icon=":material/account_circle:", help="My account", width="stretch")
        st.html('<form method="post" action="/sign-out"><button>Sign out</button></form>', width="content")


st.set_page_config(page_title="Shiftwright", page_icon=str(ICON), layout="wide", initial_sidebar_state=SIDEBAR_WIDTH)
st.logo(str(LOGO), icon_image=str(LOGO), size="large")
st.html(STYLE)
user = signed_in()
actor = Actor.of(user)
entries = [entry for group in MENU.values() for entry in group]
listed = [entry for entry in entries if entry.is_listed(actor)]
# A page that is not theirs is known all the same, so that a link to it is answered with a reason.
drawn = {
    entry: st.Page(
        HERE / f"{entry.file}.py",
        title=entry.title,
        icon=f":material/{entry.icon}:",
        default=entry.file == FRONT,
        visibility="visible" if entry in listed else "hidden",
    )
    for entry in entries
}
# All pages stay in sight: the last ones are those that end the work.
page = st.navigation({group: [drawn[entry] for entry in MENU[group]] for group in MENU}, expanded=True)
if len(listed) == 1:  # Streamlit draws no menu of a single page, and nothing would lead back to it.
    st.sidebar.page_link(drawn[listed[0]])
# Before the page, which may end early.
who(user, drawn[next(entry for entry in entries if entry.file == ACCOUNT)])
opened = next(entry for entry in entries if drawn[entry] == page)
with saying():
    if opened.is_for(actor):
        page.run()
    elif opened.file == FRONT:
        st.switch_page(drawn[listed[0]])
    else:
        refuse(opened.title, opened.refusal(actor))
