"""Whole rosters from a linear program: fix what it is surest of, generate again, until everybody has one column."""

from collections.abc import Callable, Sequence

from scheduling.solver.paths.descent import Roster
from scheduling.solver.paths.generation import Generation
from scheduling.solver.paths.people import People
from scheduling.solver.paths.person import Column

SURE = 0.9
AT_ONCE = 0.1
ROUNDS = 6


def dive(
    people: People, members: Sequence[int], others: Roster, pool: Sequence[Column], go_on: Callable[[], bool]
) -> Roster | None:
    """One column for each member beside the others' columns; None when told to stop, or at a dead end.

    Each time the surest tenth of the members gets its column, and whoever is nearly sure; then a few rounds of
    column generation look for what the rest need now.
    """
    left, fixed = list(members), dict(others)
    while left:
        if not go_on():
            return None
        generation = Generation(people, left, fixed.values())
        generation.start(column for column in pool if column.person in set(left))
        generation.run(go_on, rounds=ROUNDS)
        generation.master.solve(corner=True)
        pool = generation.master.columns
        shares = generation.master.shares()
        ranked = sorted(range(len(pool)), key=lambda k: -shares[k])
        taken = 0
        for k in ranked:
            if shares[k] <= 0.01 or (shares[k] < SURE and taken >= max(1, AT_ONCE * len(left))):
                break
            if pool[k].person in fixed:
                continue
            fixed[pool[k].person] = pool[k]
            taken += 1
        if not taken:
            return None
        left = [person for person in left if person not in fixed]
    return {person: fixed[person] for person in members}
