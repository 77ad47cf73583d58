"""What a roster costs, seen by rule, by person and by day; which cells that is about; and what a cell earns."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from scheduling.checker import score
from scheduling.domain.roster import Roster, Violation
from scheduling.services.discretion import UNNAMED
from scheduling.services.rule_sentences import Names, phrase
from scheduling.services.solution import RosterView, label

Cell = tuple[str, date]
"""A person (id) on a date."""


class Side(StrEnum):
    """From which side costs are added up."""

    RULE = "rule"
    PERSON = "person"
    DAY = "day"


@dataclass(frozen=True)
class Cost:
    """One line: what it is about, its places, and what they cost together. `hard` counts hard rules broken."""

    name: str
    places: Sequence[Violation]

    @property
    def penalty(self) -> int:
        return sum(place.penalty for place in self.places)

    @property
    def hard(self) -> int:
        return sum(place.hard for place in self.places)


@dataclass(frozen=True)
class Earned:
    """What the work of a cell saves under one rule (below 0: costs), against nobody doing it.

    `hard` counts the hard rules that would be broken in more places without it.
    """

    name: str
    saves: int
    hard: int


NOBODY, NO_DAY = "Nobody in particular", "The plan as a whole"


def costs(view: RosterView, side: Side) -> Sequence[Cost]:
    """A line for each rule setting, person or day that costs something; hard ones first, then the dearest.

    A place that is about no person, or no day, has a line of its own, so that all lines add up to the whole.
    """
    groups: dict[Hashable, list[Violation]] = defaultdict(list)
    key: Callable[[Violation], Hashable] = {
        Side.RULE: lambda v: (v.setting, v.code),
        Side.PERSON: lambda v: v.employee,
        Side.DAY: lambda v: v.date,
    }[side]
    for violation in view.score.violations:
        groups[key(violation)].append(violation)
    names = _names(view, side)
    found = [Cost(names(places[0]), places) for places in groups.values()]
    return sorted(found, key=lambda cost: (-cost.hard, -cost.penalty, cost.name))


def _names(view: RosterView, side: Side) -> Callable[[Violation], str]:
    if side is Side.PERSON:
        return lambda v: view.problem.employee_by_id[v.employee].name if v.employee else NOBODY
    if side is Side.DAY:
        return lambda v: f"{v.date:%A} {v.date.day} {v.date:%b}" if v.date else NO_DAY
    phrases = setting_phrases(view)
    return lambda v: phrases.get(v.setting) or label(v.code)


def setting_phrases(view: RosterView) -> Mapping[str, str]:
    """What each setting says, by its id."""
    names = Names.of_problem(view.problem)
    return {setting.id: phrase(setting, names) for setting in view.settings}


def cells_of(view: RosterView, violations: Iterable[Violation]) -> frozenset[Cell]:
    """The cells that some places are about.

    Shifts of a person light the days they start on. Without a person everybody who works the shifts is meant; where
    nobody does, or a day alone is named, the whole day. A person without a day is all their days.
    """
    return frozenset(cell for violation in violations for cell in _cells(view, violation))


def _cells(view: RosterView, violation: Violation) -> Iterable[Cell]:
    problem = view.problem
    dates = {problem.shift_by_id[shift].date for shift in violation.shifts if shift in problem.shift_by_id}
    if not dates and violation.date is not None:
        dates = {violation.date}
    if violation.employee is not None:
        return {(violation.employee, day) for day in (dates or problem.dates)}
    if not dates:
        return ()
    at_work = {(a.employee, problem.shift_by_id[a.shift].date) for a in view.roster if a.shift in set(violation.shifts)}
    return at_work or {(person.id, day) for person in problem.employees for day in dates}


def places_of(view: RosterView, cell: Cell) -> Sequence[Violation]:
    """The places that name a cell's person and day, the dearest first; not what a shift lacks or all days add up to."""
    who, _ = cell
    dated = (v for v in view.score.violations if v.employee == who and (v.shifts or v.date is not None))
    return sorted((v for v in dated if cell in _cells(view, v)), key=lambda v: (not v.hard, -v.penalty))


def earns(view: RosterView, cell: Cell) -> Sequence[Earned]:
    """What the work of a cell earns, rule by rule: the check with it beside the check without it."""
    who, day = cell
    shifts = view.problem.shift_by_id
    without: Roster = frozenset(a for a in view.roster if a.employee != who or shifts[a.shift].date != day)
    if without == view.roster:
        return ()
    then = score(view.problem, without, view.settings)
    phrases = setting_phrases(view)
    # What is told of nobody cannot be told of this cell either.
    before = _sums(one for one in view.score.violations if one.message != UNNAMED)
    after = _sums(then.violations)
    found = []
    for key in dict.fromkeys((*before, *after)):
        (penalty, hard), (its_penalty, its_hard) = before.get(key, (0, 0)), after.get(key, (0, 0))
        if (penalty, hard) != (its_penalty, its_hard):
            name = phrases.get(key[0]) or label(key[1])
            found.append(Earned(name, its_penalty - penalty, its_hard - hard))
    return sorted(found, key=lambda one: -one.saves)


def _sums(violations: Iterable[Violation]) -> Mapping[tuple[str, str], tuple[int, int]]:
    """Penalty and hard places by setting and rule."""
    sums: dict[tuple[str, str], tuple[int, int]] = defaultdict(lambda: (0, 0))
    for v in violations:
        penalty, hard = sums[v.setting, v.code]
        sums[v.setting, v.code] = penalty + v.penalty, hard + v.hard
    return sums
