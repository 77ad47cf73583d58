"""The NRP text format, read section by section into rows of fields. Knows lines, not rules."""

from scheduling.domain.errors import UnreadableFile
from scheduling.formats.lines import Line, text_of

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


def read_sections(name: str, content: bytes) -> dict[str, list[Line]]:
    """The lines of each section, comments and blank lines left out.

    Raises
    ------
    UnreadableFile
        With file, line and reason, when the text is not of this format.
    """
    sections: dict[str, list[Line]] = {}
    current = ""
    for number, raw in enumerate(text_of(name, content).splitlines(), start=1):
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
