"""A roster that a person made, kept beside those of runs and judged by the same check."""

from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import uuid4

from scheduling.checker import score
from scheduling.domain.errors import InvalidInput
from scheduling.domain.files import File
from scheduling.domain.problem import Problem
from scheduling.domain.roster import Roster
from scheduling.domain.runs import CandidateKind, RunStatus, SolveOptions
from scheduling.domain.settings import RuleSetting
from scheduling.rules.catalogue import usable
from scheduling.services.names import check_label
from scheduling.services.own_roster import read_roster
from scheduling.services.permissions import Action, Actor
from scheduling.services.ports import Transactions, UnitOfWork
from scheduling.services.records import CandidateRecord, Ending, RunRecord
from scheduling.services.snapshot import Snapshot, code_version, fingerprint, to_text

OWN = "My own roster"
LONGEST_NAME = 80


class BringService:
    def __init__(self, transactions: Transactions) -> None:
        self._transactions = transactions

    def bring(self, actor: Actor, schedule_id: str, file: File, name: str = "") -> CandidateRecord:
        """Keep the roster of a file as a candidate of a run that nobody searched; whatever it breaks.

        Raises
        ------
        UnreadableFile
            With the line, when the file cannot be read; nothing is kept then.
        InvalidInput
            When it says that nobody works at all.
        NotFound
            When the week is gone.
        """
        actor.must(Action.BRING_ROSTER)
        with self._transactions() as work:
            problem, settings = work.problems.load(schedule_id)
            roster = read_roster(file, problem)
            if not roster:
                raise InvalidInput(f"{file.name} says that nobody works; enter codes of shifts into the cells.")
            said = f"Brought along from {file.name}; nobody searched for it."
            candidate = keep_own(work, actor, Own(schedule_id, problem, usable(settings), roster, name, said))
            work.commit()
        return candidate


@dataclass(frozen=True)
class Own:
    """A roster that a person made: its week, what judges it, what it is called and `said` to be."""

    schedule: str
    problem: Problem
    settings: tuple[RuleSetting, ...]
    roster: Roster
    name: str
    said: str


def keep_own(work: UnitOfWork, actor: Actor, own: Own) -> CandidateRecord:
    """Keep such a roster as the only candidate of a run that has ended; whatever it breaks. Commits nothing."""
    check_label(own.name.strip(), "The name of a roster", LONGEST_NAME)
    verdict, now = score(own.problem, own.roster, own.settings), datetime.now(UTC)
    options = SolveOptions()
    run = RunRecord(
        id=uuid4().hex,
        schedule=own.schedule,
        profile=None,
        profile_name=own.name.strip() or OWN,
        options=options,
        # No search has these inputs, so that none is taken for a repetition of it.
        snapshot_hash=f"own-{fingerprint(own.problem, own.settings)[:60]}",
        code_version=code_version(),
        requested_by=actor.username,
        created_at=now,
    )
    work.runs.add(run, to_text(Snapshot(own.problem, own.settings, options)))
    attempt = work.runs.claim(run.id, actor.username, now) or 0
    rows = tuple((a.employee, a.shift, a.role) for a in sorted(own.roster))
    candidate = CandidateRecord(
        uuid4().hex, run.id, 0, 0.0, verdict.penalty, verdict.hard, None, rows, CandidateKind.OWN
    )
    work.runs.add_candidate(candidate, attempt)
    work.runs.finish(run.id, attempt, now, Ending(RunStatus.COMPLETED, None, verdict.penalty, None, own.said))
    week, detail = work.schedules.get(own.schedule), {"run": run.id, "name": run.profile_name}
    after = f"name: {run.profile_name}; assignments: {len(rows)}; penalty: {verdict.penalty:,}"
    work.log.add(actor, "roster brought along", week.name, detail, week.site, week=week.id, after=after)
    return candidate
