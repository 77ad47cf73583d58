"""The text format of the second nurse rostering competition, read section by section. Knows lines, not rules.

Four kinds of files: a scenario, a history, the data of one week, a solution of one week. A section begins with a
line of its name, some with a value (`WEEKS = 4`), some with the number of the lines that follow (`NURSES = 5`).
"""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from scheduling.domain.errors import UnreadableFile
from scheduling.formats.lines import Line, text_of

KINDS = {
    "SCENARIO": (
        "SCENARIO",
        "WEEKS",
        "SKILLS",
        "SHIFT_TYPES",
        "FORBIDDEN_SHIFT_TYPES_SUCCESSIONS",
        "CONTRACTS",
        "NURSES",
    ),
    "HISTORY": ("HISTORY", "NURSE_HISTORY"),
    "WEEK_DATA": ("WEEK_DATA", "REQUIREMENTS", "SHIFT_OFF_REQUESTS"),
    "SOLUTION": ("SOLUTION", "ASSIGNMENTS"),
}
VALUED = ("SCENARIO", "WEEKS")
FILLED = ("SKILLS", "SHIFT_TYPES", "CONTRACTS", "NURSES")
COUNTED = (*FILLED, "SHIFT_OFF_REQUESTS")
DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
LONGEST_NAME = 80


@dataclass(frozen=True)
class Section:
    """A section's first line and those below it; `head` holds the value after `=`, empty where there is none."""

    head: Line
    rows: tuple[Line, ...]


def kind_of(content: bytes) -> str:
    """Which kind of file this is, by its first word; empty when it is none of them."""
    words = content.decode("utf-8-sig", errors="replace").split(maxsplit=1)
    return words[0] if words and words[0] in KINDS else ""


def read_sections(name: str, content: bytes, kind: str) -> Mapping[str, Section]:
    """All sections of a file of this kind, in its order.

    Raises
    ------
    UnreadableFile
        With file, line and reason, when the text is not of this kind.
    """
    heads: dict[str, Line] = {}
    rows: dict[str, list[Line]] = {}
    current = ""
    for number, raw in enumerate(text_of(name, content).splitlines(), start=1):
        words = raw.replace("=", " = ").split()
        if not words:
            continue
        if words[0] in KINDS[kind] and (len(words) == 1 or words[1] == "="):
            current = words[0]
            line = Line(name, number, current, (" ".join(words[2:]),))
            if current in heads:
                raise line.wrong("this section is there a second time")
            heads[current], rows[current] = line, []
        elif not current:
            raise UnreadableFile(name, number, f"'{raw.strip()}' stands where a line with {kind} is expected")
        else:
            rows[current].append(Line(name, number, current, tuple(words)))
    for section in KINDS[kind]:
        if section not in heads:
            raise UnreadableFile(name, 0, f"{section} is missing")
    sections = {section: Section(head, tuple(rows[section])) for section, head in heads.items()}
    for section, found in sections.items():
        _check_head(section, found)
    return sections


def _check_head(section: str, found: Section) -> None:
    value = found.head.fields[0]
    if section in VALUED and not value:
        raise found.head.wrong(f"a value is expected, as in '{section} = …'")
    if section not in COUNTED:
        return
    announced = found.head.whole(0, "the number of lines")
    if announced != len(found.rows):
        raise found.head.wrong(f"{announced} lines are announced, {len(found.rows)} follow")
    if not announced and section in FILLED:
        raise found.head.wrong("at least one line is needed")


def only_row(section: Section, form: str) -> Line:
    """The one line below a section's name, which must have so many fields as `form`."""
    if len(section.rows) != 1:
        raise section.head.wrong(f"one line with '{form}' is expected below it, {len(section.rows)} follow")
    return formed(section.rows[0], form)


def formed(line: Line, form: str, *, more: bool = False) -> Line:
    """The line itself, which must have so many fields as `form` (at least so many with `more`)."""
    wanted = len(form.split())
    if len(line.fields) < wanted or (len(line.fields) > wanted and not more):
        raise line.wrong(f"'{' '.join(line.fields)}' has not the form '{form}'")
    return line


def span(line: Line, position: int, what: str) -> tuple[int, int]:
    """A field like `(2,5)`, the least and the most."""
    text = line.fields[position]
    match = re.fullmatch(r"\((\d{1,6}),(\d{1,6})\)", text)
    if match is None:
        raise line.wrong(f"{what} is '{text}', two whole numbers like (2,5) are expected")
    least, most = int(match[1]), int(match[2])
    if least > most:
        raise line.wrong(f"{what} is '{text}', its first number is above the second")
    return least, most


def by_name(rows: Collection[Line]) -> Mapping[str, Line]:
    """Lines by their first field, which may occur once."""
    found: dict[str, Line] = {}
    for line in rows:
        name = line.fields[0]
        if name in found:
            raise line.wrong(f"'{name}' is there a second time")
        if len(name) > LONGEST_NAME:
            raise line.wrong(f"a name of {len(name)} characters is too long; {LONGEST_NAME} are possible")
        found[name] = line
    return found
