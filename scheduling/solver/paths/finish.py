"""Closes a small gap: all paths that a roster of a certain cost could use, and CP-SAT to choose among them.

With prices whose bound is B, a roster of cost T uses only paths that cost at most T − B more than the cheapest of
their person (reduced cost fixing). Targets rise from the bound, so that each failure proves one more.
"""

import math
import threading
from collections.abc import Callable

from ortools.sat.python import cp_model

from scheduling.solver.blackboard import Blackboard
from scheduling.solver.paths.descent import Roster
from scheduling.solver.paths.generation import Generation
from scheduling.solver.paths.people import People
from scheduling.solver.paths.person import Column

MOST_PATHS = 20_000
STOP_POLL_SECONDS = 0.05
EXACT = 1e-6


def columns_within(people: People, root: Generation, gap: float) -> list[Column] | None:
    """All columns that may be part of a roster at most `gap` above the root's bound; None where there are too many."""
    prices, found = people.heads.prices(root.centre), list[Column]()
    for person in people.people:
        columns = person.within(prices, gap + EXACT, MOST_PATHS - len(found))
        if columns is None:
            return None
        found += columns
    return found


def finish(board: Blackboard, people: People, root: Generation, best: Callable[[], float]) -> Roster | None:
    """A roster better than the best so far, if the gap closes that far; the board's bound rises on the way."""
    fixed = people.collected.fixed_cost
    target = math.ceil(root.bound + fixed - EXACT)
    while target < best() and board.go_on():
        columns = columns_within(people, root, target - fixed - root.bound)
        if columns is None:
            return None
        proven, chosen = _choose(board, people, columns, target - fixed)
        if chosen is not None:
            return chosen
        if not proven:
            return None
        target += 1
        board.raise_bound(target)
    return None


def _choose(board: Blackboard, people: People, columns: list[Column], most: int) -> tuple[bool, Roster | None]:
    """One column a person for at most so much, with the heads; whether the answer is certain, and the choice."""
    model, heads = cp_model.CpModel(), people.heads
    used = [model.new_bool_var("") for _ in columns]
    of_person: dict[int, list[int]] = {}
    of_row: dict[int, list[int]] = {row: [] for row in range(len(heads.rows))}
    for k, column in enumerate(columns):
        of_person.setdefault(column.person, []).append(k)
        for row in heads.rows_of(column):
            of_row[row].append(k)
    for chosen in of_person.values():
        model.add_exactly_one(used[k] for k in chosen)
    terms = [column.cost * literal for column, literal in zip(columns, used, strict=True)]
    for number, demand in enumerate(heads.rows):
        short = model.new_int_var(0, 0 if demand.under is None else demand.wanted, "")
        many = model.new_int_var(0, 0 if demand.over is None else len(people.people), "")
        model.add(sum(used[k] for k in of_row[number]) + short - many == demand.wanted)
        terms += [(demand.under or 0) * short, (demand.over or 0) * many]
    cost = sum(terms)
    model.add(cost <= most)
    model.minimize(cost)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers, solver.parameters.random_seed = 1, board.options.seed
    solver.parameters.max_time_in_seconds = max(0.01, board.seconds_left)
    over = threading.Event()
    watcher = threading.Thread(target=_watch, args=(board, solver, over), daemon=True)
    watcher.start()
    status = solver.solve(model)
    over.set()
    watcher.join()
    if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return True, {columns[k].person: columns[k] for k, literal in enumerate(used) if solver.boolean_value(literal)}
    return status == cp_model.INFEASIBLE, None


def _watch(board: Blackboard, solver: cp_model.CpSolver, over: threading.Event) -> None:
    while not over.wait(STOP_POLL_SECONDS):
        if not board.go_on():
            solver.stop_search()
