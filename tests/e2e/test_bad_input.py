"""What cannot be is told in a sentence at the moment of entry, and nothing of it is written."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import House
from tests.e2e.steps import cell, choose, enter, go, run_ends, settled, stands, start_run, type_into

pytestmark = pytest.mark.e2e


def told(page: Page, *words: str) -> None:
    """One message that says all of this, and no trace of a stack."""
    settled(page)
    message = page.get_by_role("alert")
    for part in words:
        message = message.filter(has_text=part)
    expect(message.first).to_be_visible()
    assert page.get_by_test_id("stException").count() == 0


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def test_an_unknown_week_in_the_address(house: House, page: Page) -> None:
    enter(page, house, "demand?week=nowhere", "Demand")
    told(page, "names a week that does not exist", "You see Week of", "choose another in the sidebar")
    expect(cell(page, 0, 0)).to_have_text("Morning")
    go(page, "Team")
    expect(page.get_by_role("alert")).to_have_count(0)


def test_an_unknown_site_in_the_address(house: House, page: Page) -> None:
    enter(page, house, "?site=nowhere&week=nowhere", "Overview")
    told(page, "names a site that does not exist", "Harbour Kitchen")


def test_a_profile_deleted_while_it_was_chosen_is_not_exchanged_for_another(
    house: House, visitor: Callable[..., Page]
) -> None:
    page, other = visitor(), visitor()
    enter(page, house, "runs", "Runs")
    choose(page, "Weight profile", "People first")
    enter(other, house, "rules", "Rules & weights")
    other.get_by_role("tab", name="Weight profiles").click()
    choose(other, "Weight profile", "People first")
    press(other, "Delete")
    press(other, "Delete profile")
    expect(other.get_by_text("People first is deleted")).to_be_visible()
    press(page, "Run optimisation")
    told(page, "weight profile does not exist any more", "choose again")
    expect(page.get_by_text("No run yet")).to_be_visible()


def test_a_person_without_a_role_in_the_table_and_in_the_form(house: House, page: Page) -> None:
    enter(page, house, "team", "Team")
    expect(cell(page, 1, 0)).to_have_text("Cook")
    page.get_by_test_id("data-grid-canvas").first.click(position={"x": 30, "y": 55}, force=True)
    page.keyboard.press("Control+Home")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Delete")
    told(page, "Aoife Adler has no role", "choose at least one")
    press(page, "Discard and reload")
    expect(cell(page, 1, 0)).to_have_text("Cook")
    page.get_by_text("Add a person").click()
    page.get_by_label("Name", exact=True).fill("Nobody Atall")
    press(page, "Add")
    told(page, "Nobody Atall has no role")
    page.reload()
    stands(page, "Team")
    expect(page.get_by_text("Nobody Atall")).to_have_count(0)


def fill_template(page: Page, start: str, end: str) -> None:
    """A new template, not yet added."""
    page.get_by_role("tab", name="Templates").click()
    press(page, "Add a template")
    settled(page)
    page.get_by_label("Name", exact=True).fill("Brunch")
    page.get_by_label("Short code", exact=True).fill("B")
    for label, clock in (("Start", start), ("End", end)):
        page.get_by_role("group", name=label, exact=True).get_by_role("spinbutton").first.click()
        page.keyboard.type(clock.replace(":", ""), delay=40)
    settled(page)


def test_a_shift_that_ends_before_it_starts_and_a_template_without_heads(house: House, page: Page) -> None:
    enter(page, house, "demand", "Demand")
    fill_template(page, "10:00", "09:00")
    press(page, "Add template")
    told(page, "Brunch starts at 10:00 and ends at 09:00", "mark the end as being on the next day")
    page.get_by_text("Ends on the next day").click()
    press(page, "Add template")
    told(page, "Brunch has no heads", "Enter how many people")
    page.reload()
    stands(page, "Demand")
    page.get_by_role("tab", name="Templates").click()
    page.get_by_label("Shift template", exact=True).click()
    expect(page.get_by_role("option").first).to_be_visible()
    assert [text.split(",")[0] for text in page.get_by_role("option").all_inner_texts()] == [
        "Morning",
        "Day",
        "Evening",
    ]


def test_time_off_that_overlaps_other_time_off(house: House, page: Page) -> None:
    enter(page, house, "availability", "Availability")
    page.get_by_role("tab", name="Time off").click()
    page.get_by_text("Ask for time off").click()
    for _ in range(2):
        choose(page, "Person", "Ben Haas")
        press(page, "Ask")
        settled(page)
    told(page, "Ben Haas already has time off on these days", "Choose other days, or withdraw that request")
    expect(page.get_by_test_id("stMarkdown").filter(has_text="Ben Haas ·")).to_have_count(1)


def test_a_week_in_which_nothing_is_planned(house: House, page: Page) -> None:
    enter(page, house, "demand", "Demand")
    press(page, "New week")
    press(page, "Create week")
    expect(page.get_by_text("Nothing is planned in this week yet").first).to_be_visible()
    go(page, "Runs")
    press(page, "Run optimisation")
    told(page, "has no planned shifts that want anybody", "plan them on the Demand page")
    expect(page.get_by_text("No run yet")).to_be_visible()


def test_a_weight_below_zero(house: House, page: Page) -> None:
    enter(page, house, "rules", "Rules & weights")
    expect(cell(page, 1, 2)).to_have_text("20")
    type_into(page, 1, 2, "-5")
    told(page, "The weight -5 of “Everyone is spared work at undesired times”", "enter 0")
    page.reload()
    stands(page, "Rules & weights")
    expect(cell(page, 1, 2)).to_have_text("20")


def test_redis_away_on_run_is_told_at_once_and_the_page_lives_on(house: House, page: Page) -> None:
    enter(page, house, "runs", "Runs")
    house.redis.suspend()
    try:
        press(page, "Run optimisation")
        told(page, "does not answer", "Start it again once Redis is back")
        expect(page.get_by_text("FAILED", exact=True).first).to_be_visible()
    finally:
        house.redis.resume()
    start_run(page, 5)
    run_ends(page)
