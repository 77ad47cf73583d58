"""Lines of text files from outside: where each stands, and what its fields say. Knows no format."""

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from scheduling.domain.errors import UnreadableFile


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


def text_of(name: str, content: bytes) -> str:
    """A file's content as text; UnreadableFile when it is none."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = "\0"
    if "\0" in text:
        raise UnreadableFile(name, 0, "this is not a text file")
    return text


def read_file(path: Path) -> bytes:
    """A file's content; UnreadableFile when it cannot be opened."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise UnreadableFile(str(path), 0, f"cannot be opened ({error.strerror})") from None


def write_file(path: Path, text: str) -> None:
    """Write a file; UnreadableFile when it cannot be written."""
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise UnreadableFile(str(path), 0, f"cannot be written ({error.strerror})") from None
