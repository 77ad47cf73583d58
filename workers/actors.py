"""What the workers do. Only ids travel on the queue; the database holds everything else."""

import os
import platform
from uuid import uuid4

import dramatiq

from data.compose import services, settings, unit_of_work
from data.queue import ACTOR, QUEUE
from scheduling.services.retention import in_words
from workers.broker import LONGEST_MESSAGE, make_broker
from workers.caretaker import Caretaker
from workers.housekeeping import Housekeeping
from workers.overseer import Overseer
from workers.solving_process import SolvingProcess


def forget() -> str:
    """Drop what lost workers left in the list of workers."""
    services().upkeep.forget()
    return ""


def prune() -> str:
    """Let go of what is older than the settings keep; what went."""
    removed = services().retention.prune(settings().keep)
    return in_words(removed) if any(removed.values()) else ""


broker = make_broker(settings().redis_url)
dramatiq.set_broker(broker)
overseer = Overseer(
    f"{platform.node()}:{os.getpid()}:{uuid4().hex[:6]}",
    services().execution,
    services().rescue,
    SolvingProcess(),
    settings().memory_per_run,
)
broker.add_middleware(Caretaker(overseer, services().upkeep, unit_of_work))
broker.add_middleware(Housekeeping({"forgetting lost workers": forget, "pruning": prune}))


@dramatiq.actor(actor_name=ACTOR, queue_name=QUEUE, max_retries=0, time_limit=LONGEST_MESSAGE)
def solve_run(run_id: str) -> None:
    """Work on the run whose turn it is: a message calls a worker, and says that some run waits.

    A message that comes twice does no harm: only one worker can claim a run.
    """
    overseer.work()
