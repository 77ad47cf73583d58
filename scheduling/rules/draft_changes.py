"""Changes against a roster that somebody edits."""

from collections.abc import Iterator

from scheduling.domain.problem import Assignment, Problem
from scheduling.rules.base import Applied, Doubt
from scheduling.rules.max_disruption import MaxDisruption, MaxDisruptionParams


class DraftChanges(MaxDisruption):
    """Keeps to the roster that somebody edits, while a run completes or repairs it.

    A change is a shift that a person newly works, no longer works, or works in another role. With a highest number
    only those beyond it count. In all other runs nothing counts.
    """

    code = "draft_changes"
    label = "Changes to a roster being edited"
    unit = "change"
    Params = MaxDisruptionParams
    offered = False
    kept_to = "the roster being edited"

    def told(self, problem: Problem) -> tuple[Assignment, ...] | None:
        return problem.draft

    def doubts(self, applied: Applied[MaxDisruptionParams]) -> Iterator[Doubt]:
        yield from ()
