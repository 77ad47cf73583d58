"""Working time per period."""

from scheduling.rules.facets.totals import state_totals as state

__all__ = ["state"]
