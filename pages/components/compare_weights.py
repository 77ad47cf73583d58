"""Where the winner changes as a weight moves, one wish after another."""

import streamlit as st

from pages.components.frame import plain
from scheduling.services.comparing import Comparison, WeightEffect
from scheduling.services.winners import Stretch


def compare_weights(comparison: Comparison) -> None:
    """A few lines for each wish whose weight decides; a sentence where none does."""
    if not comparison.effects:
        st.success(f"Whatever a single wish weighs, {comparison.best} stays the one to take.")
        return
    st.caption(
        "Each line moves one weight and leaves all others as they are. With any weight that is not listed, "
        f"{comparison.best} stays."
    )
    for effect in sorted(comparison.effects, key=lambda one: _nearest(one)):
        with st.container(border=True, gap="xxsmall"):
            st.markdown(f"**{plain(effect.phrase)}**, now {effect.setting.weight or 0:,}")
            st.markdown(" · ".join(_stretch(one, effect.setting.weight or 0) for one in effect.stretches))


def _nearest(effect: WeightEffect) -> float:
    """How far, as a factor, the weight is from its next turn."""
    weight = effect.setting.weight or 0
    turns = [one.first for one in effect.stretches[1:]]
    return min((max(turn, weight, 1) / max(1, min(turn, weight)) for turn in turns), default=0.0)


def _stretch(one: Stretch, weight: int) -> str:
    here = one.first <= weight and (one.last is None or weight <= one.last)
    if one.last is None:
        span = f"from {one.first:,} on"
    else:
        span = f"at {one.first:,}" if one.first == one.last else f"{one.first:,} to {one.last:,}"
    winners = " and ".join(one.winners)
    return f":green-background[{span}: **{winners}**]" if here else f"{span}: {winners}"
