"""A run as a person steers it: not started twice, finished early, continued, cancelled."""

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import House
from tests.e2e.steps import enter, run_ends, settled, stands, start_run

pytestmark = pytest.mark.e2e
DEMO = "ward"


def test_a_run_is_not_started_twice_is_finished_early_continued_and_cancelled(house: House, page: Page) -> None:
    enter(page, house, "runs", "Runs")
    start_run(page, 120)
    expect(page.get_by_text("RUNNING", exact=True).first).to_be_visible()
    expect(page.get_by_role("button", name="Finish now")).to_be_visible()
    page.get_by_role("button", name="Run optimisation").click()
    expect(page.get_by_text("the same inputs, profile and seed is going on")).to_be_visible()
    page.get_by_role("button", name="Show that run").click()
    settled(page)
    page.get_by_role("button", name="Finish now").click()
    run_ends(page)
    expect(page.get_by_text("Finished early, as asked for")).to_be_visible()
    page.get_by_text("What it did, step by step").click()
    expect(page.get_by_text("Attempt 1: search with")).to_be_visible()
    page.get_by_role("button", name="Continue").click()
    page.get_by_role("button", name="Continue the search").click()
    stands(page, "Runs")
    expect(page.get_by_text("goes on from an earlier run")).to_be_visible()
    expect(page.get_by_role("button", name="Finish now")).to_be_visible()
    page.get_by_role("button", name="Cancel", exact=True).click()
    expect(page.get_by_text("Cancelled while it ran. The best roster so far was kept.")).to_be_visible()
