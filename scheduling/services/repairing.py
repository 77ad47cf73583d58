"""Why a run found no roster, in sentences, and repairs that can be made and taken back with one click."""

from collections.abc import Sequence
from dataclasses import dataclass

from scheduling.domain.changes import Change, PinChange, undone
from scheduling.domain.conflicts import Conflict as Clashing
from scheduling.domain.conflicts import Repair
from scheduling.domain.errors import Conflict
from scheduling.services.conflict_sentences import Clash, Words
from scheduling.services.discretion import UNNAMED, is_of_people, sees_people, tells_of_people
from scheduling.services.explanations import from_text as explanation_from
from scheduling.services.input_changes import InputChanges, needed_for
from scheduling.services.made_repairs import KEPT, UNDONE, MadeRepair, remember, settle, standing
from scheduling.services.permissions import Action, Actor
from scheduling.services.ports import Transactions, UnitOfWork
from scheduling.services.remembered import Remembered
from scheduling.services.snapshot import from_text as snapshot_from


@dataclass(frozen=True)
class ClashView:
    """Lines that clash; `proven`: leaving any of them out was shown to help."""

    lines: tuple[Clash, ...]
    proven: bool


@dataclass(frozen=True)
class RepairView:
    """A repair with a sentence for each of its changes."""

    repair: Repair
    sentences: tuple[str, ...]


@dataclass(frozen=True)
class ExplanationView:
    """What clashes and what could be changed, the cheapest first."""

    clashes: tuple[ClashView, ...]
    repairs: tuple[RepairView, ...]
    in_time: bool


class RepairService:
    """`reading` opens transactions that only read, and wait for no writer."""

    def __init__(self, transactions: Transactions, reading: Transactions) -> None:
        self._transactions, self._reading = transactions, reading
        # The page asks at every click, and what a run found stays.
        self._seen = Remembered(_view)

    def of_run(self, actor: Actor, run_id: str) -> ExplanationView | None:
        """What was found out about a run without a roster; None where nothing was.

        Who may not see when people are off, or what they said, is told only what has nothing to do with it.

        Raises
        ------
        NotFound
            When the run is gone.
        """
        actor.must(Action.SEE_PLANNING)
        with self._reading() as work:
            text = work.runs.explanation(run_id)
            snapshot = work.runs.snapshot(run_id) if text else ""
        return self._seen(text, snapshot, sees_people(actor)) if text else None

    def make(self, actor: Actor, schedule_id: str, changes: Sequence[Change], sentences: Sequence[str]) -> str:
        """Make changes of a week and its site's rules, all or none; the id by which they can be taken back.

        Raises
        ------
        Conflict
            When something that is to be changed is not any more as it was.
        NotAllowed
            When one of the changes is not this person's to make.
        InvalidInput
            When a change does not fit what there is now.
        """
        with self._transactions() as work:
            inputs = InputChanges(work, schedule_id, actor)
            done = [inputs.make(change) for change in changes]
            repair = remember(work, actor, schedule_id, done, sentences)
            work.commit()
        return repair

    def made(self, actor: Actor, schedule_id: str) -> list[MadeRepair]:
        """What was made in a week by anybody, and neither taken back nor kept for good; the newest first."""
        actor.must(Action.SEE_PLANNING)
        with self._reading() as work:
            found = standing(work, schedule_id)
        return [one for one in found if sees_people(actor) or not any(map(tells_of_people, one.changes))]

    def undo(self, actor: Actor, schedule_id: str, repair_id: str) -> None:
        """Take a repair back; raises what `make` does, and Conflict where somebody took it back or kept it."""
        with self._transactions() as work:
            inputs, repair = InputChanges(work, schedule_id, actor), _standing(work, schedule_id, repair_id)
            for change in undone(repair.changes):
                inputs.make(change)
            settle(work, actor, UNDONE, schedule_id, repair)
            work.commit()

    def keep(self, actor: Actor, schedule_id: str, repair_id: str) -> None:
        """Offer no more to take a repair back; raises what `undo` does."""
        with self._transactions() as work:
            repair = _standing(work, schedule_id, repair_id)
            actor.must(needed_for(actor, repair.changes))
            settle(work, actor, KEPT, schedule_id, repair)
            work.commit()


def _standing(work: UnitOfWork, schedule_id: str, repair_id: str) -> MadeRepair:
    for repair in standing(work, schedule_id):
        if repair.id == repair_id:
            return repair
    raise Conflict("Somebody took this change back, or kept it, in the meantime.")


def _view(text: str, snapshot_text: str, everything: bool) -> ExplanationView:
    """With `everything`, or without what tells when people are off and what they said."""
    explanation, snapshot = explanation_from(text), snapshot_from(snapshot_text)
    words = Words(snapshot.problem, snapshot.settings)

    def clash(one: Clashing) -> ClashView:
        if not everything and any(is_of_people(member, snapshot.settings) for member in one.members):
            # What else clashes would tell whose time it is.
            return ClashView((Clash(UNNAMED),), one.proven)
        return ClashView(words.clashes(one.members), one.proven)

    repairs = [one for one in explanation.repairs if everything or not any(map(tells_of_people, one.changes))]
    if snapshot.problem.draft is not None:
        # What stays is held by somebody's draft, and let go there.
        repairs = [one for one in repairs if not any(isinstance(change, PinChange) for change in one.changes)]
    return ExplanationView(
        tuple(map(clash, explanation.conflicts)),
        tuple(RepairView(one, tuple(map(words.change, one.changes))) for one in repairs),
        explanation.in_time,
    )
