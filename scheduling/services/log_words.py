"""Entries of the activity log as sentences."""

from collections.abc import Mapping

from scheduling.services.log_records import LogRecord
from scheduling.services.permissions import COMMAND_LINE, SYSTEM

SENTENCES: Mapping[str, str] = {
    "account changed": "{who} changed the account {what}",
    "account deactivated": "{who} deactivated the account {what}",
    "account made": "{who} made the account {what}",
    "account reactivated": "{who} reactivated the account {what}",
    "account unlocked": "{who} unlocked the account {what}",
    "made anonymous": "{who} made somebody anonymous, who is called {what} from now on",
    "one-time password dropped": "{who} signed in elsewhere instead of using the one-time password",
    "other sessions ended": "{who} ended all other sessions of their own",
    "password changed": "{who} changed their password",
    "password reset": "{who} gave the account {what} a one-time password",
    "session ended": "{who} ended a session of their own",
    "sessions ended": "{who} signed {what} out everywhere",
    "signed in": "{who} signed in",
    "sign-in refused": "A wrong password was entered for {what}",
    "availability painted": "{who} changed when people can work, in {what}",
    "contract added": "{who} added the contract {what}",
    "contract changed": "{who} changed the contract {what}",
    "demand changed": "{who} changed the heads wanted in {what}",
    "demand copied": "{who} planned {what} as {from}",
    "demo data loaded": "{who} loaded the demo {what}",
    "file imported": "{who} imported {what}",
    "holidays changed": "{who} changed which holidays count at {what}",
    "log name replaced": "{who} replaced a person's name in this log by {what}",
    "log pruned": "{who} let go of {what} of this log",
    "message discarded": "{who} discarded the message {what}, which had been given up",
    "message requeued": "{who} requeued the message {what}, which had been given up",
    "person added": "{who} took {what} into the team",
    "person changed": "{who} changed {what} in the team",
    "profile added": "{who} added the weight profile {what}",
    "profile changed": "{who} changed the weight profile {what}",
    "profile deleted": "{who} deleted the weight profile {what}",
    "repair kept": "{who} kept a repair in {what} for good",
    "repair made": "{who} made a repair in {what}",
    "repair undone": "{who} took a repair in {what} back",
    "role added": "{who} added the role {what}",
    "roster applied": "{who} applied a roster to {what}",
    "roster brought along": "{who} brought a roster of their own along for {what}",
    "roster change undone": "{who} undid the last change of the roster of {what}",
    "roster edited": "{who} edited the roster of {what}",
    "roster imported": "{who} imported the roster of {what}",
    "roster restored": "{who} restored an earlier roster of {what}",
    "rule added": "{who} added a rule “{what}”",
    "rule changed": "{who} changed a rule “{what}”",
    "rule removed": "{who} deleted a rule “{what}”",
    "run cancelled": "{who} cancelled a run of {what}",
    "run continued": "{who} let a run of {what} search further",
    "run finished early": "{who} finished a run of {what} early",
    "run started": "{who} started a run of {what}",
    "run started again": "{who} started a run of {what} once more",
    "shift cancelled": "{who} cancelled {what}",
    "shift changed": "{who} changed {what}",
    "shift restored": "{who} restored {what}",
    "sweep resumed": "{who} resumed the sweep {what}",
    "sweep started": "{who} started the sweep {what}",
    "template added": "{who} added the shift template {what}",
    "template changed": "{who} changed the shift template {what}",
    "time off approved": "{who} approved time off of {what}",
    "time off asked for": "{who} asked for time off for {what}",
    "time off rejected": "{who} rejected time off of {what}",
    "time off withdrawn": "{who} withdrew time off of {what}",
    "week archived": "{who} archived {what}",
    "week brought back": "{who} brought {what} back from the archive",
    "week created": "{who} made the week {what}",
    "week planned from templates": "{who} planned {what} from templates",
    "week published": "{who} published {what}",
    "week reopened": "{who} reopened {what}",
    "what if asked": "{who} asked what if: {what}",
    "wish said": "{who} said a wish of {what}",
    "wish withdrawn": "{who} withdrew a wish of {what}",
    "worker told to stop": "{who} told the worker {what} to stop",
}
"""What is said of each kind of entry. `{from}` and the like stand in its detail."""
CALLED: Mapping[str, str] = {SYSTEM.username: "The house itself", COMMAND_LINE.username: "Somebody at the command line"}


def sentence(entry: LogRecord, people: Mapping[str, str]) -> str:
    """Who did what; `people` are names by account. Of a kind that is not known here, what stands in the entry.

    Older entries may lack what a sentence asks for.
    """
    who = people.get(entry.actor) or CALLED.get(entry.actor, entry.actor)
    said = {"from": "another week", **entry.detail, "who": who, "what": entry.subject}
    if entry.action not in SENTENCES:
        return f"{who}: {entry.action}, {entry.subject}"
    return SENTENCES[entry.action].format_map(said)
