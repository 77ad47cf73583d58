"""Rosters built person by person: a person's roster is a path through the days, and rules are costs along it.

Compiled code is kept apart for each state of these sources: it holds what it calls from other files, while its
compiler only asks whether a function's own file has changed.
"""

import os
from hashlib import sha256
from pathlib import Path

SOURCES = Path(__file__).parent
COMPILED = SOURCES / "__pycache__" / "compiled"


def state() -> str:
    """Differs where any of the sources does."""
    return sha256(b"".join(path.read_bytes() for path in sorted(SOURCES.glob("*.py")))).hexdigest()[:16]


# Read by the compiler when it is loaded, which is after this.
os.environ.setdefault("NUMBA_CACHE_DIR", str(COMPILED / state()))
