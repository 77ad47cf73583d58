"""Colours: a shift's own, else one of a set that stays apart for most eyes; and the chips that explain them."""

from collections.abc import Mapping, Sequence
from html import escape

from scheduling.domain.problem import ShiftTemplate

# Okabe and Ito's set, lightened so that dark codes stay legible on every one.
PALETTE = ("#f2b84b", "#7cc4ee", "#4fb893", "#e58fb8", "#e8804a", "#6f9fd8", "#d8cf4e", "#b9a3e3", "#a3b18a", "#c9a58b")
INK, MUTED, GRID, EMPTY, WEEKEND = "#1d2733", "#5b6875", "#e3e8ee", "#f6f8fa", "#ebeff3"
ACCENT = "#1f5f8b"
AWAY = "#c3ccd6"


def template_colours(templates: Sequence[ShiftTemplate]) -> Mapping[str, str]:
    """A colour per template id."""
    return {t.id: t.colour or PALETTE[k % len(PALETTE)] for k, t in enumerate(templates)}


def chip(colour: str, mark: str, name: str, note: str = "") -> str:
    """HTML for one entry of a legend: a coloured mark, a name, and a quiet note."""
    return (
        '<span style="display:inline-flex;align-items:center;margin:0 1rem .35rem 0;font-size:.85rem">'
        f'<span style="background:{colour};color:{INK};border-radius:.25rem;padding:.05rem .4rem;margin-right:.4rem;'
        f'font-weight:600">{escape(mark)}</span>{escape(name)}&nbsp;'
        f'<span style="opacity:.65">{escape(note)}</span></span>'
    )
