"""Compare: which roster would I take, and why?"""

import streamlit as st

from data.compose import services
from pages.components.bring_own import bring_own
from pages.components.compare_choice import choose_list, choose_rosters, choose_yardstick, take, wanted
from pages.components.compare_coverage import compare_coverage
from pages.components.compare_diff import compare_people
from pages.components.compare_measures import compare_measures
from pages.components.compare_ranking import all_rosters
from pages.components.compare_rosters import compare_rosters
from pages.components.compare_weights import compare_weights
from pages.components.frame import open_page, plain

place = open_page("Compare", "Which roster would I take, and why?")
service = services().comparing
# What comes first on screen is known last; a roster of one's own is the exception, and stands last.
answer, (left, right), body = st.container(), st.columns([1, 3]), st.container()
with left:
    profile = choose_yardstick(place)
with right:
    picker, before = st.container(), wanted(place)
    swept, earlier = choose_list(place)
every = service.ranking(place.actor, place.schedule.id, profile, before, improved_on=earlier)
ranking = every.listed(before, swept=swept)
bring_own(place, ranking)
with picker:
    chosen = choose_rosters(place, ranking)
comparison = service.compare(place.actor, place.schedule.id, chosen, profile, ranking)
with answer, st.container(border=True, key="verdict"):
    st.markdown(f"**{plain(comparison.verdict)}**")
    take(place, comparison)
names = ["Measures", "Rosters", "Coverage", "Who gains, who loses", "Weights", "All rosters"]
numbers, rosters, coverage, people, weights, everything = body.tabs(names, key="compare-tab")
with numbers:
    compare_measures(place, comparison)
with rosters:
    compare_rosters(comparison)
with coverage:
    compare_coverage(comparison)
with people:
    compare_people(comparison)
with weights:
    compare_weights(comparison)
with everything:
    all_rosters(place, ranking)
