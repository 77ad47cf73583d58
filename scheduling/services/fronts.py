"""The rosters among many that no other beats on every side, and what each step along them buys."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from scheduling.services.measures import LINES, Measures

Item = TypeVar("Item")


def front(items: Sequence[Item], sides: Callable[[Item], Sequence[int]]) -> list[Item]:
    """Items that no other item matches on all sides and beats on one; lower is better. Of equal ones the first.

    In the order of their first side, best first.
    """
    valued = [(tuple(sides(item)), item) for item in items]
    kept: dict[tuple[int, ...], Item] = {}
    for values, item in valued:
        beaten = any(other != values and all(o <= v for o, v in zip(other, values, strict=True)) for other, _ in valued)
        if not beaten:
            kept.setdefault(values, item)
    return [kept[values] for values in sorted(kept)]


def step_text(before: Measures, after: Measures) -> str:
    """What going from one roster to another buys and costs: "3 more wishes granted cost 4 h 30 min more unfairness"."""
    won: list[str] = []
    paid: list[str] = []
    for line in LINES:
        one, two = line.value(before), line.value(after)
        if one is not None and two is not None and one != two:
            (won if (two - one) * line.sign > 0 else paid).append(line.gap(two - one))
    if won and paid:
        return f"{_listed(won)} cost {_listed(paid)}"
    if won:
        return f"{_listed(won)}, at no price in these measures"
    if paid:
        return f"{_listed(paid)}, with no gain in these measures"
    return "no difference in these measures"


def _listed(parts: Sequence[str]) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"
