"""What more than one rule can say against its settings before anything is planned."""

from collections.abc import Iterable, Iterator
from typing import Any

from scheduling.domain.problem import Problem
from scheduling.rules.base import Applied, Doubt

NO_LIMIT = Doubt("No limit is set, so nothing is ever counted; enter one or switch the rule off.")


def never_seen(problem: Problem, templates: Iterable[str], so: str) -> Iterator[Doubt]:
    """One doubt for each of these templates of which no shift is planned or on record; `so` says what follows."""
    seen = {shift.template for shift in problem.shifts} | {shift.template for shift in problem.history.shifts}
    for template in dict.fromkeys(templates):
        if template not in seen:
            known = problem.template_by_id.get(template)
            name = known.name if known else "a template that no longer exists"
            yield Doubt(f"No shift of {name} is planned, so {so}")


def labels_unused(applied: Applied[Any]) -> Iterator[Doubt]:
    """For rules of which every shift makes a working day, whatever its template."""
    if applied.setting.scope.template_labels:
        yield Doubt("Every shift makes a working day here, so template labels change nothing; take them out.")
