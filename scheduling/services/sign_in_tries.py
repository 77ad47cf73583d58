"""How often somebody may try to sign in: each wrong password makes the next wait longer, and an address has so many.

Names that exist and names that do not are treated alike, so that waiting tells nobody which there are.
"""

import hashlib
from dataclasses import replace
from datetime import datetime, timedelta
from math import ceil

from scheduling.domain.clock import seconds_text
from scheduling.domain.errors import TooManyTries
from scheduling.services.account_records import SignInTries, Tries

FREE_TRIES = 5
"""Wrong passwords for a name before it waits: a minute at first, twice as long after each further one."""
SHORTEST, LONGEST = timedelta(minutes=1), timedelta(hours=1)
FORGOTTEN = timedelta(hours=24)
"""After so long without a try, a name starts anew."""
ADDRESS_TRIES, ADDRESS_SPAN = 40, timedelta(minutes=15)
"""Wrong passwords from one address in so long, whatever the names. A house may share one address."""


def count_try(tries: SignInTries, username: str, address: str, now: datetime) -> None:
    """Count a try as failed before it is known to be, so that many at once count as many.

    Raises
    ------
    TooManyTries
        When the name or the address has to wait; nothing is counted then.
    """
    name, place = _name(username), _address(address)
    by_name, by_address = tries.lock(name, now), tries.lock(place, now)
    _refuse(name_wait(by_name, now), "Too many wrong passwords for this name")
    _refuse(_address_wait(by_address, now), "Too many wrong passwords from your address")
    tries.put(name, _counted(by_name, now, by_name.last_at + FORGOTTEN))
    tries.put(place, _counted(by_address, now, by_address.first_at + ADDRESS_SPAN))


def succeeded(tries: SignInTries, username: str, address: str, now: datetime) -> None:
    """The try that was counted was right: the name starts anew, and the address has not failed."""
    tries.forget(_name(username))
    found = tries.lock(_address(address), now)
    tries.put(_address(address), replace(found, count=max(0, found.count - 1)))


def unlock(tries: SignInTries, username: str) -> None:
    """Let somebody try again at once."""
    tries.forget(_name(username))


def locked_until(tries: SignInTries, usernames: list[str], now: datetime) -> dict[str, datetime]:
    """Until when each of these names waits; none that does not."""
    found = tries.of([_name(username) for username in usernames])
    waits = {username: name_wait(found[_name(username)], now) for username in usernames if _name(username) in found}
    return {username: now + wait for username, wait in waits.items() if wait > timedelta()}


def name_wait(tries: Tries, now: datetime) -> timedelta:
    """How long a name still waits."""
    over = tries.count - FREE_TRIES
    if over < 0 or now - tries.last_at >= FORGOTTEN:
        return timedelta()
    # The exponent is bounded, since nobody waits longer than the longest.
    wait = min(LONGEST, SHORTEST * (1 << min(over, 10)))
    return max(timedelta(), tries.last_at + wait - now)


def _address_wait(tries: Tries, now: datetime) -> timedelta:
    full = tries.count >= ADDRESS_TRIES
    return max(timedelta(), tries.first_at + ADDRESS_SPAN - now) if full else timedelta()


def _counted(tries: Tries, now: datetime, anew: datetime) -> Tries:
    """One more, or the first one where the earlier ones are over."""
    return Tries(tries.count + 1, tries.first_at, now) if tries.count and now < anew else Tries(1, now, now)


def _refuse(wait: timedelta, why: str) -> None:
    seconds = ceil(wait.total_seconds())
    if seconds > 0:
        raise TooManyTries(f"{why}. Wait {seconds_text(seconds)}, then try again.", seconds)


def _name(username: str) -> str:
    return f"name {hashlib.sha256(username.strip().lower().encode()).hexdigest()}"


def _address(address: str) -> str:
    return f"address {address[:64]}"
