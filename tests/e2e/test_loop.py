"""The main job, from sign-in to an applied roster, as a person does it."""

import urllib.error
import urllib.request

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import House
from tests.formats.test_nrp import SMALL

pytestmark = pytest.mark.e2e
PAGES = (
    "",
    "roster",
    "demand",
    "rules",
    "import_file",
    "runs",
    "solution",
    "apply",
    "_stcore/stream",
    "_stcore/health",
)
SOON = 30_000


def sign_in(page: Page, house: House, path: str) -> None:
    page.goto(f"{house.address}/{path}")
    page.get_by_label("Name").fill("admin")
    page.get_by_label("Password").fill(house.password)
    page.get_by_role("button", name="Sign in").click()


@pytest.mark.parametrize("path", PAGES)
def test_signed_out_no_deep_link_shows_anything(house: House, path: str) -> None:
    """The first requests that this server ever sees, with no cookie and with a forged one."""
    for cookie in ("", "shiftwright_session=forged"):
        request = urllib.request.Request(f"{house.address}/{path}", headers={"Cookie": cookie, "Accept": "text/html"})
        with urllib.request.urlopen(request) as response:
            body = response.read().decode()
        assert response.url.startswith(f"{house.address}/sign-in")
        assert "Harbour Kitchen" not in body
    plain = urllib.request.Request(f"{house.address}/{path}", headers={"Accept": "application/json"})
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(plain)
    assert refused.value.code == 401


def test_a_wrong_password_is_told_in_a_sentence(house: House, page: Page) -> None:
    sign_in(page, House(house.address, "wrong"), "")
    expect(page.get_by_role("alert")).to_contain_text("do not belong together")


def paint_three_days(page: Page) -> None:
    """One person, the first three days of the week, unavailable."""
    page.get_by_label("People").click(timeout=SOON)
    page.get_by_role("option").nth(1).click()
    page.keyboard.press("Escape")
    days = page.get_by_role("toolbar", name="Days").get_by_role("button")
    for number in range(3):
        days.nth(number).click()
        expect(page.get_by_text(f"{number + 1} day{'s' * bool(number)} chosen")).to_be_visible(timeout=SOON)
    page.get_by_role("button", name="Paint", exact=True).click()
    expect(page.get_by_text("3 days changed to unavailable")).to_be_visible(timeout=SOON)


def raise_a_weight(page: Page) -> None:
    """The first soft rule offered under Add or edit."""
    page.get_by_role("tab", name="Add or edit").click(timeout=SOON)
    page.get_by_label("Rule", exact=True).click(timeout=SOON)
    page.get_by_role("option").filter(has_text="undesired").first.click()
    weight = page.get_by_label("Weight per")
    weight.fill("70")
    weight.press("Tab")
    page.get_by_role("button", name="Save rule").click()
    expect(page.get_by_text("The rule is saved")).to_be_visible(timeout=SOON)


def test_paint_weigh_run_watch_look_and_apply(house: House, page: Page) -> None:
    sign_in(page, house, "availability")
    paint_three_days(page)
    page.goto(f"{house.address}/rules")
    raise_a_weight(page)
    page.goto(f"{house.address}/runs")
    page.get_by_role("button", name="Run optimisation").click(timeout=SOON)
    expect(page.get_by_text("RUNNING").first).to_be_visible(timeout=SOON)
    # Nothing is touched from here: the page itself must notice the end.
    expect(page.get_by_text("COMPLETED").first).to_be_visible(timeout=90_000)
    page.goto(f"{house.address}/solution")
    expect(page.get_by_text("Heads short")).to_be_visible(timeout=SOON)
    expect(page.locator(".js-plotly-plot").first).to_be_visible(timeout=SOON)
    page.get_by_role("tab", name="Coverage").click()
    expect(page.get_by_text("Heads / target")).to_be_visible(timeout=SOON)
    page.goto(f"{house.address}/apply")
    page.get_by_role("button", name="Apply roster").click(timeout=SOON)
    expect(page.get_by_text("The week holds this roster")).to_be_visible(timeout=SOON)
    page.goto(f"{house.address}/roster")
    expect(page.get_by_text("Hard rules broken")).to_be_visible(timeout=SOON)
    expect(page.locator(".js-plotly-plot").first).to_be_visible(timeout=SOON)


def test_an_imported_instance_is_solved_to_proof(house: House, page: Page) -> None:
    sign_in(page, house, "import_file")
    upload = {"name": "small.txt", "mimeType": "text/plain", "buffer": SMALL.encode()}
    page.locator("input[type=file]").set_input_files(upload, timeout=SOON)
    page.get_by_role("button", name="Import").first.click(timeout=SOON)
    expect(page.get_by_text("small").first).to_be_visible(timeout=SOON)
