"""What the use cases need of accounts, sessions and tries to sign in. The data layer implements these."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from scheduling.services.records import UserRecord


@dataclass(frozen=True)
class Visit:
    """From where somebody signs in: the address, and what the browser says of itself."""

    address: str = ""
    browser: str = ""


@dataclass(frozen=True)
class SessionRecord:
    """A session that is open; `id` names it to people, and opens nothing."""

    id: str
    user: str
    created_at: datetime
    seen_at: datetime
    expires_at: datetime
    visit: Visit


@dataclass(frozen=True)
class Tries:
    """Failed tries to sign in, under one name or from one address."""

    count: int
    first_at: datetime
    last_at: datetime


class Users(Protocol):
    """Accounts. Saving with an outdated version raises Conflict."""

    def by_username(self, username: str) -> UserRecord | None:
        """The account of this name, in capitals or not."""
        ...

    def by_email(self, email: str) -> UserRecord | None: ...
    def get(self, user_id: str) -> UserRecord:
        """One account; NotFound when it is gone."""
        ...

    def all(self) -> Sequence[UserRecord]: ...
    def add(self, user: UserRecord) -> None: ...
    def save(self, user: UserRecord) -> None:
        """Store an account as changed; when it signed in is not among what is."""
        ...

    def signed_in(self, user_id: str, at: datetime) -> None:
        """Keep when somebody signed in last."""
        ...

    def lock_administrators(self) -> None:
        """Let nobody else change an administrator's account until this transaction ends."""
        ...


class Sessions(Protocol):
    """Sessions, by the hash of their token. One is open until it is revoked, expires, or was not seen for too long."""

    def open(self, token_hash: str, session: SessionRecord) -> None: ...
    def user(self, token_hash: str, now: datetime, unseen_since: datetime) -> UserRecord | None:
        """Whose session it is, if it is open and the account active."""
        ...

    def find(self, token_hash: str) -> SessionRecord | None: ...
    def of_user(self, user_id: str, now: datetime, unseen_since: datetime) -> Sequence[SessionRecord]:
        """Those that are open, the one seen last first."""
        ...

    def see(self, token_hash: str, now: datetime) -> None: ...
    def revoke(self, token_hash: str) -> None: ...
    def revoke_one(self, user_id: str, session_id: str) -> bool:
        """End one of somebody's sessions; False when they have none of this id."""
        ...

    def revoke_all(self, user_id: str, but: str | None = None) -> int:
        """End somebody's sessions, but for the one with this hash of a token; how many."""
        ...

    def remove_all(self, user_id: str) -> None:
        """Keep nothing of somebody's sessions, not even from where they came."""
        ...


@dataclass(frozen=True)
class Renaming:
    """Who is to be called otherwise, wherever they are named.

    Parameters
    ----------
    names
        What they are called now, and their e-mail: as people write it in any text.
    username
        How their account signs in; empty where they have none. It stands in columns of its own.
    word, new_username
        What stands there instead.
    kept
        Names of others of which one of `names` is a part; they stay as they are.
    """

    names: tuple[str, ...]
    username: str
    word: str
    new_username: str
    kept: tuple[str, ...] = ()


class Traces(Protocol):
    """Where people are named in texts, whatever the table."""

    def rename(self, renaming: Renaming) -> int:
        """Put the word in place of the names in every text; how often.

        The log, the rows of people and accounts, and the inputs of runs are left to others.
        """
        ...

    def rename_in_runs(self, renaming: Renaming, most: int) -> int:
        """The same in the inputs that runs keep, in at most so many of them; how many had it."""
        ...


class SignInTries(Protocol):
    """Failed tries, by their subject."""

    def lock(self, subject: str, now: datetime) -> Tries:
        """The tries of a subject, which nobody else counts until this transaction ends."""
        ...

    def put(self, subject: str, tries: Tries) -> None: ...
    def forget(self, subject: str) -> None: ...
    def of(self, subjects: Sequence[str]) -> dict[str, Tries]:
        """Those of these subjects that have any."""
        ...
