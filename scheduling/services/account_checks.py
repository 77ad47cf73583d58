"""What an account must be, and that somebody can always manage accounts."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Protocol

from scheduling.domain.errors import InvalidInput, NotFound
from scheduling.services.names import check_label, check_name
from scheduling.services.ports import UnitOfWork
from scheduling.services.records import UserRecord, UserRole

LONGEST_USERNAME, LONGEST_EMAIL = 64, 254
USERNAME = re.compile(r"[a-z0-9][a-z0-9._-]+")
EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]+")


class Member(Protocol):
    @property
    def name(self) -> str: ...


def check_account(work: UnitOfWork, wanted: UserRecord, members: Mapping[str, Member]) -> UserRecord:
    """The account as it is to be stored, without stray spaces and capitals.

    Raises
    ------
    InvalidInput
        When a name is missing, has the wrong form or is taken, or the person has another account.
    NotFound
        When the person is not in a team any more.
    """
    email = (wanted.email or "").strip().lower() or None
    user = replace(wanted, username=wanted.username.strip().lower(), name=wanted.name.strip(), email=email)
    _check_names(user)
    others = [one for one in work.users.all() if one.id != wanted.id]
    if user.username in {one.username.lower() for one in others}:
        raise InvalidInput(f"There is already an account that signs in as {user.username}; choose another name.")
    taken = next((one for one in others if email and one.email == email), None)
    if taken:
        raise InvalidInput(f"{email} belongs to the account of {taken.name}; one address is for one account.")
    if user.employee:
        if user.employee not in members:
            raise NotFound("This person is not in any team any more; reload and choose again.")
        taken = next((one for one in others if one.employee == user.employee), None)
        if taken:
            name = members[user.employee].name
            raise InvalidInput(
                f"{name} has an account already, which signs in as {taken.username}. Free that one first."
            )
    return user


def _check_names(user: UserRecord) -> None:
    if not user.name:
        raise InvalidInput("An account needs the name of the person; enter it.")
    check_name(user.name, "person")
    if not USERNAME.fullmatch(user.username) or len(user.username) > LONGEST_USERNAME:
        raise InvalidInput(
            f"“{user.username}” cannot be signed in with: use 2 to {LONGEST_USERNAME} letters from a to z, digits, "
            "points, hyphens and underscores, beginning with a letter or a digit."
        )
    if user.email and (not EMAIL.fullmatch(user.email) or len(user.email) > LONGEST_EMAIL):
        raise InvalidInput(f"“{user.email}” is no e-mail address; correct it, or leave it empty.")
    check_label(user.email or "", "The e-mail address", LONGEST_EMAIL)


def check_leading(work: UnitOfWork, leaving: UserRecord, now: datetime) -> None:
    """Refuse to take the last account away by which accounts can be managed; nobody else does so meanwhile.

    Raises
    ------
    InvalidInput
        When nobody else who can sign in is an administrator.
    """
    if leaving.role is not UserRole.ADMINISTRATOR or not leaving.active:
        return
    work.users.lock_administrators()
    if not any(_leads(one, now) for one in work.users.all() if one.id != leaving.id):
        raise InvalidInput(
            f"{leaving.name} is the last administrator who can sign in. Make somebody else administrator first."
        )


def _leads(user: UserRecord, now: datetime) -> bool:
    """Whether somebody is an administrator who can come in, by a password or elsewhere: those of a demo cannot."""
    by_password = bool(user.password_hash) and not (user.password_until and user.password_until <= now)
    elsewhere = user.email is not None and user.signed_in_at is not None
    return user.active and user.role is UserRole.ADMINISTRATOR and (by_password or elsewhere)
