"""Colours of shifts: the template's own, else one of a set that stays apart for most eyes."""

from collections.abc import Mapping, Sequence

from scheduling.domain.problem import ShiftTemplate

# Okabe and Ito's set, lightened so that dark codes stay legible on every one.
PALETTE = ("#f2b84b", "#7cc4ee", "#4fb893", "#e58fb8", "#e8804a", "#6f9fd8", "#d8cf4e", "#b9a3e3", "#a3b18a", "#c9a58b")
INK, MUTED, GRID, EMPTY = "#1d2733", "#5b6875", "#e3e8ee", "#f6f8fa"
ACCENT = "#1f5f8b"


def template_colours(templates: Sequence[ShiftTemplate]) -> Mapping[str, str]:
    """A colour per template id."""
    return {t.id: t.colour or PALETTE[k % len(PALETTE)] for k, t in enumerate(templates)}
