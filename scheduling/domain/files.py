"""Files from outside."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class File:
    """What somebody handed in: the name it came under, and what is in it."""

    name: str
    content: bytes = field(repr=False)
