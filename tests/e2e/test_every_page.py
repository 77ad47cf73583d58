"""Every page and every tab opens, at a desk and on a phone, with a roster of four weeks in it."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from tests.e2e.conftest import DESK, House
from tests.e2e.steps import SOON, enter, go, run, settled, stands

pytestmark = pytest.mark.e2e
DEMO = "ward"
PHONE: ViewportSize = {"width": 390, "height": 844}
TITLES = {
    "": "Overview",
    "roster": "Roster",
    "team": "Team",
    "availability": "Availability",
    "demand": "Demand",
    "rules": "Rules & weights",
    "import_file": "Import",
    "runs": "Runs",
    "solution": "Solution",
    "apply": "Apply",
}
# What sticks out of the page to the right: Streamlit scrolls the main part by itself, apart from the document.
OVERFLOW = """() => {
  const main = document.querySelector('[data-testid="stMain"]'), page = document.documentElement;
  return Math.max(main.scrollWidth - main.clientWidth, page.scrollWidth - page.clientWidth);
}"""


@pytest.fixture(scope="module")
def furnished(house: House, browser: Browser) -> House:
    """The house with a roster found and applied."""
    page = browser.new_page(viewport=DESK)
    enter(page, house, "runs", "Runs")
    run(page, 15)
    go(page, "Apply")
    page.get_by_role("button", name="Apply roster").click(timeout=SOON)
    expect(page.get_by_text("The week holds this roster")).to_be_visible(timeout=SOON)
    page.close()
    return house


def is_whole(page: Page) -> None:
    assert page.get_by_test_id("stException").count() == 0
    assert page.get_by_role("alert").filter(has_text="report reference").count() == 0
    assert page.evaluate(OVERFLOW) == 0


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
@pytest.mark.parametrize("path", TITLES)
def test_it_opens_whole_with_all_its_tabs(
    furnished: House, visitor: Callable[..., Page], path: str, size: ViewportSize
) -> None:
    page = visitor(size)
    enter(page, furnished, path, TITLES[path])
    is_whole(page)
    for tab in page.get_by_role("tab").all():
        tab.click()
        settled(page)
        is_whole(page)


def test_these_are_all_the_pages(furnished: House, page: Page) -> None:
    enter(page, furnished, "", "Overview")
    shown = [text.split("\n")[-1] for text in page.get_by_test_id("stSidebarNavLink").all_inner_texts()]
    assert shown == list(TITLES.values())


def test_a_phone_reaches_every_page_by_its_menu(furnished: House, visitor: Callable[..., Page]) -> None:
    page = visitor(PHONE)
    enter(page, furnished, "", "Overview")
    page.get_by_test_id("stExpandSidebarButton").click()
    page.get_by_role("link", name="Roster", exact=True).click()
    stands(page, "Roster")
