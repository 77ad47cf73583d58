"""What somebody asked for, as a sentence that follows their name: "Wants to work Late on Fri 4 Dec"."""

from collections.abc import Mapping

from scheduling.domain.clock import clock_text, day_text
from scheduling.domain.problem import Preference, ShiftRequest

WEEKDAYS = ("Mondays", "Tuesdays", "Wednesdays", "Thursdays", "Fridays", "Saturdays", "Sundays")


def wish_text(wish: ShiftRequest | Preference, templates: Mapping[str, str]) -> str:
    """The sentence; `templates` are names of shift templates by id."""
    if isinstance(wish, ShiftRequest):
        verb = "Wants to work" if wish.on else "Does not want to work"
    else:
        verb = "Avoids" if wish.avoid else "Prefers"
    return f"{verb} {_wished(wish, templates)}"


def own_text(wish: ShiftRequest | Preference, templates: Mapping[str, str]) -> str:
    """The same to whoever wished it: "Gladly: Late on Fri 4 Dec"."""
    gladly = wish.on if isinstance(wish, ShiftRequest) else not wish.avoid
    return f"{'Gladly' if gladly else 'Rather not'}: {_wished(wish, templates)}"


def _wished(wish: ShiftRequest | Preference, templates: Mapping[str, str]) -> str:
    """What a wish is about: "Late on Fri 4 Dec", "shifts on Sundays"."""
    if isinstance(wish, ShiftRequest):
        return f"{templates[wish.template]} on {day_text(wish.date)}"
    parts = [templates[wish.template] if wish.template else "shifts"]
    if wish.weekday is not None:
        parts.append(f"on {WEEKDAYS[wish.weekday]}")
    if wish.start is not None:
        parts.append(f"from {clock_text(wish.start)}")
    if wish.end is not None:
        parts.append(f"until {clock_text(wish.end)}")
    return " ".join(parts)
