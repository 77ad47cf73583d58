"""Who is signed in. Passwords and session tokens are kept as hashes only."""

import hashlib
import secrets
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Protocol
from uuid import uuid4

from scheduling.domain.errors import NotAllowed
from scheduling.services.ports import Transactions
from scheduling.services.records import UserRecord, UserRole

SESSION_HOURS = 12
FAILURES_ALLOWED = 5
LOCKED_SECONDS = 60
ADMINISTRATOR = "admin"


@dataclass(frozen=True)
class Persona:
    """Somebody whom a visitor of a demo may be without a password."""

    username: str
    name: str
    role: UserRole


PERSONAS = (Persona("maya", "Maya", UserRole.MANAGER), Persona("sam", "Sam", UserRole.ANALYST))


class Passwords(Protocol):
    def hash(self, password: str) -> str: ...
    def verify(self, password: str, hashed: str) -> bool: ...


class AccessService:
    """`reading` opens transactions that only read, and wait for no writer; without it, the others serve."""

    def __init__(self, transactions: Transactions, passwords: Passwords, reading: Transactions | None = None) -> None:
        self._transactions, self._passwords, self._reading = transactions, passwords, reading or transactions
        self._failures: dict[str, list[float]] = {}
        self._nobody = passwords.hash(secrets.token_urlsafe())

    def first_sign_in(self) -> str:
        """Make the administrator where there is no account yet; how to sign in, in words."""
        with self._transactions() as work:
            if work.users.all():
                return f"Sign in as {ADMINISTRATOR} with the password that was shown at the first start."
            password = secrets.token_urlsafe(12)
            user = UserRecord(
                uuid4().hex, ADMINISTRATOR, "Administrator", UserRole.ADMINISTRATOR, self._passwords.hash(password)
            )
            work.users.add(user)
            work.log.add("system", "account made", ADMINISTRATOR)
            work.commit()
        return f"Sign in as {ADMINISTRATOR} with the password {password} (shown this once; keep it)."

    def sign_in(self, username: str, password: str) -> str:
        """Open a session; returns its token, for the cookie.

        Raises
        ------
        NotAllowed
            When name and password do not belong together, or after too many tries.
        """
        recent = [at for at in self._failures.get(username, []) if time.monotonic() - at < LOCKED_SECONDS]
        if len(recent) >= FAILURES_ALLOWED:
            raise NotAllowed("Too many tries for this name. Wait a minute, then try again.")
        with self._transactions() as work:
            user = work.users.by_username(username)
        # A hash is compared for unknown names too, so that the time taken tells nobody which names exist.
        hashed = user.password_hash if user else ""
        right = self._passwords.verify(password, hashed or self._nobody)
        if user is None or not right or not user.active:
            self._failures[username] = [*recent, time.monotonic()]
            raise NotAllowed("Name and password do not belong together. Check both and try again.")
        self._failures.pop(username, None)
        return self._open_session(user)

    def personas(self) -> Sequence[Persona]:
        """Whom a visitor may continue as; nobody unless there is demo data."""
        with self._reading() as work:
            return PERSONAS if any(site.source == "demo" for site in work.schedules.sites()) else ()

    def continue_as(self, username: str) -> str:
        """Open a session for a persona, whose account is made when first wanted; returns its token.

        Raises
        ------
        NotAllowed
            When this is no persona of a demo, or the name belongs to an account with a password.
        """
        persona = next((p for p in self.personas() if p.username == username), None)
        if persona is None:
            raise NotAllowed("This needs a name and a password. Enter both.")
        with self._transactions() as work:
            user = work.users.by_username(username)
            if user is None:
                user = UserRecord(uuid4().hex, persona.username, persona.name, persona.role)
                work.users.add(user)
                work.log.add("system", "account made", username)
                work.commit()
        if user.password_hash or not user.active:
            raise NotAllowed(f"{persona.name} has a password by now. Enter it.")
        return self._open_session(user)

    def _open_session(self, user: UserRecord) -> str:
        token = secrets.token_urlsafe(32)
        with self._transactions() as work:
            work.users.open_session(_hashed(token), user.id, datetime.now(UTC) + timedelta(hours=SESSION_HOURS))
            work.log.add(user.username, "signed in", user.username)
            work.commit()
        return token

    def who(self, token: str | None) -> UserRecord | None:
        """The person a session belongs to; None when it is unknown, expired or revoked."""
        if not token:
            return None
        with self._reading() as work:
            return work.users.of_session(_hashed(token), datetime.now(UTC))

    def sign_out(self, token: str | None) -> None:
        """End a session; one that is over already is fine."""
        if token:
            with self._transactions() as work:
                work.users.revoke_session(_hashed(token))
                work.commit()


def _hashed(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
