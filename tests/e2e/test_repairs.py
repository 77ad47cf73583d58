"""A week without a roster: why, what would help, one click, and there is one; and the click can be taken back."""

from dataclasses import replace

import pytest
from playwright.sync_api import Page, expect

from data.engine import engine_for
from data.unit_of_work import SqlUnitOfWork
from tests.e2e.conftest import House
from tests.e2e.steps import SOLVED, enter, run_ends, settled, start_run

pytestmark = pytest.mark.e2e


def make_targets_a_law(house: House) -> None:
    """Friday evening wants five cooks, and four can come: now nothing but five will do."""
    with SqlUnitOfWork(engine_for(f"sqlite:///{house.folder / 'shiftwright.db'}")) as work:
        (site,) = work.schedules.sites()
        cover = next(one for one in work.rules.settings(site.id) if one.setting.code == "coverage")
        law = replace(cover.setting, weight=None, params={**cover.setting.params, "over": 0})
        work.rules.save_setting(replace(cover, setting=law))
        work.commit()


def test_an_impossible_week_says_why_and_is_mended_by_one_click(house: House, page: Page) -> None:
    make_targets_a_law(house)
    enter(page, house, "runs", "Runs")
    start_run(page, 10)
    expect(page.get_by_text("What clashes", exact=True)).to_be_visible(timeout=SOLVED)
    settled(page)
    clash = page.get_by_test_id("stMarkdown").filter(has_text="Aoife Adler has time off")
    expect(clash).to_contain_text("Evening on Fri")
    expect(clash).to_contain_text("5 Cook (held by 8) wanted")
    first = page.get_by_text("Want 4 Cook instead of 5 on Evening on Fri")
    expect(first).to_be_visible()
    page.get_by_role("button", name="Do this and run again").first.click()
    expect(page.get_by_text("Changed: Want 4 Cook instead of 5 on Evening on Fri")).to_be_visible()
    run_ends(page)
    expect(page.get_by_text("No roster meets all hard rules")).to_have_count(0)
    page.get_by_role("button", name="Take it back").click()
    expect(page.get_by_text("The change is taken back")).to_be_visible()
    expect(page.get_by_text("Changed:")).to_have_count(0)
    expect(page.get_by_role("alert").filter(has_text="No run can succeed as long as")).to_be_visible()
