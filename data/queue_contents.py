"""What lies on the queue, for those who look after it.

The keys are those of dramatiq's Redis broker (its `dispatch.lua` names them): a list and a hash of messages for each
queue and its delayed twin `.DQ`, a sorted set and a hash for the dead (`.XQ`), and one set of held messages for each
worker that has a heartbeat.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime

import redis
from dramatiq import Message
from dramatiq.errors import DecodeError
from dramatiq.results import ResultFailure, ResultMissing
from dramatiq.results.backends import RedisBackend

from data.queue import QUEUES, queue_client
from scheduling.domain.errors import QueueUnavailable
from scheduling.services.operation_records import DeadMessage, QueueDepth

NAMESPACE = "dramatiq"
MOST_DEAD = 200
UNREADABLE = "This message cannot be read."
# One step, so that two people who press at once move a message once.
TAKE_DEAD = """
local data = redis.call('hget', KEYS[1] .. '.XQ.msgs', ARGV[1])
redis.call('zrem', KEYS[1] .. '.XQ', ARGV[1])
redis.call('hdel', KEYS[1] .. '.XQ.msgs', ARGV[1])
if not data then return 0 end
if ARGV[2] == 'requeue' then
    redis.call('hset', KEYS[1] .. '.msgs', ARGV[1], data)
    redis.call('rpush', KEYS[1], ARGV[1])
end
return 1
"""


class RedisQueueContents:
    """The port `QueueContents` on Redis.

    Parameters
    ----------
    redis_url
        As in `Settings.redis_url`. Nothing is connected before the first question.
    """

    def __init__(self, redis_url: str) -> None:
        self._redis = queue_client(redis_url)
        self._results = RedisBackend(client=self._redis)

    def depths(self) -> Sequence[QueueDepth]:
        """How many messages each queue holds, and in which state.

        Raises
        ------
        QueueUnavailable
            When Redis does not answer within about a second.
        """
        with _answering():
            holders = [name.decode() for name in self._redis.zrange(f"{NAMESPACE}:__heartbeats__", 0, -1)]
            return [self._depth(queue, holders) for queue in QUEUES]

    def _depth(self, queue: str, holders: Sequence[str]) -> QueueDepth:
        with self._redis.pipeline() as asked:
            asked.llen(f"{NAMESPACE}:{queue}")
            asked.hlen(f"{NAMESPACE}:{queue}.DQ.msgs")
            asked.zcard(f"{NAMESPACE}:{queue}.XQ")
            for holder in holders:
                asked.scard(f"{NAMESPACE}:__acks__.{holder}.{queue}")
            waiting, delayed, dead, *held = asked.execute()
        return QueueDepth(queue, waiting, delayed, sum(held), dead)

    def dead(self) -> Sequence[DeadMessage]:
        """The messages that were given up, newest first, at most `MOST_DEAD` of a queue.

        Raises
        ------
        QueueUnavailable
            When Redis does not answer within about a second.
        """
        with _answering():
            found = [message for queue in QUEUES for message in self._dead_of(queue)]
        return sorted(found, key=lambda message: message.died_at, reverse=True)

    def _dead_of(self, queue: str) -> Iterator[DeadMessage]:
        key = f"{NAMESPACE}:{queue}.XQ"
        entries = self._redis.zrevrange(key, 0, MOST_DEAD - 1, withscores=True)
        bodies = self._redis.hmget(f"{key}.msgs", [name for name, _ in entries]) if entries else []
        for (name, died), body in zip(entries, bodies, strict=True):
            message = _message(body)
            run = "" if message is None else str(next(iter(message.args), ""))
            error = UNREADABLE if message is None else self._error(message)
            yield DeadMessage(name.decode(), queue, run, datetime.fromtimestamp(died / 1000, UTC), error)

    def _error(self, message: Message[None]) -> str:
        """What it was given up for, as long as its result is kept."""
        try:
            self._results.get_result(message)
        except ResultFailure as failure:
            return f"{failure.orig_exc_type}: {failure.orig_exc_msg}"
        except ResultMissing:
            pass
        return ""

    def requeue(self, message: DeadMessage) -> bool:
        """Put a dead message back on its queue; False when it is not dead any more."""
        return self._take(message, "requeue")

    def discard(self, message: DeadMessage) -> bool:
        """Throw a dead message away; False when it is not dead any more."""
        return self._take(message, "discard")

    def _take(self, message: DeadMessage, then: str) -> bool:
        with _answering():
            return bool(self._redis.eval(TAKE_DEAD, 1, f"{NAMESPACE}:{message.queue}", message.id, then))


def _message(body: bytes | None) -> Message[None] | None:
    try:
        return Message.decode(body or b"")
    except (DecodeError, TypeError):
        return None


@contextmanager
def _answering() -> Iterator[None]:
    try:
        yield
    except redis.RedisError as error:
        raise QueueUnavailable("The task queue (Redis) does not answer, so what lies on it cannot be told.") from error
