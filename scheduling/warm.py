"""`python -m scheduling.warm`: compile what the search needs, once, so that no run waits for it.

The compiled code is kept beside the source and is made anew when the source, or the processor, is another.
"""

import numpy as np

from scheduling.domain.runs import SolveOptions
from scheduling.formats import nrp
from scheduling.solver.blackboard import Blackboard
from scheduling.solver.paths.annealing import Annealing
from scheduling.solver.paths.best import Best
from scheduling.solver.paths.collect import Collected
from scheduling.solver.paths.descent import greedy
from scheduling.solver.paths.people import People

SAMPLE = """SECTION_HORIZON
7
SECTION_SHIFTS
D,480,
N,600,D
SECTION_STAFF
A,D=7|N=1,2400,960,5,2,2,1
B,D=7|N=1,2400,960,5,2,2,1
SECTION_COVER
""" + "\n".join(f"{day},{shift},1,100,1" for day in range(7) for shift in "DN")


def main() -> None:
    """Ask one person of a small problem for the cheapest path and for all that are near it, and draw days anew."""
    problem, rules = nrp.read("sample.txt", SAMPLE.encode())
    board = Blackboard(problem, rules, SolveOptions(), _ignore, _ignore, _ignore, lambda: False)
    people = People(Collected(problem, rules))
    prices = np.full(len(people.slots), 50.0)
    people.people[0].best(prices)
    people.people[0].within(prices, 1.0, 100)
    best = Best(board, people, complete=True)
    best.take(greedy(people, [person.number for person in people.people], board.go_on))
    Annealing(board, people, best, seed=1).run(board.go_on, 0.1)


def _ignore(news: object) -> None:
    """Nobody listens."""


if __name__ == "__main__":
    main()
