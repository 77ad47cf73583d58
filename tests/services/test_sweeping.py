"""Sweeps: many runs on the same inputs, cancelled and resumed together, and the front of what they find."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from scheduling.domain.errors import IllegalTransition, InvalidInput
from scheduling.domain.runs import Priority, RunStatus
from scheduling.services.fronts import front, step_text
from scheduling.services.hints import starting_roster
from scheduling.services.measures import Measures
from scheduling.services.runs import RunService
from scheduling.services.snapshot import from_text
from scheduling.services.sweep_plans import Plan, Range, between_groups, over_ranges
from scheduling.services.sweep_records import SweepRecord
from scheduling.services.sweeping import SweepService
from tests.actors import ANN, MIA
from tests.builders import setting
from tests.services.loop import QUICK, Away, Kept, Open, small_week, stored_run, stored_week, work_on_next

COVER, WISH = setting("coverage", 100, over=1), setting("availability", 10, kind="undesired")
REST, FAIR = setting("min_rest", None, hours=11), setting("fairness", 5, measure="shifts")


def week(transactions: Open) -> tuple[str, dict[str, str]]:
    """Three people, six shifts of one head each; Ann and Ben would rather have the first day off. Ids by code."""
    build = small_week().says("ann", "undesired", 0, 0, 1440).says("ben", "undesired", 0, 0, 1440)
    schedule = stored_week(transactions, build, (COVER, WISH, REST, FAIR))
    with transactions() as work:
        return schedule, {one.code: one.id for one in work.problems.load(schedule)[1]}


def sweeping(transactions: Open, queue: Kept | Away | None = None) -> SweepService:
    return SweepService(transactions, transactions, RunService(transactions, queue or Kept()))


def wishes_against_heads(ids: dict[str, str], *weights: int) -> Plan:
    plan = over_ranges([Range(ids["availability"], "Wishes", min(weights), max(weights), 2)])
    return replace(plan, points=tuple(p for p in plan.points if set(p.weights.values()) <= set(weights)))


def started(transactions: Open, queue: Kept | Away | None = None) -> SweepRecord:
    """A sweep with the wish at 1 and at 1000, a head being worth 100."""
    schedule, ids = week(transactions)
    return sweeping(transactions, queue).start(ANN, schedule, None, wishes_against_heads(ids, 1, 1000), QUICK)


def test_runs_of_a_sweep_wait_behind_all_others_each_with_its_own_weight(transactions: Open) -> None:
    queue = Kept()
    sweep = started(transactions, queue)
    assert [point.weights for point in sweep.points] == [{k: w} for w in (1, 1000) for k in sweep.points[0].weights]
    assert queue.messages == [point.run for point in sweep.points]
    for point in sweep.points:
        run = stored_run(transactions, point.run or "")
        assert (run.priority, run.profile, run.status) == (Priority.SWEEP, None, RunStatus.PENDING)
        with transactions() as work:
            weights = {one.id: one.weight for one in from_text(work.runs.snapshot(run.id)).settings}
        assert weights.items() >= point.weights.items()


def test_the_front_tells_what_each_roster_breaks_and_what_the_step_between_buys(transactions: Open) -> None:
    sweep, service = started(transactions), sweeping(transactions)
    for _ in sweep.points:
        work_on_next(transactions)
    assert service.state(MIA, sweep.id).counts == {RunStatus.COMPLETED: 2}
    found = service.front(MIA, sweep.id)
    assert [(spot.sides, spot.measures.granted) for spot in found.best] == [((0,), 2), ((10,), 1)]
    assert [spot.measures.short for spot in found.best] == [480, 0]
    (step,) = found.steps
    assert "more coverage" in step
    assert step.endswith("cost 1 fewer wish granted")


def test_a_run_starts_from_the_roster_of_the_sweep_that_costs_least_under_its_own_weights(transactions: Open) -> None:
    sweep = started(transactions)
    work_on_next(transactions)
    first, second = (stored_run(transactions, point.run or "") for point in sweep.points)
    with transactions() as work:
        snapshot = from_text(work.runs.snapshot(second.id))
        hint = starting_roster(work, second, snapshot)
        best = work.runs.best_candidate(first.id)
    assert best is not None
    assert hint is not None
    assert {(a.employee, a.shift, a.role) for a in hint} == set(best.assignments)
    work_on_next(transactions)
    with transactions() as work:
        assert "starting from the best roster" in work.runs.notes(second.id)[0].text


def test_a_cancelled_sweep_ends_all_its_runs_and_is_resumed_where_it_stopped(transactions: Open) -> None:
    sweep, service = started(transactions), sweeping(transactions)
    work_on_next(transactions)
    assert service.cancel(ANN, sweep.id) == 1
    assert service.state(MIA, sweep.id).counts == {RunStatus.COMPLETED: 1, RunStatus.CANCELLED: 1}
    assert service.resume(ANN, sweep.id) == 1
    with pytest.raises(IllegalTransition, match="goes on"):
        service.resume(ANN, sweep.id)
    work_on_next(transactions)
    assert service.state(MIA, sweep.id).counts == {RunStatus.COMPLETED: 2}
    assert len(service.front(MIA, sweep.id).best) == 2
    with pytest.raises(IllegalTransition, match="nothing to resume"):
        service.resume(ANN, sweep.id)


def test_what_is_resumed_searches_the_inputs_of_the_sweep_and_not_todays(transactions: Open) -> None:
    sweep, service = started(transactions), sweeping(transactions)
    service.cancel(ANN, sweep.id)
    hashes = [stored_run(transactions, point.run or "").snapshot_hash for point in sweep.points]
    with transactions() as work:
        (record,) = (
            r for r in work.rules.settings(work.schedules.get(sweep.schedule).site) if r.setting.code == "coverage"
        )
        work.rules.save_setting(replace(record, setting=replace(record.setting, weight=1)))
        work.commit()
    service.resume(ANN, sweep.id)
    again = service.state(MIA, sweep.id).sweep
    assert [stored_run(transactions, point.run or "").snapshot_hash for point in again.points] == hashes


def test_a_queue_that_is_away_fails_the_runs_and_keeps_the_sweep_to_be_resumed(transactions: Open) -> None:
    sweep = started(transactions, Away())
    assert sweeping(transactions).state(MIA, sweep.id).counts == {RunStatus.FAILED: 2}
    assert sweeping(transactions).resume(ANN, sweep.id) == 2


def test_groups_are_made_stronger_one_by_one_and_in_pairs(transactions: Open) -> None:
    schedule, ids = week(transactions)
    with transactions() as work:
        settings = work.problems.load(schedule)[1]
    plan = between_groups(settings, {s.id: s.weight for s in settings if s.weight is not None})
    assert plan.name == "Coverage against fairness against wishes"
    assert [point.label for point in plan.points[:3]] == ["As the profile weighs", "All alike", "Wishes × 5"]
    assert len(plan.points) == 11
    assert plan.points[0].weights == {ids["coverage"]: 100, ids["fairness"]: 5, ids["availability"]: 10}
    assert plan.points[2].weights == {ids["coverage"]: 1200, ids["fairness"]: 1200, ids["availability"]: 6000}
    with pytest.raises(InvalidInput, match="fewer than two"):
        between_groups([one for one in settings if one.code == "coverage"], {ids["coverage"]: 1})


@pytest.mark.parametrize(
    ("low", "high", "steps", "values"),
    [(1, 100, 3, [1, 10, 100]), (0, 16, 3, [0, 4, 16]), (5, 7, 9, [5, 6, 7])],
)
def test_weights_of_a_range_grow_by_the_same_factor(low: int, high: int, steps: int, values: list[int]) -> None:
    assert Range("s", "Wishes", low, high, steps).values() == values


@pytest.mark.parametrize(
    "build",
    [
        lambda: over_ranges([Range("s", "A", 9, 3, 3)]),
        lambda: over_ranges([Range("s", "A", 1, 9, 3), Range("s", "A", 1, 9, 3)]),
        lambda: over_ranges([Range("s", "A", 1, 900, 9), Range("t", "B", 1, 900, 9)]),
    ],
)
def test_what_is_no_range_and_what_makes_too_many_runs_is_refused(build: Callable[[], Plan]) -> None:
    with pytest.raises(InvalidInput):
        build()


def test_the_front_holds_what_no_other_beats_and_of_equal_ones_the_first() -> None:
    items = [("a", (1, 9)), ("b", (5, 5)), ("c", (5, 6)), ("d", (9, 1)), ("e", (1, 9))]
    assert [name for name, _ in front(items, lambda item: item[1])] == ["a", "b", "d"]


def test_a_step_says_what_it_buys_and_what_it_costs() -> None:
    one = Measures(90.0, 480, 0, None, 600, 5, 9, 8, None)
    assert (
        step_text(one, replace(one, granted=8, spread=870)) == "3 more wishes granted cost 4 h 30 min more unfairness"
    )
    assert step_text(one, replace(one, granted=8)) == "3 more wishes granted, at no price in these measures"
    assert step_text(one, one) == "no difference in these measures"
