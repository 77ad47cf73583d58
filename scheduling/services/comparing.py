"""Candidates side by side, under one yardstick: which would I take, and why?"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from scheduling.domain.errors import InvalidInput
from scheduling.domain.problem import Problem
from scheduling.domain.roster import Roster
from scheduling.domain.runs import CandidateKind
from scheduling.domain.settings import RuleSetting
from scheduling.rules.catalogue import usable
from scheduling.services.differences import Change, differences
from scheduling.services.discretion import sees_people, shown
from scheduling.services.measures import Measures, as_roster, measures
from scheduling.services.permissions import Action, Actor
from scheduling.services.ports import Transactions, UnitOfWork
from scheduling.services.records import CandidateHead, ProfileRecord, RunRecord
from scheduling.services.remembered import Remembered
from scheduling.services.rule_sentences import Names, phrase
from scheduling.services.runs import weighed
from scheduling.services.solution import RosterView, view
from scheduling.services.verdicts import verdict
from scheduling.services.winners import Contender, Stretch, stretches
from scheduling.services.yardstick import Counted, Tallies, Yardstick

APPLIED = "applied"
"""Stands for what is applied to the week, among the ids of candidates."""
FEWEST, MOST = 2, 6


@dataclass(frozen=True)
class Choice:
    """A roster that can be compared: a candidate with its run, or what is applied (`run` None).

    `improved_on`: its run found a better one afterwards.
    """

    id: str
    run: RunRecord | None = None
    head: CandidateHead | None = None
    improved_on: bool = False

    @property
    def swept(self) -> bool:
        """Whether its run is one of a sweep."""
        return self.run is not None and self.run.swept


@dataclass(frozen=True)
class Ranked:
    """A roster under the yardstick."""

    choice: Choice
    counted: Counted


@dataclass(frozen=True)
class Ranking:
    """All rosters of a week, best first, measured by today's inputs under one set of weights.

    `settings` are those of the yardstick, `phrases` what each says.
    """

    problem: Problem
    settings: tuple[RuleSetting, ...]
    phrases: Mapping[str, str]
    rows: Sequence[Ranked]

    def listed(self, kept: Collection[str], *, swept: bool) -> "Ranking":
        """Without the rosters of sweeps, unless they are wanted, `kept` (their ids), or there are no others."""
        rows = [row for row in self.rows if swept or not row.choice.swept or row.choice.id in kept]
        return replace(self, rows=rows) if any(row.choice.id not in kept for row in rows) else self

    def leaders(self, number: int) -> list[str]:
        """Ids of the best rosters, those first that break something else than the ones before them."""
        told: list[Counted] = []
        for row in self.rows:
            if row.counted not in told:
                told.append(row.counted)
        first = [next(row for row in self.rows if row.counted == one) for one in told]
        rest = [row for row in self.rows if row not in first]
        return [row.choice.id for row in (*first, *rest)][:number]


@dataclass(frozen=True)
class Compared:
    """One of several rosters, called by a letter. `gone` counts assignments of shifts and people that are gone."""

    letter: str
    choice: Choice
    counted: Counted
    measures: Measures
    roster: Roster
    view: RosterView
    gone: int


@dataclass(frozen=True)
class WeightEffect:
    """How the winner changes as the weight of one setting moves from 0 up."""

    setting: RuleSetting
    phrase: str
    stretches: Sequence[Stretch]


@dataclass(frozen=True)
class Comparison:
    """Some rosters side by side; `verdict` says in plain words which to take, and why; `best` is its letter.

    `effects` tell for each wish which of them wins at which weight of it, all others as they are; wishes of which all
    break the same are left out.
    """

    ranking: Ranking
    items: Sequence[Compared]
    best: str
    verdict: str
    effects: Sequence[WeightEffect]


class CompareService:
    def __init__(self, reading: Transactions) -> None:
        self._reading = reading
        self._tallies = Tallies()
        self._look = Remembered(_look, most=24)

    def ranking(
        self,
        actor: Actor,
        schedule_id: str,
        profile_id: str | None = None,
        also: Iterable[str] = (),
        *,
        improved_on: bool = False,
    ) -> Ranking:
        """Every roster of a week under a profile, or under the settings' own weights.

        These are the best of each run, other candidates that are meant to differ, and what is applied; those that
        their runs improved on where they are `also` named (by id, as far as they are there) or all `improved_on` are
        wanted.

        Raises
        ------
        NotFound
            When the week or the profile is gone.
        """
        actor.must(Action.SEE_PLANNING)
        with self._reading() as work:
            found = self._ranking(work, schedule_id, profile_id, _choices(work, schedule_id, also, improved_on))
        return replace(found, problem=shown(actor, found.problem))

    def compare(
        self,
        actor: Actor,
        schedule_id: str,
        ids: Sequence[str],
        profile_id: str | None = None,
        ranking: Ranking | None = None,
    ) -> Comparison:
        """Two to six of them side by side, called A, B, … in the order given; of a `ranking` that there is already.

        Raises
        ------
        InvalidInput
            When they are too few or too many, or one is gone.
        """
        actor.must(Action.SEE_PLANNING)
        if not FEWEST <= len(set(ids)) <= MOST:
            raise InvalidInput(f"Choose {FEWEST} to {MOST} rosters to compare.")
        with self._reading() as work:
            if ranking is None or not sees_people(actor):
                # A ranking for those who may not see what people said lacks what rosters are measured by.
                ranking = self._ranking(work, schedule_id, profile_id, _choices(work, schedule_id, ids))
            by_id = {row.choice.id: row for row in ranking.rows}
            if not by_id.keys() >= set(ids):
                raise InvalidInput("A roster that was chosen does not exist any more; choose again.")
            rosters = {one: _roster(work, schedule_id, ranking.problem, one) for one in (*ids, APPLIED)}
        before, problem = rosters[APPLIED][0] or None, shown(actor, ranking.problem)
        items = []
        for letter, one in zip("ABCDEF", dict.fromkeys(ids), strict=False):
            roster, gone = rosters[one]
            seen, numbers = self._look(problem, roster, ranking.settings, before)
            items.append(Compared(letter, by_id[one].choice, by_id[one].counted, numbers, roster, seen, gone))
        best, said = verdict([(item.letter, item.counted, item.measures) for item in items])
        effects = self._effects(ranking, items)
        return Comparison(replace(ranking, problem=problem), items, best, said, effects)

    def differences(self, comparison: Comparison, before: str, after: str) -> Sequence[Change]:
        """Who gains and who loses what from one of the compared rosters (its letter) to another."""
        rosters = {item.letter: item.roster for item in comparison.items}
        return differences(comparison.ranking.problem, rosters[before], rosters[after])

    def _effects(self, ranking: Ranking, items: Sequence[Compared]) -> Sequence[WeightEffect]:
        found = []
        for setting in ranking.settings:
            if not setting.hard and setting.enabled:
                moves = self._moved(ranking, items, setting)
                if len(moves) > 1:
                    found.append(WeightEffect(setting, ranking.phrases[setting.id], moves))
        return found

    def _moved(self, ranking: Ranking, items: Sequence[Compared], setting: RuleSetting) -> Sequence[Stretch]:
        def measured(weight: int) -> list[Contender]:
            moved = [replace(s, weight=weight) if s.id == setting.id else s for s in ranking.settings]
            stick = Yardstick(ranking.problem, moved, self._tallies)
            contenders = []
            for item in items:
                counted = stick.measure(_name(item.choice, item.roster), partial(_given, item.roster))
                units = counted.tallies[setting.id].units if setting.id in counted.tallies else 0
                contenders.append(Contender(item.letter, counted.hard, counted.penalty, units))
            return contenders

        return stretches(measured(0), measured(1))

    def _ranking(
        self, work: UnitOfWork, schedule_id: str, profile_id: str | None, choices: Iterable[Choice]
    ) -> Ranking:
        problem, own = work.problems.load(schedule_id)
        settings = under(usable(own), work.rules.profile(profile_id) if profile_id else None)
        stick = Yardstick(problem, settings, self._tallies)
        rows = [Ranked(choice, self._measured(work, schedule_id, stick, choice)) for choice in choices]
        names = Names.of_problem(problem)
        return Ranking(problem, settings, {one.id: phrase(one, names) for one in settings}, in_order(rows))

    def _measured(self, work: UnitOfWork, schedule_id: str, stick: Yardstick, choice: Choice) -> Counted:
        if choice.run is None:
            roster = _roster(work, schedule_id, stick.problem, APPLIED)[0]
            return stick.measure(_name(choice, roster), partial(_given, roster))
        return stick.measure(choice.id, lambda: _roster(work, schedule_id, stick.problem, choice.id)[0])


def in_order(rows: Iterable[Ranked]) -> list[Ranked]:
    """Best first; of equal ones those of sweeps and those improved on come last: they are not what was asked for."""

    def place(row: Ranked) -> tuple[int, int, bool]:
        return row.counted.hard, row.counted.penalty, row.choice.swept or row.choice.improved_on

    return sorted(rows, key=place)


def under(settings: Sequence[RuleSetting], profile: ProfileRecord | None) -> tuple[RuleSetting, ...]:
    """The settings with a profile's weights; None leaves them as they are."""
    return tuple(weighed(one, profile.weights) for one in settings) if profile else tuple(settings)


def _choices(work: UnitOfWork, schedule_id: str, also: Iterable[str], improved_on: bool = False) -> list[Choice]:
    wanted, found = set(also), []
    for run in work.runs.of_schedule(schedule_id):
        for place, head in enumerate(work.runs.candidate_heads(run.id)):
            improved = place > 0 and head.kind is CandidateKind.FOUND
            if not improved or improved_on or head.id in wanted:
                found.append(Choice(head.id, run, head, improved))
    if work.assignments.of_schedule(schedule_id):
        found.append(Choice(APPLIED))
    return found


def _name(choice: Choice, roster: Roster) -> str:
    """What a roster is remembered by; what is applied may change, so its own rows name it."""
    return choice.id if choice.run else repr(sorted(roster))


def _given(roster: Roster) -> Roster:
    return roster


def _roster(work: UnitOfWork, schedule_id: str, problem: Problem, one: str) -> tuple[Roster, int]:
    """A roster by its id, and how many of its assignments name what is gone."""
    if one != APPLIED:
        return as_roster(problem, work.runs.candidate(one).assignments)
    rows = work.assignments.of_schedule(schedule_id)
    return as_roster(problem, [(row.employee, row.planned_shift, row.role) for row in rows])


def _look(
    problem: Problem, roster: Roster, settings: Sequence[RuleSetting], before: Roster | None
) -> tuple[RosterView, Measures]:
    return view(problem, roster, settings), measures(problem, roster, settings, before)
