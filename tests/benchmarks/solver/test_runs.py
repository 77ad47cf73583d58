"""Runs are judged by the check, and what is kept of them is read back as it was."""

import json
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks.solver import store
from benchmarks.solver.cases import Case, case
from benchmarks.solver.contract import Limits, Ready, Solver
from benchmarks.solver.logs import from_json
from benchmarks.solver.runs import Run, path_of, run
from benchmarks.solver.solvers import SOLVERS
from scheduling.domain.errors import InvalidInput
from scheduling.domain.problem import Assignment
from tests.builders import ProblemBuilder, setting

TEXT = """SECTION_HORIZON\n7\nSECTION_SHIFTS\nD,480,\nSECTION_STAFF\nA,D=7,2400,960,5,2,2,1
SECTION_COVER\n""" + "\n".join(f"{day},D,1,100,1" for day in range(7))


def test_the_path_holds_the_best_that_was_known_and_bounds_round_up() -> None:
    said = [(1.0, {"bound": 2.2}), (2.0, {"objective": 9.0}), (3.0, {"objective": 9.0, "bound": 2.9})]
    later = [(4.0, {"objective": 11.0}), (5.0, {"status": "OPTIMAL", "objective": 6.9999999, "bound": 7.0000000001})]
    assert path_of([*said, *later]) == [(1.0, None, 3), (2.0, 9, 3), (5.0, 7, 7)]


def test_a_bound_above_a_roster_found_then_or_later_does_not_count() -> None:
    said = [(1.0, {"bound": 20.0}), (2.0, {"objective": 9.0}), (3.0, {"bound": 12.0}), (4.0, {"bound": 4.0})]
    assert path_of(said) == [(2.0, 9, None), (4.0, 9, 4)]


def test_a_bound_above_its_own_roster_is_told_of(tmp_path: Path) -> None:
    ran = a_run(tmp_path, '{"objective": 0, "bound": 12}', [])
    assert "bounds above its own roster are left out: 12" in ran.note
    assert ran.bound is None


def a_run(tmp_path: Path, said: str, roster: list[list[str]]) -> Run:
    """A solver that says something, and leaves a roster, on a problem in which nobody may work on Monday."""
    build = (
        ProblemBuilder(days=2).people("ann").template("D", 480, 960).plan("D").says("ann", "unavailable", 0, 0, 1440)
    )
    rules = (setting("availability", None, kind="unavailable"), setting("shift_count", 3, maximum=0))
    text = f"import json, sys\njson.dump({roster!r}, open(sys.argv[1], 'w'))\nprint({said!r})"
    ready = Ready(
        lambda limits, out: (sys.executable, "-c", text, str(out)),
        lambda out: frozenset(Assignment(*one) for one in json.loads(out.read_text())),
    )
    solver = Solver("Liar", lambda case, folder: ready, "", from_json)
    return run(Case("two days", build.problem, rules), "liar", solver, ready, Limits(5, 1, 1), tmp_path)[0]


def test_the_penalty_is_what_the_check_says(tmp_path: Path) -> None:
    honest = a_run(tmp_path, '{"status": "OPTIMAL", "objective": 3, "bound": 3}', [["ann", "D@1", "r"]])
    assert (honest.penalty, honest.bound, honest.note) == (3, 3, "")
    liar = a_run(tmp_path, '{"status": "OPTIMAL", "objective": 0, "bound": 0}', [["ann", "D@1", "r"]])
    assert (liar.penalty, liar.note) == (3, "it counts 0, the check 3")


def test_a_roster_that_breaks_a_hard_rule_is_none(tmp_path: Path) -> None:
    broken = a_run(tmp_path, '{"status": "OPTIMAL", "objective": 3}', [["ann", "D@0", "r"]])
    assert broken.penalty is None
    assert "hard rules" in broken.note


def test_a_run_without_an_answer_says_its_last_words(tmp_path: Path) -> None:
    silent = a_run(tmp_path, "out of memory", [])
    assert silent.status == "ERROR"
    assert "out of memory" in silent.note


def test_runs_are_read_back_as_they_were_and_a_repeated_one_counts_once(tmp_path: Path) -> None:
    first = Run(
        "2026-11-24 10:00",
        "n1/0/1-2",
        "highs",
        60,
        2,
        1,
        "FEASIBLE",
        None,
        3,
        None,
        None,
        60.1,
        80.0,
        1.5,
        "two cores",
        "highspy 1",
        "x, y",
    )
    second, other = replace(first, penalty=7, first=0.5, best=2.25, note=""), replace(first, seed=2)
    for one in (first, other, second):
        store.keep(tmp_path, one, [(0.5, None, 3), (2.25, 7, 3)])
    assert store.runs(tmp_path) == [second, other]
    assert store.path_of(tmp_path, second) == [(0.5, None, 3), (2.25, 7, 3)]
    assert store.runs(tmp_path / "none") == []


@pytest.mark.parametrize("name", ["nonsense", "1/2", "77"])
def test_an_unknown_instance_is_refused_with_a_sentence(name: str, tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match=name):
        case(name, tmp_path)


@pytest.mark.parametrize("name", ["shiftwright", "highs"])
def test_a_public_instance_goes_the_whole_way(name: str, tmp_path: Path) -> None:
    (tmp_path / "nrp").mkdir()
    (tmp_path / "nrp" / "Instance1.txt").write_text(TEXT)
    one = case("1", tmp_path)
    row, path = run(one, name, SOLVERS[name], SOLVERS[name].ready(one, tmp_path), Limits(120, 1, 1), tmp_path)
    assert (row.status, row.penalty, row.bound, row.note) == ("OPTIMAL", 200, 200, "")
    assert row.first is not None
    assert row.first <= path[-1][0] <= row.ended
    assert row.memory > 10


def test_demo_data_goes_the_same_way() -> None:
    week = case("restaurant", Path("nowhere"))
    assert week.problem.days == 7
    assert week.slug == "restaurant"
