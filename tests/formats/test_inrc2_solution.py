"""The competition's solution files: what was written reads back the same, what does not fit is refused."""

from pathlib import Path

import pytest

from scheduling.checker import score
from scheduling.domain.errors import InvalidInput, UnreadableFile
from scheduling.domain.files import File
from scheduling.domain.problem import Assignment
from scheduling.domain.runs import SolveOptions, SolveStatus
from scheduling.formats.inrc2 import read
from scheduling.formats.inrc2_folder import read_folder, read_solution_folder, write_solution_folder
from scheduling.formats.inrc2_solution import read_solution, solution_name, write_solution
from scheduling.solver import solve
from tests.conftest import BENCHMARKS
from tests.formats.inrc2_tiny import HISTORY, files, in_folder, tiny

FIRST = """\
SOLUTION
0 tiny

ASSIGNMENTS = 3
Ann Mon Early HeadNurse
Ann Sun Night Nurse
Cem Tue Late Nurse
"""
SECOND = """\
SOLUTION
1 tiny

ASSIGNMENTS = 1
Bea Mon Early Nurse
"""
ROSTER = frozenset(
    {
        Assignment("Ann", "0-Early", "HeadNurse"),
        Assignment("Ann", "6-Night", "Nurse"),
        Assignment("Cem", "1-Late", "Nurse"),
        Assignment("Bea", "7-Early", "Nurse"),
    }
)
REFERENCES = sorted((BENCHMARKS / "inrc2").glob("*/Solution_*/Sol-*.txt"))


def both(first: str = FIRST, second: str = SECOND) -> list[File]:
    return [File("first.txt", first.encode()), File("second.txt", second.encode())]


def test_every_week_is_a_file_with_people_and_days_in_order() -> None:
    assert write_solution(tiny(), ROSTER) == {"Sol-tiny-4-0.txt": FIRST, "Sol-tiny-4-1.txt": SECOND}


def test_a_week_without_work_is_a_file_as_well() -> None:
    empty = "SOLUTION\n0 tiny\n\nASSIGNMENTS = 0\n"
    assert write_solution(tiny(), frozenset())["Sol-tiny-4-0.txt"] == empty
    assert read_solution(tiny(), both(first=empty)) == frozenset({Assignment("Bea", "7-Early", "Nurse")})


def test_what_is_read_is_the_roster() -> None:
    assert read_solution(tiny(), both()) == ROSTER


def test_weeks_count_from_the_first_of_the_scenario() -> None:
    given = files(history=HISTORY.replace("0 tiny", "1 tiny"))
    instance = read(given["scenario"], given["history"], [given["week"]])
    assert solution_name(instance, 0) == "Sol-tiny-4-1.txt"
    assert read_solution(instance, [File("second.txt", SECOND.encode())]) == {Assignment("Bea", "0-Early", "Nurse")}


def test_a_solved_instance_survives_writing_and_reading(tmp_path: Path) -> None:
    instance = read_folder(in_folder(tmp_path / "instance"), "0", "4-0")
    result = solve(instance.problem, instance.settings, SolveOptions(threads=1))
    assert result.status is SolveStatus.OPTIMAL
    assert result.roster is not None
    write_solution_folder(instance, result.roster, tmp_path / "out")
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["Sol-tiny-0-1.txt", "Sol-tiny-4-0.txt"]
    again = read_solution_folder(instance, tmp_path / "out")
    assert again == result.roster
    assert score(instance.problem, again, instance.settings).penalty == result.objective


@pytest.mark.parametrize(
    ("old", "new", "line", "reason"),
    [
        (FIRST, SECOND, 2, "SOLUTION: this is the solution of week 1 of tiny; '0 tiny' is expected"),
        ("0 tiny", "0 large", 2, "this is the solution of week 0 of large; '0 tiny' is expected"),
        ("SOLUTION", "SCENARIO = tiny", 1, "stands where a line with SOLUTION is expected"),
        (FIRST, "", 0, "SOLUTION is missing"),
        ("ASSIGNMENTS = 3", "ASSIGNMENTS = 4", 4, "ASSIGNMENTS: 4 assignments are announced, 3 follow"),
        ("ASSIGNMENTS = 3", "ASSIGNMENTS = 2", 4, "ASSIGNMENTS: 2 assignments are announced, 3 follow"),
        ("ASSIGNMENTS = 3", "ASSIGNMENTS", 4, "ASSIGNMENTS: the number of assignments is ''"),
        ("Ann Mon", "Dan Mon", 5, "the nurse 'Dan' is not defined"),
        ("Ann Mon", "Ann Monday", 5, "the day 'Monday' is not defined"),
        ("Early HeadNurse", "Dawn HeadNurse", 5, "the shift type 'Dawn' is not defined"),
        ("Early HeadNurse", "Early Cook", 5, "the skill 'Cook' is not defined"),
        ("Early HeadNurse", "Early", 5, "'Ann Mon Early' has not the form 'Nurse Day Shift Skill'"),
        ("Ann Sun Night Nurse", "Ann Mon Early HeadNurse", 6, "'Ann Mon Early HeadNurse' is there a second time"),
    ],
)
def test_a_solution_that_does_not_fit_is_refused(old: str, new: str, line: int, reason: str) -> None:
    assert old in FIRST
    with pytest.raises(UnreadableFile) as caught:
        read_solution(tiny(), both(first=FIRST.replace(old, new, 1)))
    assert (caught.value.file, caught.value.line) == ("first.txt", line)
    assert reason in caught.value.reason


def test_remarks_below_the_assignments_are_left_alone() -> None:
    assert read_solution(tiny(), both(first=FIRST + "\nViol: 0\nCost: 575\n")) == ROSTER


@pytest.mark.parametrize(
    ("gone", "said"),
    [
        ("Sc-tiny.txt", r"there is no scenario in this folder \(a file Sc-\*\.txt\)"),
        ("H0-tiny-0.txt", r"there is no history 0 in this folder \(a file H0-\*-0\.txt\)"),
        ("WD-tiny-4.txt", r"there is no data of week 4 in this folder \(a file WD-\*-4\.txt\)"),
    ],
)
def test_a_file_that_is_missing_in_a_folder_is_named(tmp_path: Path, gone: str, said: str) -> None:
    (in_folder(tmp_path) / gone).unlink()
    with pytest.raises(UnreadableFile, match=said):
        read_folder(tmp_path, "0", "0-4")


def test_two_scenarios_in_a_folder_are_one_too_many(tmp_path: Path) -> None:
    (in_folder(tmp_path) / "Sc-other.txt").write_text("")
    with pytest.raises(UnreadableFile, match=r"more than one scenario in this folder \(Sc-other\.txt, Sc-tiny\.txt\)"):
        read_folder(tmp_path, "0", "0-4")


@pytest.mark.parametrize("weeks", ["", "0-", "one", "0,4", "0 4"])
def test_weeks_are_numbers_with_dashes_between_them(tmp_path: Path, weeks: str) -> None:
    with pytest.raises(InvalidInput, match=f"The weeks '{weeks}' cannot be read; name the week files by number"):
        read_folder(in_folder(tmp_path), "0", weeks)


def test_a_week_without_solution_is_named(tmp_path: Path) -> None:
    instance = tiny()
    write_solution_folder(instance, ROSTER, tmp_path / "out")
    (tmp_path / "out" / "Sol-tiny-4-1.txt").unlink()
    with pytest.raises(UnreadableFile, match=r"Sol-tiny-4-1\.txt: cannot be opened"):
        read_solution_folder(instance, tmp_path / "out")


@pytest.mark.skipif(not REFERENCES, reason=f"no INRC-II instances at {BENCHMARKS / 'inrc2'}")
def test_references_are_written_as_they_are() -> None:
    """Word for word, but for the remarks that some have at their ends."""
    for folder in {path.parent for path in REFERENCES}:
        history, weeks = folder.name.removeprefix("Solution_H_").split("-WD_")
        instance = read_folder(folder.parent, history, weeks)
        for name, text in write_solution(instance, read_solution_folder(instance, folder)).items():
            assert (folder / name).read_text().split("\n\nViol")[0].split() == text.split(), name
