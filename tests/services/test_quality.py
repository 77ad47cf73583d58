"""How good a roster is known to be: never better than what is proven, and what stopping risks."""

import pytest

from scheduling.services.quality import quality
from tests.builders import setting

HEAD, WISH, LAW = setting("coverage", 1000), setting("availability", 20), setting("min_rest", None)


@pytest.mark.parametrize(
    ("objective", "bound", "said"),
    [
        (None, 7, "No roster yet"),
        (100, None, "Nothing is proven yet"),
        (100, 100, "Proven: no roster has a lower penalty"),
        (0, 0, "Proven: no roster has a lower penalty"),
        (1000, 987, "At most 1.3 % better is possible: stopping now risks 13 of penalty and no more."),
        (7500, 7499, "At most 0.1 % better"),
        (3000, 2990, "At most 0.4 % better"),
        (1000, 12, "Little is proven yet: a far better roster may exist (up to 988 less penalty)"),
    ],
)
def test_what_is_proven_is_said_and_percents_are_rounded_up(objective: int, bound: int, said: str) -> None:
    assert quality(objective, bound).startswith(said)


def test_the_risk_is_told_beside_what_a_unit_of_the_dearest_wish_costs() -> None:
    assert quality(5000, 4980, [WISH, HEAD, LAW]).endswith("less than one unit of coverage costs (1,000).")
    assert quality(5000, 2900, [WISH, HEAD]).endswith("as much as 2 units of coverage.")
    assert quality(5000, 4980, [LAW]).endswith("risks 20 of penalty and no more.")
