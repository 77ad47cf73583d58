"""Runs of days with some shifts."""

from datetime import date

from scheduling.rules.base import Applied
from scheduling.rules.consecutive_shifts import ConsecutiveShiftsParams
from scheduling.rules.facets import Paths, looks_at
from scheduling.rules.facets.runs import state_runs


def state(paths: Paths, applied: Applied[ConsecutiveShiftsParams]) -> bool:
    wanted, labels = applied.params.templates, {t.id: t.labels for t in paths.problem.templates}

    def inside(day: date, template: str | None) -> bool:
        return (
            template is not None
            and (not wanted or template in wanted)
            and applied.covers(day, labels.get(template, frozenset()))
        )

    return state_runs(paths, applied, inside, lambda day: looks_at(applied, day))
