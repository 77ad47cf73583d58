"""The tables keep what is put into them, refuse what makes no sense, and let one worker at a time have a run."""

import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import insert, select
from sqlalchemy.engine import make_url
from sqlalchemy.exc import IntegrityError

from data.demo import DEMOS
from data.engine import engine_for
from data.tables import contracts, metadata, rule_settings, schedules, sites
from data.unit_of_work import SqlUnitOfWork
from scheduling.domain.errors import Conflict, NotFound
from scheduling.domain.problem import Problem
from scheduling.domain.runs import RunStatus, SolveOptions
from scheduling.services.records import CandidateRecord, Ending, ProgressRecord, RunRecord
from tests.actors import ANN

Open = Callable[[], SqlUnitOfWork]
MONDAY = date(2026, 3, 23)


def stored(open_work: Open, name: str = "ward") -> tuple[Problem, str, str]:
    demo = DEMOS[name](MONDAY)
    with open_work() as work:
        site, schedule = work.problems.store(
            demo.site, demo.problem, demo.settings, "test", time_off=demo.pending, profiles=demo.profiles
        )
        work.commit()
    return demo.problem, site, schedule


def a_run(schedule: str) -> RunRecord:
    return RunRecord("r1", schedule, None, "none", SolveOptions(), "hash", "1", "ann", datetime.now(UTC))


def with_run(open_work: Open) -> str:
    _, _, schedule = stored(open_work, "restaurant")
    with open_work() as work:
        work.runs.add(a_run(schedule), "{}")
        work.commit()
    return schedule


def test_migrations_make_exactly_the_tables_that_the_code_knows(database: str) -> None:
    with engine_for(database).connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []


def test_a_stored_problem_comes_back_the_same_but_for_its_ids(transactions: Open) -> None:
    """Four weeks across the spring night on which clocks change, with night shifts, wishes and leave."""
    before, _, schedule = stored(transactions)
    with transactions() as work:
        after, settings = work.problems.load(schedule)
    assert (after.start, after.days, after.timezone) == (before.start, before.days, before.timezone)
    assert sorted(e.name for e in after.employees) == sorted(e.name for e in before.employees)
    assert sorted((s.date, s.start, s.end) for s in after.shifts) == sorted(
        (s.date, s.start, s.end) for s in before.shifts
    )
    heads = [sorted((s.date, d.target or 0) for s in p.shifts for d in s.demands) for p in (before, after)]
    assert heads[0] == heads[1]
    spans = [sorted((i.start, i.end, i.kind) for i in p.availability) for p in (before, after)]
    assert spans[0] == spans[1]
    leave = [sorted((a.start, a.end, a.credits) for a in p.absences) for p in (before, after)]
    assert leave[0] == leave[1]
    templates = {t.id for t in after.templates}
    pairs = next(s.params["pairs"] for s in settings if s.code == "forbidden_succession")
    assert {name for pair in pairs for name in pair} <= templates


@pytest.mark.parametrize(
    ("table", "values"),
    [
        (schedules, {"id": "x", "site_id": "s", "name": "none", "start": MONDAY, "days": 0, "status": "DRAFT"}),
        (schedules, {"id": "x", "site_id": "s", "name": "odd", "start": MONDAY, "days": 7, "status": "LOST"}),
        (schedules, {"id": "x", "site_id": "gone", "name": "n", "start": MONDAY, "days": 7, "status": "DRAFT"}),
        (contracts, {"id": "x", "site_id": "s", "name": "negative", "weekly_minutes": -1}),
        (
            rule_settings,
            {"id": "x", "site_id": "s", "position": 0, "code": "c", "weight": -1, "scope": {}, "params": {}},
        ),
    ],
)
def test_the_database_itself_refuses_what_makes_no_sense(database: str, table, values) -> None:  # type: ignore[no-untyped-def]
    with engine_for(database).begin() as connection:
        connection.execute(insert(sites).values(id="s", name="Site", timezone="UTC", source="test"))
    with pytest.raises(IntegrityError), engine_for(database).begin() as connection:
        connection.execute(insert(table).values(values))


def test_leaving_without_commit_undoes_everything(transactions: Open, database: str) -> None:
    with transactions() as work:
        work.log.add(ANN, "test", "nothing")
    with engine_for(database).connect() as connection:
        assert connection.execute(select(sites)).all() == []


def test_a_commit_that_fails_keeps_nothing_and_locks_nobody_out(
    transactions: Open, database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The pool must not take the connection back with its transaction still open."""

    def full(connection: object) -> None:
        raise OSError("the disk is full")

    with monkeypatch.context() as patched:
        patched.setattr(engine_for(database).dialect, "do_commit", full)
        with transactions() as work:
            work.log.add(ANN, "test", "nothing")
            with pytest.raises(OSError, match="full"):
                work.commit()
    for _ in range(2):
        with transactions() as work:
            assert work.users.all() == []
            work.commit()


def test_a_second_save_of_the_same_version_is_told_and_writes_nothing(transactions: Open) -> None:
    _, site, _ = stored(transactions, "restaurant")
    with transactions() as work:
        person = work.team.employees(site)[0]
        work.team.save_employee(person)
        with pytest.raises(Conflict, match=person.name):
            work.team.save_employee(person)


def test_a_site_has_one_default_profile_whoever_asks(transactions: Open) -> None:
    _, site, _ = stored(transactions, "restaurant")
    with transactions() as work:
        other = next(p for p in work.rules.profiles(site) if not p.is_default)
        work.rules.save_profile(replace(other, is_default=True))
        assert [p.name for p in work.rules.profiles(site) if p.is_default] == [other.name]


def test_of_eight_workers_that_claim_a_run_at_once_exactly_one_gets_it(transactions: Open) -> None:
    with_run(transactions)
    attempts: list[int | None] = []
    gate = threading.Barrier(8)

    def claim() -> None:
        gate.wait()
        with transactions() as work:
            attempts.append(work.runs.claim("r1", threading.current_thread().name, datetime.now(UTC)))
            work.commit()

    threads = [threading.Thread(target=claim) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(attempts, key=str) == [1, *[None] * 7]


def test_an_attempt_that_does_not_hold_the_run_writes_nothing(transactions: Open) -> None:
    with_run(transactions)
    now = datetime.now(UTC)
    candidate = CandidateRecord("c", "r1", 0, 1.0, 5, 0, None, (("e", "s", "r"),))
    with transactions() as work:
        assert work.runs.claim("r1", "w", now) == 1
        assert not work.runs.add_candidate(candidate, attempt=2)
        assert not work.runs.add_progress("r1", 2, ProgressRecord(1.0, 5, 3))
        assert not work.runs.finish("r1", 2, now, Ending(RunStatus.COMPLETED))
        assert work.runs.add_candidate(candidate, attempt=1)
        assert work.runs.finish("r1", 1, now, Ending(RunStatus.COMPLETED))
        assert not work.runs.finish("r1", 1, now, Ending(RunStatus.FAILED))
        assert [c.penalty for c in work.runs.candidates("r1")] == [5]
        work.commit()


def test_a_run_that_is_gone_is_a_sentence(transactions: Open) -> None:
    with transactions() as work, pytest.raises(NotFound, match="run does not exist"):
        work.runs.get("nowhere")


def test_increments_from_many_threads_are_all_kept(transactions: Open) -> None:
    """Deferred transactions lose most of these on SQLite."""
    with_run(transactions)

    def progress() -> None:
        for k in range(20):
            with transactions() as work:
                work.runs.add_progress("r1", 1, ProgressRecord(float(k), None, None))
                work.commit()

    with transactions() as work:
        work.runs.claim("r1", "w", datetime.now(UTC))
        work.commit()
    threads = [threading.Thread(target=progress) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with transactions() as work:
        assert len(work.runs.progress("r1")) == 80


def test_postgresql_ends_what_a_lost_machine_left_open(postgres_url: str) -> None:
    """A transaction that stands still is ended by the server, whose locks would stay for hours otherwise."""
    with engine_for(postgres_url).connect() as connection:
        told = connection.exec_driver_sql("SHOW idle_in_transaction_session_timeout").scalar_one()
    assert told == "10s"


def test_what_an_address_says_about_the_link_counts(postgres_url: str) -> None:
    address = make_url(postgres_url).update_query_dict({"options": "-c idle_in_transaction_session_timeout=3000"})
    engine = engine_for(address.render_as_string(hide_password=False))
    with engine.connect() as connection:
        assert connection.exec_driver_sql("SHOW idle_in_transaction_session_timeout").scalar_one() == "3s"
    engine.dispose()
