"""Wall-clock time and the one time line that rests and overlaps are measured on.

The time line counts *epoch minutes*: whole minutes since 1970-01-01 00:00 UTC. A night in which clocks change
is 60 minutes shorter or longer there, exactly as it is for the person who works it.
"""

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

MINUTES_PER_DAY = 1440


def instant(day: date, minute: int, zone: ZoneInfo) -> int:
    """Epoch minute of wall-clock `minute` of `day`; 1440 and more is the next day.

    A wall-clock time that a spring night skips is read as the same moment one hour on; one that an autumn
    night shows twice is its first showing.
    """
    days, rest = divmod(minute, MINUTES_PER_DAY)
    local = datetime.combine(day + timedelta(days=days), time(rest // 60, rest % 60), tzinfo=zone)
    return int(local.astimezone(UTC).timestamp()) // 60


def wall_clock(epoch_minute: int, zone: ZoneInfo) -> datetime:
    """The aware local date-time that clocks show at `epoch_minute`."""
    return datetime.fromtimestamp(epoch_minute * 60, tz=zone)


def clock_text(minute: int) -> str:
    """`HH:MM` of a wall-clock minute, the next day's minutes wrapped: 1470 is 00:30."""
    return f"{minute // 60 % 24:02d}:{minute % 60:02d}"


def span_text(start: int, end: int) -> str:
    """From one wall-clock minute to another: "16:00–24:00", "22:00–06:00"."""
    return f"{clock_text(start)}–{'24:00' if end == MINUTES_PER_DAY else clock_text(end)}"


@lru_cache(maxsize=4096)
def day_text(day: date) -> str:
    """Weekday, day and month: "Fri 4 Dec"."""
    return f"{day:%a} {day.day} {day:%b}"


def seconds_text(seconds: float) -> str:
    """Seconds in words, the two largest units: 3.2 is "3 s", 90 is "1 min 30 s", 100000 is "1 d 3 h"."""
    units = (("d", 86_400), ("h", 3600), ("min", 60), ("s", 1))
    rest = max(0, int(seconds))
    parts: list[tuple[int, str]] = []
    for name, size in units:
        count, rest = divmod(rest, size)
        if count or parts:
            parts.append((count, name))
    return " ".join(f"{count} {name}" for count, name in parts[:2] if count) or "0 s"


def hours_text(minutes: int) -> str:
    """Minutes in words: 90 is "1 h 30 min", 480 is "8 h"."""
    hours, rest = divmod(abs(minutes), 60)
    sign = "-" if minutes < 0 else ""
    if not rest:
        return f"{sign}{hours} h"
    return f"{sign}{hours} h {rest} min" if hours else f"{sign}{rest} min"
