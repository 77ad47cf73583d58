"""Accounts: who may sign in, as what, and as whom of the team. For administrators."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from uuid import uuid4

from scheduling.domain.errors import InvalidInput
from scheduling.services.access import AccessService
from scheduling.services.account_checks import check_account, check_leading
from scheduling.services.passwords import Passwords, one_time_password
from scheduling.services.permissions import Action, Actor
from scheduling.services.ports import Transactions, UnitOfWork
from scheduling.services.records import UserRecord, UserRole
from scheduling.services.sign_in_tries import locked_until, unlock

ONE_TIME = timedelta(days=3)
"""How long a password lasts that somebody was given to sign in with once."""


class AccountState(StrEnum):
    ACTIVE = "active"
    LOCKED = "locked"
    INVITED = "invited"
    EXPIRED = "one-time password too old"
    NO_PASSWORD = "no password"  # nosec B105
    CLOSED = "deactivated"


@dataclass(frozen=True)
class TeamMember:
    """Somebody in the team of a site to whom an account can belong."""

    id: str
    name: str
    site: str
    active: bool


@dataclass(frozen=True)
class AccountLine:
    """An account in the list. `locked_until` is set while too many wrong passwords make it wait."""

    user: UserRecord
    state: AccountState
    member: TeamMember | None
    sessions: int
    locked_until: datetime | None


@dataclass(frozen=True)
class AccountsView:
    """All accounts, those in use first, and everybody in the teams by id."""

    lines: Sequence[AccountLine]
    members: Mapping[str, TeamMember]

    @property
    def free(self) -> Sequence[TeamMember]:
        """Those of the teams who are there and have no account yet."""
        taken = {line.user.employee for line in self.lines}
        return [one for one in self.members.values() if one.active and one.id not in taken]


class AccountService:
    def __init__(
        self, transactions: Transactions, reading: Transactions, access: AccessService, passwords: Passwords
    ) -> None:
        self._transactions, self._reading, self._access, self._passwords = transactions, reading, access, passwords

    def view(self, actor: Actor) -> AccountsView:
        """Every account with its state."""
        actor.must(Action.MANAGE_ACCOUNTS)
        now = datetime.now(UTC)
        with self._reading() as work:
            members, users = team_members(work), work.users.all()
            locked = locked_until(work.tries, [user.username for user in users], now)
            unseen = now - self._access.limits.unseen
            lines = [
                AccountLine(
                    user,
                    _state(user, now, locked.get(user.username)),
                    members.get(user.employee or ""),
                    len(work.sessions.of_user(user.id, now, unseen)),
                    locked.get(user.username),
                )
                for user in users
            ]
        return AccountsView(sorted(lines, key=lambda line: not line.user.active), members)

    def invite(self, actor: Actor, wanted: UserRecord) -> str:
        """Make an account of this name, sign-in name, e-mail, role and person; its one-time password.

        Raises
        ------
        InvalidInput
            When a name is missing or taken, or the person has an account already.
        """
        actor.must(Action.MANAGE_ACCOUNTS)
        password = one_time_password()
        with self._transactions() as work:
            checked = check_account(work, wanted, team_members(work))
            user = self._given(replace(checked, id=uuid4().hex, active=True, signed_in_at=None, version=1), password)
            work.users.add(user)
            work.log.add(actor, "account made", user.username, after=in_words(user))
            work.commit()
        return password

    def change(self, actor: Actor, seen: UserRecord, wanted: UserRecord) -> None:
        """Give an account another name, e-mail, role or person.

        Raises
        ------
        Conflict
            When somebody else changed the account since it was `seen`.
        InvalidInput
            When something does not fit, or nobody who can sign in would be an administrator any more.
        """
        actor.must(Action.MANAGE_ACCOUNTS)
        with self._transactions() as work:
            changed = check_account(work, replace(wanted, username=seen.username), team_members(work))
            # What is not on the form stays as it is now.
            changed = replace(
                seen, name=changed.name, email=changed.email, role=changed.role, employee=changed.employee
            )
            if changed.role is not UserRole.ADMINISTRATOR:
                check_leading(work, seen, datetime.now(UTC))
            work.users.save(changed)
            before, after = in_words(seen), in_words(changed)
            work.log.add(actor, "account changed", seen.username, before=before, after=after)
            work.commit()

    def close(self, actor: Actor, seen: UserRecord) -> int:
        """Deactivate an account: its sessions end at once, and what it did stays told; how many sessions ended."""
        actor.must(Action.MANAGE_ACCOUNTS)
        with self._transactions() as work:
            check_leading(work, seen, datetime.now(UTC))
            work.users.save(replace(seen, active=False))
            ended = work.sessions.revoke_all(seen.id)
            work.log.add(actor, "account deactivated", seen.username, before="active", after="deactivated")
            work.commit()
        return ended

    def reopen(self, actor: Actor, seen: UserRecord) -> None:
        """Let somebody sign in again, with the password that they had."""
        actor.must(Action.MANAGE_ACCOUNTS)
        with self._transactions() as work:
            work.users.save(replace(seen, active=True))
            work.log.add(actor, "account reactivated", seen.username, before="deactivated", after="active")
            work.commit()

    def reset_password(self, actor: Actor, seen: UserRecord) -> str:
        """Give an account a one-time password in place of its own; all its sessions end.

        Raises
        ------
        InvalidInput
            When the account is deactivated.
        """
        actor.must(Action.MANAGE_ACCOUNTS)
        if not seen.active:
            raise InvalidInput(f"The account of {seen.name} is deactivated. Reactivate it first.")
        password = one_time_password()
        with self._transactions() as work:
            work.users.save(self._given(seen, password))
            work.sessions.revoke_all(seen.id)
            unlock(work.tries, seen.username)
            work.log.add(actor, "password reset", seen.username)
            work.commit()
        return password

    def _given(self, user: UserRecord, password: str) -> UserRecord:
        until = datetime.now(UTC) + ONE_TIME
        hashed = self._passwords.hash(password)
        return replace(user, password_hash=hashed, must_change=True, password_until=until)

    def unlock(self, actor: Actor, seen: UserRecord) -> None:
        """Let somebody try again at once who entered too many wrong passwords."""
        actor.must(Action.MANAGE_ACCOUNTS)
        with self._transactions() as work:
            unlock(work.tries, seen.username)
            work.log.add(actor, "account unlocked", seen.username, before="locked", after="unlocked")
            work.commit()

    def end_sessions(self, actor: Actor, seen: UserRecord) -> int:
        """Sign somebody out everywhere; how many sessions ended."""
        actor.must(Action.MANAGE_ACCOUNTS)
        with self._transactions() as work:
            ended = work.sessions.revoke_all(seen.id)
            work.log.add(actor, "sessions ended", seen.username, before=f"sessions: {ended}", after="sessions: none")
            work.commit()
        return ended


def team_members(work: UnitOfWork) -> Mapping[str, TeamMember]:
    """Everybody in the teams of all sites, by id."""
    return {
        one.id: TeamMember(one.id, one.name, site.name, one.active)
        for site in work.schedules.sites()
        for one in work.team.employees(site.id)
    }


def in_words(user: UserRecord) -> str:
    """What the log says of an account: "Nell New, viewer, nell@example.org"."""
    return ", ".join((user.name, user.role.value, *([user.email] if user.email else [])))


def _state(user: UserRecord, now: datetime, locked: datetime | None) -> AccountState:
    if not user.active:
        return AccountState.CLOSED
    if locked:
        return AccountState.LOCKED
    if user.password_until and user.password_until <= now:
        return AccountState.EXPIRED
    if user.must_change:
        return AccountState.INVITED
    return AccountState.ACTIVE if user.password_hash else AccountState.NO_PASSWORD
