"""An administrator invites somebody, who comes in, looks after their account, and is let out again."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import House
from tests.e2e.steps import choose, enter, settled, stands

pytestmark = pytest.mark.e2e
CHOSEN, NEWER = "lanterns over water", "seven quiet lanterns"


def invite(page: Page) -> str:
    """Make an account for Nell; the one-time password, as it is shown once."""
    page.get_by_text("Invite somebody").click()
    form = page.get_by_test_id("stExpander").filter(has_text="Invite somebody")
    form.get_by_role("textbox", name="Name", exact=True).fill("Nell New")
    form.get_by_role("textbox", name="Signs in as").fill("nell")
    form.get_by_role("button", name="Make the account").click()
    expect(page.get_by_text("One-time password of")).to_be_visible()
    given = page.get_by_test_id("stCode").inner_text().strip()
    page.get_by_role("button", name="I have noted it").click()
    expect(page.get_by_text("One-time password of")).to_have_count(0)
    return given


def come_in(page: Page, house: House, given: str) -> None:
    """Sign in with a one-time password, and choose another after a slip."""
    page.goto(f"{house.address}/roster")
    page.get_by_label("Name").fill("nell")
    page.get_by_label("Password").fill(given)
    page.get_by_role("button", name="Sign in").click()
    for again in ("a slip", CHOSEN):
        page.get_by_label("New password").fill(CHOSEN)
        page.get_by_label("The same again").fill(again)
        page.get_by_role("button", name="Keep this password").click()
    stands(page, "Roster")


def test_from_the_invitation_to_the_last_day(house: House, page: Page, visitor: Callable[..., Page]) -> None:
    enter(page, house, "accounts", "Accounts")
    nell = visitor()
    come_in(nell, house, invite(page))
    for link, title in (
        ("Nell New, employee", "My account"),
        ("Roster", "Roster"),
        ("Nell New, employee", "My account"),
    ):
        nell.get_by_role("link", name=link, exact=True).click()
        stands(nell, title)
    expect(nell.get_by_text("This one")).to_be_visible()
    nell.get_by_label("Old password").fill("wrong")
    nell.get_by_role("textbox", name="New password", exact=True).fill(NEWER)
    nell.get_by_label("New password again").fill(NEWER)
    nell.get_by_role("button", name="Change password").click()
    expect(nell.get_by_text("The old password is not right")).to_be_visible()
    nell.get_by_label("Old password").fill(CHOSEN)
    nell.get_by_role("button", name="Change password").click()
    expect(nell.get_by_text("Your password is changed")).to_be_visible()
    with nell.expect_download() as download:
        nell.get_by_role("button", name="Download my data").click()
    told = json.loads(Path(download.value.path()).read_text())
    assert told["account"]["sign_in_name"] == "nell"
    assert [one["did"] for one in told["log"]].count("password changed") == 2
    page.reload()
    stands(page, "Accounts")
    choose(page, "Account", "Nell New")
    page.get_by_role("button", name="Deactivate", exact=True).click()
    page.get_by_role("button", name="Deactivate the account").click()
    expect(page.get_by_text("is deactivated")).to_be_visible()
    nell.get_by_role("button", name="Change password").click()
    expect(nell.get_by_text("Your session has ended")).to_be_visible()


def test_the_last_administrator_is_told_why_they_stay_one(house: House, page: Page) -> None:
    enter(page, house, "accounts", "Accounts")
    choose(page, "Account", "Administrator (admin)")
    page.get_by_role("button", name="Deactivate", exact=True).click()
    page.get_by_role("button", name="Deactivate the account").click()
    expect(page.get_by_text("is the last administrator who can sign in")).to_be_visible()
    settled(page)
