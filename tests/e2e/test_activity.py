"""Somebody looks for who changed what, turns pages, narrows, takes it along, and starts over."""

import csv
import json
import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from data.engine import engine_for
from data.unit_of_work import SqlUnitOfWork
from scheduling.services.permissions import Actor
from scheduling.services.records import UserRole
from tests.e2e.steps import settled, stands
from tests.serving import Server, serving

pytestmark = pytest.mark.e2e
DONE = 120


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A house in which three people took turns in changing things."""
    folder = tmp_path_factory.mktemp("activity")
    with serving(folder) as server:
        with SqlUnitOfWork(engine_for(f"sqlite:///{folder / 'shiftwright.db'}")) as work:
            site = work.schedules.sites()[0].id
            for k in range(DONE):
                who = Actor(("maya", "sam", "zoe")[k % 3], UserRole.MANAGER, where="10.0.0.7")
                sides = {"before": "roles: Cook", "after": f"roles: Cook, Waiter {k}"}
                work.log.add(who, "person changed", f"Person {k}", None, site, **sides)
            work.commit()
        yield server


def shown(page: Page, words: str) -> None:
    settled(page)
    expect(page.get_by_text(re.compile(f"^Entries {words}"))).to_be_visible()


def search(page: Page, text: str) -> None:
    page.get_by_label("Search", exact=True).fill(text)
    page.get_by_label("Search", exact=True).press("Enter")


def test_what_was_done_is_found_read_and_taken_along(server: Server, page: Page) -> None:
    page.goto(f"http://127.0.0.1:{server.port}/activity")
    page.get_by_label("Name").fill("admin")
    page.get_by_label("Password").fill(server.password)
    page.get_by_role("button", name="Sign in").click()
    stands(page, "Activity")
    shown(page, "1 to 50 of 1")
    newest = page.locator(".log article").filter(has_text=f"zoe changed Person {DONE - 1} in the team")
    expect(newest).to_contain_text("roles: Cook")
    expect(newest).to_contain_text(f"roles: Cook, Waiter {DONE - 1}")
    expect(newest).to_contain_text("page, 10.0.0.7")
    page.get_by_role("combobox", name="Who").click()
    page.get_by_role("option", name="zoe", exact=True).click()
    page.keyboard.press("Escape")
    shown(page, "1 to 40 of 40")
    search(page, "waiter 11")
    shown(page, "1 to 5 of 5")
    with page.expect_download() as table:
        page.get_by_role("button", name="Download as CSV").click()
    with page.expect_download() as entries:
        page.get_by_role("button", name="Download as JSON").click()
    rows = list(csv.DictReader(table.value.path().read_text("utf-8-sig").splitlines()))
    assert [row["subject"] for row in rows] == [f"Person {k}" for k in (119, 116, 113, 110, 11)]
    assert [row["subject"] for row in rows] == [one["subject"] for one in json.loads(entries.value.path().read_bytes())]
    search(page, "nothing like this")
    expect(page.get_by_text("No entry fits this filter.")).to_be_visible()
    page.get_by_role("button", name="Show all").click()
    shown(page, "1 to 50 of 1")
    page.get_by_role("button", name="Page 2", exact=True).click()
    shown(page, "51 to 100 of 1")
    search(page, "person")
    shown(page, "1 to 50 of 120")
