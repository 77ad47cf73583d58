"""Before a run: what will surely fall short, and what is wrong with the rules."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from scheduling.domain.problem import Problem
from scheduling.domain.settings import RuleSetting
from scheduling.rules.base import Applied
from scheduling.rules.catalogue import usable
from scheduling.rules.precedence import apply_settings
from scheduling.services.discretion import public, sees_people
from scheduling.services.doubts import Finding, findings
from scheduling.services.gap_sentences import overload_text, place_of, shortage_text, span_of
from scheduling.services.permissions import Action, Actor
from scheduling.services.ports import Transactions
from scheduling.services.remembered import Remembered
from scheduling.services.rule_sentences import Names, phrase, rule_label
from scheduling.services.runs import weighed
from scheduling.solver.capacity import Cell, Load, Preflight, RoleDay, Shortage
from scheduling.solver.preflight import preflight
from scheduling.solver.room import Room

Named = TypeVar("Named", Cell, RoleDay)


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
    """A week before it is planned: capacity against demand, what will be missing, what is wrong with the rules.

    `rules` are the settings that findings are about, by their ids, in words.
    """

    problem: Problem
    capacity: Preflight
    gaps: tuple[Gap, ...]
    findings: tuple[Finding, ...]
    rules: Mapping[str, str] = field(default_factory=dict)


class PreflightService:
    def __init__(self, transactions: Transactions) -> None:
        self._transactions = transactions
        # Pages ask at every click, and the inputs seldom change.
        self._seen, self._tried, self._public = Remembered(_view), Remembered(_trial), Remembered(_public)

    def view(self, actor: Actor, schedule_id: str, profile_id: str | None = None) -> PreflightView:
        """Look at a week as it is today, under the weights of a profile where one is named.

        Settings that this version cannot use bound nothing; they are among the findings. Who may not see when people
        are off, or what they said, is told how many can come, not who.

        Raises
        ------
        NotFound
            When the week or the profile is gone.
        """
        actor.must(Action.SEE_PLANNING)
        with self._transactions() as work:
            problem, settings = work.problems.load(schedule_id)
            weights: Mapping[str, int] = {} if profile_id is None else work.rules.profile(profile_id).weights
        seen = self._seen(problem, held := tuple(weighed(setting, weights) for setting in settings))
        return seen if sees_people(actor) else self._public(seen, self._seen(public(problem), held))

    def trial(self, actor: Actor, schedule_id: str, setting: RuleSetting) -> tuple[Finding, ...]:
        """What there would be to say about a setting if it were stored, switched on, in place of the one with its id.

        A setting without an id is taken for a new one.
        """
        actor.must(Action.SEE_PLANNING)
        with self._transactions() as work:
            problem, stored = work.problems.load(schedule_id)
        tried = replace(setting, id=setting.id or "new", enabled=True)
        settings = (*(one for one in stored if one.id != tried.id), tried)
        found = self._tried(problem, settings)
        return found if sees_people(actor) else _both(found, self._tried(public(problem), settings))


def _view(problem: Problem, settings: tuple[RuleSetting, ...]) -> PreflightView:
    applied, room = room_of(problem, settings)
    capacity = preflight(room)
    codes = {setting.id: setting.code for setting in settings}
    gaps = (
        *(_gap(room, shortage, codes) for shortage in capacity.shortages),
        *(Gap(overload_text(problem, load), span_of(load)) for load in _beyond_shortages(problem, capacity)),
    )
    found, names = findings(room, applied, settings), Names.of_problem(problem)
    doubted = {finding.setting for finding in found}
    said = {one.id: phrase(one, names) if usable([one]) else rule_label(one.code) for one in settings}
    return PreflightView(problem, capacity, gaps, found, {one: said[one] for one in said.keys() & doubted})


def _public(seen: PreflightView, known: PreflightView) -> PreflightView:
    """How many can come, not who; `known` is what would be seen if nobody had said anything, or had time off."""
    capacity = Preflight(
        tuple(map(_unnamed, seen.capacity.cells)),
        tuple(replace(one, cells=tuple(map(_unnamed, one.cells))) for one in seen.capacity.shortages),
        tuple(map(_unnamed, seen.capacity.role_days)),
        seen.capacity.loads,
        seen.capacity.overloads,
    )
    short = [Gap(shortage_text(known.problem, one), place_of(known.problem, one)) for one in capacity.shortages]
    gaps = (*short, *seen.gaps[len(short) :])
    return PreflightView(known.problem, capacity, gaps, _both(seen.findings, known.findings), known.rules)


def _unnamed(one: Named) -> Named:
    """The same with an empty id for each of those who could."""
    return replace(one, could=("",) * len(one.could))


def _both(found: Sequence[Finding], known: Sequence[Finding]) -> tuple[Finding, ...]:
    """What is found also where nothing is known of what people said."""
    return tuple(one for one in found if one in known)


def _trial(problem: Problem, settings: tuple[RuleSetting, ...]) -> tuple[Finding, ...]:
    """What there is to say about the last of these settings."""
    applied, room = room_of(problem, settings)
    return tuple(finding for finding in findings(room, applied, settings) if finding.setting == settings[-1].id)


def room_of(problem: Problem, settings: Sequence[RuleSetting]) -> tuple[list[Applied[Any]], Room]:
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
