"""What lies on the queue, told and moved, against a real Redis and a real worker."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import dramatiq
import pytest
import redis

from data.queue import ACTOR, QUEUE, DramatiqQueue
from data.queue_contents import RedisQueueContents
from scheduling.domain.errors import QueueUnavailable
from scheduling.services.operation_records import DeadMessage, QueueDepth
from tests.workers.processes import clean_environment, free_port, started, until
from workers.broker import make_broker
from workers.launcher import WORKER_ENVIRONMENT

pytestmark = pytest.mark.processes


@pytest.fixture
def contents(redis_url: str) -> RedisQueueContents:
    return RedisQueueContents(redis_url)


@pytest.fixture
def worker(redis_url: str, tmp_path: Path) -> Iterator[None]:
    """A worker whose actor leaves traces, and breaks for the run "broken"."""
    command = ("-m", "dramatiq", "tests.workers.echo_actors", "--processes", "1", "--threads", "1")
    with started(command, tmp_path / "log", clean_environment(REDIS_URL=redis_url, **WORKER_ENVIRONMENT)):
        until(lambda: "ready for action" in (tmp_path / "log").read_text())
        yield


def depth(contents: RedisQueueContents) -> QueueDepth:
    return next(depth for depth in contents.depths() if depth.name == QUEUE)


def dead_one(contents: RedisQueueContents, redis_url: str) -> DeadMessage:
    DramatiqQueue(redis_url).enqueue("broken:0")
    until(lambda: depth(contents).dead == 1)
    return contents.dead()[0]


def test_an_empty_queue_holds_nothing(contents: RedisQueueContents) -> None:
    assert depth(contents) == QueueDepth(QUEUE, 0, 0, 0, 0)
    assert contents.dead() == []


def test_messages_are_told_apart_by_their_state(redis_url: str, contents: RedisQueueContents, worker: None) -> None:
    queue = DramatiqQueue(redis_url)
    queue.enqueue("broken:0")
    until(lambda: depth(contents).dead == 1)
    for name in ("held:30", "waits:0", "waits:1"):
        queue.enqueue(name)
    until(lambda: depth(contents) == QueueDepth(QUEUE, 2, 0, 1, 1))


def test_a_delayed_message_is_told_as_delayed(redis_url: str, contents: RedisQueueContents) -> None:
    broker = make_broker(redis_url)
    broker.declare_queue(QUEUE)
    broker.enqueue(dramatiq.Message(QUEUE, ACTOR, ("later",), {}, {}), delay=60_000)
    assert depth(contents) == QueueDepth(QUEUE, 0, 1, 0, 0)


def test_a_dead_message_tells_its_run_its_time_and_its_error(
    redis_url: str, contents: RedisQueueContents, worker: None
) -> None:
    message = dead_one(contents, redis_url)
    assert (message.run, message.queue) == ("broken:0", QUEUE)
    assert "RuntimeError: broken on purpose" in message.error
    assert abs(message.died_at.timestamp() - time.time()) < 30


def test_a_requeued_message_is_worked_on_again(redis_url: str, contents: RedisQueueContents, worker: None) -> None:
    message = dead_one(contents, redis_url)
    assert contents.requeue(message)
    notes = redis.Redis.from_url(redis_url)
    until(lambda: notes.llen("started") == 2)
    until(lambda: depth(contents) == QueueDepth(QUEUE, 0, 0, 0, 1))


def test_a_message_is_moved_once_only(redis_url: str, contents: RedisQueueContents, worker: None) -> None:
    message = dead_one(contents, redis_url)
    assert contents.discard(message)
    assert depth(contents) == QueueDepth(QUEUE, 0, 0, 0, 0)
    assert not contents.discard(message)
    assert not contents.requeue(message)
    assert depth(contents) == QueueDepth(QUEUE, 0, 0, 0, 0)


def test_a_message_that_cannot_be_read_can_be_discarded(redis_url: str, contents: RedisQueueContents) -> None:
    store = redis.Redis.from_url(redis_url)
    store.zadd(f"dramatiq:{QUEUE}.XQ", {"odd": 1_700_000_000_000})
    store.hset(f"dramatiq:{QUEUE}.XQ.msgs", "odd", "no JSON")
    message = contents.dead()[0]
    assert (message.run, message.error) == ("", "This message cannot be read.")
    assert contents.discard(message)
    assert contents.dead() == []


def test_a_redis_that_is_away_is_told_in_words() -> None:
    contents = RedisQueueContents(f"redis://127.0.0.1:{free_port()}/0")
    for ask in (contents.depths, contents.dead):
        with pytest.raises(QueueUnavailable, match="does not answer"):
            ask()
