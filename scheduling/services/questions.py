"""What a click on a cell can ask of a roster: who else could work there, and what another shift would bring."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from scheduling.domain.problem import Assignment
from scheduling.rechecking import Trial
from scheduling.replacing import Replacing
from scheduling.services.rechecked import checked
from scheduling.services.rule_sentences import Names, phrase
from scheduling.services.solution import RosterView


@dataclass(frozen=True)
class Brings:
    """What a change brings, in words: hard rules newly broken, and penalty by rule (below 0: saved)."""

    breaks: tuple[str, ...]
    penalty: int
    by_rule: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class Offer:
    """Somebody who could take a shift, what that brings, and their minutes in the plan then (`agreed`: by contract)."""

    employee: str
    name: str
    brings: Brings
    minutes: int
    agreed: int | None


@dataclass(frozen=True)
class Choice:
    """A shift that a person could be asked about on a date, in a role; `works`: it is theirs now."""

    shift: str
    role: str
    name: str
    works: bool


def choices(view: RosterView, who: str, day: date) -> tuple[Choice, ...]:
    """The shifts of a date that want a role which the person holds, by start."""
    problem, held = view.problem, view.problem.employee_by_id[who].roles
    mine = {a.shift: a.role for a in view.roster if a.employee == who}
    found = []
    for shift in sorted((s for s in problem.shifts if s.date == day), key=lambda s: (s.start, s.end)):
        roles = [demand.role for demand in shift.demands if demand.role in held]
        for role in [mine[shift.id]] if shift.id in mine else roles:
            name = problem.template_by_id[shift.template].name
            several = len(roles) > 1
            text = f"{name} as {problem.role_by_id[role].name}" if several else name
            found.append(Choice(shift.id, role, text, shift.id in mine))
    return tuple(found)


def offers(view: RosterView, choice: Choice, leaver: str) -> Sequence[Offer]:
    """Who could take a shift from somebody; the best first."""
    agreed = {hours.employee: hours.agreed for hours in view.hours}
    return [
        Offer(
            one.employee,
            view.problem.employee_by_id[one.employee].name,
            in_words(view, one.trial),
            one.minutes,
            agreed.get(one.employee),
        )
        for one in Replacing(checked(view.problem, view.roster, view.settings)).replacements(
            choice.shift, choice.role, leaver
        )
    ]


def trial(view: RosterView, choice: Choice, who: str) -> Brings:
    """What it brings that a person works a shift, or (where it is theirs) does not, and nothing else changes."""
    one = [Assignment(who, choice.shift, choice.role)]
    return brings(view, one, []) if choice.works else brings(view, [], one)


def brings(view: RosterView, gone: Collection[Assignment], new: Collection[Assignment]) -> Brings:
    """What it brings that some assignments go and others come."""
    return in_words(view, checked(view.problem, view.roster, view.settings).trial(gone, new))


def in_words(view: RosterView, tried: Trial) -> Brings:
    """A trial with the names of people and rules."""
    names, settings = Names.of_problem(view.problem), {setting.id: setting for setting in view.settings}
    by_rule = sorted(tried.by_setting().items(), key=lambda item: -item[1])
    return Brings(
        tuple(violation.message for violation in tried.forbidden),
        tried.penalty,
        tuple((phrase(settings[one], names), amount) for one, amount in by_rule),
    )
