"""Every page and every tab opens, at a desk and on a phone, with a roster of four weeks in it."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from tests.e2e.conftest import DESK, House
from tests.e2e.steps import enter, go, run_ends, settled, stands, start_run

pytestmark = pytest.mark.e2e
DEMO = "ward"
PHONE: ViewportSize = {"width": 390, "height": 844}
TITLES = {
    "": "Overview",
    "roster": "Roster",
    "edit": "Edit roster",
    "team": "Team",
    "availability": "Availability",
    "demand": "Demand",
    "rules": "Rules & weights",
    "import_file": "Import",
    "runs": "Runs",
    "solution": "Solution",
    "compare": "Compare",
    "sweep": "Trade-offs",
    "apply": "Apply",
    "operations": "Operations",
    "activity": "Activity",
    "accounts": "Accounts",
}
# Opened by the name of who is signed in, below the menu.
ASIDE = {"my_account": "My account"}
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
    start_run(page, 15)
    run_ends(page)
    go(page, "Apply")
    page.get_by_role("button", name="Apply roster").click()
    expect(page.get_by_text("The week holds this roster")).to_be_visible()
    page.close()
    return house


def is_whole(page: Page) -> None:
    assert page.get_by_test_id("stException").count() == 0
    assert page.get_by_role("alert").filter(has_text="report reference").count() == 0
    assert page.evaluate(OVERFLOW) == 0


@pytest.fixture(scope="module", params=[DESK, PHONE], ids=["desk", "phone"])
def window(request: pytest.FixtureRequest, furnished: House, browser: Browser) -> Iterator[Page]:
    """One window, signed in, that the tests use one after the other; its console stays without errors."""
    page, errors = browser.new_page(viewport=request.param), list[str]()
    enter(page, furnished, "", "Overview")
    page.on("console", lambda said: errors.append(f"{page.url}: {said.text}") if said.type == "error" else None)
    yield page
    page.close()
    assert errors == []


@pytest.mark.parametrize("path", TITLES | ASIDE)
def test_it_opens_whole_with_all_its_tabs(furnished: House, window: Page, path: str) -> None:
    window.goto(f"{furnished.address}/{path}")
    stands(window, (TITLES | ASIDE)[path])
    is_whole(window)
    for tab in window.get_by_role("tab").all():
        tab.click()
        settled(window)
        is_whole(window)


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
