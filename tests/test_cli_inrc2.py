"""The command line over folders of the nurse rostering competition."""

import json
from pathlib import Path
from shutil import copy

import pytest

from tests.conftest import BENCHMARKS
from tests.formats.inrc2_tiny import in_folder
from tests.test_cli import run

CHOICE = ("--history", "0", "--weeks", "4-0")
REFERENCE = BENCHMARKS / "inrc2" / "n005w4"


def test_solve_writes_a_solution_of_each_week_that_check_finds_worth_the_same(tmp_path: Path) -> None:
    folder, out = str(in_folder(tmp_path / "tiny")), tmp_path / "out"
    done = run("solve", folder, *CHOICE, "--threads", "1", "--out", str(out))
    result = json.loads(done.stdout.splitlines()[-1])
    assert (done.returncode, result["status"]) == (0, "OPTIMAL"), done.stderr
    assert sorted(path.name for path in out.iterdir()) == ["Sol-tiny-0-1.txt", "Sol-tiny-4-0.txt"]
    checked = run("check", folder, *CHOICE, str(out))
    assert checked.returncode == 0, checked.stderr
    lines = checked.stdout.splitlines()
    assert [line.split()[0] for line in lines] == ["S1", "S2", "S3", "S4", "S5", "S6", "S7", "Total:"]
    assert sum(int(line.rsplit(" ", 1)[1]) for line in lines[:7]) == result["objective"]
    assert lines[7] == f"Total: {result['objective']}, hard rules broken: 0"


def test_what_is_broken_is_named_and_the_exit_code_is_one(tmp_path: Path) -> None:
    folder, out = str(in_folder(tmp_path / "tiny")), tmp_path / "out"
    out.mkdir()
    (out / "Sol-tiny-4-0.txt").write_text("SOLUTION\n0 tiny\nASSIGNMENTS = 1\nBea Mon Early HeadNurse\n")
    (out / "Sol-tiny-0-1.txt").write_text("SOLUTION\n1 tiny\nASSIGNMENTS = 0\n")
    done = run("check", folder, *CHOICE, str(out))
    assert done.returncode == 1
    assert "BROKEN role: Bea does not hold the role Head nurse (Early on Mon 5 Jan)" in done.stdout
    assert "hard rules broken: 7" in done.stdout


@pytest.mark.skipif(not REFERENCE.is_dir(), reason=f"no INRC-II instance at {REFERENCE}")
def test_the_terms_of_a_reference_are_reported_one_by_one() -> None:
    choice = ("--history", "0", "--weeks", "1-2-3-3")
    done = run("check", str(REFERENCE), *choice, str(REFERENCE / "Solution_H_0-WD_1-2-3-3"))
    assert done.returncode == 0
    costs = {line[:2]: int(line.rsplit(" ", 1)[1]) for line in done.stdout.splitlines()[:7]}
    assert costs == {"S1": 240, "S2": 465, "S3": 330, "S4": 70, "S5": 60, "S6": 320, "S7": 210}
    assert done.stdout.splitlines()[-1] == "Total: 1695, hard rules broken: 0"


def test_import_stores_the_instance_as_a_site(tmp_path: Path, migrated_file: Path) -> None:
    copy(migrated_file, tmp_path / "shiftwright.db")
    done = run("import", str(in_folder(tmp_path / "tiny")), "--history", "0", "--weeks", "4-4", DATA_DIR=str(tmp_path))
    assert done.returncode == 0, done.stderr
    assert "Imported tiny, history 0, weeks 4-4: 3 people, 42 shifts" in done.stdout


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ([], "is a folder; choose its history and weeks, as in --history 0 --weeks 1-2-3-3."),
        (["--history", "0"], "is a folder; choose its history and weeks"),
        (["--history", "7", "--weeks", "4-0"], "there is no history 7 in this folder"),
        (["--history", "0", "--weeks", "4-9"], "there is no data of week 9 in this folder"),
        (["--history", "0", "--weeks", "4"], "choose 2 week files, not 1."),
    ],
)
def test_what_was_not_chosen_well_is_one_sentence_and_exit_code_two(
    tmp_path: Path, words: list[str], said: str
) -> None:
    for command in ("solve", "import"):
        done = run(command, str(in_folder(tmp_path / "tiny")), *words, DATA_DIR=str(tmp_path))
        assert (done.returncode, len(done.stderr.splitlines())) == (2, 1)
        assert said in done.stderr


def test_a_choice_is_refused_for_a_file(tmp_path: Path) -> None:
    done = run("solve", str(in_folder(tmp_path / "tiny") / "Sc-tiny.txt"), *CHOICE)
    assert done.returncode == 2
    assert "--history and --weeks choose among the files of a folder" in done.stderr


def test_a_place_that_cannot_be_written_is_told_before_the_search(tmp_path: Path) -> None:
    folder = in_folder(tmp_path / "tiny")
    for place in (tmp_path / "nowhere" / "out", folder / "Sc-tiny.txt"):
        done = run("solve", str(folder), *CHOICE, "--out", str(place))
        assert (done.returncode, done.stdout) == (2, "")
        assert str(place) in done.stderr
