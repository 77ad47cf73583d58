"""Look after the machinery: what waits, what runs, how long it takes, and what was given up."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from scheduling.domain.errors import Conflict, IllegalTransition, NotFound
from scheduling.domain.runs import RunStatus
from scheduling.services.operation_records import (
    DeadMessage,
    Durations,
    QueueDepth,
    Task,
    TaskFilter,
    Worker,
    WorkerState,
)
from scheduling.services.permissions import Action, Actor
from scheduling.services.ports import QueueContents, Transactions
from scheduling.services.records import NoteRecord, RunRecord, WorkerRecord

MOST_TASKS = 500
HOUR = timedelta(hours=1)
# Workers give a sign of life every few seconds.
ALIVE = timedelta(seconds=15)


@dataclass(frozen=True)
class Figures:
    """The state of all runs, counted in the database."""

    counts: Mapping[RunStatus, int]
    oldest_waiting: datetime | None
    solving: Mapping[RunStatus, Durations]
    waiting: Durations
    database_bytes: int

    @property
    def waiting_seconds(self) -> float:
        """Age of the run that waits longest; 0 when none waits."""
        if self.oldest_waiting is None:
            return 0.0
        return max(0.0, (datetime.now(UTC) - self.oldest_waiting).total_seconds())


@dataclass(frozen=True)
class DeadTask:
    """A message that was given up, with the run it was for; None when that is gone."""

    message: DeadMessage
    task: Task | None


class OperationsService:
    """Questions go to `reading`, which waits for no writer; the few changes go to `transactions`."""

    def __init__(self, transactions: Transactions, reading: Transactions, queue: QueueContents) -> None:
        self._transactions, self._reading, self._queue = transactions, reading, queue

    def figures(self, actor: Actor, since: datetime | None = None) -> Figures:
        """Counts of all runs; durations of all, or of those that started or ended since then."""
        actor.must(Action.SEE_OPERATIONS)
        with self._reading() as work:
            all_runs = work.operations
            return Figures(
                all_runs.counts(),
                all_runs.oldest_waiting(),
                all_runs.solving(since),
                all_runs.waiting(since),
                all_runs.size(),
            )

    def queues(self, actor: Actor) -> Sequence[QueueDepth]:
        """How many messages wait, are held back, are in flight and dead; QueueUnavailable when Redis is away."""
        actor.must(Action.SEE_OPERATIONS)
        return self._queue.depths()

    def workers(self, actor: Actor) -> Sequence[Worker]:
        """Every worker that has not ended in order, on whatever machine; lost ones too, until they are forgotten."""
        actor.must(Action.SEE_OPERATIONS)
        with self._reading() as work:
            found = work.workers.all()
            tasks = {task.run.id: task for task in work.operations.with_ids({one.run for one in found if one.run})}
        return [Worker(one, _state(one), tasks.get(one.run or "")) for one in found]

    def alive(self, actor: Actor) -> int:
        """How many workers give signs of life."""
        return sum(worker.state is not WorkerState.LOST for worker in self.workers(actor))

    def stop(self, actor: Actor, worker_id: str) -> None:
        """Ask a worker to end after the run it is on.

        Raises
        ------
        NotAllowed
            When this person may not tend the machinery.
        NotFound
            When the worker has ended.
        """
        actor.must(Action.TEND_MACHINERY)
        with self._transactions() as work:
            if not work.workers.request_stop(worker_id):
                raise NotFound("This worker has ended already.")
            work.log.add(actor, "worker told to stop", worker_id)
            work.commit()

    def notes(self, actor: Actor, run_id: str) -> Sequence[NoteRecord]:
        """What a run told of itself."""
        actor.must(Action.SEE_OPERATIONS)
        with self._reading() as work:
            return work.runs.notes(run_id)

    def tasks(self, actor: Actor, wanted: TaskFilter) -> Sequence[Task]:
        """The newest runs of all sites that fit, at most `MOST_TASKS`."""
        actor.must(Action.SEE_OPERATIONS)
        with self._reading() as work:
            return work.operations.tasks(wanted, MOST_TASKS)

    def throughput(self, actor: Actor, hours: int) -> Mapping[datetime, Counter[RunStatus]]:
        """Runs ended in each of the last hours, by state; an hour is named by its start."""
        actor.must(Action.SEE_OPERATIONS)
        newest = datetime.now(UTC).replace(minute=0, second=0, microsecond=0)
        ended: dict[datetime, Counter[RunStatus]] = {newest - k * HOUR: Counter() for k in reversed(range(hours))}
        with self._reading() as work:
            for at, status in work.operations.ended(min(ended)):
                ended[at.replace(minute=0, second=0, microsecond=0)][status] += 1
        return ended

    def dead(self, actor: Actor) -> Sequence[DeadTask]:
        """Messages that were given up, newest first, with their runs."""
        actor.must(Action.SEE_OPERATIONS)
        messages = self._queue.dead()
        with self._reading() as work:
            known = {task.run.id: task for task in work.operations.with_ids({m.run for m in messages})}
        return [DeadTask(message, known.get(message.run)) for message in messages]

    def requeue(self, actor: Actor, message: DeadMessage) -> None:
        """Give a message that was given up to the workers again.

        Raises
        ------
        NotAllowed
            When this person may not tend the machinery.
        IllegalTransition
            When its run has ended or is gone: no worker would do anything for it.
        Conflict
            When somebody else requeued or discarded it in the meantime.
        QueueUnavailable
            When Redis does not answer.
        """
        actor.must(Action.TEND_MACHINERY)
        with self._reading() as work:
            _refuse_ended(_run_of(work.operations.with_ids({message.run})))
        self._settle(actor, "message requeued", message, self._queue.requeue)

    def discard(self, actor: Actor, message: DeadMessage) -> None:
        """Throw a message away that was given up; its run stays as it is.

        Raises
        ------
        NotAllowed, Conflict, QueueUnavailable
            As for `requeue`.
        """
        actor.must(Action.TEND_MACHINERY)
        self._settle(actor, "message discarded", message, self._queue.discard)

    def _settle(self, actor: Actor, action: str, message: DeadMessage, settle: Callable[[DeadMessage], bool]) -> None:
        with self._transactions() as work:
            work.log.add(actor, action, message.id, {"run": message.run})
            if not settle(message):
                raise Conflict("Somebody else has requeued or discarded this message already.")
            work.commit()


def _state(worker: WorkerRecord) -> WorkerState:
    if datetime.now(UTC) - worker.seen_at > ALIVE:
        return WorkerState.LOST
    if worker.stop_requested:
        return WorkerState.STOPPING
    return WorkerState.IDLE if worker.run is None else WorkerState.BUSY


def _run_of(tasks: Sequence[Task]) -> RunRecord:
    if not tasks:
        raise NotFound("The run of this message does not exist any more. Discard the message.")
    return tasks[0].run


def _refuse_ended(run: RunRecord) -> None:
    if run.status.terminal:
        raise IllegalTransition(
            f"The run of this message is {run.status.value}, so no worker would do anything for it. "
            "Discard the message; to search once more, tick the run on the tab Runs, and press Run again."
        )
