"""A lost run goes on, ends as it was asked to, or is given up; and only one rescuer acts."""

import threading
from datetime import UTC, datetime, timedelta

import pytest

from scheduling.domain.runs import MOST_LOSSES, RunStatus, SolveStatus
from scheduling.services import endings
from scheduling.services.records import CandidateRecord, NoteRecord, ProgressRecord, RunRecord
from scheduling.services.rescue import RescueService
from scheduling.services.runs import RunService
from scheduling.services.upkeep import LOOKS_UNTIL_LOST, LOOKS_UNTIL_STRANDED, Upkeep
from tests.actors import ANN
from tests.services.loop import Away, Kept, Open, executing, stored_run, stored_week, submitted, work_on_next

NOW = datetime.now(UTC)


@pytest.fixture
def run(transactions: Open) -> RunRecord:
    """A run that a first worker has been at for ten seconds."""
    run = submitted(transactions, stored_week(transactions))
    with transactions() as work:
        assert work.runs.claim(run.id, "one", NOW) == 1
        work.runs.heartbeat(run.id, 1, NOW + timedelta(seconds=10))
        work.commit()
    return run


def found(transactions: Open, run: RunRecord, penalty: int = 7, bound: int | None = 3) -> None:
    with transactions() as work:
        rows: tuple[tuple[str, str, str], ...] = ()
        work.runs.add_candidate(CandidateRecord(f"c{penalty}", run.id, 0, 1.0, penalty, 0, None, rows), 1)
        work.runs.add_progress(run.id, 1, ProgressRecord(1.0, penalty, bound))
        work.commit()


def ask(transactions: Open, run: RunRecord, what: str) -> None:
    with transactions() as work:
        assert getattr(work.runs, f"request_{what}")(run.id)
        work.commit()


def test_a_lost_run_waits_again_and_its_worker_is_called_for(transactions: Open, run: RunRecord) -> None:
    queue = Kept()
    found(transactions, run)
    assert RescueService(transactions, queue).lost(run.id, 1, "it was killed")
    after = stored_run(transactions, run.id)
    assert (after.status, after.losses, after.spent, after.worker) == (RunStatus.PENDING, 1, 10.0, None)
    assert queue.messages == [run.id]
    with transactions() as work:
        text = "Attempt 1 was lost because it was killed. Another goes on from penalty 7."
        assert work.runs.notes(run.id) == [NoteRecord(10.0, text)]


def test_a_lost_run_waits_also_while_the_queue_is_away(transactions: Open, run: RunRecord) -> None:
    assert RescueService(transactions, Away()).lost(run.id, 1, "it was killed")
    assert stored_run(transactions, run.id).status is RunStatus.PENDING


def test_of_many_rescuers_one_acts(transactions: Open, run: RunRecord) -> None:
    gate, acted = threading.Barrier(4), []

    def rescue() -> None:
        gate.wait()
        acted.append(RescueService(transactions, Kept()).lost(run.id, 1, "it was killed"))

    threads = [threading.Thread(target=rescue) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(acted) == [False, False, False, True]
    assert stored_run(transactions, run.id).losses == 1


def test_a_run_is_given_up_after_three_losses_with_the_reason_and_keeps_its_best(
    transactions: Open, run: RunRecord
) -> None:
    rescue = RescueService(transactions, Kept())
    found(transactions, run)
    for attempt in range(1, MOST_LOSSES + 1):
        if attempt > 1:
            with transactions() as work:
                assert work.runs.claim(run.id, "next", NOW) == attempt
                work.commit()
        assert rescue.lost(run.id, attempt, "its process ended with signal SIGSEGV")
    after = stored_run(transactions, run.id)
    assert (after.status, after.solve_status, after.objective) == (RunStatus.FAILED, SolveStatus.ERROR, 7)
    assert "SIGSEGV" in after.reason
    assert "3 attempts" in after.reason
    assert "can be applied" in after.reason


def test_a_stopped_worker_is_no_loss(transactions: Open, run: RunRecord) -> None:
    assert RescueService(transactions, Kept()).interrupted(run.id, 1)
    after = stored_run(transactions, run.id)
    assert (after.status, after.losses) == (RunStatus.PENDING, 0)


@pytest.mark.parametrize(
    ("what", "with_roster", "status"),
    [
        ("finish", True, RunStatus.COMPLETED),
        ("finish", False, RunStatus.FAILED),
        ("cancel", True, RunStatus.CANCELLED),
        ("cancel", False, RunStatus.CANCELLED),
    ],
)
def test_a_lost_run_that_was_asked_to_end_ends(
    transactions: Open, run: RunRecord, what: str, with_roster: bool, status: RunStatus
) -> None:
    if with_roster:
        found(transactions, run)
    ask(transactions, run, what)
    assert RescueService(transactions, Kept()).lost(run.id, 1, "it was killed")
    after = stored_run(transactions, run.id)
    assert (after.status, after.objective, after.bound) == (status, *((7, 3) if with_roster else (None, None)))
    assert after.reason


def test_a_run_that_does_not_end_is_completed_with_its_best(transactions: Open, run: RunRecord) -> None:
    found(transactions, run, bound=7)
    assert RescueService(transactions, Kept()).closed(run.id, 1, "It did not end in time.")
    after = stored_run(transactions, run.id)
    assert (after.status, after.solve_status, after.bound) == (RunStatus.COMPLETED, SolveStatus.OPTIMAL, 7)
    assert after.reason == "It did not end in time."


def test_the_next_attempt_goes_on_from_the_best_and_can_only_be_better(transactions: Open, run: RunRecord) -> None:
    """Nobody is assigned in what was found before: that costs 600."""
    found(transactions, run, penalty=600, bound=None)
    RescueService(transactions, Kept()).lost(run.id, 1, "it was killed")
    work_on_next(transactions)
    after = stored_run(transactions, run.id)
    assert (after.status, after.objective, after.attempt) == (RunStatus.COMPLETED, 0, 2)
    with transactions() as work:
        notes = [note.text for note in work.runs.notes(run.id)]
        progress = work.runs.progress(run.id)
    assert "starting from the best roster so far" in notes[1]
    assert progress[-1].seconds >= 10.0, "time goes on where the first attempt was lost"


def test_the_next_attempt_knows_what_the_one_before_has_proven(transactions: Open, run: RunRecord) -> None:
    """A bound that no search of this week would find, as a sign; the first roster within it ends the search."""
    found(transactions, run, penalty=600, bound=600)
    RescueService(transactions, Kept()).lost(run.id, 1, "it was killed")
    work_on_next(transactions)
    after = stored_run(transactions, run.id)
    assert (after.solve_status, after.objective, after.bound) == (SolveStatus.OPTIMAL, 600, 600)


def test_what_another_version_has_proven_does_not_count(
    transactions: Open, run: RunRecord, monkeypatch: pytest.MonkeyPatch
) -> None:
    found(transactions, run, penalty=600, bound=600)
    RescueService(transactions, Kept()).lost(run.id, 1, "it was killed")
    monkeypatch.setattr(endings, "code_version", lambda: "newer")
    work_on_next(transactions)
    assert stored_run(transactions, run.id).objective == 0


def test_a_run_that_took_too_much_keeps_its_best(transactions: Open, run: RunRecord) -> None:
    found(transactions, run)
    assert RescueService(transactions, Kept()).failed(run.id, 1, "It took too much.")
    after = stored_run(transactions, run.id)
    assert (after.status, after.objective, after.bound) == (RunStatus.FAILED, 7, 3)
    assert after.applicable
    assert after.reason.startswith("It took too much. The best roster so far was kept")


class Looker:
    """The upkeep of one worker, with a queue that keeps its messages."""

    def __init__(self, transactions: Open) -> None:
        self.queue = Kept()
        rescue = RescueService(transactions, self.queue)
        self.upkeep = Upkeep(transactions, transactions, self.queue, rescue)

    def look(self, times: int, *, idle: bool = False) -> None:
        for _ in range(times):
            self.upkeep.look(idle=idle)


def test_a_run_without_a_sign_of_life_is_handed_on_after_some_looks(transactions: Open, run: RunRecord) -> None:
    looker = Looker(transactions)
    looker.look(LOOKS_UNTIL_LOST)
    assert stored_run(transactions, run.id).status is RunStatus.RUNNING
    looker.look(1)
    assert stored_run(transactions, run.id).status is RunStatus.PENDING


def test_a_sign_of_life_between_looks_keeps_a_run(transactions: Open, run: RunRecord) -> None:
    looker = Looker(transactions)
    for beat in range(3):
        looker.look(LOOKS_UNTIL_LOST)
        with transactions() as work:
            work.runs.heartbeat(run.id, 1, NOW + timedelta(seconds=20 + beat))
            work.commit()
    assert stored_run(transactions, run.id).status is RunStatus.RUNNING


def test_a_waiting_run_whose_message_is_gone_is_called_for_by_an_idle_worker(transactions: Open) -> None:
    run = submitted(transactions, stored_week(transactions))
    looker = Looker(transactions)
    looker.look(LOOKS_UNTIL_STRANDED, idle=False)
    looker.look(LOOKS_UNTIL_STRANDED - 1, idle=True)
    assert not looker.queue.messages
    looker.look(1, idle=True)
    assert looker.queue.messages == [run.id]
    executing(transactions).claim("worker")
    looker.look(LOOKS_UNTIL_STRANDED, idle=True)
    assert looker.queue.messages == [run.id]


def test_a_run_cancelled_while_a_rescue_is_due_is_not_started_again(transactions: Open, run: RunRecord) -> None:
    RunService(transactions, Kept()).cancel(ANN, run.id)
    Looker(transactions).look(LOOKS_UNTIL_LOST + 1)
    assert stored_run(transactions, run.id).status is RunStatus.CANCELLED
