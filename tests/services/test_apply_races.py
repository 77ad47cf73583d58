"""Two processes apply at once: one wins, and the other is told who and when."""

import multiprocessing
from typing import Any

import pytest

from data.engine import engine_for
from data.unit_of_work import SqlUnitOfWork
from scheduling.domain.errors import Conflict
from scheduling.services.applying import ApplyService
from scheduling.services.permissions import Actor
from tests.actors import ANN, BEN
from tests.services.loop import Open, stored_week
from tests.services.runs_by_hand import ended_with

ROUNDS = 4
PATIENCE = 60


def applying(database: str, actor: Actor, runs: list[str], gate: Any, told: Any) -> None:
    """Look, wait until the other has looked too, and apply; again and again, with other rosters in turn."""
    service = ApplyService(lambda: SqlUnitOfWork(engine_for(database)))
    for number in range(ROUNDS):
        run = runs[number % len(runs)]
        gate.wait(PATIENCE)
        seen = service.preview(actor, run, overwrite=True).seen
        gate.wait(PATIENCE)
        try:
            service.apply(actor, run, overwrite=True, seen=seen)
            told.put((number, actor.username, run, ""))
        except Conflict as error:
            told.put((number, actor.username, run, str(error)))


@pytest.mark.processes
def test_of_two_processes_that_apply_at_once_one_wins_and_the_other_is_told(transactions: Open, database: str) -> None:
    week = stored_week(transactions)
    runs = [ended_with(transactions, week, *pair) for pair in ((0, 1), (1, 2), (2, 0), (1, 0))]
    engine_for(database).dispose()
    fork = multiprocessing.get_context("fork")
    gate, told = fork.Barrier(2), fork.Queue()
    both = [
        fork.Process(target=applying, args=(database, actor, mine, gate, told))
        for actor, mine in ((ANN, runs[:2]), (BEN, runs[2:]))
    ]
    for process in both:
        process.start()
    results = [told.get(timeout=PATIENCE) for _ in range(2 * ROUNDS)]
    for process in both:
        process.join(PATIENCE)
        assert process.exitcode == 0
    won = sorted((number, who, run) for number, who, run, lost in results if not lost)
    lost = sorted((number, who, why) for number, who, _, why in results if why)
    assert [number for number, *_ in won] == [number for number, *_ in lost] == list(range(ROUNDS))
    for (_, winner, _), (_, loser, why) in zip(won, lost, strict=True):
        assert winner != loser
        assert why.startswith(f"{winner} applied a roster to ")
    with transactions() as work:
        versions = work.versions.all(week)[::-1]
        assert [(head.author, head.run) for head in versions] == [(who, run) for _, who, run in won]
        best = work.runs.best_candidate(won[-1][2])
        assert best is not None
        rows = work.assignments.of_schedule(week)
    assert {(row.employee, row.planned_shift, row.role) for row in rows} == set(best.assignments)
