"""The versions of a week's roster: look at them, compare two, take the last change back, restore any."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from scheduling.domain.errors import InvalidInput
from scheduling.domain.problem import Problem
from scheduling.services.discretion import shown
from scheduling.services.effects import Effect, effect
from scheduling.services.permissions import Action, Actor
from scheduling.services.ports import Transactions, UnitOfWork
from scheduling.services.records import AssignmentRecord
from scheduling.services.saving import Why, contents, number_of, save
from scheduling.services.version_records import VersionHead, VersionKind

MOST_NAMED = 3


@dataclass(frozen=True)
class Restoring:
    """What restoring a version writes over the one that was `seen`.

    `left_out` counts its assignments that are impossible today: of people who left and of cancelled shifts.
    """

    number: int
    seen: int
    rows: Sequence[AssignmentRecord]
    effect: Effect
    left_out: int


class VersionService:
    """`reading` opens transactions that only read, and wait for no writer."""

    def __init__(self, transactions: Transactions, reading: Transactions) -> None:
        self._transactions, self._reading = transactions, reading

    def all(self, actor: Actor, schedule_id: str) -> Sequence[VersionHead]:
        """Every version of a week, the newest first; the newest is what is applied."""
        actor.must(Action.SEE_PLANNING)
        with self._reading() as work:
            return work.versions.all(schedule_id)

    def compare(self, actor: Actor, schedule_id: str, before: int, after: int) -> Effect:
        """From one version to another, person by person; NotFound when there is no such version."""
        actor.must(Action.SEE_PLANNING)
        with self._reading() as work:
            problem, settings = work.problems.load(schedule_id)
            rosters = (work.versions.rows(schedule_id, one) for one in (before, after))
            return effect(shown(actor, problem), settings, *rosters)

    def preview(self, actor: Actor, schedule_id: str, number: int) -> Restoring:
        """What restoring a version would do now; NotFound when there is no such version."""
        actor.must(Action.RESTORE_ROSTER)
        with self._reading() as work:
            return _restoring(work, schedule_id, number)

    def before_last(self, actor: Actor, schedule_id: str) -> int | None:
        """The number of the version that undoing brings back; None where nothing can be undone."""
        actor.must(Action.SEE_PLANNING)
        with self._reading() as work:
            return _before_last(work, schedule_id)

    def undo(
        self, actor: Actor, schedule_id: str, seen: int, reason: str = "", *, accept_broken: bool = False
    ) -> VersionHead | None:
        """Take the last change back: the roster before it comes again, as a new version.

        Undoing again goes one further back. Raises what `restore` does, and InvalidInput where nothing can be undone.
        """
        actor.must(Action.RESTORE_ROSTER)
        with self._transactions() as work:
            work.assignments.lock(schedule_id)
            target = _before_last(work, schedule_id)
            if target is None:
                raise InvalidInput("There is nothing to undo: this is what the week began with.")
            why = Why(VersionKind.UNDO, reason, origin=target)
            head = _bring_back(work, actor, schedule_id, target, seen, why, accept_broken)
            work.commit()
        return head

    def restore(
        self, actor: Actor, schedule_id: str, number: int, seen: int, reason: str = "", *, accept_broken: bool = False
    ) -> VersionHead | None:
        """Make an earlier version what is applied again, all or nothing, as a new version; returns it.

        Raises
        ------
        Conflict
            When somebody wrote another version since `seen`, saying who and when.
        InvalidInput
            When it breaks hard rules that what is applied keeps and `accept_broken` is not set, or a published week
            gets no reason.
        IllegalTransition
            When the week is archived.
        """
        actor.must(Action.RESTORE_ROSTER)
        with self._transactions() as work:
            work.assignments.lock(schedule_id)
            origin = work.versions.get(schedule_id, number).origin if number else 0
            why = Why(VersionKind.RESTORE, reason, origin=origin)
            head = _bring_back(work, actor, schedule_id, number, seen, why, accept_broken)
            work.commit()
        return head


def _before_last(work: UnitOfWork, schedule_id: str) -> int | None:
    """The latest version on the way back of which, without people who left, something else than is there comes back."""
    present = work.assignments.of_schedule(schedule_id)
    possible = _possible(work, schedule_id, work.problems.load(schedule_id)[0])
    number = _one_back(work, work.versions.newest(schedule_id))
    while number and contents(_coming(possible, work.versions.rows(schedule_id, number), present)) == contents(present):
        number = _one_back(work, work.versions.get(schedule_id, number))
    return None if number == 0 and not present else number


def _one_back(work: UnitOfWork, head: VersionHead | None) -> int | None:
    """Of a roster that was brought back, the change to undo is the one that first led to it."""
    if head is None or head.origin == 0:
        return None
    changed = work.versions.get(head.schedule, head.origin)
    if changed.kind is VersionKind.IMPORT:
        return None
    return work.versions.get(head.schedule, changed.number - 1).origin if changed.number > 1 else 0


def _bring_back(
    work: UnitOfWork, actor: Actor, schedule_id: str, number: int, seen: int, why: Why, accept_broken: bool
) -> VersionHead | None:
    plan = _restoring(work, schedule_id, number)
    if plan.seen == seen and plan.effect.newly_broken and not accept_broken:
        places = "; ".join(one.message for one in plan.effect.newly_broken[:MOST_NAMED])
        raise InvalidInput(f"This roster breaks today what must hold: {places}. Confirm that it is to come back.")
    return save(work, actor, schedule_id, plan.rows, seen, why)


def _restoring(work: UnitOfWork, schedule_id: str, number: int) -> Restoring:
    problem, settings = work.problems.load(schedule_id)
    wanted, present = work.versions.rows(schedule_id, number), work.assignments.of_schedule(schedule_id)
    rows = _coming(_possible(work, schedule_id, problem), wanted, present)
    seen = number_of(work.versions.newest(schedule_id))
    return Restoring(number, seen, rows, effect(problem, settings, present, rows), len(wanted) - len(rows))


def _possible(work: UnitOfWork, schedule_id: str, problem: Problem) -> tuple[Collection[str], Collection[str]]:
    """The planned shifts of the week, and the people of its team who have not left."""
    site = work.schedules.get(schedule_id).site
    return problem.shift_by_id, {person.id for person in work.team.employees(site) if person.active}


def _coming(
    possible: tuple[Collection[str], Collection[str]],
    wanted: Sequence[AssignmentRecord],
    present: Sequence[AssignmentRecord],
) -> list[AssignmentRecord]:
    """What is possible today of a roster that is to come back; nobody who left is driven out by it."""
    shifts, people = possible
    there = {(row.planned_shift, row.employee) for row in present}
    return [
        row
        for row in wanted
        if (row.planned_shift, row.employee) in there or (row.planned_shift in shifts and row.employee in people)
    ]
