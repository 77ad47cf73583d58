"""What a person does on the pages, step by step."""

from playwright.sync_api import Locator, Page, expect

from tests.e2e.conftest import House

SOLVED = 120_000


def sign_in(page: Page, house: House, path: str = "") -> None:
    """Sign in as the administrator on the way to a page."""
    page.goto(f"{house.address}/{path}")
    page.get_by_label("Name").fill("admin")
    page.get_by_label("Password").fill(house.password)
    page.get_by_role("button", name="Sign in").click()


def enter(page: Page, house: House, path: str, title: str) -> None:
    """Sign in and wait for a page to stand."""
    sign_in(page, house, path)
    stands(page, title)


def stands(page: Page, title: str) -> None:
    """Wait until a page is drawn to its end."""
    expect(page.get_by_role("heading", name=title, exact=True, level=1)).to_be_visible()
    settled(page)


def settled(page: Page) -> None:
    """Wait until the server has nothing more to draw."""
    page.wait_for_timeout(250)
    expect(page.get_by_test_id("stApp")).to_have_attribute("data-test-script-state", "notRunning")


def go(page: Page, title: str) -> None:
    """Choose a page in the sidebar."""
    page.get_by_test_id("stSidebarNav").get_by_role("link", name=title, exact=True).click()
    stands(page, title)


def cell(page: Page, column: int, row: int) -> Locator:
    """A cell of the first table on screen, by its place counted from 0."""
    return page.locator(f"#glide-cell-{column}-{row}").first


def type_into(page: Page, column: int, row: int, text: str) -> None:
    """Put a text into a cell of the first table on screen, with the keyboard, as spreadsheets do."""
    # The table lies under a transparent scroller that takes the clicks.
    page.get_by_test_id("data-grid-canvas").first.click(position={"x": 30, "y": 55}, force=True)
    page.keyboard.press("Control+Home")
    for _ in range(row):
        page.keyboard.press("ArrowDown")
    for _ in range(column):
        page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    field = page.locator("#portal :is(input, textarea)").last
    field.fill(text)
    field.press("Enter")
    settled(page)


def choose(page: Page, label: str, option: str) -> None:
    """Pick from a list by a part of what it says."""
    page.get_by_label(label, exact=True).click()
    page.get_by_role("option").filter(has_text=option).first.click()
    settled(page)


def start_run(page: Page, seconds: int) -> None:
    """Set the time limit and press Run."""
    limit = page.get_by_label("Time limit in seconds", exact=True)
    limit.fill(str(seconds))
    limit.press("Tab")
    settled(page)
    page.get_by_role("button", name="Run optimisation").click()


def run_ends(page: Page) -> None:
    """Touch nothing until the page itself tells that the newest run is over."""
    expect(page.get_by_text("COMPLETED", exact=True).first).to_be_visible(timeout=SOLVED)
    settled(page)
