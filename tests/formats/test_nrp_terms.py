"""The limits of NRP instances: each a hard rule of its own, stated per contract, exempt at the edges."""

from datetime import date
from pathlib import Path

import pytest

from scheduling.checker import score
from scheduling.domain.problem import Assignment, Problem
from scheduling.domain.roster import Roster
from scheduling.domain.settings import RuleSetting
from scheduling.formats import nrp

INSTANCES = sorted((Path(__file__).resolve().parents[2].parent / "shared/benchmarks/nrp").glob("Instance*.txt"))

FORTNIGHT = """# two weeks in a small house
SECTION_HORIZON
14

SECTION_SHIFTS
E,480,
N,600,E

SECTION_STAFF
Ann,E=14|N=0,4320,960,5,2,2,1
Bob,E=14|N=3,4320,960,5,2,2,1
Cid,E=14|N=0,4320,960,5,2,2,1

SECTION_DAYS_OFF
Ann,0,6

SECTION_SHIFT_ON_REQUESTS
Ann,1,E,2

SECTION_SHIFT_OFF_REQUESTS
Bob,3,N,5

SECTION_COVER
1,E,2,100,1
3,N,1,70,9
"""
FEASIBLE = {"Ann": "1-E 2-E", "Bob": "1-E 2-E", "Cid": "7-E 8-E"}


def fortnight(old: str = "", new: str = "") -> tuple[Problem, tuple[RuleSetting, ...]]:
    assert old in FORTNIGHT
    return nrp.read("fortnight.txt", FORTNIGHT.replace(old, new, 1).encode())


def worked(**days: str) -> Roster:
    """Shift ids by person, split by spaces."""
    return frozenset(Assignment(who, shift, "staff") for who, shifts in days.items() for shift in shifts.split())


def broken(roster: Roster) -> set[str]:
    """Codes of the hard rules that a roster breaks."""
    return {v.code for v in score(fortnight()[0], roster, fortnight()[1]).violations if v.hard}


def test_the_file_s_own_names_are_the_ids() -> None:
    problem, _ = fortnight()
    assert (problem.name, problem.start, problem.days) == ("fortnight", date(2014, 1, 6), 14)
    assert [person.id for person in problem.employees] == ["Ann", "Bob", "Cid"]
    assert len(problem.shifts) == 14 * 2
    assert problem.shift_by_id["3-N"].minutes == 600


def test_no_shift_crosses_midnight_however_long_it_is() -> None:
    problem, _ = fortnight("N,600,E", "N,1200,E")
    assert (problem.template_by_id["N"].start, problem.template_by_id["N"].end) == (240, 1440)
    assert problem.template_by_id["E"].start == 8 * 60


def test_costs_are_shortfall_surplus_and_unmet_wishes_as_computed_by_hand() -> None:
    problem, settings = fortnight()
    # Day 3 lacks its night (70). Days without cover cost nothing, however many work.
    assert score(problem, worked(**FEASIBLE), settings).penalty == 70
    # One early short on day 1 (100), the night of day 3 (70), Ann's wish for day 1 (2).
    assert score(problem, worked(**(FEASIBLE | {"Ann": "2-E 3-E"})), settings).penalty == 172
    # One early over on day 1 (1), Bob's night that he asked off (5).
    more = score(problem, worked(Ann="1-E 2-E", Bob="1-E 2-E 3-N", Cid="1-E 2-E"), settings)
    assert (more.penalty, more.hard) == (6, 0)


@pytest.mark.parametrize(
    ("code", "change"),
    [
        ("shift_count", {"Ann": "1-N 2-N"}),
        ("availability", {"Ann": "6-E 7-E"}),
        ("max_shifts_per_day", {"Bob": "1-E 1-N 2-N"}),
        ("forbidden_succession", {"Bob": "1-N 2-E"}),
        ("consecutive_days", {"Cid": "7-E 8-E 9-E 10-E 11-E 12-E"}),
        ("consecutive_days_off", {"Cid": "1-E 2-E 4-E 5-E"}),
        ("weekends", {"Cid": "5-E 6-E 11-E 12-E"}),
        ("working_time", {"Cid": "13-E"}),
    ],
)
def test_each_limit_of_the_format_is_a_hard_rule(code: str, change: dict[str, str]) -> None:
    assert broken(worked(**FEASIBLE)) == set()
    assert code in broken(worked(**(FEASIBLE | change)))


def test_a_run_that_touches_the_first_or_the_last_day_may_be_short() -> None:
    assert broken(worked(Ann="1-E 2-E", Bob="0-E 3-E 4-E", Cid="7-E 8-E 13-E")) == set()
    assert broken(worked(Ann="1-E 2-E", Bob="0-E 3-E 4-E", Cid="7-E 8-E 12-E")) == {"consecutive_days"}


def test_people_with_equal_limits_share_a_contract_named_in_words() -> None:
    problem, _ = fortnight()
    by_person = {person.id: problem.contract_by_id[person.contract or ""].name for person in problem.employees}
    assert by_person == {
        "Ann": "16 h to 72 h, 2 to 5 days in a row, 2 or more off, 1 weekend, no N",
        "Bob": "16 h to 72 h, 2 to 5 days in a row, 2 or more off, 1 weekend, 3 N",
        "Cid": "16 h to 72 h, 2 to 5 days in a row, 2 or more off, 1 weekend, no N",
    }
    assert len(problem.contracts) == 2


def test_a_wish_that_is_stated_twice_counts_twice() -> None:
    problem, _ = fortnight("Ann,1,E,2", "Ann,1,E,2\nAnn,1,E,3")
    assert [request.weight for request in problem.requests if request.on] == [5]


def test_contracts_with_more_limits_than_a_name_can_hold_stay_apart() -> None:
    shifts = "\n".join(f"kind{k},480," for k in range(30))
    staff = "\n".join(
        f"{who},{'|'.join(f'kind{k}={1 + (k == last)}' for k in range(30))},4320,960,5,2,2,1"
        for who, last in (("Ann", 28), ("Bob", 29))
    )
    text = f"SECTION_HORIZON\n14\nSECTION_SHIFTS\n{shifts}\nSECTION_STAFF\n{staff}\nSECTION_COVER\n0,kind1,1,1,1\n"
    problem, _ = nrp.read("wide.txt", text.encode())
    names = {contract.name for contract in problem.contracts}
    assert len(names) == 2
    assert max(map(len, names)) <= 120


@pytest.mark.skipif(not INSTANCES, reason="the public NRP instances are not beside the project")
def test_every_public_instance_gives_each_contract_a_name_of_its_own() -> None:
    for file in INSTANCES:
        problem, _ = nrp.read(file.name, file.read_bytes())
        assert len({contract.name for contract in problem.contracts}) == len(problem.contracts), file.name
