"""The workers' end of the queue."""

from __future__ import annotations

import redis
from dramatiq.brokers.redis import RedisBroker
from dramatiq.middleware import Retries, TimeLimit
from dramatiq.results import Results
from dramatiq.results.backends import RedisBackend
from redis.backoff import ExponentialBackoff
from redis.retry import Retry

from scheduling.domain.runs import HARD_LIMIT
from workers.worker_process import DieWithMaster, RecycleProcess

MILLISECONDS = 1000  # dramatiq's unit
RESULTS_KEPT = 24 * 3600 * MILLISECONDS
# Interrupting from outside throws results away: this is for a worker that hangs, well above what a run may take.
LONGEST_MESSAGE = (HARD_LIMIT + 600) * MILLISECONDS
HEARTBEAT_TIMEOUT = 10_000
# Out of a million commands: look for messages of lost workers with every command, not with one in a thousand.
MAINTENANCE_CHANCE = 1_000_000
RUNS_PER_PROCESS = 40, 50


def make_broker(redis_url: str, heartbeat_timeout: int = HEARTBEAT_TIMEOUT) -> RedisBroker:
    """Connect to the queue with everything that a worker needs around an actor.

    A message held by a worker that gives no sign of life for `heartbeat_timeout` milliseconds is taken up again.
    Nothing is retried here: the database knows how often a run was tried.
    """
    # Only short commands are sent: results are read from the database, never waited for here.
    client = redis.Redis.from_url(redis_url, socket_timeout=5, retry=Retry(ExponentialBackoff(cap=1), 3))
    return RedisBroker(
        client=client,
        heartbeat_timeout=heartbeat_timeout,
        maintenance_chance=MAINTENANCE_CHANCE,
        middleware=[
            DieWithMaster(),
            TimeLimit(time_limit=LONGEST_MESSAGE),
            Retries(max_retries=0),
            Results(backend=RedisBackend(client=client), store_results=True, result_ttl=RESULTS_KEPT),
            RecycleProcess(*RUNS_PER_PROCESS),
        ],
    )
