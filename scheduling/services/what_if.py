"""What if somebody worked a shift, or it had its heads: a week is searched again with that as a law, and compared."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from scheduling.checker import score
from scheduling.domain.errors import InvalidInput
from scheduling.domain.problem import Assignment, Problem
from scheduling.domain.roster import Roster
from scheduling.domain.settings import KEPT, QUESTION, RuleSetting
from scheduling.services.conflict_sentences import Words
from scheduling.services.differences import Change, differences
from scheduling.services.discretion import public_run, shown
from scheduling.services.laws import heads_law, kept_laws, person_law
from scheduling.services.permissions import Action, Actor
from scheduling.services.ports import Transactions, UnitOfWork
from scheduling.services.records import CandidateRecord, RunRecord
from scheduling.services.repairing import ExplanationView, RepairService
from scheduling.services.rule_sentences import Names, phrase
from scheduling.services.runs import RunService, following, tell_of_run
from scheduling.services.snapshot import Snapshot, fingerprint, from_text, to_text
from scheduling.services.twins import refuse_twin

SECONDS = 20
PREFIX = "What if: "
Laws: TypeAlias = tuple[RuleSetting, ...]


def hypothetical(run: RunRecord) -> bool:
    """Whether a run answers a question, so that its roster is not what anybody wanted by itself."""
    return run.profile_name.startswith(PREFIX)


@dataclass(frozen=True)
class Answer:
    """What came of a question; `run` tells how far it is.

    With a roster: its penalty beside that of the run that was asked about, both without the question's own law, rule
    by rule (below 0: saved), and who moves (by name). Where no roster is possible: why. `proven`: no other
    roster with what was asked for costs less. Of rosters that cost the same, one is taken in which few people move.
    """

    run: RunRecord
    question: str
    penalty: int | None = None
    before: int | None = None
    by_rule: tuple[tuple[str, int], ...] = ()
    moves: Sequence[tuple[str, Change]] = ()
    why: ExplanationView | None = None
    proven: bool = False
    candidate: str = ""


class WhatIfService:
    """`reading` opens transactions that only read, and wait for no writer."""

    def __init__(self, transactions: Transactions, reading: Transactions, runs: RunService) -> None:
        self._transactions, self._reading, self._runs = transactions, reading, runs
        self._repairs = RepairService(transactions, reading)

    def ask(self, actor: Actor, run_id: str, employee: str, shift_id: str, *, works: bool) -> RunRecord:
        """Start a short run on a run's inputs in which the person works the shift, or does not; never waits.

        Raises
        ------
        NotFound
            When the run is gone.
        InvalidInput
            When the person or the shift is not in the run's week, or the run is still going on.
        AlreadyRun
            When the same was asked already.
        """

        def laws(problem: Problem, roster: Roster) -> Laws:
            return (person_law(problem, employee, shift_id, works=works),)

        return self._search(actor, run_id, laws)

    def ask_for_heads(
        self, actor: Actor, run_id: str, shift_id: str, role: str, heads: int, *, kept: bool = True
    ) -> RunRecord:
        """The same in which at least so many people work the shift in a role; raises what `ask` does.

        `kept`: no other shift loses a head for it that it has in the run's best roster.
        """

        def laws(problem: Problem, roster: Roster) -> Laws:
            others = kept_laws(problem, roster, shift_id, role) if kept else ()
            return (heads_law(problem, shift_id, role, heads), *others)

        return self._search(actor, run_id, laws)

    def _search(self, actor: Actor, run_id: str, laws_for: Callable[[Problem, Roster], Laws]) -> RunRecord:
        actor.must(Action.START_RUN)
        with self._transactions() as work:
            before = work.runs.get(run_id)
            if not before.status.terminal:
                raise InvalidInput("This run is still going on. Finish it, then ask.")
            snapshot = from_text(work.runs.snapshot(run_id))
            best = work.runs.best_candidate(run_id)
            law, *others = laws_for(snapshot.problem, frozenset() if best is None else _roster(best))
            settings = (*_without_question(snapshot), law, *others)
            words = Words(snapshot.problem, settings)
            run = replace(
                following(before, actor, SECONDS, found=True),
                profile_name=f"{PREFIX}{words.question(law)}"[:80],
                snapshot_hash=fingerprint(snapshot.problem, settings),
            )
            refuse_twin(run, work.runs.of_schedule(before.schedule))
            text = to_text(Snapshot(snapshot.problem, settings, run.options))
            work.runs.add(run, text)
            tell_of_run(work, actor, "what if asked", run, subject=run.profile_name.removeprefix(PREFIX))
            work.commit()
        return self._runs.enqueue(run)

    def answers(self, actor: Actor, run_id: str) -> list[Answer]:
        """What was asked about a run, the newest first."""
        actor.must(Action.SEE_PLANNING)
        with self._reading() as work:
            run = work.runs.get(run_id)
            asked = [
                one for one in work.runs.of_schedule(run.schedule) if one.continues == run_id and hypothetical(one)
            ]
            best = work.runs.best_candidate(run_id)
            base = None if best is None else _roster(best)
            found = [_answer(work, actor, one, base) for one in asked]
        return [self._explained(actor, answer) for answer in found]

    def _explained(self, actor: Actor, answer: Answer) -> Answer:
        if not answer.run.status.terminal or answer.penalty is not None:
            return answer
        return replace(answer, why=self._repairs.of_run(actor, answer.run.id))


def _without_question(snapshot: Snapshot) -> tuple[RuleSetting, ...]:
    return tuple(one for one in snapshot.settings if one.id != QUESTION and not one.id.startswith(KEPT))


def _answer(work: UnitOfWork, actor: Actor, asked: RunRecord, base: Roster | None) -> Answer:
    snapshot, best = from_text(work.runs.snapshot(asked.id)), last_of_best(work, asked.id)
    run, told = public_run(actor, asked), shown(actor, snapshot.problem)
    settings, words = _without_question(snapshot), Words(snapshot.problem, snapshot.settings)
    question = words.question(next(one for one in snapshot.settings if one.id == QUESTION))
    if best is None or base is None:
        return Answer(run, question)
    roster = _roster(best)
    names, by_id = Names.of_problem(snapshot.problem), {setting.id: setting for setting in settings}
    old, new = (score(snapshot.problem, one, settings) for one in (base, roster))
    deltas = {
        one: new.penalty_by_setting.get(one, 0) - old.penalty_by_setting.get(one, 0)
        for one in {*new.penalty_by_setting, *old.penalty_by_setting}
    }
    ordered = sorted(((phrase(by_id[one], names), amount) for one, amount in deltas.items() if amount), key=_dearest)
    proven = run.bound is not None and run.objective is not None and run.bound >= run.objective
    moves = [(names.employees[one.employee], one) for one in differences(told, base, roster)]
    return Answer(run, question, new.penalty, old.penalty, tuple(ordered), moves, proven=proven, candidate=best.id)


def _dearest(item: tuple[str, int]) -> tuple[int, str]:
    return -item[1], item[0]


def last_of_best(work: UnitOfWork, run_id: str) -> CandidateRecord | None:
    """The last of the best: of those that cost the same, the one in which fewest people move comes last."""
    found = work.runs.candidates(run_id)
    return min(found, key=lambda one: (one.penalty, -one.seq), default=None)


def _roster(candidate: CandidateRecord) -> Roster:
    return frozenset(Assignment(*row) for row in candidate.assignments)
