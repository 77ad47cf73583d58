"""Somebody's own wishes: a form to say one more, and what they said already."""

import streamlit as st

from pages.components.emptied import emptied_key, start_empty
from pages.components.frame import notify, plain, saying
from scheduling.domain.problem import Preference, ShiftRequest
from scheduling.services.own_wishes import OwnWishes, OwnWishesService, Strength
from scheduling.services.permissions import Actor
from scheduling.services.wish_sentences import WEEKDAYS

LIKE, NOT = "I would like", "I would rather not"
ONCE, WEEKLY = "On one day", "Every week"
ANY_SHIFT, ANY_DAY = "Any shift", "Any day"
STRENGTHS = {"A little": Strength.A_LITTLE, "Clearly": Strength.CLEARLY, "Very much": Strength.VERY_MUCH}
BADGES = {strength: f":gray-badge[{name}]" for name, strength in STRENGTHS.items()}


def wish_form(service: OwnWishesService, wishes: OwnWishes, actor: Actor) -> None:
    """Draw it; what was chosen stays when it is refused. Nothing is drawn where there is no shift to wish for."""
    if not wishes.shifts:
        st.info("There are no shifts yet that you could wish for. Come back when some are planned.")
        return
    key = emptied_key("my_wishes")
    with st.container(border=True, key="my_wishes.new"):
        left, right = st.columns(2)
        kind = left.segmented_control("What", [LIKE, NOT], default=LIKE, required=True, key=f"{key}.kind")
        when = right.segmented_control("When", [ONCE, WEEKLY], default=ONCE, required=True, key=f"{key}.when")
        left, right = st.columns(2)
        options = list(wishes.shifts) if when == ONCE else [None, *wishes.shifts]
        shift = left.selectbox(
            "Shift",
            options,
            format_func=lambda one: wishes.shifts[one] if one else ANY_SHIFT,
            key=f"{key}.shift.{when}",
        )
        if when == ONCE:
            day = right.date_input("Day", wishes.today, min_value=wishes.today, format="DD/MM/YYYY", key=f"{key}.day")
        else:
            weekday = right.selectbox(
                "Weekday",
                [None, *range(7)],
                format_func=lambda one: ANY_DAY if one is None else WEEKDAYS[one],
                key=f"{key}.weekday",
            )
        strength = st.segmented_control(
            "How much it means to you", list(STRENGTHS), default="Clearly", required=True, key=f"{key}.strength"
        )
        pressed = st.button("Keep this wish", type="primary", key=f"{key}.keep")
    if pressed:
        with saying():
            if when == ONCE:
                service.ask(actor, day, shift, STRENGTHS[strength], wanted=kind == LIKE)
            else:
                service.prefer(actor, shift, weekday, STRENGTHS[strength], avoid=kind == NOT)
            notify("Your wish is kept.")
            start_empty("my_wishes")
            st.rerun()


def my_wishes(service: OwnWishesService, wishes: OwnWishes, actor: Actor) -> None:
    """What was said, with a button to withdraw each."""
    if not wishes.requests and not wishes.preferences:
        st.info("You have no wishes at the moment.")
    for title, said in (("On one day", wishes.requests), ("Every week", wishes.preferences)):
        if said:
            st.subheader(title, anchor=False)
        for number, wish in enumerate(said):
            _wish(service, wishes, wish, actor, f"my_wishes.{number}.{wishes.text(wish)}")


def _wish(
    service: OwnWishesService, wishes: OwnWishes, wish: ShiftRequest | Preference, actor: Actor, key: str
) -> None:
    with st.container(border=True), st.container(horizontal=True, vertical_alignment="center"):
        strength = BADGES.get(wish.weight, f":gray-badge[Weight {wish.weight}]")
        st.markdown(f"{plain(wishes.text(wish))} {strength}", width="stretch")
        pressed = st.button("Withdraw", key=key)
    if pressed:
        with saying():
            service.drop(actor, wish)
            notify("Your wish is withdrawn.")
            st.rerun()
