"""Names are one line of visible characters, wherever they come from, and no spreadsheet takes one for a formula."""

from dataclasses import replace
from datetime import date

import pytest

from scheduling.domain.errors import InvalidInput
from scheduling.domain.files import File
from scheduling.domain.problem import Contract, Employee, Problem, Role, ShiftTemplate
from scheduling.domain.runs import SolveOptions
from scheduling.formats import instances
from scheduling.services.importing import ImportService
from scheduling.services.names import check_colour, check_label, check_name, check_names, check_text
from scheduling.services.ports import Transactions
from scheduling.services.records import ProfileRecord
from scheduling.services.saving import reason_for
from scheduling.services.team import TeamService
from scheduling.services.tuning import TuningService
from tests.actors import MIA
from tests.services.small_site import add_site
from tests.services.test_importing import TINY

FORMULAS = ("=1+1", "+1", "-1", "@A1", "  =1")
UNSEEN = ("a\x00b", "a\nb", "a\x1b[31mb", "a\u202eb", "a\u2028b")
MARKS = (
    "<script>alert(1)</script>",
    "[x](javascript:alert(1))",
    "'; DROP TABLE users; --",
    "O’Brien-Łuk 愛 👩‍🍳",
    "±5",
)
PROBLEM = Problem(
    "Week",
    "UTC",
    date(2026, 1, 5),
    7,
    (Role("r", "Cook"),),
    (Contract("c", "Full"),),
    (ShiftTemplate("t", "Early", "E", 0, 60, "Quay", frozenset({"day"}), "#aabbcc"),),
    (Employee("e", "Ann", frozenset({"r"}), "c", frozenset({"new"}), "Quay"),),
    (),
)


@pytest.mark.parametrize("name", [*FORMULAS, *UNSEEN, "", "  ", "x" * 121])
def test_a_name_that_would_do_harm_is_refused(name: str) -> None:
    with pytest.raises(InvalidInput):
        check_name(name, "person")


@pytest.mark.parametrize("name", MARKS)
def test_any_other_name_is_fine(name: str) -> None:
    check_name(name, "person")
    check_text(f"{name}\n\tnext line", "The note", 200)


@pytest.mark.parametrize("colour", ["red", "#fff", '#aabbcc"><img src=x>', "url(//x)"])
def test_a_colour_is_a_colour(colour: str) -> None:
    check_colour("", "Early")
    with pytest.raises(InvalidInput, match="colour of Early"):
        check_colour(colour, "Early")


@pytest.mark.parametrize("part", ["roles", "contracts", "templates", "employees"])
def test_names_from_files_are_held_to_the_same(part: str) -> None:
    check_names(PROBLEM)
    (one,) = getattr(PROBLEM, part)
    with pytest.raises(InvalidInput, match="formula"):
        check_names(replace(PROBLEM, **{part: (replace(one, name="=1+1"),)}))


@pytest.mark.parametrize(
    ("part", "field", "value"),
    [
        ("templates", "code", "=E"),
        ("templates", "location", "@Quay"),
        ("templates", "labels", frozenset({"-day"})),
        ("templates", "colour", "red"),
        ("employees", "home", "+Quay"),
        ("employees", "labels", frozenset({"a\x00"})),
    ],
)
def test_so_is_what_else_files_call_things(part: str, field: str, value: object) -> None:
    (one,) = getattr(PROBLEM, part)
    with pytest.raises(InvalidInput):
        check_names(replace(PROBLEM, **{part: (replace(one, **{field: value}),)}))


def test_every_service_that_takes_a_name_refuses_a_formula_and_writes_nothing(transactions: Transactions) -> None:
    site, week = add_site(transactions)
    team, tuning = TeamService(transactions), TuningService(transactions)
    view = team.view(MIA, site)
    evil = "=HYPERLINK(1)"
    attempts = (
        lambda: team.add_person(MIA, site, evil, view.people[0].roles, None),
        lambda: team.save_people(MIA, site, [replace(view.people[0], labels=frozenset({evil}))]),
        lambda: team.add_role(MIA, site, evil),
        lambda: team.add_contract(MIA, site, evil, None),
        lambda: tuning.add_profile(MIA, ProfileRecord("", site, evil, SolveOptions())),
    )
    for attempt in attempts:
        with pytest.raises(InvalidInput, match="formula"):
            attempt()
    with transactions() as work:
        assert list(work.log.latest(site, 9)) == []
        schedule = work.schedules.get(week)
    with pytest.raises(InvalidInput, match="nobody sees"):
        reason_for(schedule, "a\x00b")


def test_an_import_with_such_a_name_leaves_nothing(transactions: Transactions) -> None:
    file = File("evil.txt", TINY.content.replace(b"D,480", b"@D,480").replace(b"D=7", b"@D=7").replace(b",D,", b",@D,"))
    with pytest.raises(InvalidInput, match="formula"):
        ImportService(transactions, instances).store(MIA, [file])
    with transactions() as work:
        assert work.schedules.sites() == []


def test_a_label_may_be_empty() -> None:
    check_label("", "The place of Early")
