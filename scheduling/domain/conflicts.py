"""Why there is no roster, as data: what clashes, and what could be changed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from scheduling.domain.changes import Change
from scheduling.domain.problem import Absence, Assignment


@dataclass(frozen=True)
class Member:
    """One thing that a conflict cannot do without.

    A hard setting (its id) as it holds for a person or at a place (a planned shift, a role on it, a date), or, without
    a setting: approved time off or a pinned assignment.
    """

    setting: str = ""
    employee: str = ""
    shift: str = ""
    role: str = ""
    day: date | None = None
    absence: Absence | None = None
    pin: Assignment | None = None


@dataclass(frozen=True)
class Conflict:
    """Things that no roster can meet all at once.

    `proven`: each of them was shown to be needed, that is, without it the others can be met. Otherwise time ran out,
    and some may be left out.
    """

    members: tuple[Member, ...]
    proven: bool


@dataclass(frozen=True)
class Repair:
    """Changes after which there is a roster; such a roster was held against the check. `price` only ranks."""

    changes: tuple[Change, ...]
    price: int


@dataclass(frozen=True)
class Explanation:
    """Conflicts that have nothing in common, and repairs of all of them at once, the cheapest first.

    `closest` names in sentences what the least broken roster still breaks. `in_time` is False where the search for
    conflicts or repairs was cut short. Nothing at all means that there is a roster; conflicts without repairs, found
    in time, that nothing helps but to ask for less.
    """

    conflicts: tuple[Conflict, ...] = ()
    repairs: tuple[Repair, ...] = ()
    closest: tuple[str, ...] = ()
    in_time: bool = True


Amounts = Mapping[Member, int]
"""Units by which a roster is beyond each thing that it does not meet."""
