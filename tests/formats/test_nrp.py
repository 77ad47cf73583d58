"""NRP instances: stated exactly, refused with file, line, section and reason."""

from pathlib import Path

import pytest

from scheduling.checker import score
from scheduling.domain.errors import UnreadableFile
from scheduling.domain.runs import SolveOptions, SolveStatus
from scheduling.formats.nrp import read
from scheduling.formats.nrp_roster import read_roster, write_roster
from scheduling.solver import solve

SMALL = """\
SECTION_HORIZON
7
SECTION_SHIFTS
E,480,
L,480,E
SECTION_STAFF
Ann,E=7|L=7,2400,960,5,2,2,1
Bo,E=7|L=0,2400,960,5,2,2,1
SECTION_DAYS_OFF
Ann,0
SECTION_SHIFT_ON_REQUESTS
Ann,2,L,3
SECTION_SHIFT_OFF_REQUESTS
Bo,3,E,2
SECTION_COVER
2,L,1,100,1
3,E,1,100,1
"""
NRP = Path(__file__).resolve().parents[2].parent / "shared" / "benchmarks" / "nrp"
REFERENCES = sorted((NRP / "reference").glob("*.json"))


def broken(old: str, new: str) -> bytes:
    assert old in SMALL
    return SMALL.replace(old, new, 1).encode()


def test_costs_by_hand() -> None:
    """Nobody works: Ann's wish 3, two heads short 200; both are under their minimum hours."""
    problem, settings = read("small.txt", SMALL.encode())
    verdict = score(problem, frozenset(), settings)
    assert verdict.penalty == 203
    assert [v.code for v in verdict.violations if v.hard] == ["working_time", "working_time"]


def test_a_forbidden_succession_and_a_day_off_are_hard() -> None:
    problem, settings = read("small.txt", SMALL.encode())
    roster = read_roster("r.json", b'{"Ann": {"0": "L", "1": "E"}, "Bo": {}}', problem)
    hard = {v.code for v in score(problem, roster, settings).violations if v.hard}
    assert {"forbidden_succession", "availability"} <= hard


def test_a_solved_roster_survives_writing_and_reading() -> None:
    problem, settings = read("small.txt", SMALL.encode())
    result = solve(problem, settings, SolveOptions(threads=1))
    assert result.status is SolveStatus.OPTIMAL
    assert result.roster is not None
    assert read_roster("r.json", write_roster(problem, result.roster).encode(), problem) == result.roster


@pytest.mark.parametrize(
    ("content", "line", "reason"),
    [
        (b"", 0, "SECTION_HORIZON is missing"),
        (b"\xff\xfe\x00", 0, "not a text file"),
        (broken("7\n", "seven\n"), 2, "SECTION_HORIZON: the number of days is 'seven'"),
        (broken("E,480,", "E,480"), 4, "SECTION_SHIFTS: 2 fields, 3 are expected"),
        (broken("L,480,E", "L,480,X"), 5, "'X' that may not follow is not defined"),
        (broken("E=7|L=7", "E=7|Q=7"), 7, "the shift 'Q', which is not defined"),
        (broken("Ann,0", "Eve,0"), 10, "SECTION_DAYS_OFF: the employee 'Eve' is not defined"),
        (broken("Ann,0", "Ann,7"), 10, "day 7 is outside the horizon of 7 days"),
        (broken("Ann,2,L,3", "Ann,2,L,-3"), 12, "the weight is -3"),
        (broken("2,L,1,100,1", "2,L,1,100"), 16, "4 fields, 5 are expected"),
        (broken("SECTION_COVER", "SECTION_COVERS"), 15, "no section called SECTION_COVERS"),
        (broken("2400,960", "900,960"), 7, "a minimum is above its maximum"),
    ],
)
def test_a_file_that_cannot_be_read_says_where_and_why(content: bytes, line: int, reason: str) -> None:
    with pytest.raises(UnreadableFile) as caught:
        read("bad.txt", content)
    assert (caught.value.file, caught.value.line) == ("bad.txt", line)
    assert reason in caught.value.reason


@pytest.mark.parametrize(
    "content", [b"[]", b"{", b'{"Eve": {"0": "E"}}', b'{"Ann": {"9": "E"}}', b'{"Ann": {"0": "Q"}}']
)
def test_a_roster_that_does_not_fit_is_refused(content: bytes) -> None:
    problem, _ = read("small.txt", SMALL.encode())
    with pytest.raises(UnreadableFile):
        read_roster("r.json", content, problem)


@pytest.mark.skipif(not REFERENCES, reason="the public NRP instances are not beside the project")
@pytest.mark.parametrize("reference", REFERENCES, ids=lambda path: path.stem)
def test_every_reference_roster_costs_what_its_name_says(reference: Path) -> None:
    instance, cost = reference.stem.split("_")
    problem, settings = read(f"{instance}.txt", (NRP / f"{instance}.txt").read_bytes())
    verdict = score(problem, read_roster(reference.name, reference.read_bytes(), problem), settings)
    assert (verdict.penalty, verdict.hard) == (int(cost), 0)
