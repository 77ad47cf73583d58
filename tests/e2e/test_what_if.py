"""Questions about a cell of a solution: who else could work there, and what it would cost not to."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import House
from tests.e2e.steps import SOLVED, enter, run_ends, settled, stands, start_run

pytestmark = pytest.mark.e2e


def pick_work_on_monday(page: Page) -> None:
    """Click down the first column of the picture until a cell with work is hit."""
    picture = page.get_by_test_id("stPlotlyChart").locator("visible=true").first.locator(".nsewdrag").first
    for row in range(8):
        picture.click(position={"x": 30, "y": 13 + 24 * row}, force=True)
        settled(page)
        if page.get_by_text("Who else could take").count():
            return
    raise AssertionError("nobody of eight works on Monday")


def test_a_cell_tells_who_else_could_work_and_what_it_costs_not_to(house: House, page: Page) -> None:
    enter(page, house, "runs", "Runs")
    start_run(page, 10)
    run_ends(page)
    page.get_by_role("button", name="Look at the solution").click()
    stands(page, "Solution")
    page.get_by_role("tab", name="Penalties").click()
    settled(page)
    pick_work_on_monday(page)
    page.get_by_text("Who else could take").click()
    expect(page.get_by_text(re.compile(r"then at \d+ h")).first).to_be_visible()
    page.get_by_role("radio", name=re.compile("^not ")).last.click()
    expect(page.get_by_text("If this shift leaves and nobody else moves")).to_be_visible()
    page.get_by_role("button", name="Search again with this").click()
    answer = page.get_by_text(re.compile(r"^Costs .*something changes for .*(proven|the best found)"))
    expect(answer).to_be_visible(timeout=SOLVED)
    page.get_by_role("button", name="Look at this roster").click()
    settled(page)
    expect(page.get_by_label("Run", exact=True)).to_have_value(re.compile("What if: .* not on "))
