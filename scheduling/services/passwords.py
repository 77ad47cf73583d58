"""What makes a password: those that people choose, and those that they are given for once."""

import secrets
from typing import Protocol

from scheduling.domain.errors import InvalidInput

SHORTEST_PASSWORD, LONGEST_PASSWORD = 10, 200
FEWEST_DIFFERENT = 5
# Without what is mistaken for something else when it is read aloud or from paper.
READABLE = "abcdefghjkmnpqrstuvwxyz23456789"
ONE_TIME_GROUPS, GROUP = 4, 4
SHORTEST_PART = 4


class Passwords(Protocol):
    def hash(self, password: str) -> str: ...
    def verify(self, password: str, hashed: str) -> bool: ...


def one_time_password() -> str:
    """Something to be read out and typed once, such as "k3vd-92mq-hx7t-pp4c"."""
    groups = ("".join(secrets.choice(READABLE) for _ in range(GROUP)) for _ in range(ONE_TIME_GROUPS))
    return "-".join(groups)


def check_password(password: str, *names: str) -> None:
    """Refuse a password that is easily guessed; `names` are those of the person and the account.

    Raises
    ------
    InvalidInput
        Saying what is wrong with it.
    """
    if len(password) < SHORTEST_PASSWORD:
        raise InvalidInput(
            f"The new password has {len(password)} characters and needs at least {SHORTEST_PASSWORD}. "
            "A few words in a row are easy to remember."
        )
    if len(password) > LONGEST_PASSWORD:
        raise InvalidInput(f"The new password is longer than {LONGEST_PASSWORD} characters; shorten it.")
    if len(set(password.lower())) < FEWEST_DIFFERENT:
        raise InvalidInput("The new password repeats a few characters over and over; mix more of them.")
    parts = {part for name in names for part in name.lower().split() if len(part) >= SHORTEST_PART}
    rest = password.lower()
    for part in parts:
        rest = rest.replace(part, "")
    if len(rest) < SHORTEST_PART:
        raise InvalidInput("The new password is made of your name, which others know; choose something else.")
