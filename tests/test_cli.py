"""The command line: what it prints, what it writes, and how it exits."""

import json
import subprocess
import sys
from pathlib import Path
from shutil import copy

from tests.commands import command
from tests.formats.test_nrp import SMALL


def run(*words: str, **variables: str) -> subprocess.CompletedProcess[str]:
    return command("scheduling", *words, **variables)


def instance(folder: Path) -> str:
    (folder / "small.txt").write_text(SMALL)
    return str(folder / "small.txt")


def test_solve_writes_roster_and_progress_and_ends_with_the_result(tmp_path: Path) -> None:
    out, progress = tmp_path / "roster.json", tmp_path / "progress.jsonl"
    done = run("solve", instance(tmp_path), "--threads", "1", "--out", str(out), "--progress", str(progress))
    result = json.loads(done.stdout.splitlines()[-1])
    assert done.returncode == 0
    assert result["status"] == "OPTIMAL"
    assert result["objective"] == result["bound"]
    assert set(result) == {"status", "objective", "bound", "seconds"}
    lines = [json.loads(line) for line in progress.read_text().splitlines()]
    assert all(set(line) == {"seconds", "objective", "bound"} for line in lines)
    assert lines[-1]["objective"] == result["objective"]
    checked = run("check", instance(tmp_path), str(out))
    assert checked.returncode == 0
    assert f"Total: {result['objective']}, hard rules broken: 0" in checked.stdout


def test_a_process_of_its_own_says_the_same_with_the_same_exit_code(tmp_path: Path) -> None:
    (tmp_path / "r.json").write_text('{"Ann": {"0": "L"}}')
    for words in (["check", instance(tmp_path), str(tmp_path / "r.json")], ["check", "nowhere.txt", "r.json"]):
        line = [sys.executable, "-m", "scheduling", *words]
        done, here = subprocess.run(line, capture_output=True, text=True, check=False), run(*words)
        assert (done.returncode, done.stdout, done.stderr) == (here.returncode, here.stdout, here.stderr)


def test_check_exits_with_one_and_names_what_is_broken(tmp_path: Path) -> None:
    (tmp_path / "r.json").write_text('{"Ann": {"0": "L"}}')
    done = run("check", instance(tmp_path), str(tmp_path / "r.json"))
    assert done.returncode == 1
    assert "BROKEN availability: Ann is unavailable but works on Mon 6 Jan" in done.stdout


def test_an_infeasible_instance_exits_with_one_and_says_why(tmp_path: Path) -> None:
    (tmp_path / "hard.txt").write_text(SMALL.replace("2400,960,5,2,2,1", "4800,4000,5,2,2,1"))
    done = run("solve", str(tmp_path / "hard.txt"), "--time-limit", "20")
    assert done.returncode == 1
    assert json.loads(done.stdout.splitlines()[-1])["status"] == "INFEASIBLE"
    assert "No roster meets all hard rules" in done.stdout


def test_unreadable_input_exits_with_two_and_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "bad.txt").write_text(SMALL.replace("7\n", "x\n", 1))
    for words in (["solve", str(tmp_path / "bad.txt")], ["solve", str(tmp_path / "nowhere.txt")]):
        done = run(*words)
        assert done.returncode == 2
        assert "Traceback" not in done.stderr
        assert words[1].rsplit("/", 1)[-1] in done.stderr


def test_import_stores_the_instance_as_a_site(tmp_path: Path) -> None:
    done = run("import", instance(tmp_path), DATA_DIR=str(tmp_path))
    assert done.returncode == 0, done.stderr
    assert "Imported small: 2 people, 14 shifts" in done.stdout


def test_a_place_that_cannot_be_written_is_told_before_the_search(tmp_path: Path) -> None:
    for option in ("--out", "--progress"):
        done = run("solve", instance(tmp_path), option, str(tmp_path / "nowhere" / "file"))
        assert done.returncode == 2
        assert "cannot be written" in done.stderr
        assert "Traceback" not in done.stderr
        assert done.stdout == ""


def test_importing_the_same_file_again_is_refused_in_one_sentence(tmp_path: Path, migrated_file: Path) -> None:
    copy(migrated_file, tmp_path / "shiftwright.db")
    run("import", instance(tmp_path), DATA_DIR=str(tmp_path))
    done = run("import", instance(tmp_path), DATA_DIR=str(tmp_path))
    assert done.returncode == 2
    assert done.stderr.splitlines() == ["There is a site called small already. Rename the file to import it once more."]
