"""The life of a run and what a solve is asked for and answers."""

from dataclasses import dataclass
from enum import IntEnum, StrEnum

from scheduling.domain.conflicts import Explanation
from scheduling.domain.errors import InvalidInput
from scheduling.domain.roster import Roster, Score

SOFT_LIMIT = 3300
"""Seconds after which a search is finished with its best, whatever was asked for."""
HARD_LIMIT = 3600
"""Seconds after which the process of a search is ended, whatever it does."""
MOST_LOSSES = 3
"""So often a run may lose the process that works on it before it counts as failed."""


class RunStatus(StrEnum):
    PENDING = "PENDING"
    RUNNING = "RUNNING"
    COMPLETED = "COMPLETED"
    FAILED = "FAILED"
    CANCELLED = "CANCELLED"

    @property
    def terminal(self) -> bool:
        return self not in (RunStatus.PENDING, RunStatus.RUNNING)


class SolveStatus(StrEnum):
    OPTIMAL = "OPTIMAL"
    FEASIBLE = "FEASIBLE"
    INFEASIBLE = "INFEASIBLE"
    NO_SOLUTION_FOUND = "NO_SOLUTION_FOUND"
    ERROR = "ERROR"


class Priority(IntEnum):
    """Whose turn comes first: lower numbers do."""

    INTERACTIVE = 0
    """Somebody waits for it."""
    SWEEP = 1
    """One of many, started together to compare."""


@dataclass(frozen=True)
class SolveOptions:
    """How long and how to search.

    Parameters
    ----------
    time_limit
        Seconds, from 1 to 3300.
    gap
        Relative gap in percent at which to stop; 0 asks for proof.
    threads
        Search threads; 1 makes a run repeatable.
    seed
        Random seed.
    """

    time_limit: int = 60
    gap: float = 0.0
    threads: int = 2
    seed: int = 1

    def __post_init__(self) -> None:
        if not 1 <= self.time_limit <= SOFT_LIMIT:
            raise InvalidInput(f"A time limit of {self.time_limit} s is out of range; choose 1 to 3300 seconds.")
        if not 0 <= self.gap < 100:
            raise InvalidInput(f"A gap of {self.gap} % is out of range; choose 0 up to 100 percent.")
        if not 1 <= self.threads <= 64:
            raise InvalidInput(f"{self.threads} threads are out of range; choose 1 to 64.")
        if not 0 <= self.seed < 2**31:
            raise InvalidInput(f"Seed {self.seed} is out of range; choose 0 to 2147483647.")


class CandidateKind(StrEnum):
    FOUND = "found"
    """Better than all before it in its run."""
    DIFFERENT = "different"
    """Meant to differ from the best, at a price."""
    OWN = "own"
    """Brought along by a person."""


@dataclass(frozen=True)
class Variety:
    """Several rosters asked for on purpose.

    Parameters
    ----------
    rosters
        How many in all, the best one among them, from 2 to 8.
    within
        Percent that their penalty may lie above the best, from 0 to 1000.
    apart
        At least so many assignments of each other roster are not in it, from 1.
    """

    rosters: int
    within: float
    apart: int

    def __post_init__(self) -> None:
        if not 2 <= self.rosters <= 8:
            raise InvalidInput(f"{self.rosters} different rosters are out of range; choose 2 to 8.")
        if not 0 <= self.within <= 1000:
            raise InvalidInput(f"{self.within} % above the best is out of range; choose 0 to 1000 percent.")
        if self.apart < 1:
            raise InvalidInput("Rosters that differ in no assignment are the same; choose 1 or more.")


@dataclass(frozen=True)
class Progress:
    """State of a search after `seconds`: best objective and best proven lower bound, None while unknown."""

    seconds: float
    objective: int | None
    bound: int | None


@dataclass(frozen=True)
class Found:
    """An improving roster, scored by the check, `seconds` after the start of the search."""

    seconds: float
    roster: Roster
    score: Score
    bound: int | None


@dataclass(frozen=True)
class SolveResult:
    """How a solve ended. `roster` and `score` are None unless a roster was found; `reason` says why not.

    `explanation` holds what clashes, where nothing can be found.
    """

    status: SolveStatus
    roster: Roster | None
    score: Score | None
    bound: int | None
    seconds: float
    reason: str = ""
    explanation: Explanation | None = None

    @property
    def objective(self) -> int | None:
        return None if self.score is None else self.score.penalty


def relative_gap(objective: int | None, bound: int | None) -> float | None:
    """Gap in percent of the objective: how much better a roster could be at most; None while unknown."""
    if objective is None or bound is None:
        return None
    return 0.0 if objective <= bound else 100.0 * (objective - bound) / max(1, abs(objective))
