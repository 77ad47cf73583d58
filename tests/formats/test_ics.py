"""A calendar file says what RFC 5545 asks for: times in UTC, text told apart from structure, lines that fold."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from hypothesis import example, given
from hypothesis import strategies as st

from scheduling.formats.ics import LONGEST_LINE, calendar
from scheduling.services.my_schedule import MyShift
from tests.drawn import quickly

DUBLIN = ZoneInfo("Europe/Dublin")
STAMP = datetime(2026, 3, 1, 9, 30, 15, tzinfo=UTC)


def shift(name: str = "Night", role: str = "Cook", place: str = "Harbour") -> MyShift:
    """A night in which the clocks of Dublin go forward: 22:00 is 22:00 in UTC, 06:00 is 05:00."""
    return MyShift(
        "s1",
        date(2026, 3, 28),
        name,
        role,
        place,
        datetime(2026, 3, 28, 22, tzinfo=DUBLIN),
        datetime(2026, 3, 29, 6, tzinfo=DUBLIN),
    )


def unfolded(file: bytes) -> list[str]:
    return file.decode().replace("\r\n ", "").split("\r\n")


def read(value: str) -> str:
    """The text of a value, character by character as a reader takes it."""
    signs, text = iter(value), ""
    for sign in signs:
        if sign == "\\":
            sign = {"n": "\n", "N": "\n"}.get(after := next(signs), after)
        text += sign
    return text


def test_a_night_when_clocks_change_is_told_in_utc() -> None:
    assert unfolded(calendar([shift()], STAMP)) == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Shiftwright//My schedule//EN",
        "CALSCALE:GREGORIAN",
        "BEGIN:VEVENT",
        "UID:s1@shiftwright",
        "DTSTAMP:20260301T093015Z",
        "DTSTART:20260328T220000Z",
        "DTEND:20260329T050000Z",
        "SUMMARY:Night · Cook",
        "LOCATION:Harbour",
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    ]
    assert shift().minutes == 7 * 60


@quickly
@given(st.text())
@example("Bar; terrace, north\\south\r\nEND:VEVENT")
@example("é" * 60)
def test_any_name_comes_back_as_it_was_and_no_line_is_too_long(name: str) -> None:
    file = calendar([shift(place=name)], STAMP)
    assert all(len(line) <= LONGEST_LINE for line in file.split(b"\r\n"))
    (place,) = (line.removeprefix("LOCATION:") for line in unfolded(file) if line.startswith("LOCATION:"))
    kept = name.replace("\r\n", "\n").replace("\r", "\n")
    assert read(place) == "".join(sign for sign in kept if sign == "\n" or (sign >= " " and sign != "\x7f"))
    assert unfolded(file).count("END:VEVENT") == 1
