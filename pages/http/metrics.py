"""Figures for Prometheus, for scrapers on this machine only.

They are counted in the database, so that they are the same whichever process answers and go on after a restart.
Pruning old runs lowers the counts; Prometheus reads that as a counter that started over.
"""

from collections.abc import Iterator, Sequence

from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Metric, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, HistogramMetricFamily
from prometheus_client.registry import Collector
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from data.compose import services, settings
from data.health import Answer, database_answers, redis_answers
from pages.http.here import on_this_machine
from scheduling.domain.errors import QueueUnavailable
from scheduling.services.operation_records import Durations, QueueDepth, Worker, WorkerState
from scheduling.services.operations import Figures
from scheduling.services.permissions import SYSTEM

MEBIBYTE = 2**20


async def metrics(request: Request) -> Response:
    """The figures as text; 403 for whoever does not ask from this machine itself."""
    if not on_this_machine(request):
        return PlainTextResponse("Metrics are told on this machine only.", status_code=403)
    registry = CollectorRegistry()
    registry.register(House())
    body = await run_in_threadpool(generate_latest, registry)
    return Response(body, media_type=CONTENT_TYPE_LATEST)


class House(Collector):
    """Asks once for each scrape. A part that is away is told as such, and its figures are missing."""

    def describe(self) -> Iterator[Metric]:
        return iter(())

    def collect(self) -> Iterator[Metric]:
        database, queue = database_answers(settings()), redis_answers(settings())
        up = GaugeMetricFamily("shiftwright_part_up", "Whether a part answers.", labels=["part"])
        up.add_metric(["database"], database is not Answer.AWAY)
        up.add_metric(["redis"], queue is not Answer.AWAY)
        yield up
        if database is not Answer.AWAY:
            yield from of_runs(services().operations.figures(SYSTEM))
            yield from of_workers(services().operations.workers(SYSTEM))
        if queue is not Answer.AWAY:
            yield of_queues()


def of_runs(figures: Figures) -> Iterator[Metric]:
    runs = GaugeMetricFamily("shiftwright_runs", "Runs in the database.", labels=["status"])
    for status, count in figures.counts.items():
        runs.add_metric([status.value], count)
    yield runs
    solving = HistogramMetricFamily("shiftwright_run_seconds", "From the start of a run to its end.", labels=["status"])
    for status, durations in figures.solving.items():
        solving.add_metric([status.value], *buckets(durations))
    yield solving
    waiting = HistogramMetricFamily("shiftwright_run_wait_seconds", "From the request of a run to its start.")
    waiting.add_metric([], *buckets(figures.waiting))
    yield waiting
    oldest = figures.waiting_seconds
    yield GaugeMetricFamily("shiftwright_oldest_waiting_seconds", "Age of the run that waits longest.", oldest)
    yield GaugeMetricFamily("shiftwright_database_bytes", "Size of the database.", figures.database_bytes)


def of_workers(workers: Sequence[Worker]) -> Iterator[Metric]:
    counts = GaugeMetricFamily("shiftwright_workers", "Worker processes.", labels=["state"])
    for state in WorkerState:
        counts.add_metric([state.value], sum(one.state is state for one in workers))
    yield counts
    done = CounterMetricFamily("shiftwright_worker_runs", "Runs that a worker has ended.", labels=["worker"])
    failed = CounterMetricFamily("shiftwright_worker_failures", "Runs that failed on a worker.", labels=["worker"])
    memory = GaugeMetricFamily("shiftwright_worker_memory_bytes", "With its solving child.", labels=["worker"])
    cpu = GaugeMetricFamily("shiftwright_worker_cpu_percent", "Of one core, with its child.", labels=["worker"])
    for worker in (one.worker for one in workers if one.state is not WorkerState.LOST):
        done.add_metric([worker.id], worker.runs_done)
        failed.add_metric([worker.id], worker.failures)
        memory.add_metric([worker.id], worker.memory * MEBIBYTE)
        cpu.add_metric([worker.id], worker.cpu)
    yield from (done, failed, memory, cpu)


def buckets(durations: Durations) -> tuple[list[tuple[str, float]], float]:
    """Growing counts by upper limit, and the sum."""
    limits = [(str(limit), float(count)) for limit, count in durations.within.items()]
    return [*limits, ("+Inf", float(durations.count))], durations.total


def of_queues() -> Metric:
    messages = GaugeMetricFamily("shiftwright_queue_messages", "Messages in Redis.", labels=["queue", "state"])
    try:
        depths = services().operations.queues(SYSTEM)
    except QueueUnavailable:
        return messages
    for depth in depths:
        for state, count in states(depth).items():
            messages.add_metric([depth.name, state], count)
    return messages


def states(depth: QueueDepth) -> dict[str, int]:
    return {
        "waiting": depth.waiting,
        "delayed": depth.delayed,
        "in_flight": depth.in_flight,
        "dead": depth.dead,
    }


routes = [Route("/metrics", metrics, methods=["GET"])]
