"""My account: what somebody sees and changes of their own account."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from scheduling.domain.errors import InvalidInput, NotAllowed, NotFound, TooManyTries
from scheduling.services.access import AccessService, hashed_token
from scheduling.services.account_records import SessionRecord, Visit
from scheduling.services.passwords import Passwords, check_password
from scheduling.services.permissions import Action, Actor
from scheduling.services.ports import Transactions, UnitOfWork
from scheduling.services.records import UserRecord


@dataclass(frozen=True)
class OwnSession:
    """One of somebody's sessions; `current` is the one that they look from."""

    session: SessionRecord
    current: bool


@dataclass(frozen=True)
class OwnAccount:
    """The account, the name of the person in the team whose it is, and the sessions that are open, this one first."""

    user: UserRecord
    person: str | None
    sessions: Sequence[OwnSession]

    @property
    def has_password(self) -> bool:
        """Whether they sign in here, and not elsewhere only."""
        return bool(self.user.password_hash)


class OwnAccountService:
    def __init__(
        self, transactions: Transactions, reading: Transactions, access: AccessService, passwords: Passwords
    ) -> None:
        self._transactions, self._reading, self._access, self._passwords = transactions, reading, access, passwords

    def view(self, actor: Actor, token: str | None = None) -> OwnAccount:
        """The actor's account as seen from the session with this token."""
        actor.must(Action.OWN_ACCOUNT)
        now = datetime.now(UTC)
        with self._reading() as work:
            user = own_user(work, actor)
            current = work.sessions.find(hashed_token(token)) if token else None
            found = work.sessions.of_user(user.id, now, now - self._access.limits.unseen)
            person = work.team.employee(user.employee) if user.employee else None
            sessions = [OwnSession(one, current is not None and one.id == current.id) for one in found]
            sessions.sort(key=lambda one: not one.current)
            return OwnAccount(user, person.name if person else None, sessions)

    def change_password(self, actor: Actor, token: str | None, old: str, new: str) -> int:
        """Take another password and end all sessions but the one with this token; how many.

        Raises
        ------
        TooManyTries
            When the old password was wrong too often, here or at the sign-in.
        InvalidInput
            When the old password is not right, or the new one is easily guessed or the same.
        """
        actor.must(Action.OWN_ACCOUNT)
        with self._reading() as work:
            user = own_user(work, actor)
        check_password(new, user.name, user.username)
        self._confirm(actor, old)
        if new == old:
            raise InvalidInput("The new password is the old one; choose another.")
        with self._transactions() as work:
            changed = replace(user, password_hash=self._passwords.hash(new), must_change=False, password_until=None)
            work.users.save(changed)
            ended = work.sessions.revoke_all(user.id, hashed_token(token) if token else None)
            work.log.add(actor, "password changed", user.username)
            work.commit()
        return ended

    def _confirm(self, actor: Actor, old: str) -> None:
        try:
            self._access.confirmed(actor.username, old, Visit(actor.where))
        except TooManyTries:
            raise
        except NotAllowed as error:
            raise InvalidInput("The old password is not right. Nothing was changed; try again.") from error

    def end_session(self, actor: Actor, session_id: str) -> None:
        """End one of the actor's sessions; NotFound when it is not theirs."""
        actor.must(Action.OWN_ACCOUNT)
        with self._transactions() as work:
            user = own_user(work, actor)
            if not work.sessions.revoke_one(user.id, session_id):
                raise NotFound("This session is over already. Reload to see those that are open.")
            work.log.add(actor, "session ended", user.username, before="open", after="ended")
            work.commit()

    def end_others(self, actor: Actor, token: str | None) -> int:
        """End the actor's sessions but the one with this token; how many."""
        actor.must(Action.OWN_ACCOUNT)
        with self._transactions() as work:
            user = own_user(work, actor)
            ended = work.sessions.revoke_all(user.id, hashed_token(token) if token else None)
            if ended:
                work.log.add(actor, "other sessions ended", user.username, before=f"{ended} open", after="ended")
            work.commit()
        return ended


def own_user(work: UnitOfWork, actor: Actor) -> UserRecord:
    """The account of an actor; NotFound for the house itself and the command line."""
    user = work.users.by_username(actor.username)
    if user is None:
        raise NotFound("You have no account of your own here. Sign in with one.")
    return user
