"""The queue's actor with work that leaves traces: `solve_run("NAME:SECONDS")` notes its start and its end."""

import os
import time

import dramatiq
import redis

from data.queue import ACTOR, QUEUE
from data.settings import Settings
from workers.broker import make_broker

URL = Settings().redis_url
# Workers of these tests are given up sooner than those of a house.
LOST_AFTER_SECONDS = 4
dramatiq.set_broker(make_broker(URL, LOST_AFTER_SECONDS * 1000))
notes = redis.Redis.from_url(URL)


@dramatiq.actor(actor_name=ACTOR, queue_name=QUEUE, max_retries=0)
def solve_run(run_id: str) -> None:
    name, seconds = run_id.split(":")
    notes.rpush("started", f"{name} {os.getpid()}")
    if name == "broken":
        raise RuntimeError("broken on purpose")
    time.sleep(float(seconds))
    notes.rpush("ended", name)
