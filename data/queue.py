"""Puts runs on the queue. Holds only the names that both ends share, so that pages need no worker code."""

from __future__ import annotations

import redis
from dramatiq import Message
from dramatiq.brokers.redis import RedisBroker
from redis.backoff import NoBackoff
from redis.retry import Retry

from scheduling.domain.errors import QueueUnavailable

QUEUE = "solve"
QUEUES = (QUEUE,)
ACTOR = "solve_run"

# Two tries of half a second: a person who pressed a button waits for this.
ANSWER_SECONDS = 0.5
# One retry, since a pooled connection may have died while Redis was restarted.
TRIES = Retry(NoBackoff(), 1)


def queue_client(redis_url: str) -> redis.Redis:
    """A client whose answers a person can wait for."""
    return redis.Redis.from_url(
        redis_url, socket_timeout=ANSWER_SECONDS, socket_connect_timeout=ANSWER_SECONDS, retry=TRIES
    )


class DramatiqQueue:
    """The port `RunQueue` on Redis.

    Parameters
    ----------
    redis_url
        As in `Settings.redis_url`. Nothing is connected before the first message.
    """

    def __init__(self, redis_url: str) -> None:
        self._broker = RedisBroker(client=queue_client(redis_url), middleware=[])

    def enqueue(self, run_id: str) -> str:
        """Put one message for this run on the queue and return the message's id.

        Raises
        ------
        QueueUnavailable
            When Redis does not answer within about a second.
        """
        message: Message[None] = Message(queue_name=QUEUE, actor_name=ACTOR, args=(run_id,), kwargs={}, options={})
        try:
            return str(self._broker.enqueue(message).message_id)
        except redis.RedisError as error:
            raise QueueUnavailable(
                "The task queue (Redis) does not answer, so the run was not started. Start it again once Redis is back."
            ) from error
