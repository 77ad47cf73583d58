"""Widgets that empty themselves once what they held is done: a new turn gives them new keys."""

import streamlit as st


def emptied_key(name: str) -> str:
    """Prefix for the keys of the widgets."""
    return f"{name}.{st.session_state.get(f'{name}.turn', 0)}"


def start_empty(name: str) -> None:
    """Draw the widgets empty next time."""
    st.session_state[f"{name}.turn"] = st.session_state.get(f"{name}.turn", 0) + 1
