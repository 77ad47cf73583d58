"""`python -m scheduling.warm`: compile what the search needs, once, so that no run waits for it.

The compiled code is kept beside the source and is made anew when the source, or the processor, is another.
"""

import os
from pathlib import Path
from shutil import rmtree

import numpy as np

from scheduling.domain.runs import SolveOptions
from scheduling.formats import nrp
from scheduling.solver.blackboard import Blackboard
from scheduling.solver.paths import COMPILED
from scheduling.solver.paths.annealing import Annealing
from scheduling.solver.paths.best import Best
from scheduling.solver.paths.collect import Collected
from scheduling.solver.paths.descent import greedy
from scheduling.solver.paths.people import People
from scheduling.solver.paths.product import Floats

# Minutes in so many levels that nothing else is looked at.
SAMPLE = """SECTION_HORIZON
7
SECTION_SHIFTS
D,479,
N,601,D
SECTION_STAFF
A,D=7|N=1,2400,960,5,2,2,1
B,D=7|N=1,2400,960,5,2,2,1
SECTION_COVER
""" + "\n".join(f"{day},{shift},1,100,1" for day in range(7) for shift in "DN")


def main() -> None:
    """Let a person of a small problem search in every way and precision, and draw days anew."""
    problem, rules = nrp.read("sample.txt", SAMPLE.encode())
    # Compiling may take longer than a search usually does.
    board = Blackboard(problem, rules, SolveOptions(time_limit=3000), _ignore, _ignore, _ignore, lambda: False)
    people = People(Collected(problem, rules))
    for price in (50.0, 50.1):
        search_in_every_way(people, np.array([price * (1 + (slot.shift.template == "N")) for slot in people.slots]))
    best = Best(board, people, complete=True)
    best.take(greedy(people, [person.number for person in people.people], board.go_on))
    once = iter([True])
    Annealing(board, people, best, seed=1).run(lambda: next(once, False), board.seconds_left)
    throw_away_outdated()


def search_in_every_way(people: People, prices: Floats) -> None:
    """The cheapest path, where night shifts are not looked at, though they cost, and all that are near it."""
    person = people.people[0]
    person.best(prices)
    person.within(prices, 1.0, 100)


def throw_away_outdated() -> None:
    """What was compiled of other sources."""
    now = Path(os.environ["NUMBA_CACHE_DIR"])
    for other in COMPILED.glob("*"):
        if other != now:
            rmtree(other, ignore_errors=True)


def _ignore(news: object) -> None:
    """Nobody listens."""


if __name__ == "__main__":
    main()
