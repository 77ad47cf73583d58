"""What solvers say in their logs, line by line."""

from benchmarks.solver.logs import from_cbc, from_json, from_scip


def test_json_lines_tell_what_they_know() -> None:
    assert from_json('{"seconds": 1.2, "objective": 831, "bound": null}') == {"objective": 831}
    assert from_json('{"status": "OPTIMAL", "objective": 828, "bound": 828, "seconds": 3.0}') == {
        "status": "OPTIMAL", "objective": 828, "bound": 828,
    }  # fmt: skip


def test_other_lines_tell_nothing() -> None:
    assert [from_json(line) for line in ("", "No roster was found.", "{broken", '{"other": 1}')] == [{}] * 4
    assert from_cbc("Optimal - objective value 1003") == from_scip("presolving (14 rounds: 14 fast)") == {}


def test_cbc_tells_solutions_and_the_bound_of_its_tree() -> None:
    assert from_cbc("Integer solution of 1102 found after 18024 iterations and 205 nodes (4.79 seconds)") == {
        "objective": 1102.0
    }
    assert from_cbc("After 100 nodes, 12 on tree, 1e+50 best solution, best possible 1000.5 (1.50 seconds)") == {
        "bound": 1000.5
    }
    assert from_cbc("Partial search - best objective 1e+50 (best possible 1105), took 0 iterations") == {}


def test_scip_tells_both_in_a_row_of_its_table() -> None:
    row = "L 5.5s|     1 |     0 |  9662 |     - |    alns|   0 | 718 |1092 |1140 | 108 | 11 |  62 |   0 "
    assert from_scip(row + "| 1.000000e+03 | 2.004000e+03 | 100.40%| unknown") == {"bound": 1000.0, "objective": 2004.0}
    assert from_scip(row + "| 7.370652e+02 |      --      |    Inf | unknown") == {"bound": 737.0652}
    assert (
        from_scip(" time | node  | left  |LP iter|LP it/n|mem/heur|  dualbound   | primalbound  |  gap   | compl. ")
        == {}
    )
