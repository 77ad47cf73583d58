"""Closes a small gap: all paths that a roster of a certain cost could use, and the best choice among them.

With prices whose bound is B, a roster of cost T uses only paths that cost at most T − B more than the cheapest of
their person (reduced cost fixing). Targets rise from the bound, so that each failure proves one more.
"""

import math
from collections.abc import Iterable

from scheduling.solver.blackboard import Blackboard
from scheduling.solver.paths.best import Best
from scheduling.solver.paths.columns import Column
from scheduling.solver.paths.generation import Generation
from scheduling.solver.paths.master import Master
from scheduling.solver.paths.people import People

MOST_PATHS = 5_000
EXACT = 1e-6
MOST_TOGETHER = 4_000
HALF = 0.5
"""Penalties are whole numbers."""


def columns_within(people: People, root: Generation, gap: float) -> list[Column] | None:
    """All columns that may be part of a roster at most `gap` above the root's bound; None where there are too many."""
    prices, found = people.heads.prices(root.centre), list[Column]()
    for person in people.people:
        columns = person.within(prices, gap + EXACT, MOST_PATHS - len(found))
        if columns is None:
            return None
        found += columns
    return found


def finish(board: Blackboard, people: People, root: Generation, best: Best, seconds: float) -> None:
    """Find a roster better than the best so far, if the gap closes that far; the board's bound rises on the way.

    Choosing takes so many seconds at most, in all.
    """
    fixed, until = people.collected.fixed_cost, board.seconds + min(seconds, board.seconds_left)
    target = math.ceil(root.bound + fixed - EXACT)
    while target < best.value and board.go_on():
        columns = columns_within(people, root, target - fixed - root.bound)
        if columns is None:
            board.note("Paths: the gap is too wide to look at every path within it.")
            return
        master = _master(people, columns)
        certain, chosen = master.whole(board.go_on, max(0.0, until - board.seconds), target - fixed + HALF)
        if chosen is not None:
            best.take({column.person: column for column in chosen})
            return
        if not certain:
            return
        target += 1
        board.raise_bound(target)
        board.note(f"Paths: no roster can cost less than {target}, {len(columns):,} paths looked at.")


def recombine(board: Blackboard, people: People, root: Generation, best: Best, seconds: float) -> bool:
    """Choose anew among the columns that came up so far and could be part of a better roster; whether it is better.

    Choosing takes so many seconds at most.
    """
    gap = best.value - people.collected.fixed_cost - root.bound
    prices, near = people.heads.prices(root.centre), list[tuple[float, Column]]()
    for person in people.people:
        if not board.go_on():
            return False
        least, _ = person.best(prices)
        for column in best.seen(person.number):
            above = column.cost - float(root.centre[people.heads.rows_of(column)].sum()) - least
            if above <= gap:
                near.append((above, column))
    near.sort(key=lambda pair: pair[0])
    master = _master(people, [*best.roster.values(), *(column for _, column in near[:MOST_TOGETHER])])
    _, chosen = master.whole(
        board.go_on, min(seconds, board.seconds_left), best.value - people.collected.fixed_cost - HALF
    )
    return chosen is not None and best.take({column.person: column for column in chosen})


def _master(people: People, columns: Iterable[Column]) -> Master:
    master = Master([person.number for person in people.people], people.heads, people.heads.wanted)
    for column in columns:
        master.add(column)
    return master
