"""Every kind of malformed NRP file is refused, with its line and section."""

import pytest

from scheduling.domain.errors import UnreadableFile
from tests.formats.test_nrp_terms import fortnight


@pytest.mark.parametrize(
    ("old", "new", "line", "section", "reason"),
    [
        ("Ann,1,E,2", "Eve,1,E,2", 18, "SECTION_SHIFT_ON_REQUESTS", "the employee 'Eve' is not defined"),
        ("Bob,3,N,5", "Bob,3,X,5", 21, "SECTION_SHIFT_OFF_REQUESTS", "the shift 'X' is not defined"),
        ("1,E,2,100,1", "1,X,2,100,1", 24, "SECTION_COVER", "the shift 'X' is not defined"),
        ("E=14|N=0", "E=14|N", 10, "SECTION_STAFF", "a form like N=14 is expected"),
        ("Ann,1,E,2", "Ann,-1,E,2", 18, "SECTION_SHIFT_ON_REQUESTS", "cannot be negative"),
        ("1,E,2,100,1", "14,E,2,100,1", 24, "SECTION_COVER", "day 14 is outside the horizon of 14 days"),
        ("1,E,2,100,1", "1,E,two,100,1", 24, "SECTION_COVER", "'two', a whole number is expected"),
        ("4320,960,5", "4320,9.5,5", 10, "SECTION_STAFF", "MinTotalMinutes is '9.5'"),
        ("960,5,2,2,1", "960,2,5,2,1", 10, "SECTION_STAFF", "a minimum is above its maximum"),
        ("1,E,2,100,1", "1,E,2,100,1,1", 24, "SECTION_COVER", "6 fields, 5 are expected"),
        ("\n14\n", "\n0\n", 3, "SECTION_HORIZON", "0 days are not possible"),
        ("\n14\n", "\n14\n28\n", 4, "SECTION_HORIZON", "this is a second one"),
        ("E,480,", "E,0,", 6, "SECTION_SHIFTS", "a length of 0 minutes is not possible"),
        ("E,480,", ",480,", 6, "SECTION_SHIFTS", "the first field, a name, is empty"),
        ("Bob,E=14", "Ann,E=14", 11, "SECTION_STAFF", "'Ann' is defined a second time"),
        ("N,600,E", "E,600,", 7, "SECTION_SHIFTS", "'E' is defined a second time"),
        ("3,N,1,70,9", "1,E,1,70,9", 25, "SECTION_COVER", "have a requirement already"),
        ("SECTION_COVER\n1,E,2,100,1\n3,N,1,70,9\n", "", 0, "SECTION_COVER", "is missing or empty"),
        ("# two weeks", "two weeks", 1, "SECTION_HORIZON", "text before the first section"),
    ],
)
def test_what_is_malformed_is_refused_with_line_and_section(
    old: str, new: str, line: int, section: str, reason: str
) -> None:
    with pytest.raises(UnreadableFile) as caught:
        fortnight(old, new)
    assert (caught.value.file, caught.value.line) == ("fortnight.txt", line)
    assert section in caught.value.reason
    assert reason in caught.value.reason
