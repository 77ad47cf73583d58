"""A run asked for several rosters keeps the best and others that really differ, and tells when there are no more."""

import pytest

from scheduling.domain.errors import AlreadyRun
from scheduling.domain.runs import CandidateKind, RunStatus, Variety
from scheduling.services.comparing import CompareService
from scheduling.services.runs import RunService
from tests.actors import ANN, MIA
from tests.builders import setting
from tests.services.loop import QUICK, Kept, Open, small_week, stored_run, stored_week, work_on_next

RULES = (setting("coverage", 100, over=1), setting("min_rest", None, hours=11), setting("employee_use", 10, cost=1))


def ran(transactions: Open, variety: Variety) -> str:
    schedule = stored_week(transactions, small_week(), RULES)
    run = RunService(transactions, Kept()).submit(ANN, schedule, options=QUICK, variety=variety)
    work_on_next(transactions)
    assert stored_run(transactions, run.id).status is RunStatus.COMPLETED
    return run.id


def test_the_others_are_kept_beside_the_best_and_can_be_compared(transactions: Open) -> None:
    run = stored_run(transactions, ran(transactions, Variety(3, 0, 2)))
    with transactions() as work:
        kept = work.runs.candidates(run.id)
        best = work.runs.best_candidate(run.id)
    others = [one for one in kept if one.kind is CandidateKind.DIFFERENT]
    assert best is not None
    assert [one.penalty for one in others] == [run.objective] * 2
    rosters = [set(one.assignments) for one in (best, *others)]
    for number, roster in enumerate(rosters):
        assert all(len(other - roster) >= 2 for other in rosters[:number])
    ranking = CompareService(transactions).ranking(MIA, run.schedule)
    assert {row.choice.id for row in ranking.rows} >= {one.id for one in (best, *others)}


def test_where_there_are_no_more_it_says_so(transactions: Open) -> None:
    run = ran(transactions, Variety(2, 0, 1000))
    with transactions() as work:
        assert "No more than 0 others" in work.runs.notes(run)[-1].text
        assert not [one for one in work.runs.candidates(run) if one.kind is CandidateKind.DIFFERENT]


def test_asking_for_others_repeats_no_run_that_found_the_best_alone(transactions: Open) -> None:
    schedule = stored_week(transactions, small_week(), RULES)
    service = RunService(transactions, Kept())
    service.submit(ANN, schedule, options=QUICK)
    with pytest.raises(AlreadyRun):
        service.submit(ANN, schedule, options=QUICK)
    service.submit(ANN, schedule, options=QUICK, variety=Variety(2, 5, 1))
