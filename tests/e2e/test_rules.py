"""Rules & weights: forms that say what they mean, what stands and what is in doubt, and rules of another version."""

import pytest
from playwright.sync_api import Page, expect

from data.engine import engine_for
from data.unit_of_work import SqlUnitOfWork
from scheduling.domain.settings import RuleSetting
from scheduling.services.records import SettingRecord
from tests.e2e.conftest import House
from tests.e2e.steps import choose, enter, go, run_ends, settled, start_run

pytestmark = pytest.mark.e2e


def number(page: Page, label: str, value: str) -> None:
    field = page.get_by_label(label, exact=True)
    field.fill(value)
    field.press("Tab")
    settled(page)


def test_a_form_says_in_a_sentence_what_is_being_entered_and_what_is_in_doubt(house: House, page: Page) -> None:
    enter(page, house, "rules", "Rules & weights")
    page.get_by_role("tab", name="Add or edit").click()
    page.get_by_role("button", name="Add a rule").click()
    settled(page)
    choose(page, "Kind of rule", "Number of shifts")
    expect(page.get_by_role("alert").filter(has_text="No limit is set")).to_be_visible()
    number(page, "At most", "9")
    expect(page.get_by_text("Everyone works at most 9 shifts in each week; each breach costs 1.")).to_be_visible()
    expect(page.get_by_role("alert").filter(has_text="It never matters this time")).to_be_visible()
    number(page, "At most", "4")
    expect(page.get_by_text("Everyone works at most 4 shifts in each week; each breach costs 1.")).to_be_visible()
    expect(page.get_by_role("alert").filter(has_text="It never matters this time")).to_have_count(0)
    page.get_by_role("button", name="Add rule").click()
    expect(page.get_by_text("The rule is saved")).to_be_visible()


def test_holidays_are_chosen_by_country_and_part(house: House, page: Page) -> None:
    enter(page, house, "rules", "Rules & weights")
    page.get_by_role("tab", name="Holidays").click()
    expect(page.get_by_label("Country", exact=True)).to_have_value("Ireland")
    # The list is too long to be drawn whole.
    page.get_by_label("Country", exact=True).fill("Germany")
    page.keyboard.press("Enter")
    settled(page)
    choose(page, "Part", "Bayern")
    page.get_by_role("button", name="Save holidays").click()
    expect(page.get_by_text("The holidays are saved")).to_be_visible()
    page.reload()
    page.get_by_role("tab", name="Holidays").click()
    expect(page.get_by_label("Part", exact=True)).to_have_value("Bayern")


def test_what_will_be_missing_is_said_before_a_run(house: House, page: Page) -> None:
    enter(page, house, "runs", "Runs")
    told = page.get_by_role("alert").filter(has_text="Evening: 5 Cook wanted, at most 4 can work")
    expect(told).to_contain_text("one will be missing.")
    page.get_by_text("Who could fill these gaps").click()
    expect(page.get_by_text("time off: Aoife Adler")).to_be_visible()


def add_settings_of_another_version(house: House) -> None:
    """Two that are on: of a rule that is not known, and with a parameter that does not fit."""
    unknown = RuleSetting("moon", "moon_phase", 3)
    unfit = RuleSetting("unfit", "min_rest", 3, params={"hours": "many"})
    with SqlUnitOfWork(engine_for(f"sqlite:///{house.folder / 'shiftwright.db'}")) as work:
        (site,) = work.schedules.sites()
        for setting in (unknown, unfit):
            work.rules.add_setting(SettingRecord(site.id, 99, setting))
        work.commit()


def test_settings_of_another_version_break_no_page_and_can_be_removed(house: House, page: Page) -> None:
    enter(page, house, "runs", "Runs")
    start_run(page, 5)
    run_ends(page)
    go(page, "Apply")
    page.get_by_role("button", name="Apply roster").click()
    expect(page.get_by_text("The week holds this roster")).to_be_visible()
    add_settings_of_another_version(house)
    for title in ("Overview", "Roster", "Demand", "Solution", "Apply", "Runs", "Rules & weights"):
        go(page, title)
        assert page.get_by_test_id("stException").count() == 0, title
        assert page.get_by_role("alert").filter(has_text="did not work").count() == 0, title
    expect(page.get_by_text("Unknown rule (moon_phase)")).to_be_visible()
    page.get_by_role("tab", name="Add or edit").click()
    choose(page, "Rule", "moon_phase")
    page.get_by_role("button", name="Delete", exact=True).first.click()
    page.get_by_role("button", name="Delete rule").click()
    expect(page.get_by_text("The rule is deleted")).to_be_visible()
    settled(page)
    choose(page, "Rule", "Minimum rest, hours")
    expect(page.get_by_text("The form starts from the rule's usual values")).to_be_visible()
    page.get_by_role("button", name="Save rule").click()
    expect(page.get_by_text("The rule is saved")).to_be_visible()
    go(page, "Runs")
    expect(page.get_by_text("No run can succeed")).to_have_count(0)
