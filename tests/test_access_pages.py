"""A real server opens each page for those whose it is, and refuses the others, also by its address in a new window."""

from collections.abc import Mapping

import pytest

from pages.components.menu import MENU, Entry
from scheduling.services.permissions import Action, Actor
from scheduling.services.personas import PERSONAS, TEAM_MEMBER
from scheduling.services.records import UserRole
from tests.opened_pages import opened
from tests.serving import Server
from tests.workers.processes import ROOT

pytestmark = pytest.mark.processes
ENTRIES = [entry for group in MENU.values() for entry in group]
WHO = {UserRole.EMPLOYEE: TEAM_MEMBER, **{one.role: one.username for one in PERSONAS}}
# Of these, only the employee is somebody who is planned.
ACTORS = {role: Actor(name, role, name if name == TEAM_MEMBER else None) for role, name in WHO.items()}
# A button of each page that changes something, and what it needs.
BUTTONS = {
    "team": ("Add", Action.EDIT_TEAM),
    "availability": ("Paint", Action.EDIT_AVAILABILITY),
    "demand": ("Plan from templates", Action.EDIT_DEMAND),
    "rules": ("Switch all on", Action.EDIT_RULES),
    "runs": ("Run optimisation", Action.START_RUN),
}


@pytest.fixture(scope="module")
def cookies(server: Server) -> Mapping[UserRole, dict[str, str]]:
    return {role: server.signed_in_as(name) for role, name in WHO.items()}


def test_every_page_is_in_the_menu_table() -> None:
    files = {path.stem for path in (ROOT / "pages").glob("*.py")} - {"__init__", "navigation"}
    assert {entry.file for entry in ENTRIES} == files
    assert set(WHO) == set(UserRole)


@pytest.mark.parametrize("role", UserRole)
@pytest.mark.parametrize("entry", [one for one in ENTRIES if one.file != "overview"], ids=lambda entry: entry.file)
def test_a_page_opens_by_its_address_for_those_whose_it_is(
    server: Server, cookies: Mapping[UserRole, dict[str, str]], entry: Entry, role: UserRole
) -> None:
    actor = ACTORS[role]
    may = entry.is_for(actor)
    page = opened(server.port, cookies[role], entry.file)
    assert page.menu == [one.title for one in ENTRIES if one.is_listed(actor)]
    assert page.title == entry.title
    assert page.says(entry.refusal(actor)) != may
    assert not page.says("exception")
    assert not page.says("report reference")
    if not may:
        assert page.buttons == {}, "nothing of the page is drawn"
    elif entry.file in BUTTONS:
        label, action = BUTTONS[entry.file]
        assert page.buttons[label] is actor.may(action)


def test_the_front_page_of_somebody_is_the_first_that_is_theirs(
    server: Server, cookies: Mapping[UserRole, dict[str, str]]
) -> None:
    for role, title in {UserRole.EMPLOYEE: "My schedule", UserRole.VIEWER: "Overview"}.items():
        assert opened(server.port, cookies[role], "").title == title


def test_an_employee_is_told_nothing_of_a_week_that_is_being_planned(
    server: Server, cookies: Mapping[UserRole, dict[str, str]]
) -> None:
    page = opened(server.port, cookies[UserRole.EMPLOYEE], "roster")
    assert page.says("no published week yet")
    assert not any("Aoife" in text for text in page.texts if "Signed in as" not in text)
