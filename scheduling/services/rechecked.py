"""Verdicts on rosters of a week that change a little from click to click."""

from collections.abc import Sequence

from scheduling.domain.problem import Problem
from scheduling.domain.roster import Roster
from scheduling.domain.settings import RuleSetting
from scheduling.rechecking import Checked


class Rechecked:
    """Keeps the last roster that was checked of each of the last few weeks: the next one is most likely near it.

    What is kept is told apart by comparing people, shifts and rules as a whole, so it cannot be out of date. Safe on
    several threads: at worst both work it out.
    """

    def __init__(self, most: int = 8) -> None:
        self._most = most
        self._kept: tuple[Checked, ...] = ()

    def __call__(self, problem: Problem, roster: Roster, settings: Sequence[RuleSetting]) -> Checked:
        """The roster with what it breaks."""
        wanted = tuple(settings)
        near = next((one for one in self._kept if (one.laws.settings, one.facts.problem) == (wanted, problem)), None)
        found = Checked.fresh(problem, roster, wanted) if near is None else near.to(roster)
        others = [one for one in self._kept if one is not near]
        self._kept = (found, *others[: self._most - 1])
        return found


checked = Rechecked()
"""What all pages share."""
