"""A manager applies, takes it back, restores it, publishes and reopens, as a person does it."""

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import House
from tests.e2e.steps import enter, go, run_ends, settled, stands, start_run

pytestmark = pytest.mark.e2e


def press(page: Page, opener: str, button: str, reason: str = "") -> None:
    """Open what a button hides, say why where asked, and confirm."""
    page.get_by_role("button", name=opener).click()
    settled(page)
    if reason:
        field = page.get_by_label("Reason", exact=True)
        field.fill(reason)
        field.press("Tab")
        settled(page)
    page.get_by_role("button", name=button, exact=True).click()


def assignments(page: Page) -> str:
    return page.get_by_test_id("stMetric").filter(has_text="Assignments").get_by_test_id("stMetricValue").inner_text()


def test_apply_undo_restore_publish_and_reopen(house: House, page: Page) -> None:
    enter(page, house, "runs", "Runs")
    start_run(page, 5)
    run_ends(page)
    go(page, "Apply")
    expect(page.get_by_text("Hard rules broken:")).to_be_visible()
    page.get_by_role("button", name="Apply roster").click()
    expect(page.get_by_text("The week holds this roster")).to_be_visible()
    go(page, "Roster")
    expect(page.get_by_text("Version 1, applied from a run on")).to_be_visible()
    written = assignments(page)
    press(page, "Undo", "Undo it", "Too early")
    expect(page.get_by_text("Version 2, undone, back to version 0 on")).to_be_visible()
    expect(page.get_by_text("Nothing is applied to this week yet")).to_be_visible()
    page.get_by_text("2 versions").click()
    settled(page)
    press(page, "Restore version 1", "Restore it")
    expect(page.get_by_text("Version 3, restored from version 1 on")).to_be_visible()
    assert assignments(page) == written
    press(page, "Publish", "Publish the week")
    expect(page.get_by_text("· published", exact=False)).to_be_visible()
    press(page, "Reopen", "Reopen the week")
    expect(page.get_by_role("alert").filter(has_text="Say why")).to_be_visible()
    page.keyboard.press("Escape")
    settled(page)
    press(page, "Reopen", "Reopen the week", "The menu changed")
    expect(page.get_by_text("· draft", exact=False)).to_be_visible()
    page.reload()
    stands(page, "Roster")
    expect(page.get_by_text("Version 3, restored from version 1 on")).to_be_visible()
