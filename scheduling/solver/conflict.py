"""The smallest sets of things that no roster can meet all at once."""

import time
from collections.abc import Iterator, Sequence

from ortools.sat.python import cp_model

from scheduling.domain.conflicts import Conflict, Member
from scheduling.solver.elastic import ElasticModel

MOST_CONFLICTS = 3


class Conflicts:
    """Looks for conflicts in an elastic model until `deadline` (by the monotonic clock).

    A set of things that clash is taken from the solver's own proof, and each of them is left out once: where the rest
    still clashes, the proof of that is taken instead; where it does not, the thing is needed (deletion filtering,
    Chinneck and Dravnieks 1991, with cores in place of single deletions).

    `in_time` is False once something had to be left undone.
    """

    def __init__(self, elastic: ElasticModel, deadline: float) -> None:
        self._elastic, self._deadline = elastic, deadline
        self.in_time = True

    def found(self) -> Iterator[Conflict]:
        """Conflicts that share nothing, one after another."""
        left = list(self._elastic.literals)
        for _ in range(MOST_CONFLICTS):
            core = self._core(self._elastic, left)
            if not core:
                return
            conflict = self._smallest(core)
            yield conflict
            left = [member for member in left if member not in conflict.members]

    def _smallest(self, core: Sequence[Member]) -> Conflict:
        small = self._elastic.reduced(frozenset(core))
        needed: list[Member] = []
        waiting = list(core)
        while waiting:
            tried = waiting.pop()
            smaller = self._core(small, [*needed, *waiting])
            if smaller is None:
                return Conflict((*needed, tried, *waiting), proven=False)
            if smaller:
                waiting = [member for member in waiting if member in smaller]
            else:
                needed.append(tried)
        return Conflict(tuple(sorted(needed, key=list(small.literals).index)), proven=True)

    def _core(self, elastic: ElasticModel, members: Sequence[Member]) -> list[Member] | None:
        """Some of these that clash already, none where all can be met; None where time ran out."""
        left = self._deadline - time.monotonic()
        cp = elastic.cp.clone()
        cp.clear_objective()  # type: ignore[no-untyped-call]
        cp.add_assumptions([elastic.literals[member] for member in members])
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        solver.parameters.max_time_in_seconds = max(0.0, left)
        status = solver.solve(cp)
        if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return []
        if status != cp_model.INFEASIBLE:
            self.in_time = False
            return None
        inside = set(solver.sufficient_assumptions_for_infeasibility())
        return [member for member in members if elastic.literals[member].index in inside]
