"""Workers keep their own row, and find there that they are asked to stop."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from scheduling.services.records import WorkerRecord
from tests.data.stored import Open

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
ONE = WorkerRecord("here:1:a", "here", 1, NOW, NOW)


def test_a_worker_makes_its_row_and_keeps_it_up_to_date(transactions: Open) -> None:
    later = replace(ONE, seen_at=NOW + timedelta(seconds=2), runs_done=3, failures=1, memory=120, cpu=98.5)
    with transactions() as work:
        assert not work.workers.beat(ONE)
        assert not work.workers.beat(later)
        assert work.workers.all() == [later]


def test_a_worker_hears_that_it_is_asked_to_stop(transactions: Open) -> None:
    with transactions() as work:
        work.workers.beat(ONE)
        assert work.workers.request_stop(ONE.id)
        assert not work.workers.request_stop("nobody")
        assert work.workers.beat(ONE)


def test_a_worker_that_ends_leaves_and_a_lost_one_is_forgotten(transactions: Open) -> None:
    with transactions() as work:
        for name, seen in (("ended", NOW), ("lost", NOW - timedelta(hours=2)), ("alive", NOW)):
            work.workers.beat(replace(ONE, id=name, seen_at=seen))
        work.workers.remove("ended")
        work.workers.forget(NOW - timedelta(hours=1))
        assert [worker.id for worker in work.workers.all()] == ["alive"]
