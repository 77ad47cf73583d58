"""Every peer finds what is best, and says so truly: held against trying all rosters of small problems."""

import json
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from benchmarks.solver.peers import cp_sat, highs, wrapped
from benchmarks.solver.peers.common import Task, tell
from scheduling.checker import score
from scheduling.rules.catalogue import catalogue
from tests.benchmarks.solver.programs import given_to_peers
from tests.builders import ProblemBuilder, setting
from tests.drawn import options, problems, quickly, rule_settings
from tests.solver.test_solve_agrees import lowest_penalty, small

PEERS = {
    "highs": highs.main,
    "cp_sat": cp_sat.main,
    "cbc": partial(wrapped.main, "CBC"),
    "scip": partial(wrapped.main, "SCIP"),
}
CODES = sorted(catalogue())


@pytest.mark.parametrize("main", PEERS.values(), ids=PEERS)
@settings(quickly, max_examples=6, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_a_peer_finds_the_best_roster_or_that_there_is_none(
    main: Callable[[Task], None], data: st.DataObject, capfd: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    problem = small(data.draw(problems(people=3, days=5, templates=3)))
    assume(options(problem))
    codes = enumerate(data.draw(st.lists(st.sampled_from(CODES), min_size=2, max_size=5)))
    rules = [data.draw(rule_settings(problem, c, hard=k == 0, name=f"{k}-{c}")) for k, c in codes]
    out = tmp_path / "columns.json"
    out.unlink(missing_ok=True)
    stated = given_to_peers(problem, rules, out, time.time() + 20)
    main(stated.task)
    said = [json.loads(line) for line in capfd.readouterr().out.splitlines() if line.startswith("{")]
    best = lowest_penalty(problem, rules)
    if best is None:
        assert said[-1]["status"] in ("INFEASIBLE", "NO_SOLUTION_FOUND")
        assert not out.exists()
        return
    assert said[-1]["status"] == "OPTIMAL"
    verdict = score(problem, stated.model.roster(json.loads(out.read_text())), rules)
    assert (verdict.penalty, verdict.hard) == (best, 0)
    assert max(facts.get("bound", 0) for facts in said) == pytest.approx(best)


def test_a_number_that_is_not_known_is_left_out(capsys: pytest.CaptureFixture[str]) -> None:
    tell(objective=float("inf"), bound=3.0)
    tell(objective=float("nan"))
    assert capsys.readouterr().out == '{"bound": 3.0}\n'


def test_a_peer_stops_in_time_and_says_what_it_has(capfd: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    build = ProblemBuilder(days=14).people(*(f"p{k}" for k in range(20)))
    for code in "ABCD":
        build.template(code, 480, 960).plan(code)
    rules = [setting("fairness", 1, measure="minutes"), setting("max_shifts_per_day", None, maximum=1)]
    began = time.time()
    highs.main(given_to_peers(build.problem, rules, tmp_path / "columns.json", began + 1).task)
    assert time.time() - began < 10
    assert '"status"' in capfd.readouterr().out
