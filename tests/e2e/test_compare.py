"""Two profiles, two runs, which one to take; then a sweep, its front, a point of it, applied."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import House
from tests.e2e.steps import SOLVED, choose, enter, go, run_ends, settled, stands, start_run

pytestmark = pytest.mark.e2e


def run_with(page: Page, profile: str) -> None:
    """Run the optimisation under a profile until it ends."""
    choose(page, "Weight profile", profile)
    start_run(page, 20)
    expect(page.get_by_text(f"{profile}, started by admin").first).to_be_visible()
    run_ends(page)


def point_at_cell(page: Page) -> None:
    """Point at a cell of the picture beside the penalties."""
    picture = page.locator(".st-key-solution-map-frame .js-plotly-plot .nsewdrag").first
    expect(picture).to_be_visible()
    picture.click(position={"x": 20, "y": 12})
    settled(page)


def test_two_runs_are_compared_and_a_point_of_the_front_is_applied(house: House, page: Page) -> None:
    enter(page, house, "runs", "Runs")
    run_with(page, "Balanced")
    run_with(page, "People first")
    go(page, "Compare")
    verdict = page.locator(".st-key-verdict")
    expect(verdict.get_by_text(re.compile("^Take [A-F]"))).to_be_visible()
    expect(page.get_by_role("row").filter(has_text="Wishes granted")).to_be_visible()
    for tab in ("Rosters", "Coverage", "Who gains, who loses", "Weights", "All rosters"):
        page.get_by_role("tab", name=tab, exact=True).click()
        settled(page)
    page.get_by_text("+ earlier rosters of runs").click()
    settled(page)
    page.get_by_label("Rosters", exact=True).click()
    expect(page.get_by_role("option").filter(has_text=re.compile(r"after \d+\.\d s")).first).to_be_visible()
    page.keyboard.press("Escape")
    address = page.url
    assert re.search(r"rosters=\w+(,|%2C)\w+", address)
    page.goto(address)
    stands(page, "Compare")
    expect(page.locator(".st-key-verdict").get_by_text(re.compile("^Take [A-F]"))).to_be_visible()

    go(page, "Trade-offs")
    seconds = page.get_by_label("Seconds for each run", exact=True)
    seconds.fill("10")
    seconds.press("Tab")
    settled(page)
    page.get_by_role("button", name="Start the sweep").click()
    expect(page.get_by_text("of 11 runs are done")).to_be_visible()
    expect(page.get_by_text("11 of 11 runs are done")).to_be_visible(timeout=SOLVED)
    settled(page)
    expect(page.get_by_text("beaten by no other")).to_be_visible()
    expect(page.get_by_text("1 → 2")).to_be_visible()
    # The box that picks the first line of the table.
    page.get_by_test_id("data-grid-canvas").last.click(position={"x": 16, "y": 52}, force=True)
    settled(page)
    page.get_by_role("button", name="Open this roster").click()
    stands(page, "Solution")
    proven, possible = page.get_by_text("no roster has a lower penalty"), page.get_by_text("better is possible")
    expect(proven.or_(possible)).to_be_visible()
    page.get_by_role("tab", name="Penalties").click()
    settled(page)
    point_at_cell(page)
    expect(page.get_by_text(re.compile("^Aoife Adler, "))).to_be_visible()
    page.get_by_role("button", name="Apply this roster").click()
    stands(page, "Apply")
    page.get_by_role("button", name="Apply roster").click()
    expect(page.get_by_text("The week holds this roster")).to_be_visible()
    go(page, "Compare")
    expect(page.get_by_role("row").filter(has_text="Changes")).to_be_visible()
    go(page, "Runs")
    expect(page.get_by_text("Also the 11 of sweeps")).to_be_visible()


def test_a_roster_of_ones_own_is_judged_beside_the_others(house: House, page: Page) -> None:
    enter(page, house, "solution", "Solution")
    with page.expect_download() as downloaded:
        page.get_by_role("button", name="CSV").first.click()
    text = downloaded.value.path().read_text("utf-8-sig").splitlines()
    name, *cells = text[1].split(",")
    own = "\n".join([text[0], ",".join([name, *("" for _ in cells)]), *text[2:]]).encode()
    go(page, "Compare")
    page.get_by_text("Bring a roster of your own").click()
    page.get_by_label("Called").fill("By hand")
    page.locator("input[type=file]").set_input_files({"name": "own.csv", "mimeType": "text/csv", "buffer": own})
    page.get_by_role("button", name="Judge it").click()
    expect(page.get_by_text("Your roster stands beside the others")).to_be_visible()
    settled(page)
    expect(page.get_by_role("columnheader").filter(has_text="By hand").first).to_be_visible()


def test_a_run_is_downloaded_whole(house: House, page: Page) -> None:
    enter(page, house, "runs", "Runs")
    with page.expect_download() as downloaded:
        page.get_by_role("button", name="Download the run").click()
    assert downloaded.value.suggested_filename.endswith(".zip")
    assert downloaded.value.path().read_bytes()[:2] == b"PK"
