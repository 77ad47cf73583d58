"""Groups of wants that fall short whatever is done, and by how much."""

from collections.abc import Iterable
from itertools import chain, combinations, product
from typing import TypeAlias

from hypothesis import given, settings
from hypothesis import strategies as st

from scheduling.solver.flow import Deficit, deficits
from tests.drawn import quickly

Wants: TypeAlias = dict[str, int]


def ones(pairs: list[str]) -> dict[tuple[str, str], int]:
    return {(pair[0], pair[1]): 1 for pair in pairs}


def test_what_can_be_met_is_not_mentioned() -> None:
    assert deficits({"A": 2, "B": 0}, {"x": 1, "y": 1}, ones(["xA", "yA"])) == []
    assert deficits({}, {}, {}) == []


def test_a_want_that_nobody_serves_lacks_everything() -> None:
    assert deficits({"A": 2}, {"x": 1}, {}) == [Deficit(("A",), 2, 0)]


def test_only_the_want_that_is_short_is_named_even_where_its_givers_could_serve_another() -> None:
    arcs = ones(["xA", "yA", "xB", "zB"])
    assert deficits({"A": 3, "B": 1}, {"x": 1, "y": 1, "z": 1}, arcs) == [Deficit(("A",), 3, 2)]


def test_wants_that_compete_for_the_same_givers_fall_short_together() -> None:
    arcs = ones(["xA", "yA", "xB", "yB"])
    assert deficits({"A": 1, "B": 2}, {"x": 1, "y": 1}, arcs) == [Deficit(("A", "B"), 3, 2)]


def test_wants_without_a_giver_in_common_are_told_apart() -> None:
    found = deficits({"A": 2, "B": 3}, {"x": 1, "y": 1}, ones(["xA", "yB"]))
    assert found == [Deficit(("A",), 2, 1), Deficit(("B",), 3, 1)]


def test_a_giver_gives_no_more_than_it_has_nor_than_the_pair_allows() -> None:
    arcs = {("x", "A"): 9, ("x", "B"): 2}
    assert deficits({"A": 9, "B": 9}, {"x": 10}, arcs) == [Deficit(("A", "B"), 18, 10)]
    assert deficits({"A": 9, "B": 9}, {"x": 12}, arcs) == [Deficit(("B",), 9, 2)]


NUMBERS = st.integers(0, 3)


def most_given(group: Iterable[str], wanted: Wants, supply: Wants, arcs: dict[tuple[str, str], int]) -> int:
    """By Ford and Fulkerson: the least cut, over all ways to leave some wants out."""
    wants = list(group)
    kept = chain.from_iterable(combinations(wants, size) for size in range(len(wants) + 1))

    def to(giver: str, part: tuple[str, ...]) -> int:
        return min(supply[giver], sum(amount for (g, want), amount in arcs.items() if g == giver and want in part))

    return min(
        sum(wanted[want] for want in wants if want not in part) + sum(to(giver, part) for giver in supply)
        for part in kept
    )


@settings(quickly)
@given(
    wanted=st.fixed_dictionaries(dict.fromkeys("ABC", NUMBERS)),
    supply=st.fixed_dictionaries(dict.fromkeys("xyz", NUMBERS)),
    arcs=st.dictionaries(st.sampled_from(list(product("xyz", "ABC"))), st.integers(1, 2)),
)
def test_groups_get_as_much_as_they_could_alone_and_add_up_to_all_that_is_missing(
    wanted: Wants, supply: Wants, arcs: dict[tuple[str, str], int]
) -> None:
    found = deficits(wanted, supply, arcs)
    for deficit in found:
        assert deficit.wanted == sum(wanted[want] for want in deficit.wants)
        assert deficit.given == most_given(deficit.wants, wanted, supply, arcs) < deficit.wanted
    assert sum(d.missing for d in found) == sum(wanted.values()) - most_given("ABC", wanted, supply, arcs)
