"""Before a run: what will surely fall short, and what is wrong with the rules."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from scheduling.domain.problem import Problem
from scheduling.domain.settings import RuleSetting
from scheduling.rules.base import Applied
from scheduling.rules.catalogue import usable
from scheduling.rules.precedence import apply_settings
from scheduling.services.doubts import Finding, findings
from scheduling.services.gap_sentences import overload_text, place_of, shortage_text, span_of
from scheduling.services.ports import Transactions
from scheduling.services.remembered import Remembered
from scheduling.services.rule_sentences import rule_label
from scheduling.services.runs import weighed
from scheduling.solver.capacity import Load, Preflight, Shortage
from scheduling.solver.preflight import preflight
from scheduling.solver.room import Room


@dataclass(frozen=True)
class Gap:
    """Something that will be missing in every roster, in a sentence, and where.

    `could` are the people who can work there, `cannot` those of the role who cannot, by reason (names).
    """

    message: str
    where: str
    could: tuple[str, ...] = ()
    cannot: tuple[tuple[str, tuple[str, ...]], ...] = ()


@dataclass(frozen=True)
class PreflightView:
    """A week before it is planned: capacity against demand, what will be missing, what is wrong with the rules."""

    problem: Problem
    capacity: Preflight
    gaps: tuple[Gap, ...]
    findings: tuple[Finding, ...]


class PreflightService:
    def __init__(self, transactions: Transactions) -> None:
        self._transactions = transactions
        # Pages ask at every click, and the inputs seldom change.
        self._seen, self._tried = Remembered(_view), Remembered(_trial)

    def view(self, schedule_id: str, profile_id: str | None = None) -> PreflightView:
        """Look at a week as it is today, under the weights of a profile where one is named.

        Settings that this version cannot use bound nothing; they are among the findings.

        Raises
        ------
        NotFound
            When the week or the profile is gone.
        """
        with self._transactions() as work:
            problem, settings = work.problems.load(schedule_id)
            weights: Mapping[str, int] = {} if profile_id is None else work.rules.profile(profile_id).weights
        return self._seen(problem, tuple(weighed(setting, weights) for setting in settings))

    def trial(self, schedule_id: str, setting: RuleSetting) -> tuple[Finding, ...]:
        """What there would be to say about a setting if it were stored, switched on, in place of the one with its id.

        A setting without an id is taken for a new one.
        """
        with self._transactions() as work:
            problem, stored = work.problems.load(schedule_id)
        tried = replace(setting, id=setting.id or "new", enabled=True)
        return self._tried(problem, (*(one for one in stored if one.id != tried.id), tried))


def _view(problem: Problem, settings: tuple[RuleSetting, ...]) -> PreflightView:
    applied, room = _room(problem, settings)
    capacity = preflight(room)
    codes = {setting.id: setting.code for setting in settings}
    gaps = (
        *(_gap(room, shortage, codes) for shortage in capacity.shortages),
        *(Gap(overload_text(problem, load), span_of(load)) for load in _beyond_shortages(problem, capacity)),
    )
    return PreflightView(problem, capacity, gaps, findings(room, applied, settings))


def _trial(problem: Problem, settings: tuple[RuleSetting, ...]) -> tuple[Finding, ...]:
    """What there is to say about the last of these settings."""
    applied, room = _room(problem, settings)
    return tuple(finding for finding in findings(room, applied, settings) if finding.setting == settings[-1].id)


def _room(problem: Problem, settings: Sequence[RuleSetting]) -> tuple[list[Applied[Any]], Room]:
    """The settings that can be used, as they hold for people, and what they leave."""
    applied = apply_settings(problem, usable(settings))
    return applied, Room(problem, applied)


def _beyond_shortages(problem: Problem, capacity: Preflight) -> Iterator[Load]:
    """The overloads that lack more minutes than the shortages, and the weeks told of before, lack anyway."""
    told: list[Load] = []
    for load in capacity.overloads:
        days = sum(
            shortage.missing * min(problem.shift_by_id[cell.shift].minutes for cell in shortage.cells)
            for shortage in capacity.shortages
            if load.first <= shortage.date <= load.last and {cell.role for cell in shortage.cells} <= set(load.roles)
        )
        weeks = sum(
            one.missing
            for one in told
            if load.first <= one.first and one.last <= load.last and set(one.roles) <= set(load.roles)
        )
        if load.missing > max(days, weeks):
            told.append(load)
            yield load


def _gap(room: Room, shortage: Shortage, codes: Mapping[str, str]) -> Gap:
    people = room.problem.employee_by_id
    could = dict.fromkeys(who for cell in shortage.cells for who in cell.could)
    cannot: dict[str, list[str]] = defaultdict(list)
    for who, reason in _hindered(room, shortage, codes).items():
        if who not in could:
            cannot[reason].append(people[who].name)
    return Gap(
        shortage_text(room.problem, shortage),
        place_of(room.problem, shortage),
        tuple(people[who].name for who in could),
        tuple((reason, tuple(names)) for reason, names in cannot.items()),
    )


def _hindered(room: Room, shortage: Shortage, codes: Mapping[str, str]) -> Mapping[str, str]:
    """Who holds a role that is short and what, first of all, keeps them off a shift of it."""
    found: dict[str, str] = {}
    for cell in shortage.cells:
        shift = room.problem.shift_by_id[cell.shift]
        for person in room.problem.employees:
            hindrances = room.hindrances(person.id, shift) if cell.role in person.roles else ()
            if hindrances:
                first = hindrances[0]
                found.setdefault(person.id, first.what or f"barred by the rule “{rule_label(codes[first.setting])}”")
    return found
