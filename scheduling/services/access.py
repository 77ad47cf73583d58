"""Who is signed in. Passwords and session tokens are kept as hashes only."""

import hashlib
import secrets
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from uuid import uuid4

from scheduling.domain.errors import InvalidInput, NotAllowed
from scheduling.services.account_records import SessionRecord, Visit
from scheduling.services.passwords import Passwords, check_password, one_time_password
from scheduling.services.permissions import SYSTEM, Actor, Way
from scheduling.services.ports import Transactions, UnitOfWork
from scheduling.services.records import UserRecord, UserRole
from scheduling.services.sign_in_tries import count_try, succeeded

ADMINISTRATOR = "admin"
WRONG = "Name and password do not belong together. Check both and try again."


@dataclass(frozen=True)
class SessionLimits:
    """How long a session lasts: at most so long, and so long without a sign of the person."""

    longest: timedelta = timedelta(hours=12)
    unseen: timedelta = timedelta(hours=2)


class AccessService:
    """`reading` opens transactions that only read, and wait for no writer; without it, the others serve."""

    def __init__(
        self,
        transactions: Transactions,
        passwords: Passwords,
        reading: Transactions | None = None,
        limits: SessionLimits | None = None,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._transactions, self._passwords, self._reading = transactions, passwords, reading or transactions
        self.limits, self._clock = limits or SessionLimits(), clock
        self._nobody = passwords.hash(secrets.token_urlsafe())

    def first_sign_in(self) -> str:
        """Make the administrator where there is no account yet; how to sign in, in words."""
        with self._transactions() as work:
            if work.users.all():
                return f"Sign in as {ADMINISTRATOR} with the password that you chose, or with your own account."
            password = one_time_password()
            role, hashed = UserRole.ADMINISTRATOR, self._passwords.hash(password)
            work.users.add(
                UserRecord(uuid4().hex, ADMINISTRATOR, "Administrator", role, hashed, must_change=True),
            )
            work.log.add(SYSTEM, "account made", ADMINISTRATOR)
            work.commit()
        return f"Sign in as {ADMINISTRATOR} with the password {password} (shown this once; you choose your own then)."

    def sign_in(self, username: str, password: str, visit: Visit | None = None, instead_of: str | None = None) -> str:
        """Open a session; returns its token, for the cookie. `instead_of` is a token that ends with it.

        Raises
        ------
        TooManyTries
            After too many wrong passwords for this name or from this address.
        NotAllowed
            When name and password do not belong together.
        """
        visit = visit or Visit()
        user = self.confirmed(username, password, visit)
        if user.password_until and user.password_until <= self._clock():
            raise NotAllowed("This one-time password is too old. Ask an administrator for another one.")
        return self.open_session(user, visit, instead_of)

    def confirmed(self, username: str, password: str, visit: Visit) -> UserRecord:
        """The account of this name, whose password this is; NotAllowed, or TooManyTries, when it is not."""
        now = self._clock()
        with self._transactions() as work:
            count_try(work.tries, username, visit.address, now)
            user = work.users.by_username(username)
            work.commit()
        # A hash is compared for unknown names too, so that the time taken tells nobody which names exist.
        hashed = user.password_hash if user else ""
        right = self._passwords.verify(password, hashed or self._nobody) and bool(hashed)
        with self._transactions() as work:
            if user is None or not right or not user.active:
                _note_failure(work, user, visit)
                work.commit()
                raise NotAllowed(WRONG)
            succeeded(work.tries, username, visit.address, now)
            work.commit()
        return user

    def enter_by_email(self, email: str, visit: Visit | None = None, instead_of: str | None = None) -> str:
        """Open a session for somebody of whom an identity provider said that this e-mail is theirs; returns its token.

        A one-time password that was given for the first sign-in is not needed any more and works no longer.

        Raises
        ------
        NotAllowed
            When no account has this e-mail, or it is deactivated.
        """
        with self._transactions() as work:
            user = work.users.by_email(email)
            if user is None or not user.active:
                raise NotAllowed(
                    f"You are signed in elsewhere as {email}, but no account here has this e-mail address. "
                    "Ask an administrator to make one, or to add the address to yours."
                )
            if user.must_change:
                bare = replace(user, password_hash="", must_change=False, password_until=None)  # nosec B106
                work.users.save(bare)
                work.log.add(
                    Actor.of(user, (visit or Visit()).address, Way.HTTP), "one-time password dropped", user.username
                )
                work.commit()
        return self.open_session(user, visit, instead_of)

    def open_session(self, user: UserRecord, visit: Visit | None = None, instead_of: str | None = None) -> str:
        """Open a session for somebody who is known by other means; returns its token."""
        token, now = secrets.token_urlsafe(32), self._clock()
        session = SessionRecord(uuid4().hex, user.id, now, now, now + self.limits.longest, visit or Visit())
        with self._transactions() as work:
            if instead_of:
                work.sessions.revoke(hashed_token(instead_of))
            work.sessions.open(hashed_token(token), session)
            work.users.signed_in(user.id, now)
            work.log.add(Actor.of(user, session.visit.address, Way.HTTP), "signed in", user.username)
            work.commit()
        return token

    def who(self, token: str | None) -> UserRecord | None:
        """The person a session belongs to; None when it is unknown, over or revoked.

        Whoever `must_change` their password may do nothing else yet.
        """
        if not token:
            return None
        now = self._clock()
        with self._reading() as work:
            return work.sessions.user(hashed_token(token), now, now - self.limits.unseen)

    def seen(self, token: str) -> None:
        """Keep that the person of a session did something just now."""
        with self._transactions() as work:
            work.sessions.see(hashed_token(token), self._clock())
            work.commit()

    def choose_password(self, token: str | None, password: str, visit: Visit | None = None) -> str:
        """Replace a one-time password; all sessions end, and the token of a new one is returned.

        Raises
        ------
        NotAllowed
            When the session is over, or that of somebody who has chosen already.
        InvalidInput
            When the password is easily guessed, or the one that is to be replaced.
        """
        user = self.who(token)
        if user is None or not user.must_change:
            raise NotAllowed("There is no one-time password to replace (any more). Sign in again.")
        check_password(password, user.name, user.username)
        if self._passwords.verify(password, user.password_hash):
            raise InvalidInput("This is the one-time password itself; choose another one.")
        changed = replace(user, password_hash=self._passwords.hash(password), must_change=False, password_until=None)
        with self._transactions() as work:
            work.users.save(changed)
            work.sessions.revoke_all(user.id)
            work.log.add(Actor.of(user, (visit or Visit()).address, Way.HTTP), "password changed", user.username)
            work.commit()
        return self.open_session(changed, visit)

    def sign_out(self, token: str | None) -> None:
        """End a session; one that is over already is fine."""
        if token:
            with self._transactions() as work:
                work.sessions.revoke(hashed_token(token))
                work.commit()


def hashed_token(token: str) -> str:
    """What is kept of a session's token."""
    return hashlib.sha256(token.encode()).hexdigest()


def _note_failure(work: UnitOfWork, user: UserRecord | None, visit: Visit) -> None:
    """A name that does not exist is not kept: people type passwords there by mistake."""
    work.log.add(
        replace(SYSTEM, where=visit.address, way=Way.HTTP), "sign-in refused", user.username if user else "unknown name"
    )
