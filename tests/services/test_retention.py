"""What is old goes; what anybody refers to stays, whole."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, insert, select, update

from data import tables
from data.engine import engine_for
from scheduling.domain.runs import RunStatus
from scheduling.services import retention
from scheduling.services.log_records import LogFilter
from scheduling.services.operation_records import Leftover
from scheduling.services.records import AssignmentRecord, CandidateRecord, Ending, NoteRecord, ProgressRecord
from scheduling.services.retention import Keep, RetentionService, in_words
from tests.services.loop import Open, stored_week, submitted

FOR_EVER = Keep(0, 0, 0)
A_MONTH = Keep(30, 0, 0)
BEST_OF_A_WEEK = Keep(0, 7, 0)
OLD = datetime.now(UTC) - timedelta(days=40)


@pytest.fixture
def week(transactions: Open) -> str:
    return stored_week(transactions)


def old_run(transactions: Open, week: str, penalties: Sequence[int] = (9, 7, 8), ended: datetime = OLD) -> str:
    """A run that ended so long ago, with rosters of these penalties in this order."""
    run = submitted(transactions, week).id
    with transactions() as work:
        work.runs.claim(run, "worker", ended)
        for k, penalty in enumerate(penalties):
            work.runs.add_candidate(CandidateRecord(f"{run[:20]}{k}", run, 0, k, penalty, 0, None, ()), 1)
        work.runs.add_progress(run, 1, ProgressRecord(1.0, 9, 3))
        work.runs.add_note(run, 1, NoteRecord(1.0, "Searching."))
        work.commit()
    return run


def end_all(database: str, at: datetime = OLD) -> None:
    ended = update(tables.runs).values(status=RunStatus.COMPLETED, finished_at=at)
    with engine_for(database).begin() as connection:
        connection.execute(ended.where(tables.runs.c.status == RunStatus.RUNNING))


def rows(database: str, table: object) -> int:
    with engine_for(database).connect() as connection:
        return connection.execute(select(func.count()).select_from(table)).scalar_one()  # type: ignore[arg-type]


def penalties(transactions: Open, run: str) -> list[int]:
    with transactions() as work:
        return [head.penalty for head in work.runs.candidate_heads(run)]


def apply_one_shift(transactions: Open, week: str, run: str) -> None:
    with transactions() as work:
        shift = work.demand.planned(week)[0]
        person = work.team.employees(work.schedules.get(week).site)[0]
        work.assignments.replace(week, [AssignmentRecord(shift.id, person.id, shift.demands[0].role, run=run)])
        work.commit()


def test_an_old_run_goes_with_all_that_belongs_to_it(transactions: Open, database: str, week: str) -> None:
    old_run(transactions, week)
    end_all(database)
    assert RetentionService(transactions).prune(A_MONTH)[Leftover.RUNS] == 1
    of_runs = (tables.runs, tables.candidates, tables.run_progress, tables.run_notes)
    assert [rows(database, table) for table in of_runs] == [0, 0, 0, 0]


def test_a_younger_run_stays(transactions: Open, database: str, week: str) -> None:
    old_run(transactions, week)
    end_all(database, datetime.now(UTC) - timedelta(days=29))
    assert RetentionService(transactions).prune(A_MONTH)[Leftover.RUNS] == 0
    assert rows(database, tables.runs) == 1


def test_a_run_whose_roster_is_applied_stays_with_all_its_rosters(transactions: Open, database: str, week: str) -> None:
    run = old_run(transactions, week)
    end_all(database)
    apply_one_shift(transactions, week, run)
    removed = RetentionService(transactions).prune(Keep(30, 7, 0))
    assert (removed[Leftover.RUNS], removed[Leftover.CANDIDATES]) == (0, 0)
    assert penalties(transactions, run) == [7, 8, 9]


def test_a_run_that_waits_or_runs_stays_however_old(transactions: Open, database: str, week: str) -> None:
    old_run(transactions, week)
    submitted(transactions, week)
    with engine_for(database).begin() as connection:
        connection.execute(update(tables.runs).values(created_at=OLD))
    assert set(RetentionService(transactions).prune(Keep(1, 1, 1)).values()) == {0}
    assert rows(database, tables.candidates) == 3


def test_a_run_from_which_a_waiting_one_goes_on_stays(transactions: Open, database: str, week: str) -> None:
    run = old_run(transactions, week)
    end_all(database)
    later = submitted(transactions, week).id
    with engine_for(database).begin() as connection:
        connection.execute(update(tables.runs).where(tables.runs.c.id == later).values(continues_id=run))
    service = RetentionService(transactions)
    assert service.prune(A_MONTH)[Leftover.RUNS] == 0
    with transactions() as work:
        assert work.runs.end_waiting(later, datetime.now(UTC), Ending(RunStatus.CANCELLED))
        work.commit()
    assert service.prune(A_MONTH)[Leftover.RUNS] == 1
    with transactions() as work:
        assert work.runs.get(later).continues is None


def test_of_an_old_run_the_best_roster_stays(transactions: Open, database: str, week: str) -> None:
    run = old_run(transactions, week)
    end_all(database)
    assert RetentionService(transactions).prune(BEST_OF_A_WEEK)[Leftover.CANDIDATES] == 2
    assert penalties(transactions, run) == [7]


def test_nothing_goes_that_is_to_be_kept_for_ever(transactions: Open, database: str, week: str) -> None:
    old_run(transactions, week)
    end_all(database)
    assert RetentionService(transactions).prune(FOR_EVER) == {Leftover.SESSIONS: 0, Leftover.TRIES: 0}
    assert rows(database, tables.candidates) == 3


def test_sessions_go_when_they_expire_and_log_entries_when_they_are_old(transactions: Open, database: str) -> None:
    now = datetime.now(UTC)
    with engine_for(database).begin() as connection:
        user = {"id": "u", "username": "ann", "name": "Ann", "role": "manager", "password_hash": ""}
        connection.execute(insert(tables.users).values(user))
        for name, expires in (("over", now - timedelta(seconds=1)), ("open", now + timedelta(hours=1))):
            session = {"id": name, "token_hash": name, "user_id": "u", "created_at": now, "seen_at": now}
            connection.execute(insert(tables.sessions).values(**session, expires_at=expires))
        for at in (OLD, now):
            tries = {"subject": str(at), "count": 3, "first_at": at, "last_at": at}
            connection.execute(insert(tables.sign_in_tries).values(tries))
        for at in (OLD, now):
            entry = {"at": at, "actor": "ann", "action": "signed in", "subject": "ann", "detail": {}}
            connection.execute(insert(tables.activity_log).values(entry))
    removed = RetentionService(transactions).prune(Keep(0, 0, 30))
    assert removed == {Leftover.LOG: 1, Leftover.SESSIONS: 1, Leftover.TRIES: 1}
    assert [rows(database, table) for table in (tables.sessions, tables.sign_in_tries)] == [1, 1]
    with transactions() as work:
        told, kept = work.log.find(LogFilter(), 9)
    assert (told.actor, told.action, told.detail["entries"]) == ("system", "log pruned", 1)
    assert kept.at == now


def test_what_would_go_is_what_goes(
    transactions: Open, database: str, week: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """More than a batch of it."""
    monkeypatch.setattr(retention, "BATCH", 2)
    for _ in range(3):
        old_run(transactions, week)
    end_all(database)
    keep, service = Keep(30, 7, 0), RetentionService(transactions)
    would = service.prospect(keep)
    assert (would[Leftover.RUNS], would[Leftover.CANDIDATES]) == (3, 6)
    assert service.prune(keep) == would
    assert service.prune(keep)[Leftover.RUNS] == 0


def test_every_reference_from_outside_holds_a_run_back() -> None:
    """A table that comes later and refers to runs is either named as one of theirs or holds them back by itself."""
    from data.repositories.retention import OF_RUNS, _references

    keys = [key for table in tables.metadata.sorted_tables for key in table.foreign_keys]
    outside = [k for k in keys if (k.references(tables.runs) or k.references(tables.candidates))]
    assert len(_references()) == len([k for k in outside if k.parent.table not in OF_RUNS]) >= 1


def test_counts_are_told_in_words() -> None:
    assert in_words({Leftover.RUNS: 1200, Leftover.LOG: 0, Leftover.SESSIONS: 3}) == "runs 1,200, expired sessions 3"
    assert in_words({Leftover.RUNS: 0}) == "nothing"
