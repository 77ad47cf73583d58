"""Search for rosters. `solve` is the only way in."""

from scheduling.solver.solve import solve

__all__ = ["solve"]
