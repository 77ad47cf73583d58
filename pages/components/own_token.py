"""The session that somebody looks from."""

import streamlit as st

from pages.http.guard import COOKIE


def own_token() -> str | None:
    """Its token; only ever handed to services, and never drawn."""
    return st.context.cookies.get(COOKIE)
