"""How a search goes on, written as it goes."""

import json
from pathlib import Path

from scheduling.domain.errors import UnreadableFile
from scheduling.domain.runs import Progress


class Journal:
    """Writes progress lines as they come, so that they can be followed."""

    def __init__(self, path: Path | None) -> None:
        self._path = path

    def __enter__(self) -> "Journal":
        try:
            self._file = None if self._path is None else self._path.open("w", buffering=1)
        except OSError as error:
            raise UnreadableFile(str(self._path), 0, f"cannot be written ({error.strerror})") from None
        return self

    def note(self, progress: Progress) -> None:
        if self._file is not None:
            line = {"seconds": round(progress.seconds, 3), "objective": progress.objective, "bound": progress.bound}
            self._file.write(json.dumps(line) + "\n")

    def __exit__(self, *error: object) -> None:
        if self._file is not None:
            self._file.close()
