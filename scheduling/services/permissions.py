"""Who may do what: one table of actions and roles, and the person whom services ask before they do anything."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from scheduling.domain.errors import NotAllowed
from scheduling.services.records import ScheduleRecord, ScheduleStatus, UserRecord, UserRole


class Action(StrEnum):
    """Everything a person can do. The value says it in words, to follow "may"."""

    SEE_PUBLISHED = "see published rosters"
    OWN_ACCOUNT = "change their own password and end their own sessions"
    TAKE_OWN_DATA = "take along what is stored about themselves"
    SAY_OWN_AVAILABILITY = "say when they can work themselves"
    SAY_OWN_WISHES = "say which shifts they want themselves, and which not"
    ASK_OWN_TIME_OFF = "ask for time off for themselves, and withdraw it"
    SEE_PLANNING = "see weeks that are being planned"
    SEE_ABSENCES = "see other people's availability, wishes and time off"
    EDIT_RULES = "change rules and holidays"
    EDIT_PROFILES = "change weight profiles"
    START_RUN = "start runs and ask what if"
    END_RUN = "finish or cancel runs"
    SWEEP = "sweep weights"
    BRING_ROSTER = "bring a roster of their own along"
    TAKE_RUN = "take a run along as a file"
    IMPORT = "import files"
    EDIT_AVAILABILITY = "change other people's availability"
    EDIT_TEAM = "change people, roles and contracts"
    ENTER_TIME_OFF = "enter or withdraw other people's time off"
    DECIDE_TIME_OFF = "decide on time off"
    EDIT_DEMAND = "change weeks, shifts and the heads they want"
    APPLY = "apply a roster"
    EDIT_ROSTER = "edit a roster by hand"
    RESTORE_ROSTER = "undo changes and restore versions"
    PUBLISH = "publish, reopen and archive weeks"
    SEE_OPERATIONS = "see the machinery"
    TEND_MACHINERY = "stop workers and settle messages that were given up"
    SEE_LOG = "see the activity log"
    MANAGE_ACCOUNTS = "manage accounts"
    FORGET_PEOPLE = "delete and anonymise people and accounts"


_EVERYBODY = frozenset(UserRole)
_LOOKING = _EVERYBODY - {UserRole.EMPLOYEE}
_TUNING = _LOOKING - {UserRole.VIEWER}
_LEADING = _TUNING - {UserRole.ANALYST}
_ADMINISTRATORS = frozenset({UserRole.ADMINISTRATOR})

ALLOWED: Mapping[Action, frozenset[UserRole]] = {
    Action.SEE_PUBLISHED: _EVERYBODY,
    Action.OWN_ACCOUNT: _EVERYBODY,
    Action.TAKE_OWN_DATA: _EVERYBODY,
    Action.SAY_OWN_AVAILABILITY: _EVERYBODY,
    Action.SAY_OWN_WISHES: _EVERYBODY,
    Action.ASK_OWN_TIME_OFF: _EVERYBODY,
    Action.SEE_PLANNING: _LOOKING,
    Action.SEE_ABSENCES: _TUNING,
    Action.EDIT_RULES: _TUNING,
    Action.EDIT_PROFILES: _TUNING,
    Action.START_RUN: _TUNING,
    Action.END_RUN: _TUNING,
    Action.SWEEP: _TUNING,
    Action.BRING_ROSTER: _TUNING,
    Action.TAKE_RUN: _TUNING,
    Action.IMPORT: _TUNING,
    Action.EDIT_AVAILABILITY: _TUNING,
    Action.EDIT_TEAM: _LEADING,
    Action.ENTER_TIME_OFF: _LEADING,
    Action.DECIDE_TIME_OFF: _LEADING,
    Action.EDIT_DEMAND: _LEADING,
    Action.APPLY: _LEADING,
    Action.EDIT_ROSTER: _LEADING,
    Action.RESTORE_ROSTER: _LEADING,
    Action.PUBLISH: _LEADING,
    Action.SEE_OPERATIONS: _LEADING,
    Action.TEND_MACHINERY: _LEADING,
    Action.SEE_LOG: _LEADING,
    Action.MANAGE_ACCOUNTS: _ADMINISTRATORS,
    Action.FORGET_PEOPLE: _ADMINISTRATORS,
}


class Way(StrEnum):
    """How somebody came to ask a service for something."""

    PAGE = "page"
    HTTP = "HTTP"
    COMMAND_LINE = "command line"
    HOUSE = "the house itself"


@dataclass(frozen=True)
class Actor:
    """Whoever asks a service for something.

    Parameters
    ----------
    username, role
        Of the account.
    employee
        Id of the person in the team whom the account belongs to; None where it is nobody's.
    where
        The address that they ask from, for the log; empty where there is none.
    way
        How they ask, for the log.
    """

    username: str
    role: UserRole
    employee: str | None = None
    where: str = ""
    way: Way = Way.PAGE

    @classmethod
    def of(cls, user: UserRecord, where: str = "", way: Way = Way.PAGE) -> "Actor":
        """The person of an account."""
        return cls(user.username, user.role, user.employee, where, way)

    def may(self, action: Action) -> bool:
        """Whether the role allows it."""
        return self.role in ALLOWED[action]

    def must(self, action: Action) -> None:
        """Go on only for those who may.

        Raises
        ------
        NotAllowed
            Saying what is not allowed, and who may.
        """
        if not self.may(action):
            raise NotAllowed(refusal(action))

    def must_for(self, employee: str, own: Action, others: Action) -> None:
        """Go on only for the person themselves where they may do `own`, and for whoever may do `others`."""
        self.must(own if employee == self.employee else others)


SYSTEM = Actor("system", UserRole.ADMINISTRATOR, way=Way.HOUSE)
"""The house acting by itself: its start, its workers and its housekeeping."""
COMMAND_LINE = Actor("command line", UserRole.ADMINISTRATOR, where="this machine", way=Way.COMMAND_LINE)
"""Whoever types commands on the machine of the house, and could change its database by hand as well."""


def may_see(actor: Actor, week: ScheduleRecord) -> bool:
    """Whether somebody may see a week: what is being planned is not everybody's to see."""
    return actor.may(Action.SEE_PUBLISHED if week.status is not ScheduleStatus.DRAFT else Action.SEE_PLANNING)


def must_see(actor: Actor, week: ScheduleRecord) -> None:
    """Go on only for those who may see a week; NotAllowed for others."""
    if not may_see(actor, week):
        raise NotAllowed(f"{week.name} is not published yet. Come back when it is, or ask a manager.")


def refusal(action: Action) -> str:
    """Why somebody may not, and who may: "Only a manager or an administrator may publish weeks; ask one to do it." """
    return f"Only {_listed(action)} may {action.value}; ask one to do it."


def _listed(action: Action) -> str:
    names = [_with_article(role) for role in UserRole if role in ALLOWED[action]]
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} or {names[-1]}"


def _with_article(role: UserRole) -> str:
    return f"{'an' if role.value[0] in 'aeiou' else 'a'} {role.value}"
