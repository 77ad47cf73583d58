"""A figure that keeps its width: a narrow screen scrolls it sideways instead of squeezing it."""

import plotly.graph_objects as go
import streamlit as st

CONFIG = {"displaylogo": False, "displayModeBar": False, "scrollZoom": False}


def wide_chart(figure: go.Figure, key: str, least_width: int, alt: str) -> None:
    """Draw a figure as wide as there is room, but never narrower than `least_width` pixels."""
    st.html(
        f"<style>.st-key-{key}-frame {{overflow-x: auto;}}"
        f".st-key-{key}-frame > div {{min-width: {least_width}px;}}</style>"
    )
    with st.container(key=f"{key}-frame"):
        st.plotly_chart(figure, width="stretch", key=key, config=CONFIG, theme=None, alt=alt)
