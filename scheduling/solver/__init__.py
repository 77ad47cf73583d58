"""Search for rosters. `solve` finds the best, `different` others beside it; there is no other way in."""

from scheduling.solver.different import different
from scheduling.solver.solve import solve

__all__ = ["different", "solve"]
