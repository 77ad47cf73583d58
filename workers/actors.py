"""What the workers do. Only ids travel on the queue; the database holds everything else."""

import dramatiq

from data.compose import services
from data.queue import ACTOR, QUEUE
from data.settings import Settings
from workers.broker import HOUR, make_broker

dramatiq.set_broker(make_broker(Settings().redis_url))


@dramatiq.actor(actor_name=ACTOR, queue_name=QUEUE, max_retries=0, time_limit=HOUR)
def solve_run(run_id: str) -> None:
    """Work on one run. A message that comes twice does no harm: only one worker can claim a run."""
    services().execution.execute(run_id)
