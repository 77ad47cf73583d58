"""What is chosen in a picture, said beside it: on a phone at the foot of the screen, where it is seen at once."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

TURN = ".closed"


def phone_panel(key: str) -> DeltaGenerator:
    """A container that stays in sight on a phone, whose picture it would otherwise stand above or below."""
    st.html(
        f"""<style>@media (max-width: 48rem) {{
  .st-key-{key} {{ position: fixed; inset: auto 0 0 0; z-index: 90; max-height: 48vh; overflow-y: auto;
    padding: .75rem 1rem 1.25rem; background: #ffffff; border-top: 1px solid #d5dde5;
    box-shadow: 0 -4px 16px rgb(0 0 0 / .12); }}
  .st-key-{key} > * {{ flex-shrink: 0; }}
  .stMainBlockContainer:has(.st-key-{key}) {{ padding-bottom: 50vh; }}
}}</style>"""
    )
    return st.container(key=key)


def closing(key: str) -> None:
    """A button, on a phone only, that lets go of what is chosen: the panel covers half of the picture."""
    name = f"{key}-close"
    st.html(f"<style>@media (min-width: 48rem) {{ .st-key-{name} {{ display: none; }} }}</style>")

    def turn() -> None:
        st.session_state[f"{key}{TURN}"] = turned(key) + 1

    st.button("Close", key=name, icon=":material/close:", on_click=turn)


def turned(key: str) -> int:
    """How often the panel was closed. A picture with this in its name is then another, in which nothing is chosen."""
    return int(st.session_state.get(f"{key}{TURN}", 0))
