"""The pages there are, and what somebody must be allowed to do to open each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from scheduling.services.mine import NOBODY
from scheduling.services.permissions import Action, Actor, refusal

ACCOUNT = "my_account"
"""The page about oneself, which is led to from where it says who is signed in."""


@dataclass(frozen=True)
class Entry:
    """A page: its file in `pages` without the ending, title, icon, and what it needs.

    `own` pages show people what is theirs, and are for accounts that belong to somebody who is planned. One that is
    `aside` stands not in the menu, but is led to from elsewhere.
    """

    file: str
    title: str
    icon: str
    needs: Action
    own: bool = False
    aside: bool = False

    def is_for(self, actor: Actor) -> bool:
        """Whether somebody may open the page."""
        return actor.may(self.needs) and (actor.employee is not None or not self.own)

    def is_listed(self, actor: Actor) -> bool:
        """Whether the page is in somebody's menu."""
        return self.is_for(actor) and not self.aside

    def refusal(self, actor: Actor) -> str:
        """Why the page is not for somebody, and who can help."""
        return NOBODY if actor.may(self.needs) else refusal(self.needs)


# Streamlit brings the font of these icons along; emoji look different, or like nothing, on every machine.
MENU: Mapping[str, Sequence[Entry]] = {
    "Mine": (
        Entry("my_schedule", "My schedule", "today", Action.SEE_PUBLISHED, own=True),
        Entry("my_availability", "My availability", "event_available", Action.SAY_OWN_AVAILABILITY, own=True),
        Entry("my_wishes", "My wishes", "favorite", Action.SAY_OWN_WISHES, own=True),
        Entry("my_time_off", "My time off", "beach_access", Action.ASK_OWN_TIME_OFF, own=True),
    ),
    "Week": (
        Entry("overview", "Overview", "calendar_month", Action.SEE_PLANNING),
        Entry("roster", "Roster", "view_timeline", Action.SEE_PUBLISHED),
        Entry("edit", "Edit roster", "edit_calendar", Action.EDIT_ROSTER),
    ),
    "Prepare": (
        Entry("team", "Team", "group", Action.SEE_PLANNING),
        Entry("availability", "Availability", "event_available", Action.SEE_ABSENCES),
        Entry("demand", "Demand", "bar_chart", Action.SEE_PLANNING),
        Entry("rules", "Rules & weights", "balance", Action.SEE_PLANNING),
        Entry("import_file", "Import", "upload_file", Action.IMPORT),
    ),
    "Optimise": (
        Entry("runs", "Runs", "play_circle", Action.SEE_PLANNING),
        Entry("solution", "Solution", "search_insights", Action.SEE_PLANNING),
        Entry("compare", "Compare", "compare_arrows", Action.SEE_PLANNING),
        Entry("sweep", "Trade-offs", "show_chart", Action.SEE_PLANNING),
        Entry("apply", "Apply", "task_alt", Action.APPLY),
    ),
    "House": (
        Entry("operations", "Operations", "monitor_heart", Action.SEE_OPERATIONS),
        Entry("activity", "Activity", "history", Action.SEE_LOG),
        Entry("accounts", "Accounts", "manage_accounts", Action.MANAGE_ACCOUNTS),
        Entry(ACCOUNT, "My account", "account_circle", Action.OWN_ACCOUNT, aside=True),
    ),
}


def needed(page: str) -> Action:
    """What somebody must be allowed to do to open a page, by its file."""
    return next(entry.needs for group in MENU.values() for entry in group if f"{entry.file}.py" == page)
