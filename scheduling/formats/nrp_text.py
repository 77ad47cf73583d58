"""The NRP text format, read section by section into rows of fields. Knows lines, not rules."""

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from scheduling.domain.errors import UnreadableFile

SECTIONS = {
    "SECTION_HORIZON": 1,
    "SECTION_SHIFTS": 3,
    "SECTION_STAFF": 8,
    "SECTION_DAYS_OFF": 2,
    "SECTION_SHIFT_ON_REQUESTS": 4,
    "SECTION_SHIFT_OFF_REQUESTS": 4,
    "SECTION_COVER": 5,
}
NEEDED = ("SECTION_HORIZON", "SECTION_SHIFTS", "SECTION_STAFF", "SECTION_COVER")


@dataclass(frozen=True)
class Line:
    """One line's fields, and where they stand."""

    file: str
    number: int
    section: str
    fields: tuple[str, ...]

    def wrong(self, reason: str) -> UnreadableFile:
        return UnreadableFile(self.file, self.number, f"{self.section}: {reason}")

    def whole(self, position: int, what: str) -> int:
        """The field at `position` as a whole number from 0 on."""
        try:
            value = int(self.fields[position])
        except ValueError:
            raise self.wrong(f"{what} is '{self.fields[position]}', a whole number is expected") from None
        if value < 0:
            raise self.wrong(f"{what} is {value}, it cannot be negative")
        return value

    def known(self, position: int, names: Collection[str], what: str) -> str:
        """The field at `position`, which must be one of `names`."""
        if self.fields[position] not in names:
            raise self.wrong(f"{what} '{self.fields[position]}' is not defined")
        return self.fields[position]


def read_sections(name: str, content: bytes) -> dict[str, list[Line]]:
    """The lines of each section, comments and blank lines left out.

    Raises
    ------
    UnreadableFile
        With file, line and reason, when the text is not of this format.
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise UnreadableFile(name, 0, "this is not a text file") from None
    sections: dict[str, list[Line]] = {}
    current = ""
    for number, raw in enumerate(text.splitlines(), start=1):
        line = raw.strip()
        if not line or line.startswith("#"):
            continue
        if line.startswith("SECTION_"):
            if line not in SECTIONS:
                raise UnreadableFile(name, number, f"there is no section called {line} in this format")
            current = line
            sections.setdefault(current, [])
            continue
        if not current:
            raise UnreadableFile(name, number, "text before the first section; a line with SECTION_HORIZON is expected")
        sections[current].append(_line(name, number, current, line))
    for section in NEEDED:
        if not sections.get(section):
            raise UnreadableFile(name, 0, f"{section} is missing or empty")
    return sections


def _line(name: str, number: int, section: str, text: str) -> Line:
    fields = tuple(field.strip() for field in text.split(","))
    wanted = SECTIONS[section]
    line = Line(name, number, section, fields)
    if len(fields) < wanted or (len(fields) > wanted and section != "SECTION_DAYS_OFF"):
        raise line.wrong(f"{len(fields)} fields, {wanted} are expected")
    return line


def read_file(path: Path) -> bytes:
    """A file's content; UnreadableFile when it cannot be opened."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise UnreadableFile(str(path), 0, f"cannot be opened ({error.strerror})") from None
