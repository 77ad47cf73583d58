"""Somebody who is planned says when they can work, asks for time off and withdraws it, on a phone."""

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from scheduling.services.personas import TEAM_MEMBER
from tests.e2e.conftest import House
from tests.e2e.steps import settled, stands

pytestmark = pytest.mark.e2e
PHONE: ViewportSize = {"width": 390, "height": 844}


@pytest.fixture
def mine(house: House, page: Page) -> Page:
    """My schedule, which is where an employee begins."""
    page.set_viewport_size(PHONE)
    page.goto(house.address)
    page.locator(f'button[value="{TEAM_MEMBER}"]').click()
    stands(page, "My schedule")
    return page


def test_a_day_that_cannot_be_worked_stays_so(house: House, mine: Page) -> None:
    expect(mine.get_by_text("No week is published yet")).to_be_visible()
    mine.goto(f"{house.address}/my_availability")
    stands(mine, "My availability")
    mine.get_by_label("Week", exact=True).click()
    mine.get_by_role("option").nth(2).click()
    settled(mine)
    days = mine.get_by_test_id("stButtonGroup")
    expect(days).to_have_count(7)
    days.nth(3).get_by_role("radio", name="Unavailable").click()
    expect(mine.get_by_text("is unavailable")).to_be_visible()
    mine.reload()
    stands(mine, "My availability")
    mine.get_by_label("Week", exact=True).click()
    mine.get_by_role("option").nth(2).click()
    settled(mine)
    expect(days.nth(3).get_by_role("radio", name="Unavailable")).to_be_checked()


def test_time_off_is_asked_for_and_withdrawn(house: House, mine: Page) -> None:
    mine.goto(f"{house.address}/my_time_off")
    stands(mine, "My time off")
    mine.get_by_text("Ask for time off").click()
    mine.get_by_label("Note", exact=True).fill("dentist")
    mine.get_by_role("button", name="Ask", exact=True).click()
    expect(mine.get_by_text("Waits for a decision", exact=True)).to_be_visible()
    expect(mine.get_by_text("dentist")).to_be_visible()
    mine.get_by_role("button", name="Withdraw").click()
    expect(mine.get_by_text("Your request is withdrawn")).to_be_visible()
    expect(mine.get_by_text("dentist")).to_have_count(0)


def test_a_wish_is_said_and_withdrawn(house: House, mine: Page) -> None:
    mine.goto(f"{house.address}/my_wishes")
    stands(mine, "My wishes")
    mine.get_by_role("radio", name="I would rather not").click()
    mine.get_by_role("radio", name="Every week").click()
    settled(mine)
    mine.get_by_label("Weekday", exact=True).click()
    mine.get_by_role("option", name="Sundays").click()
    settled(mine)
    mine.get_by_role("button", name="Keep this wish").click()
    expect(mine.get_by_text("Rather not: shifts on Sundays")).to_be_visible()
    kept = mine.get_by_role("button", name="Withdraw")
    before = kept.count()
    kept.last.click()
    expect(mine.get_by_text("Your wish is withdrawn")).to_be_visible()
    expect(kept).to_have_count(before - 1)
