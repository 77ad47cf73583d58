"""A manager edits a week by hand: sees what a change breaks, takes it back, swaps, locks, completes and saves."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from tests.e2e.conftest import House
from tests.e2e.steps import SOLVED, enter, go, settled, stands

pytestmark = pytest.mark.e2e
NAMES, DAY, ROW = 132, 74, 30
PHONE: ViewportSize = {"width": 390, "height": 844}
TITLE = re.compile(r", (Mon|Tue|Wed|Thu|Fri|Sat|Sun) \d+ \w+.*: ")


def pick(page: Page, row: int, column: int) -> None:
    """Click a cell and wait for its panel."""
    place = {"x": NAMES + DAY * column + DAY // 2, "y": ROW * (row + 1) + ROW // 2}
    grid = page.get_by_test_id("data-grid-canvas").first
    # A hand that comes from elsewhere moves over the grid before it clicks, and the grid waits for that.
    grid.hover(position=place, force=True)
    page.wait_for_timeout(300)
    grid.click(position=place, force=True)
    expect(page.get_by_text(TITLE).first).to_be_visible()
    settled(page)


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).last.click()
    settled(page)


def test_on_a_phone_what_can_be_done_with_a_cell_lies_over_the_grid_until_it_is_closed(
    house: House, visitor: Callable[..., Page]
) -> None:
    page = visitor(PHONE)
    enter(page, house, "edit", "Edit roster")
    pick(page, 0, 1)
    press(page, "Close")
    expect(page.get_by_text(TITLE)).to_have_count(0)
    expect(page.get_by_text("Choose a cell to change it")).to_be_visible()
    pick(page, 1, 1)


def test_a_week_is_edited_completed_and_saved(house: House, page: Page) -> None:
    enter(page, house, "roster", "Roster")
    press(page, "Make one by hand")
    stands(page, "Edit roster")
    expect(page.get_by_text("Nothing unsaved")).to_be_visible()
    pick(page, 0, 1)
    page.get_by_role("radiogroup", name="Change to").locator("label").first.click()
    settled(page)
    expect(page.get_by_text(re.compile("in all|saves"))).not_to_have_count(0)
    page.get_by_role("button", name="Keep this change").click()
    expect(page.get_by_text("1 unsaved edit")).to_be_visible()
    page.keyboard.press("Control+z")
    expect(page.get_by_text("Nothing unsaved")).to_be_visible()
    page.get_by_role("button", name="Redo").click()
    expect(page.get_by_text("1 unsaved edit")).to_be_visible()
    page.reload()
    stands(page, "Edit roster")
    expect(page.get_by_text("1 unsaved edit")).to_be_visible()

    pick(page, 0, 1)
    page.get_by_text("Swap with another cell").click()
    settled(page)
    page.get_by_label("Person", exact=True).click()
    page.get_by_role("option").nth(2).click()
    settled(page)
    press(page, "Swap")
    expect(page.get_by_text("2 unsaved edits")).to_be_visible()
    pick(page, 0, 1)
    press(page, "Lock cell")
    expect(page.get_by_text("This cell is locked")).to_be_visible()

    page.get_by_role("button", name="Complete or repair").click()
    page.get_by_label("Seconds at most").fill("10")
    page.get_by_label("Seconds at most").press("Tab")
    settled(page)
    press(page, "Start the search")
    expect(page.get_by_text(re.compile("found a roster with penalty"))).to_be_visible(timeout=SOLVED)
    page.keyboard.press("Escape")
    press(page, "Take it into the grid")
    expect(page.get_by_text("3 unsaved edits")).to_be_visible()
    expect(page.get_by_text("nothing broken that must hold")).to_be_visible()

    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_label("Reason").fill("Drawn by hand")
    page.get_by_label("Reason").press("Tab")
    settled(page)
    press(page, "Save to the week")
    expect(page.get_by_text("Nothing unsaved")).to_be_visible()
    go(page, "Roster")
    expect(page.get_by_text("Nothing is applied to this week yet")).to_have_count(0)
    expect(page.get_by_text(re.compile("^Version 1, edited by hand on .* by admin: Drawn by hand$"))).to_be_visible()
    page.get_by_role("button", name="Undo").click()
    settled(page)
    press(page, "Undo it")
    expect(page.get_by_text(re.compile("^Version 2, undone, back to version 0 on .* by admin$"))).to_be_visible()
    expect(page.get_by_text("Nothing is applied to this week yet")).to_be_visible()
