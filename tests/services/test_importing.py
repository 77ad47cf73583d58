"""An instance file becomes a site; an unreadable one becomes a sentence and nothing else."""

import pytest

from scheduling.domain.errors import InvalidInput, UnreadableFile
from scheduling.formats import nrp
from scheduling.services.importing import LARGEST_BYTES, ImportService
from scheduling.services.ports import Transactions

INSTANCE = b"""SECTION_HORIZON
7

SECTION_SHIFTS
D,480,

SECTION_STAFF
A,D=7,3360,0,5,1,1,1
B,D=7,3360,0,5,1,1,1

SECTION_DAYS_OFF
A,0
B,6

SECTION_SHIFT_ON_REQUESTS
A,2,D,2

SECTION_SHIFT_OFF_REQUESTS
B,3,D,3

SECTION_COVER
""" + b"".join(f"{day},D,1,100,1\n".encode() for day in range(7))


@pytest.fixture
def service(transactions: Transactions) -> ImportService:
    return ImportService(transactions, nrp.read)


def test_an_instance_becomes_a_site_with_week_rules_and_profile(
    service: ImportService, transactions: Transactions
) -> None:
    made = service.store("Tiny.txt", INSTANCE, "mia")
    assert (made.name, made.people, made.shifts) == ("Tiny", 2, 7)
    with transactions() as unit:
        problem, settings = unit.problems.load(made.schedule)
        assert len(settings) == made.rules > 0
        assert [profile.name for profile in unit.rules.profiles(made.site) if profile.is_default] == ["Standard"]
        assert unit.log.latest(made.site, 1)[0].subject == "Tiny.txt"
    assert [person.name for person in problem.employees] == ["A", "B"]
    assert problem.days == 7


@pytest.mark.parametrize(
    ("content", "line"),
    [(b"", 0), (b"\xff\xfe\x00", 0), (INSTANCE.replace(b"SECTION_HORIZON\n7", b"SECTION_HORIZON\nseven"), 2)],
)
def test_an_unreadable_file_is_named_with_its_line_and_writes_nothing(
    service: ImportService, transactions: Transactions, content: bytes, line: int
) -> None:
    with pytest.raises(UnreadableFile, match=r"Tiny\.txt") as told:
        service.store("Tiny.txt", content, "mia")
    assert told.value.line == line
    with transactions() as unit:
        assert unit.schedules.sites() == []


def test_a_file_too_large_is_refused(service: ImportService) -> None:
    with pytest.raises(UnreadableFile, match="larger than 20 MB"):
        service.store("Huge.txt", b" " * (LARGEST_BYTES + 1), "mia")


def test_the_same_name_is_not_imported_twice(service: ImportService, transactions: Transactions) -> None:
    service.store("Tiny.txt", INSTANCE, "mia")
    with pytest.raises(InvalidInput, match="a site called Tiny already"):
        service.store("Tiny.txt", INSTANCE, "mia")
    with transactions() as unit:
        assert len(unit.schedules.sites()) == 1
