"""A worker over real child processes that misbehave: the run ends as it should, and the worker lives on."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest

from scheduling.domain.runs import MOST_LOSSES, RunStatus
from scheduling.services.records import CandidateRecord, ProgressRecord, RunRecord
from scheduling.services.rescue import RescueService
from tests.services.loop import Kept, Open, executing, stored_run, stored_week, submitted
from tests.workers.processes import until
from workers import overseer
from workers.overseer import Overseer
from workers.solving_process import SolvingProcess

pytestmark = pytest.mark.processes

HEARS = (
    "import os, sys, time\n"
    "answers = os.fdopen(int(sys.argv[1]), 'w', buffering=1)\n"
    "answers.write('ready\\n')\n"
    "run = sys.stdin.readline()\n"
)
CRASHES = HEARS + "os.abort()"
HANGS = HEARS + "time.sleep(600)"
HOGS = HEARS + "hog = b'x' * (400 * 2**20)\ntime.sleep(600)"
HELPER = "import sys; hog = b'x' * (400 * 2**20); sys.stdin.read()"
HELPED = HEARS + (
    f"import subprocess; helper = subprocess.Popen([sys.executable, '-c', {HELPER!r}], stdin=subprocess.PIPE)\n"
    "time.sleep(600)"
)
"""The same, by a program of its own that ends with it."""
NEVER_READY = "import time; time.sleep(600)"
MEMORY = 300

StartOverseer = Callable[[str], Overseer]


@pytest.fixture
def start(transactions: Open) -> Iterator[StartOverseer]:
    """Makes workers whose solving child is a small program; none is left at the end."""
    made: list[Overseer] = []

    def make(program: str) -> Overseer:
        process = SolvingProcess((sys.executable, "-c", program))
        rescue = RescueService(transactions, Kept())
        made.append(Overseer("here:1:a", executing(transactions), rescue, process, MEMORY))
        return made[-1]

    yield make
    for one in made:
        one.process.end()


@pytest.fixture
def run(transactions: Open) -> RunRecord:
    return submitted(transactions, stored_week(transactions))


def found(transactions: Open, run_id: str) -> None:
    """The search has stored a roster."""
    with transactions() as work:
        attempt = work.runs.get(run_id).attempt
        assert work.runs.add_candidate(CandidateRecord("c", run_id, 0, 1.0, 600, 0, None, ()), attempt)
        work.runs.add_progress(run_id, attempt, ProgressRecord(1.0, 600, 10))
        work.commit()


def meanwhile(transactions: Open, run_id: str, step: Callable[[], object]) -> threading.Thread:
    """Do something as soon as the run is RUNNING."""

    def wait_and_do() -> None:
        until(lambda: stored_run(transactions, run_id).status is RunStatus.RUNNING)
        step()

    thread = threading.Thread(target=wait_and_do)
    thread.start()
    return thread


def test_a_run_that_crashes_its_process_every_time_fails_with_the_reason(
    transactions: Open, run: RunRecord, start: StartOverseer
) -> None:
    worker = start(CRASHES)
    for losses in range(1, MOST_LOSSES):
        worker.work()
        after = stored_run(transactions, run.id)
        assert (after.status, after.losses) == (RunStatus.PENDING, losses)
    worker.work()
    after = stored_run(transactions, run.id)
    assert after.status is RunStatus.FAILED
    assert "signal SIGABRT" in after.reason
    assert (worker.tally.runs, worker.tally.failures) == (MOST_LOSSES, MOST_LOSSES)
    assert not worker.process.ended(), "a fresh process is ready for the next run"


@pytest.mark.parametrize("what", ["cancel", "finish"])
def test_a_search_that_does_not_heed_is_ended_within_a_second_and_its_best_counts(
    transactions: Open, run: RunRecord, start: StartOverseer, what: str
) -> None:
    asked_at = []

    def ask() -> None:
        found(transactions, run.id)
        with transactions() as work:
            assert getattr(work.runs, f"request_{what}")(run.id)
            work.commit()
        asked_at.append(time.monotonic())

    thread = meanwhile(transactions, run.id, ask)
    start(HANGS).work()
    seconds = time.monotonic() - asked_at[0]
    thread.join()
    after = stored_run(transactions, run.id)
    assert after.status is {"cancel": RunStatus.CANCELLED, "finish": RunStatus.COMPLETED}[what]
    assert (after.objective, after.bound) == (600, 10)
    assert seconds < 1.0


def test_a_search_that_does_not_end_in_time_is_ended_with_its_best(
    transactions: Open, run: RunRecord, start: StartOverseer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(overseer, "OVERTIME_SECONDS", 1.5 - run.options.time_limit)
    thread = meanwhile(transactions, run.id, lambda: found(transactions, run.id))
    start(HANGS).work()
    thread.join()
    after = stored_run(transactions, run.id)
    assert (after.status, after.objective) == (RunStatus.COMPLETED, 600)
    assert "did not end in time" in after.reason


@pytest.mark.parametrize("program", [HOGS, HELPED], ids=["itself", "by a helper"])
def test_a_search_that_takes_too_much_memory_fails_with_both_numbers(
    transactions: Open, run: RunRecord, start: StartOverseer, program: str
) -> None:
    worker = start(program)
    worker.work()
    after = stored_run(transactions, run.id)
    assert after.status is RunStatus.FAILED
    assert "a run may take 300 MiB here" in after.reason
    assert worker.process.memory() < MEMORY


def test_a_worker_that_is_stopped_hands_its_run_on(transactions: Open, run: RunRecord, start: StartOverseer) -> None:
    worker = start(HANGS)
    thread = meanwhile(transactions, run.id, worker.stop)
    worker.work()
    thread.join()
    after = stored_run(transactions, run.id)
    assert (after.status, after.losses) == (RunStatus.PENDING, 0)


def test_a_run_that_is_another_workers_now_is_let_go(
    transactions: Open, run: RunRecord, start: StartOverseer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(overseer, "RELEASE_SECONDS", 0.2)

    def take_over() -> None:
        with transactions() as work:
            assert work.runs.hand_on(run.id, 1, spent=0.0, lost=True)
            assert work.runs.claim(run.id, "another", datetime.now(UTC)) == 2
            work.commit()

    thread = meanwhile(transactions, run.id, take_over)
    start(HANGS).work()
    thread.join()
    after = stored_run(transactions, run.id)
    assert (after.status, after.attempt, after.worker) == (RunStatus.RUNNING, 2, "another")


def test_while_a_process_still_loads_its_worker_gives_signs_of_life(
    transactions: Open, run: RunRecord, start: StartOverseer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(overseer, "HEARTBEAT_SECONDS", 0.2)
    worker = start(NEVER_READY)

    def wait_for_signs() -> None:
        began = stored_run(transactions, run.id).started_at
        assert began is not None
        until(lambda: (stored_run(transactions, run.id).heartbeat_at or began) > began + timedelta(seconds=0.5))
        worker.stop()

    thread = meanwhile(transactions, run.id, wait_for_signs)
    worker.work()
    thread.join()
    assert stored_run(transactions, run.id).status is RunStatus.PENDING


def test_without_a_run_that_waits_a_call_does_nothing(transactions: Open, start: StartOverseer) -> None:
    worker = start(CRASHES)
    worker.work()
    assert (worker.run, worker.tally.runs) == (None, 0)
