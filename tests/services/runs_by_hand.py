"""Runs that nobody searched: ended, with a roster that a test has chosen."""

from datetime import UTC, datetime
from uuid import uuid4

from scheduling.domain.runs import RunStatus
from scheduling.services.records import CandidateRecord, Ending
from tests.services.loop import Open, submitted


def ended_with(
    transactions: Open,
    schedule: str,
    day: int,
    night: int,
    status: RunStatus = RunStatus.COMPLETED,
    objective: int | None = 0,
) -> str:
    """An ended run whose one candidate has this person on every day shift and that one on every night."""
    run = submitted(transactions, schedule)
    with transactions() as work:
        problem, _ = work.problems.load(schedule)
        people, role = sorted(person.id for person in problem.employees), problem.roles[0].id
        codes = {template.id: template.code for template in problem.templates}
        rows = tuple((people[day if codes[s.template] == "D" else night], s.id, role) for s in problem.shifts)
        attempt = work.runs.claim(run.id, "hand", datetime.now(UTC)) or 0
        work.runs.add_candidate(CandidateRecord(uuid4().hex, run.id, 0, 0.1, 0, 0, 0, rows), attempt)
        work.runs.finish(run.id, attempt, datetime.now(UTC), Ending(status, objective=objective))
        work.commit()
    return run.id
