"""A shift that is short of heads: who could come, why it cannot be filled, and one click that fills it."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import House
from tests.e2e.steps import SOLVED, enter, run_ends, settled, stands, start_run

pytestmark = pytest.mark.e2e


def pick_friday_evening(page: Page) -> None:
    """Click the picture of a week in ten lines where cooks are wanted on Friday evening, in the eighth."""
    picture = page.get_by_test_id("stPlotlyChart").locator("visible=true").first.locator(".nsewdrag").first
    box = picture.bounding_box()
    assert box is not None
    picture.click(position={"x": box["width"] * 4.5 / 7, "y": box["height"] * 7.5 / 10}, force=True)
    settled(page)


def test_a_short_shift_says_why_it_cannot_be_filled_and_one_click_fills_it(house: House, page: Page) -> None:
    enter(page, house, "runs", "Runs")
    start_run(page, 10)
    run_ends(page)
    page.get_by_role("button", name="Look at the solution").click()
    stands(page, "Solution")
    page.get_by_role("tab", name="Coverage").click()
    settled(page)
    pick_friday_evening(page)
    expect(page.get_by_text(re.compile(r"\d Cook missing"))).to_be_visible()
    expect(page.get_by_text("Who could still come if nobody else moves")).to_be_visible()
    page.get_by_role("button", name="Search for a way to fill it").click()
    clash = page.get_by_test_id("stMarkdown").filter(has_text="Asked for: 5 Cook (held by 8) on Evening, Fri")
    expect(clash).to_be_visible(timeout=SOLVED)
    expect(clash).to_contain_text("Aoife Adler has time off")
    page.get_by_role("button", name="Do this and run again").first.click()
    stands(page, "Runs")
    expect(page.get_by_text("Changed: ")).to_be_visible()
    run_ends(page)
    expect(page.get_by_text("Surely missing")).to_have_count(0)
    page.reload()
    stands(page, "Runs")
    expect(page.get_by_role("button", name="Take it back")).to_be_visible()
