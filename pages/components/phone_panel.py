"""What is chosen in a picture, said beside it: on a phone at the foot of the screen, where it is seen at once."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator


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
