"""Who changed a thing last, so that a conflict can be told with a name and a time."""

from zoneinfo import ZoneInfo

from scheduling.services.ports import UnitOfWork
from scheduling.services.records import SiteRecord

LOOK_BACK = 200
ABOUT = "about"
"""Key in a log entry's detail: the ids of what it is about."""


def last_hand(unit: UnitOfWork, site: SiteRecord, thing: str) -> str:
    """The start of a sentence such as "Ben changed this at 10:42", in the site's time."""
    for entry in unit.log.latest(site.id, LOOK_BACK):
        about = entry.detail.get(ABOUT)
        if isinstance(about, list) and thing in about:
            user = unit.users.by_username(entry.actor)
            at = entry.at.astimezone(ZoneInfo(site.timezone))
            return f"{user.name if user else entry.actor} changed this at {at:%H:%M}"
    return "Somebody else changed this in the meantime"
