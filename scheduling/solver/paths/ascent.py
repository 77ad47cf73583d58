"""Steps that raise a bound along a mean of its slopes (the volume algorithm, Barahona and Anbil 2000)."""

from scheduling.solver.paths.product import Floats

NEW_SHARE = 0.1
"""What the newest slope counts for in their mean."""
SLOWER, FASTER, FASTEST = 0.66, 1.1, 2.0
PATIENCE = 4
"""Steps in vain before they get shorter."""


class Ascent:
    """Where to price next. `pace` falls as steps are taken in vain, and tells so when they have become too short."""

    def __init__(self) -> None:
        self.pace = 1.0
        self._direction: Floats | None = None
        self._in_vain = 0

    def step(self, slope: Floats, climbed: bool, gap: float) -> Floats:
        """The next step from the best prices, towards a value `gap` above their bound.

        Parameters
        ----------
        slope
            Of the bound at the prices tried last.
        climbed
            Whether those were better than all before.
        """
        mean = slope if self._direction is None else NEW_SHARE * slope + (1 - NEW_SHARE) * self._direction
        self._direction = mean
        self._in_vain = 0 if climbed else self._in_vain + 1
        if climbed and float(slope @ mean) > 0:
            self.pace = min(FASTEST, self.pace * FASTER)
        elif self._in_vain == PATIENCE:
            self.pace, self._in_vain = self.pace * SLOWER, 0
        length = float(mean @ mean)
        return self.pace * gap / length * mean if length > 0 else mean
