"""Runs of days off."""

from scheduling.rules.base import Applied
from scheduling.rules.facets import Paths
from scheduling.rules.facets.runs import state_runs
from scheduling.rules.runs_of_days import RunParams


def state(paths: Paths, applied: Applied[RunParams]) -> bool:
    return state_runs(paths, applied, lambda day, template: template is None)
