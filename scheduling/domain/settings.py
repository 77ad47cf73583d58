"""Rule settings: the rows that an analyst edits."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from scheduling.domain.calendar import DayClass
from scheduling.domain.errors import InvalidInput

QUESTION = "what-if"
"""Id of the setting that a question adds to a run's own. No repair lets it go: it is what was asked for."""
KEPT = f"{QUESTION}-kept"
"""The same for what a question is not to spoil elsewhere; the id goes on with a number."""
LOCKED, REPAIR = f"{QUESTION}-locked", f"{QUESTION}-repair"
"""The same for a run around a roster being edited: for locked cells the id goes on with a number."""


class ScopeKind(StrEnum):
    EVERYONE = "everyone"
    CONTRACT = "contract"
    ROLE = "role"
    LABEL = "label"
    EMPLOYEE = "employee"


@dataclass(frozen=True)
class Scope:
    """Whom and what a setting is about.

    `ids` names contracts, roles, labels or employees, as `kind` says (empty for everyone). The four filters narrow
    it to some shifts: template labels, weekdays (0 is Monday), dates and kinds of days; an empty filter lets all
    through.
    """

    kind: ScopeKind = ScopeKind.EVERYONE
    ids: tuple[str, ...] = ()
    template_labels: frozenset[str] = frozenset()
    weekdays: frozenset[int] = frozenset()
    dates: frozenset[date] = frozenset()
    day_classes: frozenset[DayClass] = frozenset()

    @property
    def narrowed(self) -> bool:
        """Whether a filter leaves some shifts out."""
        return bool(self.template_labels or self.weekdays or self.dates or self.day_classes)


@dataclass(frozen=True)
class RuleSetting:
    """One rule, switched on or off, hard (`weight` None) or soft, for a scope, with its parameters.

    Raises
    ------
    InvalidInput
        When the weight is negative.
    """

    id: str
    code: str
    weight: int | None = None
    scope: Scope = field(default_factory=Scope)
    params: Mapping[str, Any] = field(default_factory=dict)
    enabled: bool = True

    def __post_init__(self) -> None:
        if self.weight is not None and self.weight < 0:
            raise InvalidInput(f"The weight of {self.code} is {self.weight}; enter 0 (off) or a positive whole number.")

    @property
    def hard(self) -> bool:
        return self.weight is None
