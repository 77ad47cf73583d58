"""The queue against a real Redis and real worker processes."""

from __future__ import annotations

import os
import signal
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack
from pathlib import Path
from subprocess import Popen

import psutil
import pytest
import redis

from data.queue import QUEUE, DramatiqQueue
from scheduling.domain.errors import QueueUnavailable
from tests.workers.processes import clean_environment, family, free_port, none_left, started, until
from workers.broker import RUNS_PER_PROCESS
from workers.launcher import WORKER_ENVIRONMENT

pytestmark = pytest.mark.processes

DAY = 24 * 60 * 60
StartWorker = Callable[[], Popen[bytes]]


@pytest.fixture
def store(redis_url: str) -> redis.Redis:
    return redis.Redis.from_url(redis_url, decode_responses=True)


@pytest.fixture
def start_worker(redis_url: str, tmp_path: Path) -> Iterator[StartWorker]:
    """Starts dramatiq as the launcher does, on actors that leave traces."""
    command = ("-m", "dramatiq", "tests.workers.echo_actors", "--processes", "1", "--threads", "1")
    environment = clean_environment(REDIS_URL=redis_url, **WORKER_ENVIRONMENT)
    with ExitStack() as workers:

        def start() -> Popen[bytes]:
            log = tmp_path / f"worker-{time.monotonic_ns()}"
            worker: AbstractContextManager[Popen[bytes]] = started(command, log, environment)
            process = workers.enter_context(worker)
            until(lambda: "ready for action" in log.read_text())
            return process

        yield start


def names(store: redis.Redis, key: str) -> list[str]:
    return [entry.split()[0] for entry in store.lrange(key, 0, -1)]


def test_an_idle_worker_takes_a_message_at_once(redis_url: str, store: redis.Redis, start_worker: StartWorker) -> None:
    start_worker()
    time.sleep(2)  # long enough to reach the slowest polling
    DramatiqQueue(redis_url).enqueue("one:0")
    until(lambda: names(store, "ended") == ["one"], 1.0)


def test_a_message_waits_for_the_first_worker(redis_url: str, store: redis.Redis, start_worker: StartWorker) -> None:
    DramatiqQueue(redis_url).enqueue("early:0")
    start_worker()
    until(lambda: names(store, "ended") == ["early"])
    until(lambda: store.hlen(f"dramatiq:{QUEUE}.msgs") == 0)


def test_a_busy_worker_keeps_no_second_message_from_an_idle_one(
    redis_url: str, store: redis.Redis, start_worker: StartWorker
) -> None:
    start_worker()
    queue = DramatiqQueue(redis_url)
    queue.enqueue("long:30")
    until(lambda: names(store, "started") == ["long"])
    queue.enqueue("short:0")
    time.sleep(1)
    assert store.llen(f"dramatiq:{QUEUE}") == 1
    start_worker()
    until(lambda: names(store, "ended") == ["short"], 2)


def test_a_long_run_is_not_given_to_a_second_worker(
    redis_url: str, store: redis.Redis, start_worker: StartWorker
) -> None:
    start_worker()
    start_worker()
    DramatiqQueue(redis_url).enqueue("long:6")  # longer than it takes to give a worker up
    until(lambda: names(store, "ended") == ["long"], 20)
    assert names(store, "started") == ["long"]


def test_a_lost_workers_message_goes_to_another(redis_url: str, store: redis.Redis, start_worker: StartWorker) -> None:
    start_worker()
    DramatiqQueue(redis_url).enqueue("orphan:1000")
    until(lambda: store.llen("started") == 1)
    os.kill(int(store.lrange("started", 0, 0)[0].split()[1]), signal.SIGKILL)
    start_worker()
    until(lambda: names(store, "started") == ["orphan", "orphan"], 15)


def test_a_killed_master_takes_its_process_along(start_worker: StartWorker) -> None:
    master = start_worker()
    members = family(master.pid)
    assert members
    master.kill()
    until(lambda: none_left(members), 3)


def test_a_failure_is_neither_retried_nor_lost(redis_url: str, store: redis.Redis, start_worker: StartWorker) -> None:
    start_worker()
    DramatiqQueue(redis_url).enqueue("broken:0")
    until(lambda: store.zcard(f"dramatiq:{QUEUE}.XQ") == 1)
    assert names(store, "started") == ["broken"]


def test_results_expire_after_a_day(redis_url: str, store: redis.Redis, start_worker: StartWorker) -> None:
    start_worker()
    before = set(store.keys())
    DramatiqQueue(redis_url).enqueue("one:0")
    until(lambda: store.llen("ended") == 1)
    until(lambda: any(DAY - 60 < store.ttl(key) <= DAY for key in set(store.keys()) - before))


def test_a_worker_is_renewed_after_its_runs_and_loses_none(
    redis_url: str, store: redis.Redis, start_worker: StartWorker
) -> None:
    master = start_worker()
    queue = DramatiqQueue(redis_url)
    least, most = RUNS_PER_PROCESS
    for number in range(most + 3):
        queue.enqueue(f"{number}:0")
    assert master.wait(60) == 0
    assert least <= (ended := store.llen("ended")) <= most
    assert store.llen(f"dramatiq:{QUEUE}") == most + 3 - ended
    assert not psutil.pid_exists(master.pid)


def test_a_redis_that_is_away_is_told_at_once() -> None:
    queue = DramatiqQueue(f"redis://127.0.0.1:{free_port()}/0")
    began = time.monotonic()
    with pytest.raises(QueueUnavailable, match="does not answer"):
        queue.enqueue("one")
    assert time.monotonic() - began < 0.5


def test_a_redis_that_hangs_is_told_within_about_a_second() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        queue = DramatiqQueue(f"redis://127.0.0.1:{silent.getsockname()[1]}/0")
        began = time.monotonic()
        with pytest.raises(QueueUnavailable):
            queue.enqueue("one")
        assert time.monotonic() - began < 1.5
