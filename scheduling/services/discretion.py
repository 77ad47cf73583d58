"""What of a week is shown to those who may not see other people's availability, wishes and time off."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import replace

from scheduling.checker import score
from scheduling.domain.changes import AvailabilityChange, Change, SettingChange, TimeOffChange
from scheduling.domain.conflicts import Member
from scheduling.domain.problem import Problem
from scheduling.domain.roster import Roster, Score, Violation
from scheduling.domain.runs import SolveStatus
from scheduling.domain.settings import RuleSetting
from scheduling.rules.availability import Availability
from scheduling.rules.preferences import Preferences
from scheduling.services.permissions import Action, Actor
from scheduling.services.records import RunRecord

PERSONAL = frozenset({Availability.code, Preferences.code})
"""Rules about nothing but what people said."""
UNNAMED = "Times and wishes of people, which only those who tune or manage see"
NO_ROSTER = "No roster keeps every rule that must hold."


def sees_people(actor: Actor) -> bool:
    """Whether what people said about themselves, and their time off, is this person's to see."""
    return actor.may(Action.SEE_ABSENCES)


def public(problem: Problem) -> Problem:
    """The week as if nobody had said anything, or had time off."""
    return replace(problem, availability=(), requests=(), preferences=(), absences=())


def shown(actor: Actor, problem: Problem) -> Problem:
    """The week as somebody may see it."""
    return problem if sees_people(actor) else public(problem)


def public_score(problem: Problem, roster: Roster, settings: Iterable[RuleSetting], whole: Score) -> Score:
    """A verdict with all its penalties, of which only that is told which follows from the roster without knowing more.

    The rest is added up by setting and names nobody; hard rules are still counted place by place.
    """
    known, told = Counter(score(public(problem), roster, settings).violations), list[Violation]()
    rest: dict[tuple[str, str], list[Violation]] = defaultdict(list)
    for one in whole.violations:
        if known[one]:
            known[one] -= 1
            told.append(one)
        elif one.hard:
            told.append(_unnamed([one]))
        else:
            rest[one.code, one.setting].append(one)
    return Score((*told, *map(_unnamed, rest.values())))


def _unnamed(places: list[Violation]) -> Violation:
    one, units = places[0], sum(place.amount for place in places)
    # How far somebody is beyond a law tells of them alone; a penalty is made of many.
    amount, penalty = (1, 0) if one.hard else (units, sum(place.penalty for place in places))
    return Violation(one.code, one.setting, one.hard, None, (), None, amount, penalty, UNNAMED)


def public_run(actor: Actor, run: RunRecord) -> RunRecord:
    """A run, without the places at which the closest roster fails: they tell who cannot come."""
    if sees_people(actor) or run.solve_status is not SolveStatus.INFEASIBLE:
        return run
    return replace(run, reason=NO_ROSTER)


def tells_of_people(change: Change) -> bool:
    """Whether a change, if only by being proposed, tells what somebody said or when they are off."""
    if isinstance(change, SettingChange):
        return any(one is not None and one.code in PERSONAL for one in (change.old, change.new))
    return isinstance(change, TimeOffChange | AvailabilityChange)


def is_of_people(member: Member, settings: Iterable[RuleSetting]) -> bool:
    """Whether a line of a conflict tells what somebody said or when they are off."""
    personal = {one.id for one in settings if one.code in PERSONAL}
    return member.absence is not None or member.setting in personal
