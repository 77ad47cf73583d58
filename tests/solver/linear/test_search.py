"""The linear program finds what is best, says so truly, and is gone the moment that it is not wanted any more."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from unittest.mock import patch

import psutil
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.demo import DEMOS
from scheduling.domain.problem import Problem
from scheduling.domain.runs import SolveOptions
from scheduling.domain.settings import RuleSetting
from scheduling.rules.catalogue import catalogue
from scheduling.solver.blackboard import Blackboard
from scheduling.solver.linear import search
from scheduling.solver.linear.search import PROGRAM, linear_search
from tests.builders import MONDAY, ProblemBuilder, setting
from tests.drawn import options, problems, quickly, rule_settings
from tests.solver.test_solve_agrees import lowest_penalty, small

CODES = sorted(catalogue())
WARD = DEMOS["ward"](MONDAY)


def board_for(
    problem: Problem,
    rules: list[RuleSetting],
    stop: Callable[[], bool] = lambda: False,
    on_note: Callable[[str], None] = lambda text: None,
) -> Blackboard:
    asked = SolveOptions(time_limit=60, threads=1)
    return Blackboard(problem, rules, asked, lambda found: None, lambda progress: None, on_note, stop)


def searched(board: Blackboard, seconds: float = 60) -> Blackboard:
    found = linear_search(board)
    assert found is not None
    found.run(seconds)
    return board


def programs() -> list[psutil.Process]:
    """Linear programs that this process has started and that still run."""
    children = psutil.Process().children(recursive=True)
    return [one for one in children if one.is_running() and str(PROGRAM) in _words(one)]


def _words(process: psutil.Process) -> list[str]:
    try:
        return list(process.cmdline())
    except psutil.Error:
        return []


@settings(quickly, max_examples=15)
@given(data=st.data())
def test_alone_it_finds_the_best_roster_or_that_there_is_none(data: st.DataObject) -> None:
    problem = small(data.draw(problems(people=3, days=5, templates=3)))
    if not options(problem):
        return
    codes = enumerate(data.draw(st.lists(st.sampled_from(CODES), min_size=2, max_size=5)))
    rules = [data.draw(rule_settings(problem, c, hard=k == 0, name=f"{k}-{c}")) for k, c in codes]
    board, best = searched(board_for(problem, rules)), lowest_penalty(problem, rules)
    assert board.failure is None
    assert (board.objective, board.bound if best is not None else None) == (best, best)
    assert board.infeasible == (best is None)


def test_a_stop_ends_it_at_once_wherever_it_is() -> None:
    stopped = threading.Event()
    board = board_for(WARD.problem, list(WARD.settings), stopped.is_set)
    running = threading.Thread(target=searched, args=(board,))
    running.start()
    _until(programs)
    time.sleep(0.5)
    stopped.set()
    asked = time.perf_counter()
    running.join()
    assert time.perf_counter() - asked < 1
    assert not programs()


def test_one_that_answers_nobody_is_ended_all_the_same(tmp_path: Path) -> None:
    deaf = tmp_path / "deaf.py"
    deaf.write_text("import signal, time\nsignal.signal(signal.SIGTERM, signal.SIG_IGN)\ntime.sleep(60)\n")
    began = time.perf_counter()
    with patch.object(search, "PROGRAM", deaf):
        board = searched(board_for(WARD.problem, list(WARD.settings)), seconds=0.3)
    assert time.perf_counter() - began < 5
    assert board.failure is None


def test_one_that_breaks_leaves_the_search_to_others(tmp_path: Path) -> None:
    broken = tmp_path / "broken.py"
    broken.write_text("raise SystemExit(3)\n")
    notes: list[str] = []
    with patch.object(search, "PROGRAM", broken):
        board = searched(board_for(WARD.problem, list(WARD.settings), on_note=notes.append))
    assert (board.failure, board.roster, board.infeasible) == (None, None, False)
    assert "broke off" in notes[-1]


def test_it_ends_with_whoever_started_it() -> None:
    code = (
        "from tests.solver.linear.test_search import WARD, board_for, searched\n"
        "searched(board_for(WARD.problem, list(WARD.settings)))"
    )
    starter = subprocess.Popen([sys.executable, "-c", code], cwd=Path(__file__).parents[3])
    try:
        (program,) = _until(programs)
    finally:
        os.kill(starter.pid, signal.SIGKILL)
        starter.wait()
    _until(lambda: not program.is_running() or program.status() == psutil.STATUS_ZOMBIE)


def test_what_the_program_counts_otherwise_than_the_check_ends_the_run(tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.py"
    wrong.write_text('import sys\nsys.stdin.buffer.read(8)\nprint(\'{"value": 3.0, "ones": [], "best": true}\')\n')
    build = ProblemBuilder(days=2).people("ann").template("D", 480, 960).plan("D")
    with patch.object(search, "PROGRAM", wrong):
        board = searched(board_for(build.problem, [setting("max_shifts_per_day", None, maximum=1)]))
    assert "counts 3 for a roster; the check counts 0" in str(board.failure)


@pytest.mark.parametrize(("weight", "used"), [(10**6, True), (10**6 + 1, False)])
def test_what_is_too_large_to_be_told_from_rounding_is_left_to_others(weight: int, used: bool) -> None:
    build = ProblemBuilder(days=2).people("ann").template("D", 480, 960).plan("D")
    dear = replace(setting("shift_count", 1, maximum=1), weight=weight)
    assert (linear_search(board_for(build.problem, [dear])) is not None) == used


def _until(asked: Callable[[], object], seconds: float = 20) -> list[psutil.Process]:
    """What is asked for, once there is something; an error after so many seconds."""
    until = time.perf_counter() + seconds
    while not (found := asked()):
        assert time.perf_counter() < until
        time.sleep(0.02)
    return found if isinstance(found, list) else []
