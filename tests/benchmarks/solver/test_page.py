"""Medians, tables and pictures say what the runs were."""

from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

from benchmarks.solver import page, store
from benchmarks.solver.picture import picture
from benchmarks.solver.runs import Point, Run
from benchmarks.solver.summary import summaries

RUN = Run(
    "2026-11-24 10:00",
    "n1/0/1-2",
    "highs",
    60,
    2,
    1,
    "FEASIBLE",
    110,
    100,
    1.0,
    9.0,
    60.1,
    80.0,
    0.3,
    "two cores",
    "highspy 1",
    "",
)
NONE = replace(RUN, seed=3, penalty=None, bound=None, first=None, best=None, note="left out: Labour cost")
PATH: list[Point] = [(0.5, None, 90), (1.0, 150, 90), (9.0, 110, 100)]


def test_the_middle_of_the_seeds_counts_and_a_run_without_a_roster_is_the_worst() -> None:
    (row,) = summaries([RUN, replace(RUN, seed=2, penalty=130, best=20.0, memory=99.0), NONE])
    assert (row.seeds, row.penalty, row.bound, row.best, row.memory) == (3, 130, 100, 20.0, 99.0)
    assert row.notes == ("left out: Labour cost",)
    assert row.gap is not None
    assert round(row.gap, 1) == 23.1


def test_where_most_seeds_found_nothing_nothing_is_claimed() -> None:
    (row,) = summaries([RUN, NONE, replace(NONE, seed=4)])
    assert (row.penalty, row.bound, row.gap, row.first) == (None, None, None, None)


def test_problems_keep_their_order_and_solvers_have_one() -> None:
    runs = [replace(RUN, instance=name, solver=key) for name in ("5", "2") for key in ("highs", "shiftwright")]
    order = [(row.instance, row.solver) for row in summaries(runs)]
    assert order == [("5", "shiftwright"), ("5", "highs"), ("2", "shiftwright"), ("2", "highs")]


def test_a_bound_above_a_roster_is_struck_out_and_not_the_best(tmp_path: Path) -> None:
    wrong = replace(RUN, solver="cbc", penalty=None, bound=111, first=None, best=None)
    for run in (RUN, wrong):
        store.keep(tmp_path, run, PATH)
    page.write(tmp_path)
    lines = (tmp_path / "README.md").read_text().splitlines()
    assert "| n1/0/1-2 | HiGHS | **110** | **100** | 9.09 | 1.00 | 9.00 | 60.1 | 80 | 1 |" in lines
    assert "| n1/0/1-2 | CBC | – | ~~111~~ | – | – | – | 60.1 | 80 | 1 |" in lines


def test_the_page_has_a_table_and_a_picture_and_marks_the_best(tmp_path: Path) -> None:
    better = replace(RUN, solver="shiftwright", penalty=101, bound=101, ended=4.0)
    for run in (RUN, better, replace(NONE, solver="cbc")):
        store.keep(tmp_path, run, PATH)
    page.write(tmp_path, ["Timefold, java not found"])
    lines = (tmp_path / "README.md").read_text().splitlines()
    assert "| n1/0/1-2 | Shiftwright | **101** | **101** | 0.00 | 1.00 | 9.00 | 4.00 | 80 | 1 |" in lines
    assert "| n1/0/1-2 | HiGHS | 110 | 100 | 9.09 | 1.00 | 9.00 | 60.1 | 80 | 1 |" in lines
    assert "- n1/0/1-2, CBC: left out: Labour cost" in lines
    assert "Left out: Timefold, java not found." in lines
    assert {"- date: 2026-11-24", "- machine: two cores", "- versions: highspy 1"} <= set(lines)
    assert (tmp_path / "n1_0_1-2-60s.svg").exists()
    assert any("n1_0_1-2-60s.svg" in line for line in lines)


def test_a_page_without_runs_is_no_error(tmp_path: Path) -> None:
    page.write(tmp_path)
    assert (tmp_path / "README.md").exists()


def lines_of(drawn: str) -> list[ElementTree.Element]:
    """The lines of runs in a picture, which has to be well-formed."""
    return [one for one in ElementTree.fromstring(drawn).iter() if one.get("stroke-width") == "1.6"]


def test_a_picture_has_a_solid_and_a_dashed_line_for_each_run() -> None:
    drawn = picture("A & B", [(RUN, PATH), (replace(RUN, solver="timefold"), [(2.0, 120, None)])])
    assert [line.get("stroke-dasharray") for line in lines_of(drawn)] == [None, "5 4", None]


def test_a_bound_that_a_checked_roster_refutes_is_not_drawn_and_nothing_is_measured_from_it() -> None:
    wrong = replace(RUN, solver="cbc", penalty=None), [(3.0, None, 110), (4.0, None, 111)]
    drawn = picture("", [(RUN, PATH), wrong])
    assert [line.get("stroke-dasharray") for line in lines_of(drawn)] == [None, "5 4", "5 4"]
    assert ">100<" in picture("", [(RUN, PATH), (wrong[0], [(4.0, None, 111)])])


def test_every_line_lies_within_the_picture() -> None:
    wild: list[Point] = [(0.01, 1_000_000, 0), (70.0, 110, 100)]
    for drawn in (
        picture("", [(replace(RUN, ended=81.0), wild)]),
        picture("", [(RUN, [(1.0, 0, 0)])]),
        picture("", []),
    ):
        for line in lines_of(drawn):
            assert all(0 <= float(number) <= 820 for number in _numbers(line.get("d") or ""))


def _numbers(path: str) -> list[str]:
    return "".join(" " if letter in "MHV" else letter for letter in path).split()
