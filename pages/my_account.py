"""My account: the own password, the own sessions, and all that is stored about oneself."""

import streamlit as st

from data.compose import services
from pages.components.frame import open_desk, plain
from pages.components.own_data import own_data
from pages.components.own_password import own_password
from pages.components.own_sessions import own_sessions
from pages.components.own_token import own_token

actor = open_desk("My account", "Who you are here, your password, and where you are signed in.")
account = services().own_account.view(actor, own_token())
role, user = account.user.role.value, account.user
said = [f"**{plain(user.name)}**, {role}", f"signs in as **{plain(user.username)}**"]
said += [plain(user.email)] if user.email else []
st.markdown(" · ".join(said))
if account.person is None:
    st.caption("This account belongs to nobody who is planned. An administrator can connect it with you.")
own_password(services().own_account, account, actor)
own_sessions(services().own_account, account, actor)
own_data(services().own_data, actor)
