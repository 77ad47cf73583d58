"""A nurse rostering instance of two weeks that fits on a page, in the competition's text format."""

from pathlib import Path

from scheduling.domain.files import File
from scheduling.formats.inrc2 import Instance, read

SCENARIO = """\
SCENARIO = tiny

WEEKS = 2

SKILLS = 2
HeadNurse
Nurse

SHIFT_TYPES = 3
Early (2,5)
Late (2,4)
Night (2,3)

FORBIDDEN_SHIFT_TYPES_SUCCESSIONS
Early 0
Late 1 Early
Night 2 Early Late

CONTRACTS = 2
FullTime (4,8) (2,4) (2,3) 1 1
PartTime (2,6) (1,5) (1,14) 2 0

NURSES = 3
Ann FullTime 2 HeadNurse Nurse
Bea FullTime 1 Nurse
Cem PartTime 1 Nurse
"""
HISTORY = """\
HISTORY
0 tiny

NURSE_HISTORY
Ann 0 0 Night 1 3 0
Bea 5 1 None 0 0 2
Cem 0 0 Early 2 2 0
"""
WEEK = """\
WEEK_DATA
tiny

REQUIREMENTS
Early HeadNurse (0,0) (0,1) (0,0) (0,0) (0,0) (0,0) (0,0)
Early Nurse (1,1) (1,1) (1,2) (0,0) (0,0) (0,0) (0,0)
Late Nurse (0,0) (0,0) (0,0) (0,0) (0,0) (0,1) (0,1)

SHIFT_OFF_REQUESTS = 2
Ann Any Tue
Cem Early Wed
"""
CONTENT = {"Sc-tiny.txt": SCENARIO, "H0-tiny-0.txt": HISTORY, "WD-tiny-0.txt": WEEK, "WD-tiny-4.txt": WEEK}


def files(**changed: str) -> dict[str, File]:
    """The files by kind: `scenario`, `history`, `week`; some with another content."""
    texts = {"scenario": SCENARIO, "history": HISTORY, "week": WEEK} | changed
    names = {"scenario": "Sc-tiny.txt", "history": "H0-tiny-0.txt", "week": "WD-tiny-4.txt"}
    return {kind: File(names[kind], text.encode()) for kind, text in texts.items()}


def tiny(**changed: str) -> Instance:
    """The instance, both weeks from the same file, with some files changed."""
    given = files(**changed)
    return read(given["scenario"], given["history"], [given["week"]] * 2)


def in_folder(folder: Path) -> Path:
    """The files in a folder, named as the competition names them."""
    folder.mkdir(exist_ok=True)
    for name, text in CONTENT.items():
        (folder / name).write_text(text)
    return folder
