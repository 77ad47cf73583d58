"""Instance files become a site; unreadable ones become a sentence and nothing else."""

import pytest

from scheduling.checker import score
from scheduling.domain.errors import InvalidInput, UnreadableFile
from scheduling.domain.files import File
from scheduling.domain.problem import Assignment, Problem
from scheduling.domain.roster import Roster
from scheduling.formats import instances
from scheduling.services.importing import LARGEST_BYTES, ImportService
from scheduling.services.ports import Transactions
from tests.actors import MIA
from tests.formats.inrc2_tiny import CONTENT

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
TINY = File("Tiny.txt", INSTANCE)


@pytest.fixture
def service(transactions: Transactions) -> ImportService:
    return ImportService(transactions, instances)


def test_an_instance_becomes_a_site_with_week_rules_and_profile(
    service: ImportService, transactions: Transactions
) -> None:
    made = service.store(MIA, [TINY])
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
        service.store(MIA, [File("Tiny.txt", content)])
    assert told.value.line == line
    with transactions() as unit:
        assert unit.schedules.sites() == []


def test_a_file_too_large_is_refused(service: ImportService) -> None:
    huge = File("Huge.txt", b" " * (LARGEST_BYTES + 1))
    with pytest.raises(UnreadableFile, match="larger than 20 MB"):
        service.store(MIA, [TINY, huge])
    with pytest.raises(UnreadableFile, match="larger than 20 MB"):
        service.look(MIA, [TINY, huge])


def test_the_same_name_is_not_imported_twice(service: ImportService, transactions: Transactions) -> None:
    service.store(MIA, [TINY])
    with pytest.raises(InvalidInput, match="a site called Tiny already"):
        service.store(MIA, [TINY])
    with transactions() as unit:
        assert len(unit.schedules.sites()) == 1


WEEKS = ["WD-tiny-4.txt", "WD-tiny-0.txt"]
SEVERAL = [File(name, text.encode()) for name, text in CONTENT.items()]


def test_several_files_become_one_site_that_is_judged_as_they_are(
    service: ImportService, transactions: Transactions
) -> None:
    """A roster costs the same after the import: history, totals and every setting are kept."""
    assert service.look(MIA, SEVERAL).weeks == 2
    made = service.store(MIA, SEVERAL, WEEKS)
    assert (made.name, made.people, made.shifts) == ("tiny, history 0, weeks 4-0", 3, 14 * 3)
    with transactions() as unit:
        problem, settings = unit.problems.load(made.schedule)
        assert unit.log.latest(made.site, 1)[0].subject == made.name
    read_problem, read_settings = instances.read(SEVERAL, WEEKS)
    plan = [(0, 0, "Early"), (1, 0, "Early"), (1, 5, "Late"), (0, 6, "Late"), (1, 8, "Night"), (2, 9, "Early")]
    assert score(problem, picked(problem, plan), settings).penalty == (
        score(read_problem, picked(read_problem, plan), read_settings).penalty
    )
    assert problem.history.since == read_problem.history.since
    assert sorted((one.shifts, one.weekends) for one in problem.history.totals) == [(0, 0), (0, 0), (5, 1)]


def picked(problem: Problem, plan: list[tuple[int, int, str]]) -> Roster:
    """Who (by place in the order of names), which day, which template; all as nurses."""
    people = sorted(problem.employees, key=lambda person: person.name)
    role = next(role.id for role in problem.roles if role.name == "Nurse")
    names = {template.id: template.name for template in problem.templates}
    shifts = {((shift.date - problem.start).days, names[shift.template]): shift.id for shift in problem.shifts}
    return frozenset(Assignment(people[who].id, shifts[day, name], role) for who, day, name in plan)


def test_files_that_do_not_go_together_write_nothing(service: ImportService, transactions: Transactions) -> None:
    for files, weeks in (([TINY, *SEVERAL], WEEKS), (SEVERAL[:2], []), (SEVERAL, WEEKS[:1])):
        with pytest.raises(InvalidInput):
            service.store(MIA, files, weeks)
    with transactions() as unit:
        assert unit.schedules.sites() == []
