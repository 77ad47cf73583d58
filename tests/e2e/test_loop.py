"""The main job, from sign-in to an applied roster, as a person does it."""

import urllib.error
import urllib.request
from dataclasses import replace

import pytest
from playwright.sync_api import Page, expect

from tests.conftest import BENCHMARKS
from tests.e2e.conftest import House
from tests.e2e.steps import choose, enter, go, run_ends, settled, sign_in, stands, start_run
from tests.formats.inrc2_tiny import CONTENT
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
    "compare",
    "sweep",
    "apply",
    "_stcore/stream",
    "_stcore/health",
)
INSTANCE = BENCHMARKS / "nrp" / "Instance1.txt"


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
    sign_in(page, replace(house, password="wrong"))
    expect(page.get_by_role("alert")).to_contain_text("do not belong together")


def paint_three_days(page: Page) -> None:
    """One person, the first three days of the week, unavailable."""
    page.get_by_label("People").click()
    page.get_by_role("option").nth(1).click()
    page.keyboard.press("Escape")
    days = page.get_by_role("toolbar", name="Days").get_by_role("button")
    for number in range(3):
        days.nth(number).click()
        expect(page.get_by_text(f"{number + 1} day{'s' * bool(number)} chosen")).to_be_visible()
    page.get_by_role("button", name="Paint", exact=True).click()
    expect(page.get_by_text("3 days changed to unavailable")).to_be_visible()


def raise_a_weight(page: Page) -> None:
    """What work at undesired times costs, to 70."""
    page.get_by_role("tab", name="Add or edit").click()
    choose(page, "Rule", "undesired")
    weight = page.get_by_label("Weight of each")
    weight.fill("70")
    weight.press("Tab")
    settled(page)
    page.get_by_role("button", name="Save rule").click()
    expect(page.get_by_text("The rule is saved")).to_be_visible()


def test_paint_weigh_run_watch_look_and_apply(house: House, page: Page) -> None:
    enter(page, house, "availability", "Availability")
    paint_three_days(page)
    go(page, "Rules & weights")
    raise_a_weight(page)
    go(page, "Runs")
    start_run(page, 8)
    run_ends(page)
    page.get_by_role("button", name="Look at the solution").click()
    stands(page, "Solution")
    expect(page.get_by_text("Heads short", exact=True)).to_be_visible()
    expect(page.locator(".js-plotly-plot").first).to_be_visible()
    page.get_by_role("tab", name="Coverage").click()
    expect(page.get_by_text("Heads / target")).to_be_visible()
    expect(page.locator(".js-plotly-plot").nth(1)).to_be_visible()
    page.get_by_role("button", name="Apply this roster").click()
    stands(page, "Apply")
    page.get_by_role("button", name="Apply roster").click()
    expect(page.get_by_text("The week holds this roster")).to_be_visible()
    go(page, "Roster")
    expect(page.get_by_text("Hard rules broken")).to_be_visible()
    expect(page.locator(".js-plotly-plot").first).to_be_visible()


def import_file(page: Page, name: str, content: bytes) -> None:
    upload = {"name": name, "mimeType": "text/plain", "buffer": content}
    page.locator("input[type=file]").set_input_files(upload)
    page.get_by_role("button", name="Import", exact=True).click()
    stands(page, "Demand")
    expect(page.get_by_text(f"{name.removesuffix('.txt')} is imported")).to_be_visible()


def test_a_file_that_cannot_be_read_is_told_with_its_line(house: House, page: Page) -> None:
    enter(page, house, "import_file", "Import")
    broken = SMALL.replace("SECTION_HORIZON\n", "SECTION_HORIZON\nmany\n").encode()
    page.locator("input[type=file]").set_input_files({"name": "broken.txt", "mimeType": "text/plain", "buffer": broken})
    page.get_by_role("button", name="Import", exact=True).click()
    expect(page.get_by_role("alert").filter(has_text="broken.txt, line")).to_be_visible()
    expect(page.get_by_role("heading", name="Import", level=1)).to_be_visible()


def test_several_files_are_imported_with_their_weeks_in_the_order_chosen(house: House, page: Page) -> None:
    enter(page, house, "import_file", "Import")
    given = [{"name": name, "mimeType": "text/plain", "buffer": text.encode()} for name, text in CONTENT.items()]
    page.locator("input[type=file]").set_input_files(given[0])
    expect(page.get_by_text("The history of tiny is missing")).to_be_visible()
    expect(page.get_by_role("button", name="Import", exact=True)).to_be_disabled()
    page.locator("input[type=file]").set_input_files(given[1:])
    expect(page.get_by_text("the scenario tiny: 3 people, 2 weeks")).to_be_visible()
    settled(page)
    choose(page, "Week 1", "WD-tiny-4.txt")
    page.get_by_role("button", name="Import", exact=True).click()
    stands(page, "Demand")
    expect(page.get_by_text("tiny, history 0, weeks 4-4 is imported: 3 people, 42 shifts")).to_be_visible()


def test_an_imported_instance_is_solved_to_proof(house: House, page: Page) -> None:
    if not INSTANCE.exists():
        pytest.skip(f"no benchmark instance at {INSTANCE}")
    enter(page, house, "import_file", "Import")
    import_file(page, INSTANCE.name, INSTANCE.read_bytes())
    go(page, "Runs")
    start_run(page, 60)
    run_ends(page)
    expect(page.get_by_text("OPTIMAL", exact=True).first).to_be_visible()
    expect(page.get_by_test_id("stMetric").filter(has_text="Penalty").get_by_text("607", exact=True)).to_be_visible()
    expect(page.get_by_text("no roster has a lower penalty")).to_be_visible()
