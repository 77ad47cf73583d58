"""A figure that keeps its width: a narrow screen scrolls it sideways instead of squeezing it."""

from collections.abc import Callable
from typing import Any

import plotly.graph_objects as go
import streamlit as st

CONFIG = {"displaylogo": False, "displayModeBar": False, "scrollZoom": False}


def wide_chart(figure: go.Figure, key: str, least_width: int, alt: str) -> None:
    """Draw a figure as wide as there is room, but never narrower than `least_width` pixels."""
    _drawn(figure, key, least_width, alt)


def selectable_chart(
    figure: go.Figure, key: str, least_width: int, alt: str, picked: Callable[[], None] | None = None
) -> Any:
    """The same; a click on a mark draws the page anew, after `picked`. Returns Streamlit's event: what is selected."""
    return _drawn(figure, key, least_width, alt, on_select=picked or "rerun", selection_mode="points")


def _drawn(figure: go.Figure, key: str, least_width: int, alt: str, **more: Any) -> Any:
    st.html(
        f"<style>.st-key-{key}-frame {{overflow-x: auto;}}"
        f".st-key-{key}-frame > div {{min-width: {least_width}px;}}</style>"
    )
    with st.container(key=f"{key}-frame"):
        return st.plotly_chart(figure, width="stretch", key=key, config=CONFIG, theme=None, alt=alt, **more)
