"""What a look at capacity before a run tells: records of what is wanted, and of what there can be."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Cell:
    """One role on one planned shift: heads wanted (the target, else the minimum) and who could work it.

    `could` are ids, empty ones for people who are not to be named.
    """

    date: date
    shift: str
    template: str
    role: str
    wanted: int
    could: tuple[str, ...]

    @property
    def short(self) -> int:
        """Heads that will be missing even if all who could came."""
        return max(0, self.wanted - len(self.could))


@dataclass(frozen=True)
class Shortage:
    """Cells of one date that share their people and will lack `missing` heads between them, in every roster."""

    date: date
    cells: tuple[Cell, ...]
    most: int

    @property
    def wanted(self) -> int:
        return sum(cell.wanted for cell in self.cells)

    @property
    def missing(self) -> int:
        return self.wanted - self.most


@dataclass(frozen=True)
class RoleDay:
    """One role on one date: heads and minutes wanted, who could work in it at all, and minutes that they could."""

    date: date
    role: str
    wanted: int
    could: tuple[str, ...]
    minutes_wanted: int
    minutes_could: int
    missing: int
    """Heads that will be missing even if nobody of them worked in another role."""


@dataclass(frozen=True)
class Load:
    """Roles that share their people over some dates: minutes wanted, and the most that all of them can work."""

    first: date
    last: date
    roles: tuple[str, ...]
    wanted: int
    most: int

    @property
    def missing(self) -> int:
        """Minutes that will be missing in every roster."""
        return max(0, self.wanted - self.most)


@dataclass(frozen=True)
class Preflight:
    """All cells by date; `shortages` and `overloads` are certain, `role_days` and `loads` compare."""

    cells: tuple[Cell, ...]
    shortages: tuple[Shortage, ...]
    role_days: tuple[RoleDay, ...]
    loads: tuple[Load, ...]
    overloads: tuple[Load, ...]
