"""Shifts as a calendar file (RFC 5545), for the calendar of a phone."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

from scheduling.services.my_schedule import MyShift

LONGEST_LINE = 75
"""Octets of a line without its end; longer ones go on in the next, after a space (section 3.1)."""


def calendar(shifts: Iterable[MyShift], stamp: datetime) -> bytes:
    """A calendar with an event per shift; `stamp` is the moment at which it is told.

    Times are in UTC, which every reader shows in its own zone. A shift keeps its identifier, so that a file that is
    opened again brings the same events up to date.
    """
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Shiftwright//My schedule//EN", "CALSCALE:GREGORIAN"]
    for shift in shifts:
        lines += _event(shift, stamp)
    lines.append("END:VCALENDAR")
    return b"".join(_folded(line) for line in lines)


def _event(shift: MyShift, stamp: datetime) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{shift.id}@shiftwright"
    yield f"DTSTAMP:{_moment(stamp)}"
    yield f"DTSTART:{_moment(shift.starts_at)}"
    yield f"DTEND:{_moment(shift.ends_at)}"
    yield f"SUMMARY:{_escaped(f'{shift.name} · {shift.role}')}"
    yield f"LOCATION:{_escaped(shift.place)}"
    yield "END:VEVENT"


def _moment(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _escaped(text: str) -> str:
    """Text as a value (section 3.3.11): what would end it, or a line, is told by a backslash."""
    for plain, told in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\r\n", "\\n"), ("\n", "\\n"), ("\r", "\\n")):
        text = text.replace(plain, told)
    # Other control characters have no place in a value.
    return "".join(sign for sign in text if sign >= " " and sign != "\x7f")


def _folded(line: str) -> bytes:
    """A line with its end, in pieces that split no character."""
    pieces, piece = list[bytes](), b""
    for sign in line:
        octets = sign.encode()
        if len(piece) + len(octets) > LONGEST_LINE:
            pieces.append(piece)
            piece = b" "
        piece += octets
    return b"\r\n".join([*pieces, piece]) + b"\r\n"
