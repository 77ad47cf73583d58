"""Figures that sum up many measurements."""

import math
from collections.abc import Sequence


def percentile(values: Sequence[float], percent: float) -> float:
    """The smallest value that at least so many percent of all values do not exceed (nearest rank).

    Raises
    ------
    ValueError
        When there is no value, or `percent` is not above 0 and at most 100.
    """
    if not values or not 0 < percent <= 100:
        raise ValueError(f"the {percent}th percentile of {len(values)} values")
    return sorted(values)[math.ceil(len(values) * percent / 100) - 1]


def summed_up(values: Sequence[float]) -> tuple[float, float, float]:
    """Median, 95th percentile and maximum."""
    return percentile(values, 50), percentile(values, 95), max(values)
