"""What a roster looks like and what it is worth, ready to be drawn."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from scheduling.checker import score
from scheduling.domain.clock import wall_clock
from scheduling.domain.history import History
from scheduling.domain.problem import Assignment, Employee, Problem
from scheduling.domain.roster import Roster, Score
from scheduling.domain.settings import RuleSetting
from scheduling.rules.catalogue import usable
from scheduling.services.discretion import public, public_score, sees_people
from scheduling.services.permissions import Action, Actor, must_see
from scheduling.services.ports import Transactions
from scheduling.services.records import CandidateHead, RunRecord
from scheduling.services.remembered import Remembered
from scheduling.services.rule_sentences import rule_label
from scheduling.services.snapshot import from_text


@dataclass(frozen=True)
class CoverageCell:
    """Heads of one role on one shift, against the target (None: no wish)."""

    template: str
    role: str
    date: date
    heads: int
    target: int | None


@dataclass(frozen=True)
class Hours:
    """Minutes that a person works, those of paid time off, and what the contract agrees for the same stretch.

    `agreed` is None where nothing is agreed.
    """

    employee: str
    minutes: int
    paid_off: int
    agreed: int | None


@dataclass(frozen=True)
class Work:
    """A shift of somebody's day: template and role (ids)."""

    template: str
    role: str


@dataclass(frozen=True)
class RosterView:
    """A roster to look at. `cells` holds work, and `away` approved time off, per (employee id, date).

    `score` judges `roster` by `settings`.
    """

    problem: Problem
    roster: Roster
    settings: Sequence[RuleSetting]
    score: Score
    cells: Mapping[tuple[str, date], tuple[Work, ...]]
    away: frozenset[tuple[str, date]]
    coverage: Sequence[CoverageCell]
    hours: Sequence[Hours]


@dataclass(frozen=True)
class Standing:
    """In how many places a roster breaks a setting, and what that costs; a hard setting costs nothing."""

    places: int
    penalty: int


@dataclass(frozen=True)
class Found:
    """A run of a week with its candidates, best first."""

    run: RunRecord
    candidates: Sequence[CandidateHead]


class SolutionService:
    def __init__(self, transactions: Transactions) -> None:
        self._transactions = transactions
        # The page asks at every click, and a week seldom changes.
        self._seen, self._public, self._bare = Remembered(view), Remembered(public_view), Remembered(bare_view)

    def found(self, actor: Actor, schedule_id: str) -> Sequence[Found]:
        """The runs of a week that found a roster, newest first; also one that is still at it."""
        actor.must(Action.SEE_PLANNING)
        with self._transactions() as work:
            all_runs = [Found(r, work.runs.candidate_heads(r.id)) for r in work.runs.of_schedule(schedule_id)]
        return [found for found in all_runs if found.candidates]

    def candidate(self, actor: Actor, candidate_id: str) -> RosterView:
        """A candidate, judged by its run's own inputs as far as this version knows their rules.

        Raises
        ------
        NotFound
            When the candidate is gone.
        """
        actor.must(Action.SEE_PLANNING)
        with self._transactions() as work:
            candidate = work.runs.candidate(candidate_id)
            snapshot = from_text(work.runs.snapshot(candidate.run))
        roster = frozenset(Assignment(*assignment) for assignment in candidate.assignments)
        draw = view if sees_people(actor) else public_view
        return draw(snapshot.problem, roster, usable(snapshot.settings))

    def applied(self, actor: Actor, schedule_id: str) -> RosterView:
        """What is applied, judged by today's inputs; of a draft only for those who may see what is being planned.

        It is a `public_view` for those who may not see what people said, and a `bare_view` for those who do not plan.
        """
        actor.must(Action.SEE_PUBLISHED)
        draw = self._seen if sees_people(actor) else self._public if actor.may(Action.SEE_PLANNING) else self._bare
        return draw(*self._today(actor, schedule_id))

    def standing(self, actor: Actor, schedule_id: str) -> Mapping[str, Standing] | None:
        """How each setting that is on (its id) stands with what is applied, by its own weight; None: nothing is."""
        actor.must(Action.SEE_PLANNING)
        problem, roster, settings = self._today(actor, schedule_id)
        if not roster:
            return None
        found = self._seen(problem, roster, settings).score
        places = Counter(violation.setting for violation in found.violations)
        return {
            setting.id: Standing(places[setting.id], found.penalty_by_setting.get(setting.id, 0))
            for setting in settings
            if setting.enabled
        }

    def _today(self, actor: Actor, schedule_id: str) -> tuple[Problem, Roster, tuple[RuleSetting, ...]]:
        """The week, what is applied to it, and the settings that this version can judge by."""
        with self._transactions() as work:
            must_see(actor, work.schedules.get(schedule_id))
            problem, settings = work.problems.load(schedule_id)
            rows = work.assignments.of_schedule(schedule_id)
        shifts, people = problem.shift_by_id.keys(), problem.employee_by_id.keys()
        applied = (Assignment(row.employee, row.planned_shift, row.role) for row in rows)
        roster = frozenset(one for one in applied if one.shift in shifts and one.employee in people)
        return problem, roster, usable(settings)


def label(code: str) -> str:
    """A rule's name for people, also of the rules that always hold."""
    always = {"role": "Role held", "overlap": "One shift at a time", "time_off": "Time off", "pinned": "Pinned"}
    return always.get(code) or rule_label(code)


def view(problem: Problem, roster: Roster, settings: Sequence[RuleSetting], verdict: Score | None = None) -> RosterView:
    """A roster with its verdict (worked out unless it is known), its grid, its coverage and its hours."""
    cells: dict[tuple[str, date], tuple[Work, ...]] = {}
    heads: dict[tuple[str, str], int] = {}
    minutes = dict.fromkeys(problem.employee_by_id, 0)
    for assignment in sorted(roster, key=lambda a: problem.shift_by_id[a.shift].start):
        shift = problem.shift_by_id[assignment.shift]
        at = assignment.employee, shift.date
        cells[at] = (*cells.get(at, ()), Work(shift.template, assignment.role))
        heads[shift.id, assignment.role] = heads.get((shift.id, assignment.role), 0) + 1
        minutes[assignment.employee] += shift.minutes
    coverage = [
        CoverageCell(shift.template, demand.role, shift.date, heads.get((shift.id, demand.role), 0), demand.target)
        for shift in problem.shifts
        for demand in shift.demands
    ]
    paid = _paid_off(problem)
    hours = [Hours(e.id, minutes[e.id], paid[e.id], _agreed(problem, e.contract)) for e in problem.employees]
    found = score(problem, roster, settings) if verdict is None else verdict
    return RosterView(problem, roster, settings, found, cells, _away(problem), coverage, hours)


def public_view(problem: Problem, roster: Roster, settings: Sequence[RuleSetting]) -> RosterView:
    """A roster with what it costs, of which nothing tells what people said or when they are off."""
    verdict = public_score(problem, roster, settings, score(problem, roster, settings))
    return view(public(problem), roster, settings, verdict)


def bare_view(problem: Problem, roster: Roster, settings: Sequence[RuleSetting]) -> RosterView:
    """Who works when, and nothing besides: no demand, no verdict, no hours, contracts or labels of people."""
    week = replace(
        public(problem),
        contracts=(),
        employees=tuple(Employee(one.id, one.name, one.roles) for one in problem.employees),
        shifts=tuple(replace(shift, demands=()) for shift in problem.shifts),
        pinned=(),
        history=History(),
        published=None,
        draft=None,
    )
    return replace(view(week, roster, (), Score(())), hours=())


def _away(problem: Problem) -> frozenset[tuple[str, date]]:
    """Who is off on which date of the period, if only for a part of it."""
    found = set()
    for absence in problem.absences:
        first, last = (wall_clock(minute, problem.zone).date() for minute in (absence.start, absence.end - 1))
        found |= {(absence.employee, day) for day in problem.dates if first <= day <= last}
    return frozenset(found)


def _paid_off(problem: Problem) -> Mapping[str, int]:
    """Paid minutes of time off within the period, by person."""
    paid: Counter[str] = Counter()
    for absence in problem.absences:
        paid[absence.employee] += sum(minutes for day, minutes in absence.credits if day in problem.dates)
    return paid


def _agreed(problem: Problem, contract_id: str | None) -> int | None:
    contract = problem.contract_by_id.get(contract_id or "")
    weekly = contract.weekly_minutes if contract else None
    return None if weekly is None else weekly * problem.days // 7
