"""Edits are kept on leaving a page and on reload, and whoever edits what has changed meanwhile is told."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import House
from tests.e2e.steps import cell, choose, enter, go, settled, stands, type_into

pytestmark = pytest.mark.e2e
# In the grid of demand, the first line's Monday and Tuesday.
MONDAY, TUESDAY = 2, 3


def test_heads_typed_into_the_grid_are_kept(house: House, page: Page) -> None:
    enter(page, house, "demand", "Demand")
    expect(cell(page, MONDAY, 0)).to_have_text("2")
    type_into(page, MONDAY, 0, "4")
    go(page, "Team")
    go(page, "Demand")
    expect(cell(page, MONDAY, 0)).to_have_text("4")
    page.reload()
    stands(page, "Demand")
    expect(cell(page, MONDAY, 0)).to_have_text("4")


def test_a_weight_and_painted_days_are_kept(house: House, page: Page) -> None:
    enter(page, house, "rules", "Rules & weights")
    type_into(page, 1, 2, "45")
    go(page, "Availability")
    paint(page, "Clara Okafor", "Desired")
    for _ in range(2):
        go(page, "Rules & weights")
        expect(cell(page, 1, 2)).to_have_text("45")
        go(page, "Availability")
        expect(cell(page, 1, 2)).to_have_text("Desired")
        page.reload()
        stands(page, "Availability")


def paint(page: Page, person: str, state: str) -> None:
    """The first day of one person."""
    prepare_paint(page, person, state)
    page.get_by_role("button", name="Paint", exact=True).click()
    expect(page.get_by_text(f"1 day changed to {state.lower()}")).to_be_visible()


def prepare_paint(page: Page, person: str, state: str) -> None:
    choose(page, "People", person)
    page.keyboard.press("Escape")
    page.get_by_role("toolbar", name="Days").get_by_role("button").first.click()
    page.get_by_role("radio", name=state, exact=True).click()
    settled(page)
    expect(page.get_by_text("1 day chosen")).to_be_visible()


def told(page: Page, words: str) -> None:
    expect(page.get_by_role("alert").filter(has_text=words)).to_be_visible()


def test_who_paints_over_another_hand_is_told_whose_it_was(house: House, visitor: Callable[..., Page]) -> None:
    first, second = visitor(), visitor()
    for page, state in ((first, "Unavailable"), (second, "Undesired")):
        enter(page, house, "availability", "Availability")
        prepare_paint(page, "Emma Dvorak", state)
    for page in (first, second):
        page.get_by_role("button", name="Paint", exact=True).click()
    told(second, "Emma Dvorak")
    told(second, "Administrator changed this at")
    second.reload()
    stands(second, "Availability")
    expect(cell(second, 1, 4)).to_have_text("Unavailable")


def test_who_types_over_another_hand_is_told_and_may_take_what_is_there(
    house: House, visitor: Callable[..., Page]
) -> None:
    first, second = visitor(), visitor()
    for page in (first, second):
        enter(page, house, "demand", "Demand")
    type_into(first, TUESDAY, 0, "3")
    type_into(second, TUESDAY, 0, "5")
    told(second, "Somebody else changed Morning on")
    second.get_by_role("button", name="Discard and reload").click()
    expect(cell(second, TUESDAY, 0)).to_have_text("3")
    type_into(second, TUESDAY, 0, "2")
    second.reload()
    stands(second, "Demand")
    expect(cell(second, TUESDAY, 0)).to_have_text("2")


def test_a_form_saved_by_two_keeps_the_first_and_tells_the_second(house: House, visitor: Callable[..., Page]) -> None:
    pages = [visitor(), visitor()]
    for page in pages:
        enter(page, house, "demand", "Demand")
        page.get_by_role("tab", name="Templates").click()
        choose(page, "Shift template", "Evening")
    for number, page in enumerate(pages):
        page.get_by_label("Location", exact=True).fill(f"Pier {number}")
        page.get_by_role("button", name="Save template").click()
        settled(page)
    told(pages[1], "Somebody else changed")
    pages[0].reload()
    stands(pages[0], "Demand")
    pages[0].get_by_role("tab", name="Templates").click()
    choose(pages[0], "Shift template", "Evening")
    expect(pages[0].get_by_label("Location", exact=True)).to_have_value("Pier 0")


def test_the_chosen_week_stays_chosen_on_every_page_and_after_a_reload(house: House, page: Page) -> None:
    enter(page, house, "demand", "Demand")
    here = page.get_by_text("Harbour Kitchen · ")
    first = here.inner_text()
    page.get_by_role("button", name="New week", exact=True).click()
    page.get_by_role("button", name="Create week", exact=True).click()
    expect(here).not_to_have_text(first)
    second = here.inner_text()
    for title in ("Runs", "Overview"):
        go(page, title)
        expect(here).to_have_text(second)
    choose(page, "Week", first.split(" · ")[1])
    expect(here).to_have_text(first)
    go(page, "Availability")
    page.reload()
    stands(page, "Availability")
    expect(here).to_have_text(first)
