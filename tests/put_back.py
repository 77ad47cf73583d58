"""A SQLite database that many tests use one after another, each as it was at first."""

import shutil
from pathlib import Path

from data.engine import engine_for


def put_back(original: Path, file: Path) -> str:
    """Make a database again what its original is; its address.

    One file is used again and again rather than a new one each time, since an engine keeps the statements that it has
    compiled, which takes longer than most of them do, and engines are kept for as long as the process lives.
    """
    url = f"sqlite:///{file}"
    engine_for(url).dispose()
    # Gone first rather than written over: whatever still holds the file open keeps what it has.
    for old in file.parent.glob(f"{file.name}*"):
        old.unlink()
    shutil.copy(original, file)
    return url
