"""At which weight which roster wins: found from few points, and true at every whole weight."""

from hypothesis import given
from hypothesis import strategies as st

from scheduling.services.winners import Contender, Stretch, stretches

LINES = st.lists(st.tuples(st.integers(0, 40), st.integers(0, 6)), min_size=2, max_size=5)


def at(lines: list[tuple[int, int]], weight: int) -> list[Contender]:
    return [Contender("ABCDE"[k], 0, base + weight * units, units) for k, (base, units) in enumerate(lines)]


def test_the_cheaper_roster_wins_until_the_other_one_breaks_less() -> None:
    """A costs 10 + 3 w, B 16 + w: equal at 3."""
    lines = [(10, 3), (16, 1)]
    assert stretches(at(lines, 0), at(lines, 1)) == [
        Stretch(0, 2, ("A",)),
        Stretch(3, 3, ("A", "B")),
        Stretch(4, None, ("B",)),
    ]


def test_who_breaks_a_hard_rule_never_wins_beside_who_does_not() -> None:
    off = [Contender("A", 1, 0, 0), Contender("B", 0, 50, 0)]
    one = [Contender("A", 1, 0, 0), Contender("B", 0, 51, 1)]
    assert stretches(off, one) == [Stretch(0, None, ("B",))]


@given(LINES)
def test_every_whole_weight_has_the_winners_of_its_stretch(lines: list[tuple[int, int]]) -> None:
    found = stretches(at(lines, 0), at(lines, 1))
    for weight in range(60):
        lowest = min(c.penalty for c in at(lines, weight))
        winners = tuple(c.name for c in at(lines, weight) if c.penalty == lowest)
        (here,) = (s for s in found if s.first <= weight and (s.last is None or weight <= s.last))
        assert here.winners == winners
