"""Rosters as JSON: what was written reads back the same, what does not fit is refused."""

import json

import pytest

from scheduling.domain.errors import UnreadableFile
from scheduling.domain.problem import Assignment
from scheduling.formats import nrp
from scheduling.formats.nrp_roster import read_roster, write_roster

PROBLEM, _ = nrp.read(
    "tiny.txt",
    b"SECTION_HORIZON\n14\nSECTION_SHIFTS\nD,480,\nSECTION_STAFF\nAnn,D=14,9999,0,14,0,0,2\nBob,D=14,9999,0,14,0,0,2\n"
    b"SECTION_COVER\n0,D,1,1,1\n",
)
ROSTER = frozenset({Assignment("Ann", "10-D", "staff"), Assignment("Ann", "2-D", "staff")})


def test_everybody_is_listed_with_days_in_order() -> None:
    assert write_roster(PROBLEM, ROSTER) == '{"Ann": {"2": "D", "10": "D"}, "Bob": {}}'


def test_what_was_written_reads_back_the_same() -> None:
    assert read_roster("roster.json", write_roster(PROBLEM, ROSTER).encode(), PROBLEM) == ROSTER


@pytest.mark.parametrize(
    ("content", "line", "reason"),
    [
        (b'{"Ann":\n{"2": }}', 2, "this is not JSON"),
        (b"", 1, "this is not JSON"),
        (b"\xff\xfe\x00", 0, "is expected"),
        (b"[]", 0, "is expected"),
        (b'{"Ann": "D"}', 0, "is expected"),
        (json.dumps({"Eve": {"2": "D"}}).encode(), 0, "the employee 'Eve' is not in tiny"),
        (json.dumps({"Ann": {"14": "D"}}).encode(), 0, "no shift 'D' on day 14"),
        (json.dumps({"Ann": {"2": "N"}}).encode(), 0, "no shift 'N' on day 2"),
    ],
)
def test_a_roster_that_does_not_fit_is_refused(content: bytes, line: int, reason: str) -> None:
    with pytest.raises(UnreadableFile, match=reason) as caught:
        read_roster("roster.json", content, PROBLEM)
    assert (caught.value.file, caught.value.line) == ("roster.json", line)
