"""Which weights a sweep tries: one weight over a range, two over a grid, or groups of wishes against each other."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from scheduling.domain.errors import InvalidInput
from scheduling.domain.settings import RuleSetting
from scheduling.services.points import weight_of
from scheduling.services.sweep_records import Side, SweepPoint
from scheduling.services.tuning import HIGHEST_WEIGHT

MOST_POINTS, FEWEST_POINTS = 36, 2
STRONG = 5
"""By this each group is made stronger in turn."""
GROUPS = {
    "Coverage": ("coverage", "interval_coverage", "skill_mix"),
    "Fairness": ("fairness",),
    "Wishes": ("availability", "preferences"),
}


@dataclass(frozen=True)
class Range:
    """A weight from `low` to `high` in so many steps, each step by the same factor; 0 is off and allowed as `low`."""

    setting: str
    name: str
    low: int
    high: int
    steps: int

    def values(self) -> list[int]:
        """The whole weights to try, in order, each once.

        Raises
        ------
        InvalidInput
            When the range is no range.
        """
        if not 0 <= self.low < self.high <= HIGHEST_WEIGHT:
            raise InvalidInput(f"From {self.low} to {self.high} is no range of weights; begin lower than it ends.")
        if not FEWEST_POINTS <= self.steps <= MOST_POINTS:
            raise InvalidInput(f"{self.steps} weights are out of range; choose {FEWEST_POINTS} to {MOST_POINTS}.")
        first, factor = max(1, self.low), (self.high / max(1, self.low)) ** (1 / max(1, self.steps - 1))
        values = [round(first * factor**k) for k in range(self.steps)]
        return sorted({self.low, *values[1:-1], self.high})


@dataclass(frozen=True)
class Plan:
    """What to try: a name, what is weighed against the rest, and the points."""

    name: str
    sides: tuple[Side, ...]
    points: tuple[SweepPoint, ...]


def over_ranges(ranges: Sequence[Range]) -> Plan:
    """One weight over its range, or two over a grid.

    Raises
    ------
    InvalidInput
        When there are too many points, or both ranges are about the same setting.
    """
    if len({one.setting for one in ranges}) < len(ranges):
        raise InvalidInput("Both weights belong to the same rule; choose two different rules.")
    grid = list(product(*(one.values() for one in ranges)))
    if len(grid) > MOST_POINTS:
        raise InvalidInput(f"That makes {len(grid)} runs, more than {MOST_POINTS}; choose fewer steps.")
    points = tuple(
        SweepPoint(
            seq,
            ", ".join(f"{one.name} {weight}" for one, weight in zip(ranges, weights, strict=True))[:160],
            {one.setting: weight for one, weight in zip(ranges, weights, strict=True)},
        )
        for seq, weights in enumerate(grid)
    )
    return Plan(
        " and ".join(one.name for one in ranges), tuple(Side(one.name, (one.setting,)) for one in ranges), points
    )


def between_groups(settings: Sequence[RuleSetting], base: Mapping[str, int]) -> Plan:
    """Coverage, fairness and wishes: as the profile weighs them, all alike, and each alone and in pairs stronger.

    Alike are they in points (`scheduling.services.points`), so that a unit of each is the same order of trouble.

    Raises
    ------
    InvalidInput
        When fewer than two of the groups have a wish that is on.
    """
    groups = {
        name: [one for one in settings if one.code in codes and base.get(one.id)] for name, codes in GROUPS.items()
    }
    own = {name: rules for name, rules in groups.items() if rules}
    if len(own) < 2:
        raise InvalidInput("Of coverage, fairness and wishes fewer than two have a weight here; add such rules first.")
    strengths = [f for f in product((1, STRONG), repeat=len(own)) if min(f) == 1]
    strengths += [tuple(STRONG**2 if k == n else 1 for k in range(len(own))) for n in range(len(own))]
    tried = [("As the profile weighs", {one.id: base[one.id] for rules in own.values() for one in rules})]
    tried += [(_told(list(own), strength), _weights(list(own.values()), strength)) for strength in strengths]
    sides = tuple(Side(name, tuple(one.id for one in rules)) for name, rules in own.items())
    points = tuple(SweepPoint(seq, label, weights) for seq, (label, weights) in enumerate(tried))
    return Plan(" against ".join(own).capitalize(), sides, points)


def _told(names: Sequence[str], strengths: Sequence[int]) -> str:
    strong = [f"{name.lower()} × {strength}" for name, strength in zip(names, strengths, strict=True) if strength > 1]
    return ", ".join(strong).capitalize() or "All alike"


def _weights(groups: Sequence[Sequence[RuleSetting]], strengths: Sequence[int]) -> dict[str, int]:
    return {
        one.id: min(HIGHEST_WEIGHT, weight_of(one, strength))
        for rules, strength in zip(groups, strengths, strict=True)
        for one in rules
    }
