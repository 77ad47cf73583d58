"""Looking after the machinery: only by those who may, and never in vain."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest

from scheduling.domain.errors import Conflict, IllegalTransition, NotAllowed, NotFound, QueueUnavailable
from scheduling.domain.runs import RunStatus
from scheduling.services.operation_records import DeadMessage, Durations, QueueDepth, WorkerState
from scheduling.services.operations import ALIVE, OperationsService
from scheduling.services.records import Ending, WorkerRecord
from tests.actors import MIA, SAM
from tests.services.loop import Open, stored_week, submitted

NOW = datetime.now(UTC)


def message(run: str, name: str = "m1") -> DeadMessage:
    return DeadMessage(name, "solve", run, NOW, "OSError: gone")


class Shelf:
    """A queue that holds nothing but dead messages, and notes what was put back."""

    def __init__(self, *dead: DeadMessage) -> None:
        self._dead = list(dead)
        self.requeued: list[str] = []

    def depths(self) -> Sequence[QueueDepth]:
        return [QueueDepth("solve", 0, 0, 0, len(self._dead))]

    def dead(self) -> Sequence[DeadMessage]:
        return list(self._dead)

    def requeue(self, message: DeadMessage) -> bool:
        self.requeued.append(message.run)
        return self.discard(message)

    def discard(self, message: DeadMessage) -> bool:
        there = message in self._dead
        self._dead = [other for other in self._dead if other != message]
        return there


class Unreachable(Shelf):
    def dead(self) -> Sequence[DeadMessage]:
        raise QueueUnavailable("The task queue does not answer.")


def service(transactions: Open, shelf: Shelf | None = None) -> OperationsService:
    return OperationsService(transactions, transactions, shelf or Shelf())


def end(transactions: Open, run_id: str, at: datetime = NOW, status: RunStatus = RunStatus.COMPLETED) -> None:
    with transactions() as work:
        assert work.runs.claim(run_id, "north:1", at - timedelta(seconds=3)) == 1
        assert work.runs.finish(run_id, 1, at, Ending(status, reason="Over."))
        work.commit()


def logged(transactions: Open, action: str) -> bool:
    from sqlalchemy import select

    from data.tables import activity_log

    with transactions() as work:
        wanted = select(activity_log).where(activity_log.c.action == action)
        return work._connection.execute(wanted).first() is not None


def test_a_message_of_a_waiting_run_goes_back_to_the_workers(transactions: Open) -> None:
    run = submitted(transactions, stored_week(transactions))
    shelf = Shelf(message(run.id))
    service(transactions, shelf).requeue(MIA, message(run.id))
    assert shelf.requeued == [run.id]
    assert logged(transactions, "message requeued")


def test_a_message_of_an_ended_run_is_not_requeued_in_vain(transactions: Open) -> None:
    run = submitted(transactions, stored_week(transactions))
    end(transactions, run.id, status=RunStatus.FAILED)
    shelf = Shelf(message(run.id))
    with pytest.raises(IllegalTransition, match=r"is FAILED.*Discard"):
        service(transactions, shelf).requeue(MIA, message(run.id))
    assert not shelf.requeued
    assert len(shelf.dead()) == 1


def test_a_message_of_a_run_that_is_gone_is_not_requeued(transactions: Open) -> None:
    with pytest.raises(NotFound, match="Discard"):
        service(transactions, Shelf(message("gone"))).requeue(MIA, message("gone"))


def test_a_discarded_message_leaves_its_run_alone(transactions: Open) -> None:
    run = submitted(transactions, stored_week(transactions))
    shelf = Shelf(message(run.id))
    service(transactions, shelf).discard(MIA, message(run.id))
    assert not shelf.dead()
    with transactions() as work:
        assert work.runs.get(run.id).status is RunStatus.PENDING
    assert logged(transactions, "message discarded")


def test_a_message_that_somebody_else_moved_is_told(transactions: Open) -> None:
    run = submitted(transactions, stored_week(transactions))
    for step in (service(transactions).requeue, service(transactions).discard):
        with pytest.raises(Conflict, match="already"):
            step(MIA, message(run.id))
    assert not logged(transactions, "message requeued")
    assert not logged(transactions, "message discarded")


def test_an_analyst_may_look_but_not_touch(transactions: Open) -> None:
    shelf = Shelf(message("gone"))
    for step in (service(transactions, shelf).requeue, service(transactions, shelf).discard):
        with pytest.raises(NotAllowed):
            step(SAM, message("gone"))
    assert len(shelf.dead()) == 1


def test_dead_messages_come_with_their_runs(transactions: Open) -> None:
    run = submitted(transactions, stored_week(transactions))
    found = service(transactions, Shelf(message(run.id), message("gone", "m2"))).dead(MIA)
    assert [(dead.message.run, dead.task and dead.task.run.id) for dead in found] == [(run.id, run.id), ("gone", None)]


def test_a_queue_that_is_away_is_told(transactions: Open) -> None:
    with pytest.raises(QueueUnavailable):
        service(transactions, Unreachable()).dead(MIA)


def test_throughput_counts_each_hour_also_the_empty_ones(transactions: Open) -> None:
    schedule = stored_week(transactions)
    for status, hours in ((RunStatus.COMPLETED, 0), (RunStatus.FAILED, 2), (RunStatus.COMPLETED, 50)):
        end(transactions, submitted(transactions, schedule).id, datetime.now(UTC) - timedelta(hours=hours), status)
    hours = list(service(transactions).throughput(MIA, 24).values())
    assert len(hours) == 24
    assert hours[-1] == {RunStatus.COMPLETED: 1}
    assert hours[-3] == {RunStatus.FAILED: 1}
    assert sum(hour.total() for hour in hours) == 2


def test_figures_name_what_waits_longest(transactions: Open) -> None:
    schedule = stored_week(transactions)
    first = submitted(transactions, schedule)
    submitted(transactions, schedule)
    figures = service(transactions).figures(MIA)
    assert figures.counts[RunStatus.PENDING] == 2
    assert figures.oldest_waiting == first.created_at
    assert figures.database_bytes > 0


def test_counts_per_bucket_add_up() -> None:
    durations = Durations(10, 99.0, {1.0: 2, 5.0: 2, 60.0: 7})
    assert durations.between() == {1.0: 2, 5.0: 0, 60.0: 5, float("inf"): 3}


def beat(transactions: Open, name: str, seen: timedelta = timedelta(), **more: object) -> None:
    at = datetime.now(UTC)
    with transactions() as work:
        work.workers.beat(WorkerRecord(name, "north", 7, at - timedelta(hours=2), at - seen, **more))  # type: ignore[arg-type]
        work.commit()


def states(transactions: Open) -> dict[str, WorkerState]:
    return {one.worker.id: one.state for one in service(transactions).workers(MIA)}


def test_workers_are_told_apart_by_what_they_do(transactions: Open) -> None:
    run = submitted(transactions, stored_week(transactions))
    beat(transactions, "idle")
    beat(transactions, "busy", run=run.id)
    beat(transactions, "lost", ALIVE + timedelta(seconds=1), run=run.id)
    beat(transactions, "told")
    service(transactions).stop(MIA, "told")
    assert states(transactions) == {
        "idle": WorkerState.IDLE,
        "busy": WorkerState.BUSY,
        "lost": WorkerState.LOST,
        "told": WorkerState.STOPPING,
    }
    assert service(transactions).alive(MIA) == 3
    tasks = {one.worker.id: one.task and one.task.run.id for one in service(transactions).workers(MIA)}
    assert tasks == {"idle": None, "busy": run.id, "lost": run.id, "told": None}


def test_a_worker_that_is_gone_cannot_be_stopped(transactions: Open) -> None:
    with pytest.raises(NotFound, match="has ended already"):
        service(transactions).stop(MIA, "gone")


def test_an_analyst_stops_no_worker(transactions: Open) -> None:
    beat(transactions, "idle")
    with pytest.raises(NotAllowed):
        service(transactions).stop(SAM, "idle")
    assert states(transactions) == {"idle": WorkerState.IDLE}


def test_stopping_a_worker_is_logged(transactions: Open) -> None:
    beat(transactions, "idle")
    service(transactions).stop(MIA, "idle")
    assert logged(transactions, "worker told to stop")
