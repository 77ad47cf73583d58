"""The facade: statuses that can be trusted, events as they happen, a stop that stops."""

import time
from dataclasses import replace
from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest

from scheduling.checker import score
from scheduling.domain.clock import instant
from scheduling.domain.errors import InvalidInput
from scheduling.domain.problem import (
    Absence,
    Assignment,
    Demand,
    Employee,
    Problem,
    Role,
    Shift,
    ShiftTemplate,
)
from scheduling.domain.runs import Found, Progress, SolveOptions, SolveStatus
from scheduling.domain.settings import RuleSetting
from scheduling.solver import solve

START = date(2026, 11, 30)
ZONE = ZoneInfo("Europe/Berlin")
DAY, NIGHT = ShiftTemplate("D", "Day", "D", 480, 960), ShiftTemplate("N", "Night", "N", 1320, 1800)
COVER = RuleSetting("cover", "coverage", weight=5, params={"over": 1})


def week(people: int, heads: int = 2) -> Problem:
    """Seven days of a day and a night shift that each want `heads`."""
    dates = [START + timedelta(days=k) for k in range(7)]
    shifts = tuple(
        Shift(
            f"{d:%a}-{t.id}",
            t.id,
            d,
            instant(d, t.start, ZONE),
            instant(d, t.end, ZONE),
            (Demand("r", target=heads),),
        )
        for d in dates
        for t in (DAY, NIGHT)
    )
    crew = tuple(Employee(f"e{k}", f"Person {k}", frozenset("r")) for k in range(people))
    return Problem("week", "Europe/Berlin", START, 7, (Role("r", "Nurse"),), (), (DAY, NIGHT), crew, shifts)


def test_optimal_means_that_objective_and_bound_meet() -> None:
    result = solve(week(1), [COVER], SolveOptions(threads=1))
    assert result.status is SolveStatus.OPTIMAL
    assert result.objective == result.bound == 14 * 5


def test_a_search_that_ends_at_its_gap_does_not_call_itself_optimal_without_proof() -> None:
    result = solve(week(1), [COVER], SolveOptions(threads=1, gap=99.0))
    proven = result.objective == result.bound
    assert result.status is (SolveStatus.OPTIMAL if proven else SolveStatus.FEASIBLE)


def test_the_objective_is_what_the_check_says() -> None:
    problem = week(3)
    result = solve(problem, [COVER], SolveOptions(threads=1))
    assert result.roster is not None
    assert score(problem, result.roster, [COVER]).penalty == result.objective


def test_every_improvement_is_heard_with_falling_penalty_and_rising_bound() -> None:
    found: list[Found] = []
    progress: list[Progress] = []
    result = solve(week(3), [COVER], SolveOptions(threads=1), on_found=found.append, on_progress=progress.append)
    penalties = [f.score.penalty for f in found]
    bounds = [p.bound for p in progress if p.bound is not None]
    assert penalties == sorted(set(penalties), reverse=True)
    assert penalties[-1] == result.objective
    assert bounds == sorted(bounds)
    assert bounds[-1] == result.bound


def test_nobody_works_two_shifts_at_once_or_during_time_off() -> None:
    problem = week(2)
    monday = problem.shifts[0]
    problem = replace(problem, absences=(Absence("e0", monday.end - 1, monday.end),))
    result = solve(problem, [COVER], SolveOptions(threads=1))
    assert result.roster is not None
    assert Assignment("e0", monday.id, "r") not in result.roster
    assert result.score is not None
    assert result.score.hard == 0


def test_pinned_assignments_stay() -> None:
    pin = Assignment("e1", "Tue-N", "r")
    result = solve(replace(week(2, heads=0), pinned=(pin,)), [COVER], SolveOptions(threads=1))
    assert result.roster == frozenset({pin})
    assert result.objective == 5


def test_infeasible_names_the_places_that_cannot_be_met() -> None:
    must = replace(COVER, weight=None)
    result = solve(week(1), [must], SolveOptions(threads=1))
    assert result.status is SolveStatus.INFEASIBLE
    assert result.roster is None
    assert "1 of 2 Nurse, 1 short" in result.reason


def test_pins_that_clash_with_time_off_are_named_as_the_reason() -> None:
    problem = week(1)
    monday = problem.shifts[0]
    pin, off = Assignment("e0", monday.id, "r"), Absence("e0", monday.start, monday.end)
    result = solve(replace(problem, pinned=(pin,), absences=(off,)), [COVER], SolveOptions(threads=1))
    assert result.status is SolveStatus.INFEASIBLE
    assert "pinned" in result.reason


def test_a_stop_request_ends_the_search_long_before_its_limit() -> None:
    crowd = [COVER, RuleSetting("fair", "fairness", weight=1, params={"measure": "minutes", "norm": "range"})]
    began = time.perf_counter()
    result = solve(week(40, heads=9), crowd, SolveOptions(time_limit=300), should_stop=lambda: True)
    assert time.perf_counter() - began < 60
    assert result.status in (SolveStatus.OPTIMAL, SolveStatus.FEASIBLE, SolveStatus.NO_SOLUTION_FOUND)


def test_one_thread_and_the_same_seed_give_the_same_objective() -> None:
    options = SolveOptions(threads=1, seed=7)
    first, second = (solve(week(5, heads=3), [COVER], options) for _ in range(2))
    assert first.objective == second.objective


def test_a_hint_that_is_optimal_is_found_first() -> None:
    best = solve(week(4), [COVER], SolveOptions(threads=1)).roster
    found: list[Found] = []
    solve(week(4), [COVER], SolveOptions(threads=1), on_found=found.append, hint=best)
    assert found[0].roster == best


def test_a_bound_that_is_known_ends_the_search_at_the_first_roster_that_meets_it() -> None:
    best = solve(week(4), [COVER], SolveOptions(threads=1))
    found: list[Found] = []
    again = solve(week(4), [COVER], SolveOptions(), on_found=found.append, hint=best.roster, bound=best.objective)
    assert (again.status, again.bound, len(found)) == (SolveStatus.OPTIMAL, best.objective, 1)


def test_an_error_in_a_listener_surfaces_instead_of_being_lost() -> None:
    def fails(found: Found) -> None:
        raise RuntimeError("database gone")

    with pytest.raises(RuntimeError, match="database gone"):
        solve(week(2), [COVER], SolveOptions(threads=1), on_found=fails)


def test_an_unknown_rule_is_refused_before_the_search() -> None:
    with pytest.raises(InvalidInput, match="no rule called 'moon_phase'"):
        solve(week(1), [RuleSetting("x", "moon_phase", weight=1)], SolveOptions())
